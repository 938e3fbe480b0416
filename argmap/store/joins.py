"""Entities that are the same across discussions, joined in a graph of their own.

Each discussion keeps its entities as they are. The joins are triples ``entity argmap:sameAs
hub`` in the graph :data:`JOINS`, made anew from all discussions after each change, so that
taking the graph away undoes them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from argmap.store.survey import select
from argmap.vocab import PREFIXES
from argmap.write.rdf_names import fragment

JOINS = "https://w3id.org/argmap/graph/joins"
HUBS = "https://w3id.org/argmap/entity/"

_ENTITIES = """
SELECT ?graph ?entity ?id ?name ?alias ?same WHERE {
  GRAPH ?graph {
    ?entity a argmap:Entity ; argmap:id ?id ; argmap:name ?name .
    { ?entity argmap:alias ?alias } UNION { ?entity argmap:sameAs ?same } UNION {}
  }
}
"""


@dataclass
class Found:
    """An entity of one discussion."""

    graph: str
    """The discussion: its graph, or its id."""
    id: str
    name: str
    aliases: set[str] = field(default_factory=set)
    same_as: set[str] = field(default_factory=set)


def rejoin(store: Store) -> int:
    """Make the graph of joins anew; return how many entities are joined.

    Entities of different discussions are one if they have the same id, if they are the same as
    one address, or if an alias of one is the name of the other. An alias that names entities
    with different ids is ambiguous and joins nothing.
    """
    unjoin(store)
    several = (
        group for group in alike(_entities(store)) if len({entity.graph for _, entity in group}) > 1
    )
    quads = list(_quads(several))
    store.extend(quads)
    return sum(quad.predicate.value.endswith("#sameAs") for quad in quads)


def unjoin(store: Store) -> None:
    """Take the joins away."""
    store.remove_graph(NamedNode(JOINS))


def _entities(store: Store) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for row in select(store, _ENTITIES):
        node = row["entity"].value
        if node not in found:
            found[node] = Found(row["graph"].value, row["id"].value, row["name"].value)
        if row["alias"] is not None:
            found[node].aliases.add(row["alias"].value)
        if row["same"] is not None:
            found[node].same_as.add(row["same"].value)
    return {node: found[node] for node in sorted(found)}


def alike(entities: Mapping[str, Found]) -> Iterator[list[tuple[str, Found]]]:
    """Yield groups of entities that are one; those that stand alone, too.

    Args:
        entities: By a name of each, in a fixed order.
    """
    leader = {node: node for node in entities}

    def find(node: str) -> str:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for same in _same(entities):
        first, *others = same
        for other in others:
            one, two = sorted((find(first), find(other)))
            leader[two] = one
    groups: dict[str, list[tuple[str, Found]]] = defaultdict(list)
    for node, entity in entities.items():
        groups[find(node)].append((node, entity))
    yield from groups.values()


def _same(entities: Mapping[str, Found]) -> Iterator[list[str]]:
    by_id: dict[str, list[str]] = defaultdict(list)
    by_address: dict[str, list[str]] = defaultdict(list)
    named: dict[str, set[str]] = defaultdict(set)
    for node, entity in entities.items():
        by_id[entity.id].append(node)
        named[entity.name.casefold()].add(entity.id)
        for address in entity.same_as:
            by_address[address].append(node)
    yield from by_id.values()
    yield from by_address.values()
    for node, entity in entities.items():
        for alias in sorted(entity.aliases):
            others = named.get(alias.casefold(), set()) - {entity.id}
            if len(others) == 1:
                # One of that id will do: all of them are joined already. In a large store a name
                # stands in thousands of discussions, and pairs of those would be millions.
                yield [node, by_id[others.pop()][0]]


def _quads(groups: Iterable[list[tuple[str, Found]]]) -> Iterator[Quad]:
    same = NamedNode(PREFIXES["argmap"] + "sameAs")
    label = NamedNode(PREFIXES["rdfs"] + "label")
    graph = NamedNode(JOINS)
    for group in groups:
        hub = NamedNode(HUBS + fragment(most_usual(entity.id for _, entity in group)))
        yield Quad(hub, label, Literal(most_usual(entity.name for _, entity in group)), graph)
        for node, _ in group:
            yield Quad(NamedNode(node), same, hub, graph)


def most_usual(words: Iterable[str]) -> str:
    """Return the word that stands there most often; of several, the first by the alphabet."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word))
