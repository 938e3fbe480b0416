"""Which passages of a post are somebody else's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from argmap.model import Post, Span

_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\n))*")
_LINE = re.compile(r"[^\n]+")
# ">90 %" and ">= 3" say "more than"; they open no quote.
_MARK = re.compile(r"\s*>(?!=?\s?\d[\d.,]*\s?[%x]|=|\d)\s*\S")
_SHORTEST = 15
"""Shorter repetitions of the parent ("Yes", a product name) are no quotes."""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, with overlapping or nested spans joined; empty ones are left out."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.start >= span.end:
            continue
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return tuple(found)


def paragraphs(text: str) -> list[Span]:
    """Stretches between blank lines."""
    return [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]


def quoted_lines(text: str, code: Iterable[Span] = ()) -> list[Span]:
    """Paragraphs that open with ``>``; of a mixed paragraph, its ``>`` lines only."""
    if ">" not in text:
        return []
    blocked = list(code)
    found: list[Span] = []
    for paragraph in paragraphs(text):
        lines = list(_LINE.finditer(text, paragraph.start, paragraph.end))
        marked = [m for m in lines if _MARK.match(m.group())]
        if not marked or any(c.start < paragraph.end and paragraph.start < c.end for c in blocked):
            continue
        if len(marked) == len(lines):
            found.append(paragraph)
        else:
            found.extend(Span(*m.span()) for m in marked)
    return found


def with_repeated(post: Post, emphasis: tuple[Span, ...], parent: Post | None) -> Post:
    """Mark italic or quotation-marked paragraphs that repeat the parent verbatim as quotes."""
    if parent is None or not parent.text or not post.text:
        return post
    source = plain(parent.text)
    more = [
        span
        for span in paragraphs(post.text)
        if _set_apart(post.text[span.start : span.end], span, emphasis)
        and len(words := plain(post.text[span.start : span.end])) >= _SHORTEST
        and all(part.strip() in source for part in re.split(r"\.\.\.|\[…\]|…", words))
    ]
    return replace(post, quotes=merged([*post.quotes, *more])) if more else post


def _set_apart(text: str, span: Span, emphasis: tuple[Span, ...]) -> bool:
    first, last = text[0], text.rstrip(".,:")[-1:]
    if (first, last) in {('"', '"'), ("“", "”"), ("*", "*"), ("_", "_"), ("«", "»"), ("„", "“")}:
        return True
    inside = sum(
        min(span.end, x.end) - max(span.start, x.start)
        for x in emphasis
        if x.start < span.end and span.start < x.end
    )
    return inside >= len(text) - 2


def plain(text: str) -> str:
    """For comparison only: one case, plain quotation marks, single blanks, no outer marks."""
    text = text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    return " ".join(text.casefold().split()).strip(" \"'*_«»„.,:")
