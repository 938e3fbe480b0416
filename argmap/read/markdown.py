"""Markdown -> clean text, block by block (CommonMark, by markdown-it-py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from argmap.read.clean import Cleaned, clean_html, clean_text
from argmap.read.source import Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 300_000
"""Beyond it the text is taken as plain, so that no crafted file can stall the parser."""


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item, quote or code block at the top level."""

    kind: str
    """``heading``, ``item`` or ``text``."""
    body: Cleaned
    level: int = 0
    """Of a heading, 1 to 6."""
    line: int = 0
    """In the source, from 1."""


def clean_markdown(text: str, *, html: bool = True, breaks: bool = False) -> Cleaned:
    """Text of a Markdown comment: quotes, code and links marked, emphasis marks gone.

    Args:
        text: Any text is valid Markdown.
        html: True where the site lets HTML through (GitHub); False shows tags as text.
        breaks: True where the site shows each line end as one (GitHub), not as a blank.
    """
    if len(text) > LONGEST:
        return clean_text(text)
    return clean_html(str(_parser(html, breaks).render(text)))


def blocks(text: str) -> list[Block]:
    """The top level of a document, in order; each list item is a block of its own."""
    parser = _parser(True)
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    found = []
    for kind, piece in _pieces(tokens):
        markup = parser.renderer.render(piece, parser.options, env)
        body = clean_html(str(markup))
        level = int(piece[0].tag[1:]) if kind == "heading" else 0
        line = piece[0].map[0] + 1 if piece[0].map else 0
        if body.text:
            found.append(Block(kind, body, level, line))
    return found


def is_markdown(source: Source) -> bool:
    """By suffix, or by two different marks of Markdown that plain text does not have."""
    if source.suffix in (".md", ".markdown", ".mdown"):
        return True
    text = "\n" + source.text[:50_000].replace("\r\n", "\n")
    marks = ("\n# ", "\n## ", "\n### ", "\n```", "](http", "**", "\n- [", "\n---\n")
    return sum(mark in text for mark in marks) >= 2 or "\n# " in text[:200]


def _parser(html: bool, breaks: bool = False) -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html, "breaks": breaks}).enable("table")


def _pieces(tokens: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Slices of the token stream: a balanced block, or each item of a top-level list."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            yield from _items(tokens, at + 1, end - 1)
        else:
            yield ("heading" if token.type == "heading_open" else "text"), tokens[at:end]
        at = end


def _items(tokens: list[Token], at: int, stop: int) -> Iterator[tuple[str, list[Token]]]:
    while at < stop:
        end = _end(tokens, at)
        yield "item", tokens[at:end]
        at = end


def _end(tokens: list[Token], at: int) -> int:
    """Index after the block that opens at ``at``."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index + 1
    return len(tokens)
