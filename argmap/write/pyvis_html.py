"""The plain pyvis network of all claims, for notebooks and for those who expect it."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from argmap.errors import MissingPart
from argmap.model import Claim, MapData, Relation, Theme
from argmap.write.layout import disc_radius, place_claims, place_themes
from argmap.write.page.embed import csp_hash, engine, script_json
from argmap.write.page.restrict import restrict

if TYPE_CHECKING:
    from pyvis.network import Network

LABEL = 60
"""Most characters of a claim beside its dot."""

# Okabe & Ito's colours, told apart by colour-blind eyes; the sign also shows in dashes and arrow.
THEME_COLORS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#b8a500", "#7a6fc0", "#8c8c84")
EDGES: dict[str, dict[str, Any]] = {
    "supports": {"color": {"color": "#0072b2", "opacity": 0.6}, "dashes": False, "arrows": "to"},
    "contrasts": {
        "color": {"color": "#d55e00", "opacity": 0.6},
        "dashes": [8, 6],
        "arrows": {"to": {"enabled": True, "type": "bar"}},
    },
    "rephrases": {
        "color": {"color": "#6b7280", "opacity": 0.6},
        "dashes": [2, 5],
        "arrows": {"to": {"enabled": True, "type": "circle"}},
    },
}


def to_pyvis_html(
    argument_map: MapData, *, theme: str | None = None, entity: str | None = None
) -> str:
    """Write pyvis' network of all claims: directed, offline, legend, label search.

    One self-contained page, the same bytes each time. A click on a dot shows its words.
    Claims of one theme stand together in a disc; nothing moves.

    Args:
        argument_map: The map to show.
        theme: Id or heading of the one theme to show.
        entity: Id, name or alias of an entity: only claims that mention it.

    Raises:
        UnknownName: The map has no such theme or entity.
        MissingPart: pyvis is not installed.
    """
    from jinja2 import Environment

    argument_map, _ = restrict(argument_map, theme, entity)
    folder = files("argmap") / "data" / "page"
    style = (folder / "plain.css").read_text(encoding="utf-8")
    script = (folder / "plain.js").read_text(encoding="utf-8")
    drawing = engine()
    nodes, edges, _, _, _, options = to_network(argument_map).get_network_data()
    themes = [
        {"name": _plain(theme.heading), "color": _color(number)}
        for number, theme in enumerate(argument_map.themes)
    ]
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    return environment.from_string((folder / "plain.html.j2").read_text(encoding="utf-8")).render(
        title=" ".join(argument_map.thread.title.split()) or argument_map.thread.id,
        style=style,
        engine=drawing,
        script=script,
        data=script_json(
            {"nodes": nodes, "edges": edges, "options": json.loads(options), "themes": themes}
        ),
        script_sources=f"{csp_hash(drawing)} {csp_hash(script)}",
        style_sources=csp_hash(style),
    )


def to_network(argument_map: MapData) -> Network:
    """Return a directed pyvis network: a node per claim, an edge per relation, physics off.

    Nodes carry the quote, author, link, kind and theme; edges the sign, confidence and evidence.
    Supports and contrasts between the same two claims stay two edges. Save it yourself only with
    ``cdn_resources="in_line"`` in mind: pyvis' own template asks the network for Bootstrap.
    """
    try:
        from pyvis.network import Network
    except ImportError as error:
        raise MissingPart("pyvis", "Run: pip install 'pyvis>=0.3.2,<0.4'") from error

    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%")
    network.toggle_physics(False)
    network.set_edge_smooth("continuous")
    groups = _groups(argument_map)
    centres = place_themes([disc_radius(len(claims)) for _, claims in groups], gap=120.0)
    for number, (theme, claims) in enumerate(groups):
        for claim, (x, y) in zip(claims, place_claims(centres[number], len(claims)), strict=True):
            _add_claim(network, argument_map, claim, theme, _color(number), (x, y))
    for relation in argument_map.relations:
        _add_relation(network, relation)
    return network


def _groups(argument_map: MapData) -> list[tuple[Theme | None, list[Claim]]]:
    groups: list[tuple[Theme | None, list[Claim]]] = [
        (theme, [argument_map.claim[name] for name in theme.claims])
        for theme in argument_map.themes
    ]
    inside = {claim.id for _, claims in groups for claim in claims}
    loose = [claim for claim in argument_map.claims if claim.id not in inside]
    return [*groups, (None, loose)] if loose else groups


def _add_claim(
    network: Network,
    argument_map: MapData,
    claim: Claim,
    theme: Theme | None,
    color: str,
    place: tuple[int, int],
) -> None:
    post = argument_map.thread.by_id[claim.post]
    # No title: a tooltip of pyvis' would be the way for a comment to become markup.
    network.add_node(
        claim.id,
        label=_label(claim.text) or claim.id,
        color=color,
        x=place[0],
        y=place[1],
        size=9,
        quote=claim.text,
        author=post.author or "",
        url=post.url or "",
        claim_kind=claim.kind,
        theme=_plain(theme.heading) if theme else "",
    )


def _add_relation(network: Network, relation: Relation) -> None:
    reasons = [
        f"{item.kind} “{_label(item.text)}”" if item.text else item.kind
        for item in relation.evidence
    ]
    network.add_edge(
        relation.source,
        relation.target,
        **EDGES[relation.kind],
        sign=relation.kind,
        confidence=round(relation.confidence, 3),
        reasons=reasons,
    )


def _color(number: int) -> str:
    return THEME_COLORS[number % len(THEME_COLORS)]


def _plain(text: str) -> str:
    """Drop controls, bidi marks and towers of combining marks; one line."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)
    return " ".join(re.sub(r"([\u0300-\u036f]{2})[\u0300-\u036f]+", r"\1", kept).split())


def _label(text: str) -> str:
    label = _plain(text[: LABEL * 20])
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"
