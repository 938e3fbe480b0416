"""The graph of topical closeness: who talks about the same matter, for or against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from argmap.cluster.context import Neighbours
from argmap.model import Extraction, Relation, Thread

if TYPE_CHECKING:
    import networkx as nx

FLOOR = 0.2
"""Similarities below this join nothing."""


def closeness_graph(
    thread: Thread,
    extraction: Extraction,
    relations: Sequence[Relation],
    near: Neighbours,
    *,
    neighbours: int,
    reply: float,
) -> nx.Graph[int]:
    """Join posts that make claims by similarity, reply links and relations.

    Args:
        thread: The discussion.
        extraction: Its claims.
        relations: Edges across the thread add their confidence, whatever their sign: an
            attack is as much on the matter as a support.
        near: Each such post and its nearest, from :meth:`Contexts.neighbours`; at least
            ``neighbours`` beside itself.
        neighbours: Nearest posts each post is joined to, by squared similarity.
        reply: Weight of a reply link, or of the order of paragraphs in a document.

    Returns:
        Nodes are rows of ``thread.posts`` with at least one claim; edges carry ``weight``.
    """
    import networkx as nx  # slow to load, and parsing comes first

    rows = with_claims(thread, extraction)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(rows)
    columns, likeness = (part[:, : neighbours + 1].tolist() for part in near)
    for row, others, similar in zip(rows, columns, likeness, strict=True):
        for column, weight in zip(others, similar, strict=True):
            if weight > FLOOR and rows[column] != row:
                graph.add_edge(row, rows[column], weight=weight * weight)
    for one, other in _links(thread, set(rows)):
        _strengthen(graph, one, other, reply)
    number = {post.id: n for n, post in enumerate(thread.posts)}
    post_of = {claim.id: number[claim.post] for claim in extraction.claims}
    for relation in relations:
        one, other = post_of[relation.source], post_of[relation.target]
        if relation.scope == "thread" and one != other:
            _strengthen(graph, one, other, relation.confidence)
    return graph


def with_claims(thread: Thread, extraction: Extraction) -> list[int]:
    """Rows of the posts that make a claim."""
    return [row for row, post in enumerate(thread.posts) if post.id in extraction.by_post]


def _links(thread: Thread, live: set[int]) -> list[tuple[int, int]]:
    """Pair each post with its nearest ancestor that makes a claim, or with the paragraph before."""
    if thread.kind == "document":
        order = sorted(live)
        return list(pairwise(order))
    row = {post.id: number for number, post in enumerate(thread.posts)}
    above: dict[int, int | None] = {}
    pairs = []
    for number, post in enumerate(thread.posts):
        parent = None if post.parent is None else row[post.parent]
        # Parents stand before replies, so one look up is enough at any depth.
        nearest = parent if parent is None or parent in live else above[parent]
        above[number] = nearest
        if number in live and nearest is not None:
            pairs.append((number, nearest))
    return pairs


def _strengthen(graph: nx.Graph[int], one: int, other: int, weight: float) -> None:
    if graph.has_edge(one, other):
        graph[one][other]["weight"] += weight
    else:
        graph.add_edge(one, other, weight=weight)


def links_between(
    graph: nx.Graph[int], groups: Sequence[Sequence[int]]
) -> Mapping[tuple[int, int], float]:
    """Sum the edge weights between groups; both orders are given, a pair (i, i) is inside."""
    label = {row: number for number, group in enumerate(groups) for row in group}
    found: dict[tuple[int, int], float] = {}
    for one, other, data in graph.edges(data=True):
        a, b, weight = label[one], label[other], float(data["weight"])
        found[a, b] = found.get((a, b), 0.0) + weight
        found[b, a] = found.get((b, a), 0.0) + weight
    return found
