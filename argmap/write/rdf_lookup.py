"""The graph of one map, asked: nodes of a kind, parts in order, ids, values of a closed set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from argmap.vocab import term
from argmap.write.rdf_index import Index
from argmap.write.rdf_names import identifier
from argmap.write.rdf_sheet import date, usual_order


class Lookup:
    """What every reader of a node needs; ``base`` and ``places`` are set once they are known."""

    def __init__(self, triples: Iterable[tuple[str, str, str]], origin: str) -> None:
        self.index = Index(triples, origin)
        self.base = ""
        self.places: Mapping[str, Mapping[str, int]] = {}

    def created(self, node: str) -> str | None:
        """When a post was written, as a date or in the words of its source."""
        value = self.index.maybe(node, "created")
        return value and date(value).value  # Some stores write UTC as Z whatever they are given.

    def nodes(self, kind: str) -> list[str]:
        """Nodes of a class in this discussion, in order."""
        return [node for node in self.index.instances(kind) if node.startswith(self.base)]

    def parts(self, node: str, name: str) -> list[str]:
        """Parts of a node, by position."""
        return self.index.sorted(self.index.all(node, name))

    def id(self, node: str) -> str:
        """The id a node was given, or for one that is only pointed at, the id in its IRI."""
        return self.index.maybe(node, "id") or identifier(node)

    def ids(self, nodes: Iterable[str]) -> list[str]:
        """Ids of nodes, in the order given."""
        return [self.id(node) for node in nodes]

    def maybe_id(self, node: str, name: str) -> str | None:
        """The id of what a property points to; None where it is absent."""
        found = self.index.maybe(node, name)
        return None if found is None else self.id(found)

    def one_id(self, node: str, name: str) -> str:
        """The id of the one thing a property points to."""
        return self.id(self.index.one(node, name))

    def choice(self, node: str, name: str, choices: tuple[str, ...]) -> str:
        """The one value of a property, which must be among those of a closed set."""
        value = self.index.one(node, name)
        if value not in choices:
            allowed = ", ".join(choices)
            raise self.index.error(node, f"has {value!r} as {name}, which is none of {allowed}")
        return value

    def kind(self, node: str, classes: Mapping[str, str]) -> str:
        """The name of the one class of those given that a node is of."""
        found = self.index.kinds(node)
        names = [name for name, kind in classes.items() if str(term(kind)) in found]
        if len(names) != 1:
            raise self.index.error(node, f"is not of exactly one of {', '.join(classes.values())}")
        return names[0]

    def ordered(self, node: str, key: str, members: Iterable[str]) -> tuple[str, ...]:
        """Members in the order that was kept, or their usual one; members rule, not the order."""
        there = set(members)
        kept = [member for member in self.index.orders(node).get(key, ()) if member in there]
        rest = usual_order(there.difference(kept), self.places.get(key, {}))
        return (*kept, *rest)

    def address(self, node: str) -> str | None:
        """A link, or an address that was kept as words."""
        return self.index.maybe(node, "url") or self.index.maybe(node, "address")

    def span(self, node: str) -> tuple[int, int]:
        """Where a span starts and ends, in code points of its post's text."""
        return self.index.whole(node, "oa:start"), self.index.whole(node, "oa:end")
