"""Maps as JSON-LD with the context inside: readable as plain JSON, as RDF, and offline."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import Literal, NamedNode

from argmap.model import MapData
from argmap.vocab import PREFIXES
from argmap.write.rdf_names import discussion_iri
from argmap.write.rdf_triples import map_triples

Json = dict[str, Any]

_XSD = PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
# JSON numbers with a fraction would become xsd:double; these stay exact, as strings.
_DECIMALS = ("confidence", "value")


def to_jsonld(argument_map: MapData) -> str:
    """Return the map as JSON-LD 1.1: ``@context``, then in ``@graph`` one object for each node.

    Properties of argmap have no prefix (``"supports"``); nodes of this discussion have the
    prefix ``this`` (``"this:claim-39247151:0-66"``). Parsing gives the triples of ``to_rdf``.
    """
    shorten = _Shortener(discussion_iri(argument_map.thread.id))
    nodes: dict[str, Json] = {}
    links: set[str] = set()
    for triple in map_triples(argument_map):
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not (isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)):
            raise TypeError(f"maps hold IRIs and literals only, not {triple}")
        node = nodes.setdefault(shorten(subject.value), {})
        key = shorten.key(predicate.value)
        if key == "@type":
            node.setdefault(key, []).append(shorten.key(value.value))
        else:
            node.setdefault(key, []).append(_value(key, value, shorten))
            if isinstance(value, NamedNode):
                links.add(key)
    graph = [{"@id": name, **_unwrap(node)} for name, node in nodes.items()]
    context = shorten.context(links)
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


class _Shortener:
    """IRIs to the shortest name the context gives them."""

    def __init__(self, base: str) -> None:
        self.prefixes = {"this": base + "#", **PREFIXES}
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        found = self._known.get(iri)
        if found is None:
            found = self._known[iri] = self._short(iri)
        return found

    def _short(self, iri: str) -> str:
        for prefix, space in self.prefixes.items():
            # After ``prefix:`` a double slash would read as an absolute IRI.
            if iri.startswith(space) and not iri.startswith(space + "//"):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def key(self, iri: str) -> str:
        """Return a property or class: argmap's own without a prefix."""
        return "@type" if iri == _TYPE else self(iri).removeprefix("argmap:")

    def context(self, links: set[str]) -> Json:
        terms: Json = {
            key: {"@id": key if ":" in key else f"argmap:{key}", "@type": "@id"}
            for key in sorted(links)
        }
        decimals = {key: {"@id": f"argmap:{key}", "@type": "xsd:decimal"} for key in _DECIMALS}
        return {
            "@version": 1.1,
            "@vocab": PREFIXES["argmap"],
            **self.prefixes,
            **terms,
            **decimals,
        }


def _value(key: str, value: NamedNode | Literal, shorten: _Shortener) -> Any:
    if isinstance(value, NamedNode):
        return shorten(value.value)
    datatype = value.datatype.value.removeprefix(_XSD)
    if datatype == "string":
        # A term with a datatype would claim bare strings for itself.
        return {"@value": value.value} if key in _DECIMALS else value.value
    if datatype == "integer":
        return int(value.value)
    if datatype == "boolean":
        return value.value == "true"
    if datatype == "decimal" and key in _DECIMALS:
        return value.value
    return {"@value": value.value, "@type": f"xsd:{datatype}"}


def _unwrap(node: Json) -> Json:
    return {key: values[0] if len(values) == 1 else values for key, values in node.items()}
