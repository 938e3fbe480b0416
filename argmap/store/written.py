"""A map written out as it stands in a store: made anywhere, loaded without Python's help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from argmap.model import MapData
from argmap.store.generations import Entry

if TYPE_CHECKING:
    import pyoxigraph

SHARED = "https://w3id.org/argmap/graph/shared"
"""Graph of what is said of no single discussion: the versions of argmap that made them."""
TOGETHER = 64 << 20
"""Bytes that are loaded at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """A discussion, and its quads."""

    entry: Entry
    quads: bytes = field(repr=False)
    """N-Quads, of its own graph and of the shared one."""


def written(argument_map: MapData) -> Written:
    """Write a map out."""
    from pyoxigraph import RdfFormat, serialize

    entry, quads = quads_of(argument_map)
    return Written(entry, serialize(quads, format=RdfFormat.N_QUADS) or b"")


def quads_of(argument_map: MapData) -> tuple[Entry, list[pyoxigraph.Quad]]:
    """Return the quads of a map, and its entry in a store."""
    from pyoxigraph import NamedNode, Quad

    from argmap.write.rdf_names import discussion_iri
    from argmap.write.rdf_triples import SOFTWARE, map_triples

    thread = argument_map.thread
    graph = discussion_iri(thread.id)
    own, shared = NamedNode(graph), NamedNode(SHARED)

    def place(subject: Any) -> NamedNode:
        # Said once for all discussions, so that nothing doubles.
        return shared if subject.value.startswith(SOFTWARE) else own

    triples = map_triples(argument_map)
    quads = [Quad(t.subject, t.predicate, t.object, place(t.subject)) for t in triples]
    count = sum(quad.graph_name == own for quad in quads)
    counts = (len(thread.posts), len(argument_map.claims), count)
    return Entry(graph, thread.id, thread.title, *counts), quads


def groups(many: Iterable[Written]) -> Iterator[list[Written]]:
    """Yield discussions in groups that fit in memory together."""
    held: list[Written] = []
    size = 0
    for each in many:
        held.append(each)
        size += len(each.quads)
        if size >= TOGETHER:
            yield held
            held, size = [], 0
    if held:
        yield held
