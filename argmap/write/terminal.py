"""The summary for a terminal, with rich: sides in colour, names as links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

from argmap.model import MapData, Point
from argmap.write.cite import citations, quoted_claims, voiced
from argmap.write.contrast import Contrasts, Said, by_author, verdicts
from argmap.write.digest import Choices, Digest, choose, coverage_line, one_line, shorten
from argmap.write.markdown import link_target
from argmap.write.opening import Told
from argmap.write.several import Several, shared_line
from argmap.write.text import beneath
from argmap.write.wording import Line

if TYPE_CHECKING:
    from rich.console import Group, RenderableType
    from rich.style import Style
    from rich.text import Text

WIDEST = 110
"""Columns; longer lines tire the eye."""


def to_terminal(argument_map: MapData, **choices: Unpack[Choices]) -> Group:
    """Return the summary for a rich console.

    Words of the discussion are put in as text, never as console markup.

    Args:
        argument_map: The map whose summary is shown.
        choices: Those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    return terminal_of(Several((choose(argument_map, **choices),)))


def terminal_of(several: Several) -> Group:
    """Return the summary of one discussion, or of several under one title."""
    from rich.console import Group
    from rich.rule import Rule
    from rich.text import Text

    parts: list[RenderableType] = []
    if not several.alone:
        parts.append(Rule(Text(several.title, style="bold"), characters="═"))
        if line := shared_line(several):
            parts += [Text(one_line(line)), Text()]
    for digest in several.digests:
        parts += _discussion(digest)
    return Group(*parts)


def _discussion(digest: Digest) -> Iterator[RenderableType]:
    from rich.rule import Rule
    from rich.text import Text

    yield Rule(Text(digest.title, style="bold"))
    yield Text("\n" + digest.overview, style="dim")
    for each in digest.leads:
        yield _item(_lead(each), "", 2)
    if digest.headlines:
        yield Text("\nIn short", style="bold")
        for number, point in enumerate(digest.headlines, 1):
            yield _item(_told(digest.brief(point)), f"{number}.")
    for section in digest.sections:
        yield Text("\n" + one_line(section.heading), style="bold cyan")
        for point in section.points:
            yield _item(_point(digest, point))
            for below in beneath(digest, point):
                yield _item(Text(below, style="dim"), "", 6)
    if not digest.sections:
        yield Text("\nNo points.")
    yield from _compared(digest.contrasts)
    if digest.rewriting is not None:
        yield Text(f"\n{one_line(digest.rewriting.line())}.", style="dim")
    yield Text("\n" + coverage_line(digest.coverage), style="dim")


def _item(line: Text, mark: Text | str = "•", indent: int = 2) -> RenderableType:
    """Set a line with a hanging indent."""
    from rich.padding import Padding
    from rich.table import Table

    row = Table.grid(padding=(0, 1))
    row.add_column(no_wrap=True)
    row.add_column(max_width=WIDEST)
    row.add_row(mark, line)
    return Padding(row if mark else line, (0, 0, 0, indent))


def _lead(told: Told) -> Text:
    from rich.text import Text

    line = Text(f"{told.label}: ", style="bold")
    line.append(f"“{one_line(told.text)}” ", style="not bold")
    return line.append(one_line(told.who), style=_linked(told.url))


def _linked(url: str | None) -> Style:
    from rich.style import Style

    return Style(bold=False, dim=True, link=link_target(url))


def _told(line: Line) -> Text:
    """Set the subject of a point apart, with the voices that speak to it."""
    from rich.text import Text

    text = Text()
    if line.subject:
        text.append(one_line(line.subject), style="bold")
        text.append(f" ({line.voices})", style="dim").append(": ")
    text.append(one_line(line.words))
    return text.append(f" ({line.count})", style="dim") if line.count else text


def _point(digest: Digest, point: Point) -> Text:
    line = _told(digest.line(point))
    if point.contrasts:
        line.append(f" +{point.supports}", style="green").append(" ")
        line.append(f"−{point.contrasts}", style="red")
    by_claim = {each.claim.id: each for each in citations(digest.map, point)}
    quoted = [by_claim[claim] for claim in quoted_claims(point) if claim in by_claim]
    for number, each in enumerate({each.claim.post: each for each in quoted}.values()):
        line.append(", " if number else " — ", style="dim")
        name = one_line(each.author or each.claim.post)
        line.append(name, style=_linked(each.url))
    return line


def _compared(contrasts: Contrasts) -> Iterator[RenderableType]:
    from rich.text import Text

    if not contrasts.pairs:
        return
    yield Text("\nWhat is compared", style="bold cyan")
    for pair in contrasts.pairs:
        for title, aspect, said in verdicts(pair):
            line = Text(one_line(title), style="bold")
            if aspect:
                line.append(f" “{one_line(aspect)}”", style="not bold italic")
            yield _item(_said(line.append(": ", style="not bold"), said))
    for each in contrasts.standings:
        yield _item(Text(one_line(each.entity.name), style="bold"))
        sides = (
            ("+", "green", each.supports, each.praise),
            ("−", "red", each.contrasts, each.blame),
        )
        for sign, colour, number, said in sides:
            if said:
                line = Text(f"{voiced(number)}: ", style="dim")
                yield _item(_said(line, said), Text(sign, style=colour), 4)


def _said(line: Text, said: tuple[Said, ...]) -> Text:
    for each in by_author(said, 1):
        line.append(f"“{shorten(each.claim.text)}”", style="not bold not dim")
        name = one_line(each.author or each.claim.post)
        line.append(f" {name}", style=_linked(each.url))
    return line
