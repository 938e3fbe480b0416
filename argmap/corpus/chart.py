"""A trend as a picture: SVG that needs nothing else, and a page around it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from argmap.corpus.trends import Period, Trend

WIDTH, HEIGHT = 860, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 56, 44
WIDEST = 48
KINDS = (
    ("positive", "for", "#1f6fb4"),
    ("neutral", "neither", "#9aa3ab"),
    ("negative", "against", "#c4561c"),
)
"""Above the line for and neither, below it against: told apart by place, not by colour alone."""
STYLE = """
svg { font: 13px system-ui, sans-serif; max-width: 100%; height: auto; background: #fff; }
text { fill: #1d2329; } .grid { stroke: #d9dee2; } .axis { stroke: #1d2329; }
"""
PAGE_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2329; background: #fff; margin: 2rem auto;
  max-width: 56rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .2rem .6rem; border-bottom: 1px solid #d9dee2; }
th:first-child, td:first-child { text-align: left; }
"""


def to_svg(trend: Trend) -> str:
    """Draw a bar for each period: claims for the entity and neutral ones upwards, against down.

    Each bar has a title that says its figures.
    """
    name = escape(trend.name)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Claims that name {name} by {trend.by}">'
    )
    title = f'<text x="{LEFT}" y="22" font-size="16" font-weight="600">{name}</text>'
    parts = [head, f"<style>{STYLE}</style>", title, *_legend(), *_drawn(trend), "</svg>"]
    return "\n".join(parts) + "\n"


def to_html(trend: Trend) -> str:
    """Write a page with the picture and its figures; it works offline and has no script."""
    rows = trend.rows()
    head = "".join(f"<th scope=col>{escape(name.replace('_', ' '))}</th>" for name in rows.columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows.table()
    )
    undated = (
        f"<p>{trend.undated} more claims stand in posts without a time.</p>"
        if trend.undated
        else ""
    )
    name = escape(trend.name)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{name}</title>\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        f"<style>{PAGE_STYLE}</style>\n<h1>{name}</h1>\n"
        f"<p>Claims that name it, by {trend.by}: for it, against it, neither.</p>\n"
        f"{to_svg(trend)}{undated}\n<table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</html>\n"
    )


def bar(period: Period, most: int, width: int = 24) -> tuple[str, str]:
    """Return text bars for a terminal: against (leftwards), and for with neither behind."""
    against = "▒" * round(width * period.negative / most) if most else ""
    pro = "█" * round(width * period.positive / most) if most else ""
    neither = "░" * round(width * period.neutral / most) if most else ""
    return against, pro + neither


def _legend() -> Iterator[str]:
    for number, (_, label, colour) in enumerate(KINDS):
        x = LEFT + 90 * number
        yield f'<rect x="{x}" y="34" width="11" height="11" fill="{colour}"/>'
        yield f'<text x="{x + 16}" y="44">{label}</text>'


def _drawn(trend: Trend) -> Iterator[str]:
    up = max(each.positive + each.neutral for each in trend.periods)
    down = max(each.negative for each in trend.periods)
    step = _step(up + down)
    up, down = -(-up // step) * step or step, -(-down // step) * step
    scale = (HEIGHT - TOP - BOTTOM) / (up + down)
    zero = TOP + up * scale
    for value in range(-down, up + 1, step):
        y = zero - value * scale
        kind = "grid" if value else "axis"
        yield f'<line class="{kind}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{abs(value)}</text>'
    room = (WIDTH - LEFT - RIGHT) / len(trend.periods)
    every = -(-len(trend.periods) // 10)
    for number, period in enumerate(trend.periods):
        x = LEFT + number * room
        yield from _bar(period, x + room * 0.1, min(room * 0.8, WIDEST), zero, scale)
        if number % every == 0:
            label = _label(trend, period)
            yield f'<text x="{x + room * 0.1:.1f}" y="{HEIGHT - 16}">{label}</text>'


def _bar(period: Period, x: float, width: float, zero: float, scale: float) -> Iterator[str]:
    yield f"<g><title>{period.start}: {period.positive} for, {period.negative} against, "
    yield f"{period.neutral} neither; {period.voices} voices</title>"
    top = zero
    for name, _, colour in KINDS:
        height = getattr(period, name) * scale
        if not height:
            continue
        y = zero if name == "negative" else top - height
        top -= 0 if name == "negative" else height
        box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        yield f'<rect {box} fill="{colour}"/>'
    yield "</g>"


def _label(trend: Trend, period: Period) -> str:
    forms = {"week": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    return period.start.strftime(forms[trend.by])


def _step(most: int) -> int:
    """Return a round distance of lines, so that there are at most about eight.

    >>> [_step(n) for n in (3, 12, 90, 1000)]
    [1, 2, 20, 200]
    """
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if most <= 8 * step:
                return step
        power *= 10
