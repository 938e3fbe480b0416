"""The summary as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Unpack

from argmap.model import MapData, Point
from argmap.write.cite import PREFIX, citations, voiced
from argmap.write.contrast import Contrasts, Said, by_author, verdicts
from argmap.write.digest import Choices, Digest, choose, coverage_line, one_line, shorten
from argmap.write.several import Several, shared_line

WIDTH = 88


def to_text(argument_map: MapData, **choices: Unpack[Choices]) -> str:
    """Write the summary as headings and bullets, at most 88 characters wide.

    Args:
        argument_map: The map whose summary is written.
        choices: Those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    return text_of(Several((choose(argument_map, **choices),)))


def text_of(several: Several) -> str:
    """Write the summary of one discussion, or of several under one title."""
    blocks: list[str] = []
    if not several.alone:
        blocks += [several.title, *_block(shared_line(several))]
    for digest in several.digests:
        blocks += _discussion(digest, alone=several.alone)
    return "\n\n".join(blocks) + "\n"


def _discussion(digest: Digest, *, alone: bool) -> Iterator[str]:
    yield digest.title if alone else f"{digest.title}\n{'=' * min(len(digest.title), WIDTH)}"
    yield from _block(digest.overview)
    for each in digest.leads:
        yield from _block(f"{each.label}: “{one_line(each.text)}” ({one_line(each.who)})")
    if digest.headlines:
        lines = ["In short"]
        for number, point in enumerate(digest.headlines, 1):
            lines += wrapped(one_line(digest.brief(point).plain), f"  {number}. ")
        yield "\n".join(lines)
    for section in digest.sections:
        lines = [one_line(section.heading)]
        for point in section.points:
            lines += wrapped(one_line(digest.line(point).plain), "  • ")
            for below in beneath(digest, point):
                lines += wrapped(below, "      ")
        yield "\n".join(lines)
    if not digest.sections:
        yield "No points."
    yield from _compared(digest.contrasts)
    if digest.rewriting is not None:
        yield from _block(one_line(digest.rewriting.line()) + ".")
    yield from _block(coverage_line(digest.coverage))
    if digest.length == "long" and digest.coverage.not_covered:
        yield from _block("Not covered: " + ", ".join(digest.coverage.not_covered))


def _compared(contrasts: Contrasts) -> Iterator[str]:
    if not contrasts.pairs:
        return
    lines = ["What is compared"]
    for pair in contrasts.pairs:
        for title, aspect, said in verdicts(pair):
            respect = f" (“{one_line(aspect)}”)" if aspect else ""
            lines += wrapped(f"{one_line(title)}{respect}: {words(said)}", "  • ")
    yield "\n".join(lines)
    if contrasts.standings:
        lines = ["For and against"]
        for each in contrasts.standings:
            lines.append(f"  • {one_line(each.entity.name)}")
            if each.praise:
                lines += wrapped(f"for, {voiced(each.supports)}: {words(each.praise)}", " " * 6)
            if each.blame:
                lines += wrapped(f"against, {voiced(each.contrasts)}: {words(each.blame)}", " " * 6)
        yield "\n".join(lines)


def words(said: tuple[Said, ...]) -> str:
    """Quote the first claim of a cell, with its author."""
    first = by_author(said, 1)[0]
    more = len({each.author or each.claim.post for each in said}) - 1
    name = one_line(first.author or first.claim.post)
    return f"“{shorten(first.claim.text)}” {name}" + (f" and {more} more" if more else "")


def beneath(digest: Digest, point: Point) -> Iterator[str]:
    """Yield what stands under a point: its best counter-claim, in the long form every claim."""
    if digest.is_rewritten(point):
        yield f"In their words: {one_line(point.text)}"
    if digest.length == "long":
        for each in citations(digest.map, point):
            name = one_line(each.author or "unknown")
            yield f"{PREFIX[each.side]}{name}: “{one_line(each.claim.text)}”"
    elif point.dissent is not None and point.dissent not in {q.claim for q in point.quotes}:
        yield f"Against: “{one_line(digest.map.claim[point.dissent].text)}”"


def _block(text: str) -> list[str]:
    return ["\n".join(wrapped(text, ""))] if text else []


def wrapped(text: str, start: str) -> list[str]:
    """Wrap a text to the width; later lines hang under the first word."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
