"""Kialo's text export: a tree of numbered claims, each Pro or Con the one above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from argmap.formats.build import Builder
from argmap.model import ArgumentGraph
from argmap.read.source import Source

Stance = Literal["", "Pro", "Con"]

_TITLE = "discussion title:"
_LINE = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6}){0,200})\.\s+(?:(Pro|Con):(?:\s+|$))?(.*)")
_REFERENCE = re.compile(r"->\s*See\s+(\d+(?:\.\d+)*)\.?\s*\Z")
_STANCE_LINE = re.compile(r"(?m)^\d{1,6}(?:\.\d{1,6})+\.\s+(?:pro|con):\s")
_ESCAPED = re.compile(r"\\([()\[\]\\*_`#+.!>-])")


@dataclass
class Numbered:
    """A numbered line and those that follow it without a number."""

    number: str
    stance: Stance
    words: list[str] = field(default_factory=list)

    @property
    def above(self) -> str | None:
        """The number of the claim it stands under."""
        return self.number.rpartition(".")[0] or None

    @property
    def text(self) -> str:
        """All its lines; Markdown links stay, escapes are undone."""
        return _ESCAPED.sub(r"\1", "\n".join(self.words).strip())


def recognises(source: Source) -> bool:
    """True for a title line, or a thesis, with numbered Pro and Con lines below."""
    start = source.start.replace("\r\n", "\n").replace("\r", "\n")
    if not start.startswith((_TITLE, "1. ")):
        return False
    return start.startswith(_TITLE) or _STANCE_LINE.search(start) is not None


def read(source: Source) -> ArgumentGraph:
    """Read an export; a line that only refers to another claim joins that one again."""
    builder = Builder("kialo", source)
    title, lines = _lines(source, builder)
    references: dict[str, str] = {}
    for line in lines:
        reference = _REFERENCE.match(line.text)
        if reference:
            references[line.number] = reference[1]
        elif line.text:
            builder.node(line.number, "I", line.text)
        else:
            builder.tally.add("numbers without a claim, skipped", line.number)
    for line in lines:
        if line.above is not None:
            _join(builder, line, references)
    return builder.graph(title, nested=True)


def _join(builder: Builder, line: Numbered, references: dict[str, str]) -> None:
    start = _end_of(line.number, references)
    end = _end_of(line.above or "", references)
    if line.number not in references and line.number not in builder.nodes:
        return
    if not line.stance:
        builder.tally.add("claims below another without Pro or Con, not joined", line.number)
    elif start not in builder.nodes or end not in builder.nodes:
        builder.tally.add("claims whose neighbour is missing, not joined", line.number)
    else:
        kind: Literal["RA", "CA"] = "RA" if line.stance == "Pro" else "CA"
        builder.relation(kind, [start], end, f"{line.number}:{line.stance}")


def _end_of(number: str, references: dict[str, str]) -> str:
    """Follow references to the claim itself."""
    seen = set()
    while number in references and number not in seen:
        seen.add(number)
        number = references[number]
    return number


def _lines(source: Source, builder: Builder) -> tuple[str, list[Numbered]]:
    title, found = "", []
    numbers: set[str] = set()
    item: str | None = None
    for place, line in enumerate(_split(source.text), 1):
        if place == 1 and line.lower().startswith(_TITLE):
            title = line[len(_TITLE) :].strip()
            continue
        match = _LINE.match(line)
        if match and _follows(match[1], numbers, item):
            item = None
            numbers.add(match[1])
            found.append(Numbered(match[1], match[2] or "", [match[3]]))  # type: ignore[arg-type]
        elif found:
            item = match[1] if match else item
            found[-1].words.append(line)
        elif line.strip():
            builder.tally.add("lines before the first claim, skipped", f"line {place}")
    roots = sum(line.above is None for line in found)
    if roots > 1:
        builder.tally.add("theses besides the first (each starts a tree of its own)", "", roots - 1)
    return title, found


def _follows(number: str, numbers: set[str], item: str | None) -> bool:
    """Tell a claim's number from that of a list inside a claim's text.

    Args:
        number: The number that opens a line.
        numbers: Those of the claims so far.
        item: The last one that opened an item of a list, since the last claim.
    """
    above, _, last = number.rpartition(".")
    if number in numbers:
        return False
    if above:
        return above in numbers
    before = str(int(last) - 1)
    return not numbers or (before in numbers and item is None)


def _split(text: str) -> Iterator[str]:
    # Not splitlines: separators of Unicode stand inside claims.
    yield from text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
