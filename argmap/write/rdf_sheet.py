"""Where triples are collected: plain values become safe literals, addresses safe links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from argmap.model import Link, MapData, Mention, Quote, Span
from argmap.vocab import term
from argmap.write.rdf_names import Names, legal, web_address

Value = NamedNode | Literal | str | bool | int | float | None

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


@cache
def named(name: str) -> NamedNode:
    """Return the node of a term: ``supports``, ``skos:prefLabel``; unknown ones fail."""
    return NamedNode(str(term(name)))


@cache
def number(value: float) -> Literal:
    """Return an exact decimal: ``float(literal.value) == value``."""
    plain = Decimal(repr(float(value)))
    if plain.is_finite():
        return Literal(format(plain, "f"), datatype=named("xsd:decimal"))
    # xsd:decimal has no infinity; xsd:double has, and reads back the same.
    word = {"Infinity": "INF", "-Infinity": "-INF"}.get(str(plain), "NaN")
    return Literal(word, datatype=named("xsd:double"))


def literal(value: str | bool | int | float) -> Literal:
    """Return a value as string, boolean, integer or decimal."""
    if isinstance(value, str):
        return Literal(legal(value))
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=named("xsd:boolean"))
    if isinstance(value, int):
        return Literal(str(value), datatype=named("xsd:integer"))
    return number(value)


def date(text: str) -> Literal:
    """Return a date as xsd:dateTime in Python's ISO form; anything else stays words.

    That form is the one rdflib gives dates when it parses them, so it survives any tool.
    """
    if _DATE.fullmatch(text):
        try:
            usual = datetime.fromisoformat(text).isoformat()
        except ValueError:
            return literal(text)
        return Literal(usual, datatype=named("xsd:dateTime"))
    return literal(text)


def usual_order(members: Iterable[str], places: Mapping[str, int]) -> list[str]:
    """Return members by their place in the map, those without one last; each once."""
    return sorted(set(members), key=lambda member: (places.get(member, len(places)), member))


def places(argument_map: MapData) -> dict[str, dict[str, int]]:
    """Return the place of every claim, entity and post; other lists go by the alphabet."""
    claims = {claim.id: place for place, claim in enumerate(argument_map.claims)}
    return {
        "claims": claims,
        "opposing": claims,
        "undecided": claims,
        "entities": {entity.id: place for place, entity in enumerate(argument_map.entities)},
        "posts": {post.id: place for place, post in enumerate(argument_map.thread.posts)},
    }


class Sheet:
    """Triples by subject, each once, in the order of writing."""

    def __init__(self, argument_map: MapData) -> None:
        """Take the map whose ids name the nodes and whose order is the usual one."""
        self.name = Names(argument_map.thread.id)
        self._places = places(argument_map)
        self._pairs: dict[NamedNode, dict[tuple[NamedNode, NamedNode | Literal], None]] = {}

    def triples(self) -> list[Triple]:
        """Return everything written, those of one subject together."""
        return [
            Triple(subject, predicate, value)
            for subject, pairs in self._pairs.items()
            for predicate, value in pairs
        ]

    def __contains__(self, node: NamedNode) -> bool:
        """Tell whether the node was started."""
        return node in self._pairs

    def node(self, subject: NamedNode, *classes: str, position: int | None = None) -> NamedNode:
        """Start a node: its classes and its place among its like, from 1."""
        self.add(subject, "rdf:type", *(named(name) for name in classes))
        self.add(subject, "position", position)
        return subject

    def add(self, subject: NamedNode, predicate: str, *values: Value) -> None:
        """Write one triple for each value that is not None."""
        pairs = self._pairs.setdefault(subject, {})
        for value in values:
            if value is not None:
                ready = value if isinstance(value, NamedNode | Literal) else literal(value)
                pairs[named(predicate), ready] = None

    def address(self, subject: NamedNode, predicate: str, address: str | None) -> None:
        """Write a link where the address is a safe one; else its words, never a link."""
        if address is not None:
            node = web_address(address)
            self.add(subject, predicate if node else "address", node or address)

    def order(self, subject: NamedNode, **lists: Sequence[str]) -> None:
        """Keep the order of those lists that are not in the order their members have anyway."""
        kept = {
            key: list(given)
            for key, given in lists.items()
            if list(given) != usual_order(given, self._places.get(key, {}))
        }
        if kept:
            self.add(subject, "order", json.dumps(kept, sort_keys=True))

    def part(self, owner: NamedNode, predicate: str, number: int, *classes: str) -> NamedNode:
        """Start the ``number``-th part of an owner and join the two."""
        node = self.name.part(owner, predicate, number)
        self.add(owner, predicate, node)
        return self.node(node, *classes, position=number)

    def span(self, node: NamedNode, span: Span | Mention | Link | Quote) -> NamedNode:
        """Write where something stands in the text of its post."""
        self.add(node, "oa:start", span.start)
        self.add(node, "oa:end", span.end)
        return node
