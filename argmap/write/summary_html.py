"""The summary alone, as one small page: no script, nothing fetched."""

from __future__ import annotations

from argmap.model import MapData
from argmap.write.digest import (
    PREFIX,
    Length,
    choose,
    citations,
    counts,
    coverage_line,
    one_line,
)
from argmap.write.markdown import link_target

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ digest.title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
small, summary { color: GrayText } details { font-size: 0.9em } li { margin: 0.6em 0 }
:root { color-scheme: light dark }
</style>
</head>
<body>
<h1>{{ digest.title }}</h1>
{% if address %}<p><a href="{{ address }}" rel="noreferrer">{{ address }}</a></p>{% endif %}
{% for section in digest.sections %}
<h2>{{ line(section.heading) }}</h2>
<ul>
{% for point in section.points %}
<li>{{ line(point.text) }} <small>{{ counts(point) }}</small>
<details{% if digest.length == "long" %} open{% endif %}><summary>Where it is said</summary>
<ul>
{% for each in cited(point) %}
{% set target = link(each.url) %}
<li><small>{{ prefix[each.side] }}{% if target -%}
<a href="{{ target }}" rel="noreferrer">{{ line(each.author or "unknown") }}</a>
{%- else %}{{ line(each.author or "unknown") }}{% endif %}:</small>
<q>{{ line(each.claim.text) }}</q></li>
{% endfor %}
</ul>
</details></li>
{% endfor %}
</ul>
{% else %}
<p>No points.</p>
{% endfor %}
<p><small>{{ coverage }}</small></p>
</body>
</html>
"""


def to_summary_html(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> str:
    """Write the page; words of the discussion are escaped, so they never become markup.

    Args: those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    from jinja2 import Environment

    digest = choose(
        argument_map,
        max_points=max_points,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(_PAGE).render(
        digest=digest,
        address=link_target(argument_map.thread.url),
        coverage=coverage_line(digest.coverage),
        line=one_line,
        prefix=PREFIX,
        counts=counts,
        link=link_target,
        cited=lambda point: citations(argument_map, point),
    )
