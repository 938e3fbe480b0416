"""Argdown JSON, as ``argdown json`` of the reference tool writes it; read only."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.formats.argdown_graph import KIND, to_graph
from argmap.formats.argdown_lines import Form
from argmap.formats.argdown_parse import Held, Inference, Key, Parsed
from argmap.formats.build import Builder, Json, mapping, records, text_of
from argmap.model import ArgumentGraph
from argmap.read.clean import clean_line
from argmap.read.source import Source


def recognises(source: Source) -> bool:
    """True for an object with arguments and statements by title, and a list of relations."""
    document = source.json if source.looks_like_json else None
    return (
        isinstance(document, dict)
        and isinstance(document.get("arguments"), dict)
        and isinstance(document.get("statements"), dict)
        and ("relations" in document or "sections" in document)
    )


def read(source: Source) -> ArgumentGraph:
    """Read arguments, statements and relations; a ``map`` key, in some versions, is not needed.

    Raises:
        BadSource: Not JSON.
    """
    return _Reader(source).graph()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.document = mapping(source.json)
        self.builder = Builder("argdown-json", source)
        self.found = Parsed()
        self.sections: dict[str, str] = {}
        self.last_step: dict[str, int] = {}
        """The last inference of each argument, by its title."""

    def graph(self) -> ArgumentGraph:
        for section in self._sections(self.document.get("sections"), 0):
            level = section.get("level")
            title = clean_line(section.get("title"))
            self.sections[text_of(section.get("id"))] = title
            self.found.headings.append((level if isinstance(level, int) else 1, title))
        for form in ("statement", "argument"):
            self._elements(mapping(self.document.get(f"{form}s")), form)
        for title, record in mapping(self.document.get("arguments")).items():
            self._structure(("argument", clean_line(title)), mapping(record))
        for record in records(self.document.get("relations"), "relations", self.builder.tally):
            self._relation(record)
        to_graph(self.found, self.builder)
        return self.builder.graph(text_of(mapping(self.document.get("frontMatter")).get("title")))

    def _sections(self, value: object, depth: int) -> Iterator[Json]:
        for section in records(value, "sections", self.builder.tally):
            yield section
            if depth < 20:
                yield from self._sections(section.get("children"), depth + 1)

    def _elements(self, elements: Json, form: Form) -> None:
        for title, record in elements.items():
            name = clean_line(title)
            held = Held(form, name, titled=not name.startswith("Untitled "))
            for member in records(mapping(record).get("members"), "members", self.builder.tally):
                text = _without_tags(member)
                if text and not held.text:
                    held.text = text
                    held.heading = self.sections.get(text_of(member.get("section")))
                elif text and text != held.text:
                    held.restated.append(text)
            tags = mapping(record).get("tags")
            held.tags = dict.fromkeys(map(text_of, tags)) if isinstance(tags, list) else {}
            data = mapping(mapping(record).get("data"))
            self.found.held[form, name] = held
            held.data = ", ".join(
                f"{key}: {_quoted(value)}" for key, value in data.items() if isinstance(value, str)
            )

    def _structure(self, argument: Key, record: Json) -> None:
        premises: list[Key] = []
        for member in records(record.get("pcs"), "statements", self.builder.tally):
            key: Key = ("statement", clean_line(member.get("title")))
            if key not in self.found.held:
                self.builder.tally.add("premises without a statement, skipped", argument[1])
                continue
            if "conclusion" in text_of(member.get("role")):
                inference = mapping(member.get("inference"))
                rules = inference.get("inferenceRules")
                rule = "; ".join(map(text_of, rules)) if isinstance(rules, list) else ""
                self.last_step[argument[1]] = len(self.found.inferences)
                self.found.inferences.append(Inference(argument, premises, key, rule))
                premises = []
            premises.append(key)

    def _relation(self, record: Json) -> None:
        kind = text_of(record.get("relationType"))
        ends = [self._end(record, "from"), self._end(record, "to")]
        if kind not in KIND:
            self.builder.tally.add("relations of an unknown type, skipped", repr(kind))
        elif ends[0] is None or ends[1] is None:
            self.builder.tally.add("relations without both ends, skipped", kind)
        else:
            self.found.relations[(kind, ends[0], ends[1])] = None

    def _end(self, record: Json, side: str) -> Key | int | None:
        title = clean_line(record.get(side))
        form = text_of(record.get(f"{side}Type"))
        if form == "inference":
            last = len(self.found.inferences) - 1
            return self.last_step.get(title, last if not title and last >= 0 else None)
        key: Key = ("argument" if form == "argument" else "statement", title)
        return key if key in self.found.held else None


def _without_tags(member: Json) -> str:
    """Return a member's words; tags that end it are no words of it."""
    text = text_of(member.get("text")).rstrip()
    ranges = member.get("ranges")
    tags = (
        [r for r in ranges if isinstance(r, dict) and r.get("type") == "tag"]
        if isinstance(ranges, list)
        else []
    )
    for tag in reversed(tags):
        start, stop = tag.get("start"), tag.get("stop")
        if isinstance(start, int) and isinstance(stop, int) and len(text) - 1 <= stop:
            text = text[: max(0, start)].rstrip()
    return text.strip()


def _quoted(value: str) -> str:
    return '"' + clean_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
