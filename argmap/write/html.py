"""``map.html``: one self-contained page to explore a map, offline, drawn by vis-network."""

from __future__ import annotations

from importlib.resources import files

from argmap.model import DiffData, MapData
from argmap.write.opening import overview
from argmap.write.page.changes import changes_data
from argmap.write.page.data import page_data
from argmap.write.page.embed import csp_hash, engine, script_json
from argmap.write.page.restrict import restrict
from argmap.write.pyvis_html import to_pyvis_html

__all__ = ["to_html", "to_pyvis_html"]

SCRIPTS = (
    "model.js",
    "changes.js",
    "dom.js",
    "state.js",
    "layout.js",
    "joins.js",
    "walk.js",
    "views.js",
    "draw.js",
    "graph.js",
    "minimap.js",
    "reading.js",
    "outline.js",
    "search.js",
    "time.js",
    "table.js",
    "export.js",
    "main.js",
)
"""In the order they run; together they are one script."""


def to_html(
    argument_map: MapData,
    *,
    theme: str | None = None,
    entity: str | None = None,
    changes: DiffData | None = None,
) -> str:
    """Write the page to explore a map: outline, graph and reading pane in step.

    The same map gives the same bytes. The page asks the network for nothing: its policy
    (``default-src 'none'``) forbids it, and scripts run only where their hash is known. Texts
    of comments reach the page as data, never as markup.

    Args:
        argument_map: The map to show.
        theme: Id or heading of the one theme to show; claims outside it are left out.
        entity: Id, name or alias of an entity; claims that do not mention it are left out.
        changes: How the map came out of an earlier one: marked in the page, and listed.

    Raises:
        UnknownName: The map has no such theme or entity.
    """
    from jinja2 import Environment

    numbers = overview(argument_map)
    argument_map, start = restrict(argument_map, theme, entity)
    data = page_data(argument_map, start, numbers)
    if changes is not None:
        data |= {"changes": changes_data(changes, argument_map), "start": start or "changes=all"}
    style = _part("page.css")
    drawing = engine()
    script = "(() => {\n'use strict';\n" + "\n".join(map(_part, SCRIPTS)) + "\n})();"
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    return environment.from_string(_part("page.html.j2")).render(
        title=" ".join(argument_map.thread.title.split()) or argument_map.thread.id,
        style=style,
        engine=drawing,
        script=script,
        data=script_json(data),
        script_sources=f"{csp_hash(drawing)} {csp_hash(script)}",
        style_sources=csp_hash(style),
    )


def _part(name: str) -> str:
    text = (files("argmap") / "data" / "page" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
