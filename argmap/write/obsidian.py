"""An Obsidian vault: a note per theme, claim and entity, joined by links."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping

from argmap.model import Claim, MapData, Point, Theme
from argmap.write.markdown import escape as escape_markdown
from argmap.write.markdown import link_target
from argmap.write.opening import overview, told
from argmap.write.wording import line

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date inside the zip: the oldest it can hold, so that the same map gives the same bytes."""
_LONGEST = 60
# What Obsidian does not allow in a name or link, and what a file system does not.
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]%.\x00-\x1f\x7f]+')
_OWN = re.compile(r"(?<!\\)(#(?=\w)|%(?=%)|=(?==)|\^(?=\w))")
_VERBS = {"supports": "Supports", "contrasts": "Contrasts", "rephrases": "Rephrases"}
_BACK = {
    "supports": "Supported by",
    "contrasts": "Contrasted by",
    "rephrases": "Rephrased by",
}


def to_vault(argument_map: MapData) -> dict[str, str]:
    """Return the notes of the vault by path; ``Index.md`` leads to all of them."""
    return _Vault(argument_map).notes()


def to_zip(argument_map: MapData) -> bytes:
    """Return the vault in one zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in to_vault(argument_map).items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))
    return buffer.getvalue()


class _Vault:
    def __init__(self, argument_map: MapData) -> None:
        self.map = argument_map
        self.whole = [theme for theme in argument_map.themes if theme.parent is None]
        self.theme = {theme.id: _name(theme.heading, theme.id) for theme in self.whole}
        self.claim = {
            claim.id: _name(claim.text, f"c{number}")
            for number, claim in enumerate(argument_map.claims, 1)
        }
        self.entity = {entity.id: _name(entity.name, entity.id) for entity in argument_map.entities}
        self.home = {claim: theme for theme in self.whole for claim in theme.claims}
        self.links: dict[str, list[str]] = {}
        for each in argument_map.relations:
            there = f"- {_VERBS[each.kind]}: {self._to(each.target)}"
            back = f"- {_BACK[each.kind]}: {self._to(each.source)}"
            self.links.setdefault(each.source, []).append(there)
            self.links.setdefault(each.target, []).append(back)

    def notes(self) -> dict[str, str]:
        """Return notes by path."""
        found = {"Index.md": self._index()}
        for theme in self.whole:
            found[f"Themes/{self.theme[theme.id]}.md"] = self._theme_note(theme)
        for claim in self.map.claims:
            found[f"Claims/{self.claim[claim.id]}.md"] = self._claim_note(claim)
        naming: dict[str, list[str]] = {}
        for claim in self.map.claims:
            for name in dict.fromkeys(mention.entity for mention in claim.mentions):
                naming.setdefault(name, []).append(claim.id)
        for entity in self.map.entities:
            front = _front(kind="entity", aliases=list(entity.aliases), type=entity.kind)
            links = self._claims(naming.get(entity.id, ()))
            text = "\n".join((front, f"# {escape(entity.name)}", "", *links, ""))
            found[f"Entities/{self.entity[entity.id]}.md"] = text
        return found

    def _index(self) -> str:
        lines = [_front(kind="index"), f"# {escape(self.map.thread.title)}", ""]
        address = link_target(self.map.thread.url)
        lines += [f"<{address}>", ""] if address else []
        lines += [overview(self.map), ""]
        for each in told(self.map):
            link = _link("Claims", self.claim[each.lead.quote.claim], each.who)
            lines += [f"**{each.label}:** “{escape(each.text)}” — {link}", ""]
        for theme in self.whole:
            link = _link("Themes", self.theme[theme.id], theme.heading)
            lines.append(f"- {link} ({len(theme.claims)} claims)")
        return "\n".join((*lines, ""))

    def _theme_note(self, theme: Theme) -> str:
        front = _front(kind="theme", keywords=list(theme.keywords))
        lines = [front, f"# {escape(theme.heading)}", ""]
        for section in self.map.summary.sections:
            if section.theme == theme.id and section.points:
                lines += ["## Summary", ""]
                lines += [f"- {_point(point)}" for point in section.points]
                lines.append("")
        lines += ["## Claims", "", *self._claims(theme.claims)]
        named = [_link("Entities", self.entity[e], self.map.entity[e].name) for e in theme.entities]
        lines += ["", "## Entities", "", *(f"- {link}" for link in named)] if named else []
        return "\n".join((*lines, ""))

    def _claim_note(self, claim: Claim) -> str:
        post = self.map.thread.by_id[claim.post]
        front = _front(
            kind=claim.kind,
            id=claim.id,
            author=post.author,
            created=post.created,
            url=post.url,
            confidence=claim.confidence,
        )
        lines = [front, *(f"> {escape(line)}" for line in claim.text.split("\n")), ""]
        home = self.home.get(claim.id)
        if home is not None:
            lines += [f"Theme: {_link('Themes', self.theme[home.id], home.heading)}", ""]
        lines += self.links.get(claim.id, [])
        names = dict.fromkeys(mention.entity for mention in claim.mentions)
        lines += [
            f"- Names: {_link('Entities', self.entity[e], self.map.entity[e].name)}" for e in names
        ]
        return "\n".join((*lines, ""))

    def _claims(self, claims: Iterable[str]) -> list[str]:
        return [f"- {self._to(claim)}" for claim in claims]

    def _to(self, claim: str) -> str:
        author = self.map.thread.by_id[self.map.claim[claim].post].author
        said = f" ({escape(author)})" if author else ""
        return _link("Claims", self.claim[claim], self.map.claim[claim].text) + said


def escape(text: str) -> str:
    """Return plain words: in Obsidian ``#word`` is a tag, ``%%`` a comment, ``==`` a highlight."""
    return _OWN.sub(r"\\\1", escape_markdown(text))


def _name(text: str, mark: str) -> str:
    """Name a note; the mark in it keeps names apart where a system ignores case."""
    bare = " ".join(_UNSAFE.sub(" ", text).split())[:_LONGEST].rstrip()
    tail = " ".join(_UNSAFE.sub(" ", mark).split())
    return f"{bare} ({tail})" if bare else tail


def _link(folder: str, name: str, shown: str) -> str:
    words = " ".join(re.sub(r"[\[\]|]", " ", shown).split())
    return f"[[{folder}/{name}|{words or name}]]"


def _point(point: Point) -> str:
    """Write a point with its subject set apart, and who speaks to that counted."""
    told = line(point)
    words = escape(told.words)
    if not told.subject:
        return f"{words} ({told.count})"
    return f"**{escape(told.subject)}** ({told.voices}): {words}"


def _front(**fields: object) -> str:
    """Write properties as YAML; JSON strings are YAML strings."""
    kept: Mapping[str, object] = {k: v for k, v in fields.items() if v not in (None, [], "")}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in kept.items()]
    return "\n".join(("---", *lines, "---", ""))
