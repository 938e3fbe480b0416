"""AIF JSON, the nodesets of AIFdb.

Source: Chesñevar et al. 2006, doi:10.1017/S0269888906001044; Lawrence et al. 2012, AIFdb.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any, TypedDict, get_args

from argmap.formats.build import Builder, Json, ids, mapping, records, rest, text_of, to_text
from argmap.formats.from_map import graph_of
from argmap.formats.speakers import as_locutions
from argmap.formats.times import from_stamp, to_stamp
from argmap.model import ArgumentGraph, ArgumentNode, Locution, MapData, NodeKind
from argmap.read.source import Source

FAMILY = ("aif", "xaif")
"""Formats whose leftovers can be written here as they were."""
KINDS = frozenset(get_args(NodeKind)) - {"other"}
_PREFIX = re.compile(r"\s*([^:\n][^\n]{0,79}?) : (?=\S)")
"""``Speaker : words``; ``Annotator: Speaker : words`` where one reports another."""


class Node(TypedDict, total=False):
    """An AIF node."""

    nodeID: str
    text: str
    type: str
    timestamp: str | None
    scheme: str
    schemeID: str


class Edge(TypedDict, total=False):
    """An AIF edge; ``formEdgeID`` is spelled so in every file."""

    edgeID: str
    fromID: str
    toID: str
    formEdgeID: str | None


def recognises(source: Source) -> bool:
    """True for an object with lists of nodes and edges, the nodes under ``nodeID``."""
    document = source.json if source.looks_like_json else None
    if not isinstance(document, dict) or not isinstance(document.get("nodes"), list):
        return False
    nodes = [node for node in document["nodes"] if isinstance(node, dict)]
    return any("nodeID" in node for node in nodes[:20])


def read(source: Source) -> ArgumentGraph:
    """Read a nodeset.

    Raises:
        BadSource: Not JSON.
    """
    document = mapping(source.json)
    builder = Builder("aif", source)
    read_nodeset(document, builder)
    name_speakers(builder)
    return builder.graph(extra={"AIF": rest(document, "nodes", "edges", "locutions")})


def read_nodeset(document: Json, builder: Builder) -> None:
    """Read the nodes, edges and locutions of an AIF object."""
    for record in records(document.get("nodes"), "nodes", builder.tally):
        (node_id,), odd = ids(record, "nodeID")
        kind = text_of(record.get("type"))
        known: NodeKind = kind if kind in KINDS else "other"  # type: ignore[assignment]
        if known == "other":
            builder.tally.add("nodes of an unknown type, kept aside", f"node {node_id}: {kind!r}")
            odd |= {"type": record.get("type")}
        created = from_stamp(record.get("timestamp"))
        taken = ("nodeID", "text", "type", *(["timestamp"] if created else []))
        scheme = text_of(record.get("scheme")) or (
            text_of(record.get("text")) if known in ("YA", "RA", "CA", "MA", "PA") else ""
        )
        builder.node(
            node_id,
            known,
            text_of(record.get("text")),
            scheme=None if scheme in ("", known) else scheme,
            created=created,
            extra=rest(record, *taken) | odd,
        )
    for record in records(document.get("edges"), "edges", builder.tally):
        (edge_id, start, end), odd = ids(record, "edgeID", "fromID", "toID")
        if start is None or end is None:
            builder.tally.add("edges without both ends, skipped", f"edge {edge_id}")
            continue
        builder.edge(start, end, edge_id, rest(record, "edgeID", "fromID", "toID") | odd)
    for record in records(document.get("locutions"), "locutions", builder.tally):
        (node_id, person), odd = ids(record, "nodeID", "personID")
        if node_id is None:
            builder.tally.add("locutions without a node, skipped")
            continue
        extra = rest(record, "nodeID", "personID") | odd
        builder.locutions.append(Locution(node_id, person, extra))


def name_speakers(builder: Builder) -> None:
    """Give each locution node its speaker: who is listed, else who its text names, else a number.

    Persons who are not listed as participants get the name that most of their locutions open
    with.
    """
    own = {n.id: opening(n.text) for n in builder.nodes.values() if n.kind == "L"}
    listed = frozenset(builder.speakers)
    said: dict[str, str] = {}
    openings: dict[str, Counter[str]] = {}
    for locution in builder.locutions:
        if locution.speaker is None:
            continue
        said.setdefault(locution.node, locution.speaker)
        names = openings.setdefault(locution.speaker, Counter())
        if name := own.get(locution.node):
            names[name] += 1
    for person, names in openings.items():
        if person not in listed:
            best = min(names, key=lambda n: (-names[n], n)) if names else f"person {person}"
            builder.speaker(best, person)
    by_name: dict[str, str] = {}
    for speaker in builder.speakers.values():
        by_name.setdefault(speaker.name, speaker.id)
    for node, name in own.items():
        who = said.get(node)
        # Where one reports another, the words are those of whom the text names.
        if name and who not in listed and (who is None or builder.speakers[who].name != name):
            who = by_name.setdefault(name, builder.speaker(name, by_name.get(name)))
        if who is not None:
            builder.nodes[node] = replace(builder.nodes[node], speaker=who)


def opening(text: str) -> str | None:
    """Return whom a locution's text names as its speaker.

    >>> opening("Barbara: HIllary : We can do better"), opening("no one : "), opening("See: this")
    ('HIllary', None, None)
    """
    found = _PREFIX.match(text)
    return found[1].rpartition(": ")[2].strip() or None if found else None


def dump(graph: ArgumentGraph) -> str:
    """Write an argument graph; what came from AIF or xAIF is written as it was."""
    native = graph.format in FAMILY
    graph = with_openings(graph) if graph.format == "xaif" else graph
    graph = graph if native else as_locutions(graph)
    document: dict[str, Any] = nodeset(graph)
    for edge in document["edges"]:
        edge.setdefault("formEdgeID", None)
    left = mapping(graph.extra.get("AIF")) if graph.format == "aif" else {}
    return to_text({**document, **left} if native else document)


def with_openings(graph: ArgumentGraph) -> ArgumentGraph:
    """Open each locution with its speaker's name, where AIF says who speaks."""
    names = {each.id: each.name for each in graph.speakers}
    nodes = tuple(
        replace(node, text=f"{names[node.speaker]} : {node.text}")
        if node.kind == "L" and node.speaker in names and opening(node.text) is None
        else node
        for node in graph.nodes
    )
    return replace(graph, nodes=nodes)


def nodeset(graph: ArgumentGraph) -> dict[str, list[Json]]:
    """Return the nodes, edges and locutions as JSON records."""
    native = graph.format in FAMILY
    return {
        "nodes": [_node(node, native) for node in graph.nodes],
        "edges": [
            {"edgeID": edge.id, "fromID": edge.source, "toID": edge.target}
            | (dict(edge.extra) if native else {})
            for edge in graph.edges
        ],
        "locutions": [
            {"nodeID": each.node, "personID": each.speaker}
            | (dict(each.extra) if native else _moment(graph, each.node))
            for each in graph.locutions
        ],
    }


def _node(node: ArgumentNode, native: bool) -> Json:
    kind = "" if node.kind == "other" else node.kind
    record: Json = {"nodeID": node.id, "text": node.text, "type": kind}
    stamp = to_stamp(node.created)
    if stamp:
        record["timestamp"] = stamp
    if native:
        return record | dict(node.extra)
    if node.scheme:
        record |= {"text": node.scheme, "scheme": node.scheme}
    return record


def _moment(graph: ArgumentGraph, node: str) -> Json:
    stamp = to_stamp(graph.node[node].created) if node in graph.node else None
    return {"timestamp": stamp, "start": stamp, "end": None, "source": None}


def write(argument_map: MapData) -> str:
    """Write a map as a nodeset: claims as I, who said them as L, relations as RA, CA and MA."""
    return dump(graph_of(argument_map))
