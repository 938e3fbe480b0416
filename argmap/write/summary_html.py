"""The summary alone, as one small page: no script, nothing fetched."""

from __future__ import annotations

from importlib.resources import files
from typing import Unpack

from argmap.model import Claim, MapData, Point
from argmap.write.cite import PREFIX, citations, voiced
from argmap.write.contrast import by_author, verdicts
from argmap.write.digest import Choices, Digest, choose, coverage_line, one_line, shorten
from argmap.write.markdown import link_target
from argmap.write.page.embed import csp_hash
from argmap.write.several import Several, shared_line


def to_summary_html(argument_map: MapData, **choices: Unpack[Choices]) -> str:
    """Write the page; words of the discussion are escaped, so they never become markup.

    Args:
        argument_map: The map whose summary is written.
        choices: Those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    return html_of(Several((choose(argument_map, **choices),)))


def html_of(several: Several) -> str:
    """Write the page of one discussion, or of several under one title."""
    from jinja2 import Environment

    style = _part("summary.css")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    page = environment.from_string(_part("summary.html.j2")).render(
        several=several,
        shared=one_line(shared_line(several)),
        style=style,
        style_source=csp_hash(style),
        line=one_line,
        shorten=shorten,
        link=link_target,
        prefix=PREFIX,
        voiced=voiced,
        coverage=coverage_line,
        by_author=by_author,
        verdicts=verdicts,
        point_ids=_point_ids,
        dissent=_dissent,
        cited=lambda digest, point: citations(digest.map, point),
    )
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def _point_ids(digest: Digest, start: str) -> dict[Point, str]:
    points = dict.fromkeys(point for section in digest.sections for point in section.points)
    return {point: f"{start}-p{number}" for number, point in enumerate(points, 1)}


def _dissent(digest: Digest, point: Point) -> Claim | None:
    """Return the best counter-claim where it is not quoted."""
    if point.dissent is None or point.dissent in {quote.claim for quote in point.quotes}:
        return None
    return digest.map.claim[point.dissent]


def _part(name: str) -> str:
    text = (files("argmap") / "data" / "page" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
