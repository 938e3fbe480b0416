"""Plain text and Markdown documents: each paragraph is a post."""

from __future__ import annotations

import re

from argmap.model import Thread
from argmap.read.assemble import Raw, assemble
from argmap.read.clean import clean_line, clean_text
from argmap.read.markdown import LONGEST, Block, blocks, is_markdown
from argmap.read.source import Source

_MARKED_LINE = re.compile(r"\s|[>•*+#|-]|\d+[.)]\s")


def recognises(source: Source) -> bool:
    """True for anything that is text and neither JSON nor HTML."""
    return bool(source.text.strip()) and not source.looks_like_json


def read(source: Source) -> Thread:
    """Read a document; headings of Markdown become the headings of its paragraphs."""
    if is_markdown(source) and len(source.text) <= LONGEST:
        return document(source, blocks(source.text))
    return document(source, _paragraphs(source.text))


def document(
    source: Source, found: list[Block], *, title: str = "", author: str | None = None
) -> Thread:
    """A thread of kind ``document``; its opening heading is the title if none is given."""
    heads = [block for block in found if block.kind == "heading"]
    if heads and found[0] is heads[0] and (not title or clean_line(title) == heads[0].body.text):
        title, found = heads[0].body.text, found[1:]
    raws: list[Raw] = []
    heading: str | None = None
    for block in found:
        if block.kind == "heading":
            heading = block.body.text
            continue
        raws.append(
            Raw(
                str(len(raws) + 1),
                block.body,
                author=author,
                heading=heading,
                where=f"line {block.line}",
            )
        )
    if not raws:  # nothing but headings: better said than lost
        raws = [Raw(str(number), head.body) for number, head in enumerate(heads, start=1)]
    return assemble(source, raws, title=title, url=source.address, kind="document")


def _paragraphs(text: str) -> list[Block]:
    found: list[Block] = []
    held: list[str] = []
    first = 1
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            first = first if held else number
            held.append(line.rstrip())
        elif held:
            body = clean_text(unwrapped(held))
            if body.text or body.removed:
                found.append(Block("text", body, 0, first))
            held = []
    return found


def unwrapped(lines: list[str]) -> str:
    """Hard-wrapped lines joined; lists, quotes, verse and tables keep their lines."""
    wrapped = all(len(line) >= 40 for line in lines[:-1])
    if not wrapped or any(_MARKED_LINE.match(line) for line in lines):
        return "\n".join(lines)
    return " ".join(lines)
