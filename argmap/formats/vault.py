"""An Obsidian vault as argmap writes it: a note per claim, joined by links; read only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.errors import BadSource
from argmap.formats.build import Builder
from argmap.model import ArgumentGraph, NodeKind
from argmap.read.assemble import as_id, as_time
from argmap.read.clean import clean_line
from argmap.read.columns import as_url
from argmap.read.source import Source

_VERBS: Mapping[str, NodeKind] = {"Supports": "RA", "Contrasts": "CA", "Rephrases": "MA"}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_RELATION = re.compile(r"- (Supports|Contrasts|Rephrases): \[\[([^\]|#]+)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class _Note:
    name: str
    values: Mapping[str, object]
    body: str


def recognises(source: Source) -> bool:
    """True for a folder with Markdown notes in ``Claims``, their kind among their properties."""
    notes = [member for member in source.members if _claim_name(member)]
    return any(_FRONT.match(_text(note)) and "\nkind: " in _text(note)[:500] for note in notes[:3])


def read(source: Source) -> ArgumentGraph:
    """Read the claims, their authors and themes, and what they support, contrast or rephrase.

    Raises:
        BadSource: There is no note of a claim in it.
    """
    builder = Builder("obsidian", source)
    notes = [_note(member, builder) for member in source.members if _claim_name(member)]
    if not notes:
        raise BadSource(source.name, "", "no notes in a folder called Claims")
    notes.sort(key=_order)
    for note in notes:
        _claim(note, builder)
    for note in notes:
        for verb, target in _RELATION.findall(note.body):
            name = target.rpartition("/")[2].strip()
            if name in builder.nodes:
                number = len(builder.edges) + 1
                builder.relation(_VERBS[verb], [note.name], name, f"{verb} {number}")
            else:
                builder.tally.add("links to a note that is not here, skipped", note.name)
    return builder.graph(_title(source))


def _claim_name(member: Source) -> str | None:
    parts = member.name.replace("\\", "/").split("/")
    claims = len(parts) > 1 and parts[-2].lower() == "claims"
    return parts[-1][: -len(".md")] if claims and parts[-1].lower().endswith(".md") else None


def _text(member: Source) -> str:
    return member.text.replace("\r\n", "\n")


def _note(member: Source, builder: Builder) -> _Note:
    text = _text(member)
    front = _FRONT.match(text)
    values: dict[str, object] = {}
    for line in front[1].split("\n") if front else ():
        key, _, value = line.partition(":")
        # argmap writes JSON; Obsidian, once the properties were edited, plain words.
        try:
            values[key.strip()] = json.loads(value)
        except (ValueError, RecursionError):
            values[key.strip()] = value.strip()
    if not front:
        builder.tally.add("notes without properties", member.name)
    return _Note(_claim_name(member) or "", values, text[front.end() if front else 0 :])


def _order(note: _Note) -> tuple[int, str]:
    """By the number argmap puts into the names of its notes, then by name."""
    number = re.search(r"\(c(\d{1,9})\)\Z", note.name)
    return (int(number[1]) if number else 10**9, note.name)


def _claim(note: _Note, builder: Builder) -> None:
    quoted = [line[1:].removeprefix(" ") for line in note.body.split("\n") if line[:1] == ">"]
    text = "\n".join(quoted) if quoted else note.body.strip()
    theme = re.search(r"(?m)^Theme: \[\[([^\]|#]+)(?:\|([^\]]*))?\]\]", note.body)
    author = clean_line(note.values.get("author"))
    builder.node(
        note.name,
        "I",
        _ESCAPED.sub(r"\1", text),
        speaker=builder.speaker(author) if author else None,
        created=as_time(note.values.get("created")),
        url=as_url(note.values.get("url")),
        heading=clean_line(theme[2] or theme[1]) if theme else None,
        extra={"id": as_id(note.values.get("id")), "kind": as_id(note.values.get("kind"))},
    )


def _title(source: Source) -> str:
    for member in source.members:
        if member.name.replace("\\", "/").rpartition("/")[2] == "Index.md":
            heading = re.search(r"(?m)^# (.+)$", _text(member))
            return _ESCAPED.sub(r"\1", heading[1]) if heading else ""
    return ""
