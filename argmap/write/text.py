"""The summary as plain text, and for a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from argmap.model import MapData, Point
from argmap.write.digest import (
    PREFIX,
    Length,
    choose,
    citations,
    coverage_line,
    one_line,
    voices,
)
from argmap.write.markdown import link_target

if TYPE_CHECKING:
    from rich.console import Group
    from rich.text import Text

WIDTH = 88


def to_text(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> str:
    """Write the summary as headings and bullets, at most 88 characters wide.

    Args: those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    digest = choose(
        argument_map,
        max_points=max_points,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    blocks = [digest.title]
    for section in digest.sections:
        lines = [one_line(section.heading)]
        for point in section.points:
            lines += _wrapped(f"{one_line(point.text)} ({voices(point)})", "  • ")
            lines += [
                line
                for text in _below(argument_map, point, long=length == "long")
                for line in _wrapped(text, "      ")
            ]
        blocks.append("\n".join(lines))
    blocks.append("\n".join(_wrapped(coverage_line(digest.coverage), "")))
    return "\n\n".join(blocks) + "\n"


def _wrapped(text: str, start: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _below(argument_map: MapData, point: Point, *, long: bool) -> list[str]:
    if long:
        return [
            f"{PREFIX[each.side]}{one_line(each.author or 'unknown')}: "
            f"“{one_line(each.claim.text)}”"
            for each in citations(argument_map, point)
        ]
    if point.dissent is None or point.dissent in {each.claim for each in point.quotes}:
        return []
    return [f"Against: “{one_line(argument_map.claim[point.dissent].text)}”"]


def to_terminal(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> Group:
    """Return the summary for a rich console: bullets, sides in colour, names as links.

    Words of the discussion are put in as text, never as console markup.

    Args: those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    from rich.console import Group
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    digest = choose(
        argument_map,
        max_points=max_points,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    parts: list[Rule | Text | Padding] = [Rule(Text(digest.title, style="bold"))]
    for section in digest.sections:
        parts.append(Text("\n" + one_line(section.heading), style="bold cyan"))
        for point in section.points:
            parts.append(Padding(_line(argument_map, point), (0, 0, 0, 2)))
            parts += [
                Padding(Text(text, style="dim"), (0, 0, 0, 6))
                for text in _below(argument_map, point, long=length == "long")
            ]
    parts.append(Text("\n" + coverage_line(digest.coverage), style="dim"))
    return Group(*parts)


def _line(argument_map: MapData, point: Point) -> Text:
    from rich.style import Style
    from rich.text import Text

    line = Text(f"• {one_line(point.text)} ")
    line.append(voices(point), style="dim")
    if point.contrasts:
        line.append(f" +{point.supports}", style="green").append(" ")
        line.append(f"−{point.contrasts}", style="red")
    for each in citations(argument_map, point)[: len(point.quotes)]:
        name = one_line(each.author or each.claim.post)
        line.append(f" {name}", style=Style(dim=True, link=link_target(each.url)))
    return line
