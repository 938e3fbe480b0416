"""A SPARQL 1.1 Protocol request, understood or refused, and the choice of a format.

Source: SPARQL 1.1 Protocol, W3C Recommendation, 2013, sections 2.1 and 2.2; HTTP Semantics
(RFC 9110), section 12.5.1, for Accept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

ROWS: Mapping[str, str] = {
    "application/sparql-results+json": "JSON",
    "application/json": "JSON",
    "application/sparql-results+xml": "XML",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
TRIPLES: Mapping[str, str] = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "text/plain": "N_TRIPLES",
}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


class Refused(Exception):
    """A request that is answered by a status other than 200 and one line of text."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, headers or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks for."""

    sparql: str
    update: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def operation(method: str, content_type: str, query_string: str, body: bytes) -> Operation | None:
    """Understand a request; None for a GET without parameters: it wants the description.

    Raises:
        Refused: 400, 405 or 415, and why.
    """
    url = _pairs(query_string)
    if method in ("GET", "HEAD"):
        if not url:
            return None
        if _all(url, "update"):
            raise Refused(400, "An update is sent by POST.")
        return _of(url, {"query"})
    if method != "POST":
        raise Refused(405, f"{method} is not part of it. Use GET or POST.", {"Allow": "GET, POST"})
    kind, _, parameters = content_type.partition(";")
    charset = re.search(r"charset=\"?([\w-]+)", parameters)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"The charset is {charset[1]}; send UTF-8.")
    kind = kind.strip().lower()
    if kind == FORM:
        return _of([*url, *_pairs(_text(body))], {"query", "update"})
    if kind in (QUERY, UPDATE):
        name = "query" if kind == QUERY else "update"
        if _all(url, "query") or _all(url, "update"):
            raise Refused(400, f"The {name} is given twice: in the address and in the body.")
        return _of([*url, (name, _text(body))], {name})
    raise Refused(415, f"{kind or 'No content type'}: send {FORM}, {QUERY} or {UPDATE}.")


def _of(pairs: Sequence[tuple[str, str]], allowed: set[str]) -> Operation:
    given = [(name, text) for name, text in pairs if name in allowed]
    if len(given) != 1:
        names = " or ".join(sorted(allowed))
        raise Refused(400, f"{len(given)} parameters {names}; give exactly one.")
    name, text = given[0]
    update = name == "update"
    default, named = (
        ("using-graph-uri", "using-named-graph-uri")
        if update
        else ("default-graph-uri", "named-graph-uri")
    )
    graphs = tuple(map(iri, _all(pairs, default))), tuple(map(iri, _all(pairs, named)))
    if update and any(graphs):
        raise Refused(400, f"{default} is not taken here; write USING into the update.")
    return Operation(text, update, *graphs)


def iri(text: str) -> str:
    """Return an absolute IRI as it is.

    Raises:
        Refused: 400, it is none.
    """
    if not _IRI.fullmatch(text):
        raise Refused(400, f"{text[:80]!r} is not an absolute IRI.")
    return text


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Refused(400, "The parameters cannot be read: not UTF-8, or too many.") from None


def _all(pairs: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"The body is not UTF-8 at byte {error.start}.") from None


def choose(accept: str, known: Sequence[str]) -> str | None:
    """Return the media type of ``known`` that an Accept header likes best; None for none.

    Where it likes several alike, the first of ``known`` wins.
    """
    ranges = [_range(each) for each in accept.split(",") if each.strip()] or [("*/*", 1.0)]
    best, chosen = 0.0, None
    for kind in known:
        wildcards = (kind, kind.partition("/")[0] + "/*", "*/*")
        quality = next((q for each in wildcards for name, q in ranges if name == each), 0.0)
        if quality > best:
            best, chosen = quality, kind
    return chosen


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    for each in parameters:
        if each.startswith("q="):
            try:
                return name, float(each[2:])
            except ValueError:
                return name, 0.0
    return name, 1.0
