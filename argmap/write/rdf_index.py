"""Triples of one discussion, looked up by subject and property; what is missing is named."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from argmap.errors import MapError
from argmap.vocab import PREFIXES, term

Properties = dict[str, list[str]]

_TYPE = PREFIXES["rdf"] + "type"


class Index:
    """Values by subject, then by property; IRIs and literals both as their text."""

    def __init__(self, triples: Iterable[tuple[str, str, str]], origin: str) -> None:
        """Take (subject, predicate, object) in any order."""
        self.origin = origin
        self._found: dict[str, Properties] = {}
        self._by_class: dict[str, list[str]] = {}
        for subject, predicate, value in triples:
            self._found.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if predicate == _TYPE:
                self._by_class.setdefault(value, []).append(subject)

    def subjects(self) -> list[str]:
        """Return every node that something is said of, in no certain order."""
        return list(self._found)

    def instances(self, kind: str) -> list[str]:
        """Return the nodes of a class by position, then by IRI."""
        return self.sorted(self._by_class.get(str(term(kind)), ()))

    def sorted(self, nodes: Iterable[str]) -> list[str]:
        """Return nodes by position, then by IRI."""
        return sorted(nodes, key=lambda node: (self.integer(node, "position") or 0, node))

    def kinds(self, node: str) -> set[str]:
        """Return the classes of a node."""
        return set(self.all(node, "rdf:type"))

    def all(self, node: str, name: str) -> list[str]:
        """Return every value of a property, in no certain order."""
        return self._found.get(node, {}).get(str(term(name)), [])

    def maybe(self, node: str, name: str) -> str | None:
        """Return the value of a property, or None.

        Raises:
            MapError: There are several.
        """
        values = self.all(node, name)
        if len(values) > 1:
            raise self.error(node, f"has {len(values)} values of {name} where one is allowed")
        return values[0] if values else None

    def one(self, node: str, name: str) -> str:
        """Return the only value of a property.

        Raises:
            MapError: There is none, or there are several.
        """
        value = self.maybe(node, name)
        if value is None:
            raise self.error(node, f"has no {name}")
        return value

    def integer(self, node: str, name: str) -> int | None:
        """Return a whole number, or None.

        Raises:
            MapError: It is not one.
        """
        value = self.maybe(node, name)
        try:
            return None if value is None else int(value)
        except ValueError:
            raise self.error(node, f"has {value!r} as {name}, which is no whole number") from None

    def whole(self, node: str, name: str) -> int:
        """Return a whole number that has to be there."""
        self.one(node, name)
        return self.integer(node, name) or 0

    def decimal(self, node: str, name: str) -> float | None:
        """Return a number, or None.

        Raises:
            MapError: It is not one.
        """
        value = self.maybe(node, name)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise self.error(node, f"has {value!r} as {name}, which is no number") from None

    def number(self, node: str, name: str) -> float:
        """Return a number that has to be there."""
        self.one(node, name)
        return self.decimal(node, name) or 0.0

    def orders(self, node: str) -> Mapping[str, list[str]]:
        """Return the lists whose order the node keeps.

        Raises:
            MapError: The literal is not what argmap writes.
        """
        text = self.maybe(node, "order")
        if text is None:
            return {}
        try:
            kept = json.loads(text)
            return {str(key): [str(item) for item in items] for key, items in kept.items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise self.error(node, "has an order that is not a JSON object of lists") from None

    def error(self, node: str, what: str) -> MapError:
        """Return an error that names the node."""
        return MapError(f"{self.origin}: <{node}> {what}. Write the RDF again with argmap export.")
