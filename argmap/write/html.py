"""``map.html``: one self-contained page to explore a map, offline, with pyvis' vis-network."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from argmap.errors import UnknownName
from argmap.model import MapData
from argmap.write.page.data import page_data
from argmap.write.page.embed import csp_hash, script_json, vis_network

SCRIPTS = (
    "model.js",
    "dom.js",
    "state.js",
    "layout.js",
    "views.js",
    "draw.js",
    "graph.js",
    "reading.js",
    "outline.js",
    "search.js",
    "table.js",
    "export.js",
    "main.js",
)
"""In the order they run; together they are one script."""


def to_html(argument_map: MapData, *, theme: str | None = None, entity: str | None = None) -> str:
    """Write the page to explore a map: outline, graph and reading pane in step.

    The same map gives the same bytes. The page asks the network for nothing: its policy
    (``default-src 'none'``) forbids it, and scripts run only where their hash is known. Texts
    of comments reach the page as data, never as markup.

    Args:
        argument_map: The map to show.
        theme: Id or heading of the one theme to show; claims outside it are left out.
        entity: Id, name or alias of an entity; claims that do not mention it are left out.

    Raises:
        UnknownName: The map has no such theme or entity.
        MissingPart: pyvis is not installed.
    """
    from jinja2 import Environment

    start = ""
    if theme is not None:
        found = _find_theme(argument_map, theme)
        argument_map = _restrict(argument_map, theme=found)
        start = f"theme={found}"
    if entity is not None:
        found = _find_entity(argument_map, entity)
        argument_map = _restrict(argument_map, entity=found)
        start = f"entity={found}"
    style = _part("page.css")
    engine = vis_network()
    script = "(() => {\n'use strict';\n" + "\n".join(map(_part, SCRIPTS)) + "\n})();"
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    return environment.from_string(_part("page.html.j2")).render(
        title=" ".join(argument_map.thread.title.split()) or argument_map.thread.id,
        style=style,
        engine=engine,
        script=script,
        data=script_json(page_data(argument_map, start)),
        script_sources=f"{csp_hash(engine)} {csp_hash(script)}",
        style_sources=csp_hash(style),
    )


def _part(name: str) -> str:
    text = (files("argmap") / "data" / "page" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _find_theme(argument_map: MapData, name: str) -> str:
    for theme in argument_map.themes:
        if name.casefold() in (theme.id.casefold(), theme.heading.casefold()):
            return theme.id
    known = [f"{theme.id} ({theme.heading})" for theme in argument_map.themes]
    raise UnknownName("theme", name, known)


def _find_entity(argument_map: MapData, name: str) -> str:
    wanted = name.casefold()
    for entity in argument_map.entities:
        if wanted in {form.casefold() for form in (entity.id, entity.name, *entity.aliases)}:
            return entity.id
    known = [entity.name for entity in argument_map.entities[:30]]
    raise UnknownName("entity", name, known)


def _restrict(
    argument_map: MapData, theme: str | None = None, entity: str | None = None
) -> MapData:
    """Keep the claims of one theme or about one entity, their posts and those they answer."""
    inside = {claim for item in argument_map.themes if item.id == theme for claim in item.claims}
    claims = tuple(
        claim
        for claim in argument_map.claims
        if (theme is None or claim.id in inside)
        and (entity is None or any(mention.entity == entity for mention in claim.mentions))
    )
    kept = {claim.id for claim in claims}
    posts = _with_ancestors(argument_map, {claim.post for claim in claims})
    relations = tuple(
        item for item in argument_map.relations if item.source in kept and item.target in kept
    )
    themes = tuple(
        replace(
            item,
            claims=tuple(claim for claim in item.claims if claim in kept),
            camps=tuple(
                replace(camp, claims=tuple(claim for claim in camp.claims if claim in kept))
                for camp in item.camps
            ),
        )
        for item in argument_map.themes
        if kept.intersection(item.claims)
    )
    names = {item.id for item in themes}
    summary = argument_map.summary
    sections = tuple(
        replace(
            section,
            points=tuple(point for point in section.points if kept.intersection(point.claims)),
        )
        for section in summary.sections
        if section.theme in names
    )
    return replace(
        argument_map,
        thread=replace(
            argument_map.thread,
            posts=tuple(post for post in argument_map.thread.posts if post.id in posts),
        ),
        claims=claims,
        relations=relations,
        themes=themes,
        summary=replace(
            summary,
            headlines=tuple(p for p in summary.headlines if kept.intersection(p.claims)),
            sections=sections,
        ),
    )


def _with_ancestors(argument_map: MapData, posts: set[str]) -> set[str]:
    found: set[str] = set()
    for name in sorted(posts):
        at: str | None = name
        while at is not None and at not in found:
            found.add(at)
            at = argument_map.thread.by_id[at].parent
    return found
