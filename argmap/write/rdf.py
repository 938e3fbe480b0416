"""Maps as RDF: an rdflib graph, Turtle, TriG, N-Quads, or a store ready for queries.

The vocabulary is ``ontologies/argmap.ttl``; the IRIs are explained in ``rdf_names``.
``rdf_read`` brings a map back.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral

from argmap.model import MapData
from argmap.vocab import PREFIXES
from argmap.write.rdf_names import discussion_iri
from argmap.write.rdf_triples import map_triples

_XSD_STRING = PREFIXES["xsd"] + "string"


def to_rdf(argument_map: MapData) -> Graph:
    """Return the map as an rdflib graph with argmap's prefixes bound."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _prefixes(argument_map).items():
        graph.bind(prefix, namespace)
    known = cache(_rdflib)
    graph.addN(
        (known(triple.subject), known(triple.predicate), known(triple.object), graph)
        for triple in map_triples(argument_map)
    )
    return graph


def to_store(argument_map: MapData) -> Store:
    """Return the map in the default graph of a new in-memory store: the quick way to query it."""
    store = Store()
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object)
        for triple in map_triples(argument_map)
    )
    return store


def to_turtle(argument_map: MapData) -> str:
    """Return the map as Turtle, in reading order; the same map gives the same bytes."""
    return _serialize(map_triples(argument_map), RdfFormat.TURTLE, _prefixes(argument_map))


def to_ntriples(argument_map: MapData) -> str:
    """Return the map as canonical N-Triples, one triple a line."""
    return _serialize(map_triples(argument_map), RdfFormat.N_TRIPLES, {})


def to_trig(argument_map: MapData) -> str:
    """Return the map as TriG, in a graph named by the IRI of its discussion."""
    return _serialize(_quads(argument_map), RdfFormat.TRIG, _prefixes(argument_map))


def to_nquads(argument_map: MapData) -> str:
    """Return the map as N-Quads, in a graph named by the IRI of its discussion."""
    return _serialize(_quads(argument_map), RdfFormat.N_QUADS, {})


def _prefixes(argument_map: MapData) -> dict[str, str]:
    # The empty prefix stands for this discussion, so its nodes read ``:claim-…``.
    return {"": discussion_iri(argument_map.thread.id) + "#", **PREFIXES}


def _quads(argument_map: MapData) -> list[Quad]:
    graph = NamedNode(discussion_iri(argument_map.thread.id))
    return [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in map_triples(argument_map)
    ]


def _serialize(data: list[Triple] | list[Quad], form: RdfFormat, prefixes: dict[str, str]) -> str:
    text = (serialize(data, format=form, prefixes=prefixes or None) or b"").decode("utf-8")
    # pyoxigraph declares prefixes in an order that changes from call to call.
    lines = text.split("\n", len(prefixes))
    declared = [line for line in lines if line.startswith("@prefix ")]
    return "\n".join(sorted(declared) + lines[len(declared) :])


def _rdflib(value: object) -> URIRef | RdflibLiteral:
    if isinstance(value, NamedNode):
        return URIRef(value.value)
    if not isinstance(value, Literal):
        raise TypeError(f"maps hold IRIs and literals only, not {value!r}")
    if value.datatype.value == _XSD_STRING:
        return RdflibLiteral(value.value)
    return RdflibLiteral(value.value, datatype=URIRef(value.datatype.value), normalize=False)
