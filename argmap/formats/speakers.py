"""Speakers moved between statements and locutions, so that every format says who said it."""

from __future__ import annotations

from dataclasses import replace

from argmap.formats.said import sayings
from argmap.model import ArgumentEdge, ArgumentGraph, ArgumentNode, Locution
from argmap.read.assemble import Tally


def on_statements(graph: ArgumentGraph) -> ArgumentGraph:
    """Name the speaker on each statement itself, for formats without locutions."""
    said = sayings(graph, Tally())
    nodes = tuple(
        replace(
            node,
            speaker=node.speaker or said[node.id].speaker,
            url=node.url or said[node.id].url,
        )
        if node.id in said
        else node
        for node in graph.nodes
    )
    return replace(graph, nodes=nodes)


def as_locutions(graph: ArgumentGraph) -> ArgumentGraph:
    """Add a locution and an illocution for each statement that names its speaker, for AIF.

    A graph that has locutions is returned as it is.
    """
    if any(node.kind == "L" for node in graph.nodes):
        return graph
    names = {speaker.id: speaker.name for speaker in graph.speakers}
    taken = {node.id for node in graph.nodes}
    nodes: list[ArgumentNode] = list(graph.nodes)
    edges = list(graph.edges)
    locutions = list(graph.locutions)
    for node in graph.nodes:
        if node.kind != "I" or node.speaker is None:
            continue
        name = names.get(node.speaker, node.speaker)
        said, act = _free(f"{node.id}_l", taken), _free(f"{node.id}_y", taken)
        nodes.append(
            ArgumentNode(
                said,
                "L",
                f"{name} : {node.text}",
                created=node.created,
                speaker=node.speaker,
                url=node.url,
            )
        )
        nodes.append(ArgumentNode(act, "YA", "Asserting", scheme="Asserting"))
        edges.append(ArgumentEdge(f"{said}_e", said, act))
        edges.append(ArgumentEdge(f"{act}_e", act, node.id))
        locutions.append(Locution(said, node.speaker))
    return replace(graph, nodes=tuple(nodes), edges=tuple(edges), locutions=tuple(locutions))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    taken.add(name)
    return name
