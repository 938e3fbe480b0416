"""A themed digest: headings are themes, bullets are claims.

The shape of ``Reactions to …`` summaries: a title, then headings with bullets below. Bullets
may be ``•``, ``-``, ``*`` or numbers; headings are lines of their own or Markdown headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, assemble
from argmap.read.clean import clean_text
from argmap.read.markdown import LONGEST, Block, blocks
from argmap.read.source import Source

_BULLET = re.compile(r"\s*(?:[•‣◦▪●∙·–]|[-*+](?=\s)|\d{1,3}[.)](?=\s))\s*(?=\S)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+\S")
_LONGEST_HEADING = 120
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]{1,40}\]:[^\n]*(?:\n(?:    |\t)[^\n]*)*", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_SHARE = 0.6
"""Share of the words that must stand in bullets: a text with one list is no digest."""


@dataclass(frozen=True)
class _Line:
    kind: str
    """``bullet``, ``more`` (goes on with the bullet above), ``blank`` or ``other``."""
    text: str
    number: int


def recognises(source: Source) -> bool:
    """True where most words stand in bullets under short headings."""
    if source.looks_like_json or source.start.startswith("<"):
        return False
    lines = _lines(source.text[:100_000])
    bullets = [line for line in lines if line.kind in ("bullet", "more")]
    others = [line for line in lines if line.kind == "other"]
    if sum(line.kind == "bullet" for line in bullets) < 3 or not others:
        return False
    headings = [line for line in others if _is_heading(line.text)]
    prose = sum(len(line.text) for line in others if not _is_heading(line.text))
    said = sum(len(line.text) for line in bullets)
    return len(headings) >= 1 and _under_heading(lines) and said >= _SHARE * (said + prose)


def read(source: Source) -> Thread:
    """Read a digest: one post for each bullet, numbered from 1, with its heading.

    Raises:
        BadSource: There is no bullet in it.
    """
    marked = len(source.text) <= LONGEST and _has_marks(source.text)
    text, notes = _without_footnotes(source.text) if marked else (source.text, 0)
    found = blocks(text) if marked else _plain(text)
    if not any(block.kind == "item" for block in found):
        raise BadSource(source.name, "", "a digest needs bullets under headings; it has none")
    title, found = _title(found)
    tally = Tally()
    tally.add("footnotes, left out", count=notes)
    raws: list[Raw] = []
    heading: str | None = None
    for block in found:
        if block.kind == "heading":
            heading = block.body.text
            continue
        if block.kind == "text":
            tally.add("paragraphs outside the bullets, kept as points", f"line {block.line}")
        raws.append(
            Raw(str(len(raws) + 1), block.body, heading=heading, where=f"line {block.line}")
        )
    return assemble(source, raws, title=title, kind="digest", tally=tally)


def _title(found: list[Block]) -> tuple[str, list[Block]]:
    """The first heading is the title if it alone is of its level, or another follows at once."""
    if len(found) < 2 or found[0].kind != "heading":
        return "", found
    heads = [block.level for block in found[1:] if block.kind == "heading"]
    alone = found[0].level == 1 and bool(heads) and min(heads) > 1
    if alone or found[1].kind == "heading":
        return found[0].body.text, found[1:]
    return "", found


def _without_footnotes(text: str) -> tuple[str, int]:
    """Blank the lines of Markdown's footnotes, and cut out the marks that lead to them."""
    text, notes = _FOOTNOTE.subn(lambda match: "\n" * match[0].count("\n"), text)
    return (_FOOTNOTE_MARK.sub("", text) if notes else text), notes


def _has_marks(text: str) -> bool:
    return any(_HEADING.match(line) for line in text[:100_000].split("\n"))


def _is_heading(text: str) -> bool:
    stripped = text.strip()
    if _HEADING.match(text):
        return True
    return len(stripped) <= _LONGEST_HEADING and not stripped.endswith((".", "!", ";", ","))


def _under_heading(lines: list[_Line]) -> bool:
    """Some heading is directly followed by a bullet (blank lines between do not count)."""
    filled = [line for line in lines if line.kind != "blank"]
    return any(
        above.kind == "other" and below.kind == "bullet" and _is_heading(above.text)
        for above, below in pairwise(filled)
    )


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for number, line in enumerate(clean_text(text).text.split("\n"), start=1):
        if not line.strip():
            kind = "blank"
        elif match := _BULLET.match(line):
            found.append(_Line("bullet", line[match.end() :], number))
            continue
        elif found and found[-1].kind in ("bullet", "more") and not _HEADING.match(line):
            kind = "more"
        else:
            kind = "other"
        found.append(_Line(kind, line, number))
    return found


def _plain(text: str) -> list[Block]:
    """Blocks of a digest without Markdown headings."""
    found: list[tuple[str, list[str], int]] = []
    for line in _lines(text):
        if line.kind == "bullet":
            found.append(("item", [line.text], line.number))
        elif line.kind == "more" and found:
            found[-1][1].append(line.text.strip())
        elif line.kind == "other":
            kind = "heading" if _is_heading(line.text) else "text"
            found.append((kind, [line.text], line.number))
    return [Block(kind, clean_text(" ".join(parts)), 0, line) for kind, parts, line in found]
