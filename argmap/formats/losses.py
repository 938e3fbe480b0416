"""What an argument format cannot carry of a map or of another format, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from argmap.formats.from_map import graph_of
from argmap.formats.said import sayings
from argmap.model import ArgumentGraph, ArgumentNode, MapData, NodeKind
from argmap.read.assemble import Tally

_NAMES: Mapping[NodeKind, str] = {
    "L": "locutions",
    "RA": "inferences",
    "CA": "conflicts",
    "MA": "rephrases",
    "PA": "preferences",
    "YA": "illocutions",
    "TA": "replies (transitions)",
    "other": "nodes of unknown types",
}
_CARRIES: Mapping[str, frozenset[NodeKind]] = {
    "aif": frozenset(_NAMES),
    "xaif": frozenset(_NAMES),
    "argdown": frozenset({"RA", "CA"}),
    "arguebuf": frozenset({"RA", "CA", "MA", "PA"}),
    "sadface": frozenset({"RA", "CA", "MA", "PA"}),
}
_FAMILY = {"aif": {"aif", "xaif"}, "xaif": {"aif", "xaif"}}
_ADDRESSES = frozenset({"argdown", "arguebuf", "sadface"})


def of_graph(graph: ArgumentGraph, name: str) -> dict[str, int]:
    """Count what a format of that name leaves out of an argument graph."""
    if graph.format == name != "argdown":
        return {}
    carried = _CARRIES[name]
    kinds = Counter(node.kind for node in graph.nodes)
    lost = {what: kinds[kind] for kind, what in _NAMES.items() if kind not in carried}
    statements = [node for node in graph.nodes if node.kind == "I"]
    family = graph.format in _FAMILY.get(name, {name})
    if "L" in carried:
        lost["titles"] = sum(node.title is not None for node in statements)
    if name != "argdown":
        lost["headings of statements"] = sum(node.heading is not None for node in statements)
    if name == "argdown":
        lost["line ends and runs of blanks"] = sum(_is_folded(node) for node in statements)
        lost["statements without words"] = sum(not node.text.strip() for node in statements)
        lost["statements given again in other words"] = sum(
            len(node.extra.get("restated", ())) for node in statements
        )
        lost["hits on a conflict (written as hits on its premise)"] = _hits_on_conflicts(graph)
    if name == "aif" and not family:
        # A nodeset names nobody but in the words of a locution: "Name : words".
        lost["names with a colon, cut at it"] = sum(":" in s.name for s in graph.speakers)
    if name not in _ADDRESSES:
        lost["addresses"] = sum(node.url is not None for node in graph.nodes)
    if name == "argdown" or name == "sadface":
        lost["names of schemes"] = _schemes(graph) if not family else 0
    lost["speakers who put forward no claim"] = _silent(graph) if "L" not in carried else 0
    lost["fields of its own"] = 0 if family else sum(bool(node.extra) for node in graph.nodes)
    return {what: number for what, number in lost.items() if number}


def of_map(argument_map: MapData, name: str) -> dict[str, int]:
    """Count what a format of that name leaves out of a map."""
    summary = argument_map.summary
    as_headings = name == "argdown" and argument_map.argument_graph is None
    lost = {
        **_beside_claims(argument_map),
        "themes": 0 if as_headings else len(argument_map.themes),
        "parts of themes": (
            sum(theme.parent is not None for theme in argument_map.themes) if as_headings else 0
        ),
        "entities": len(argument_map.entities),
        "comparisons": len(argument_map.comparisons),
        "summary points": sum(len(section.points) for section in summary.sections),
        "headlines": len(summary.headlines),
        "leads": len(summary.leads),
        **of_graph(graph_of(argument_map), name),
    }
    if argument_map.argument_graph is None:
        # A map's headings are its themes, counted above.
        lost.pop("headings of statements", None)
    return {what: number for what, number in lost.items() if number}


def _beside_claims(argument_map: MapData) -> dict[str, int]:
    """Count what a discussion has beside its claims; a map read from a format has none of it."""
    if argument_map.argument_graph is not None:
        return {}
    claimed: dict[str, int] = {}
    for claim in argument_map.claims:
        claimed[claim.post] = max(claimed.get(claim.post, 0), claim.end - claim.start)
    posts = argument_map.thread.posts
    return {
        "posts without a claim": sum(post.id not in claimed for post in posts),
        "places of claims in their posts": len(argument_map.claims),
        "words around the claims of a post": sum(
            claimed.get(post.id, len(post.text)) < len(post.text) for post in posts
        ),
        "scores of posts": sum(post.score is not None for post in posts),
        "stances of posts": len(argument_map.stances),
        "kinds of claims (evidence, proposal)": sum(
            claim.kind in ("evidence", "proposal") for claim in argument_map.claims
        ),
        "confidences": len(argument_map.claims) + len(argument_map.relations),
        "reasons of relations": sum(len(r.evidence) for r in argument_map.relations),
    }


def _is_folded(node: ArgumentNode) -> bool:
    return " ".join(node.text.split()) != node.text


def _schemes(graph: ArgumentGraph) -> int:
    return sum(bool(node.scheme) for node in graph.nodes if node.kind in ("RA", "CA", "MA", "PA"))


def _silent(graph: ArgumentGraph) -> int:
    """Count the speakers no statement is by: a format without locutions cannot name them."""
    said = sayings(graph, Tally())
    heard = {node.speaker for node in graph.nodes if node.kind == "I"}
    heard |= {locution.speaker for locution in said.values()}
    return sum(speaker.id not in heard for speaker in graph.speakers)


def _hits_on_conflicts(graph: ArgumentGraph) -> int:
    return sum(
        graph.node[edge.source].kind in ("RA", "CA") and graph.node[edge.target].kind == "CA"
        for edge in graph.edges
        if edge.source in graph.node and edge.target in graph.node
    )


Counted = Callable[[MapData], dict[str, int]]

aif: Counted = partial(of_map, name="aif")
xaif: Counted = partial(of_map, name="xaif")
argdown: Counted = partial(of_map, name="argdown")
arguebuf: Counted = partial(of_map, name="arguebuf")
sadface: Counted = partial(of_map, name="sadface")
