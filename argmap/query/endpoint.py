"""Ask a SPARQL 1.1 endpoint by its address: the one place of this room that opens a connection.

Source: SPARQL 1.1 Protocol, W3C Recommendation, 2013.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any, cast

import httpx

from argmap.errors import EndpointError, QueryError
from argmap.query.result import Cell, QueryResult
from argmap.vocab import PREFIXES

MAX_BYTES = 256 << 20
"""Of one answer."""

_ACCEPT = (
    "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8, "
    "application/json;q=0.5"
)
_GRAPHS = {"application/n-triples": "N_TRIPLES", "text/turtle": "TURTLE", "text/plain": "N_TRIPLES"}


def query_endpoint(
    address: str,
    sparql: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
    transport: httpx.BaseTransport | None = None,
) -> QueryResult:
    """Run a query at an endpoint.

    The prefixes of :data:`argmap.vocab.PREFIXES` that the query uses are declared for it.
    Redirects are not followed: a query goes only where the user sent it.

    Args:
        address: Of the endpoint, ``https://…``.
        limit: Most rows to return; ``truncated`` tells whether there were more.
        timeout: Seconds for all of it.
        transport: Another way to reach it, for tests.

    Raises:
        EndpointError: It cannot be reached, refuses, or gives what is no answer.
        QueryError: The query is empty.
    """
    if not sparql.strip():
        raise QueryError("The query is empty. Write one: SELECT * WHERE { ?s ?p ?o } LIMIT 5.")
    body = {"query": with_prefixes(sparql)}
    end = None if timeout is None else time.monotonic() + timeout
    try:
        with httpx.Client(transport=transport, timeout=timeout) as client:
            kind, content = _fetch(client, address, body, end)
    except httpx.TimeoutException:
        raise _late(address, timeout) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = f"cannot be reached ({_one_line(str(error)) or type(error).__name__})"
        raise EndpointError(address, why, "Check the address and the network.") from error
    return _parse(address, kind, content, limit)


def with_prefixes(sparql: str) -> str:
    """Return a query with the usual prefixes it uses declared, its lines where they were."""
    used = [
        f"PREFIX {prefix}: <{space}> "
        for prefix, space in PREFIXES.items()
        if re.search(rf"(?<![\w-]){prefix}:", sparql)
        and not re.search(rf"\bPREFIX\s+{prefix}:", sparql, re.IGNORECASE)
    ]
    return "".join(used) + sparql


def _fetch(
    client: httpx.Client, address: str, body: dict[str, str], end: float | None
) -> tuple[str, bytes]:
    """Ask by POST, and by GET where POST is not allowed."""
    for asked in ({"method": "POST", "data": body}, {"method": "GET", "params": body}):
        headers = {"Accept": _ACCEPT, "User-Agent": "argmap"}
        with client.stream(url=address, headers=headers, **cast(Any, asked)) as response:
            if response.status_code == 405 and asked["method"] == "POST":
                continue
            content = _read(address, response, end)
            if response.status_code != 200:
                raise _refusal(address, response, content)
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return kind, content
    raise EndpointError(address, "takes neither GET nor POST", "Give the address of an endpoint.")


def _read(address: str, response: httpx.Response, end: float | None) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MAX_BYTES:
            raise EndpointError(
                address, f"the answer is larger than {MAX_BYTES >> 20} MiB", "Add a LIMIT."
            )
        if end is not None and time.monotonic() > end:
            raise httpx.ReadTimeout("the answer did not end in time")
        parts.append(part)
    return b"".join(parts)


def _late(address: str, timeout: float | None) -> EndpointError:
    return EndpointError(
        address,
        f"no answer within {timeout:g} s",
        "Make the pattern narrower, or give it longer with --timeout.",
    )


def _refusal(address: str, response: httpx.Response, content: bytes) -> EndpointError:
    status = response.status_code
    said = _one_line(content[:2000].decode("utf-8", "replace"))[:300]
    mend = {
        401: "It wants a password.",
        403: "It does not let you in.",
        404: "There is no endpoint at this address.",
        429: "Wait, and ask less often.",
    }.get(status, "The query may be wrong, or too much for it.")
    if 300 <= status < 400:
        mend = f"Give the address it points to: {response.headers.get('location', 'none')}."
    return EndpointError(address, f"HTTP {status}" + (f" ({said})" if said else ""), mend, status)


def _parse(address: str, kind: str, content: bytes, limit: int | None) -> QueryResult:
    try:
        if kind in _GRAPHS:
            return _triples(kind, content, limit)
        if "json" not in kind:
            raise ValueError(kind or "no content type")
        return _rows(json.loads(content), limit)
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError) as error:
        raise EndpointError(
            address,
            f"the answer is not one of SPARQL ({_one_line(str(error))[:120]})",
            "Give the address of a SPARQL 1.1 endpoint, not of its page.",
        ) from error


def _rows(document: dict[str, Any], limit: int | None) -> QueryResult:
    if "boolean" in document:
        return QueryResult("ask", answer=bool(document["boolean"]))
    variables = tuple(str(name) for name in document["head"]["vars"])
    found = document["results"]["bindings"]
    rows = tuple(
        tuple(_cell(row[name]) if name in row else None for name in variables)
        for row in found[:limit]
    )
    return QueryResult("select", variables, rows, truncated=len(rows) < len(found))


def _cell(term: dict[str, str]) -> Cell:
    kind, value = term["type"], term["value"]
    if kind not in ("uri", "literal", "typed-literal", "bnode"):
        raise ValueError(f"a term of type {kind!r}")
    if kind in ("uri", "bnode"):
        return Cell("uri" if kind == "uri" else "bnode", str(value))
    datatype = term.get("datatype")
    plain = datatype in (None, PREFIXES["xsd"] + "string")
    return Cell("literal", str(value), None if plain else datatype, term.get("xml:lang"))


def _triples(kind: str, content: bytes, limit: int | None) -> QueryResult:
    import pyoxigraph

    from argmap.query.engine import cell

    form = getattr(pyoxigraph.RdfFormat, _GRAPHS[kind])
    found = sorted(
        (
            [cell(quad.subject), cell(quad.predicate), cell(quad.object)]
            for quad in pyoxigraph.parse(content, format=form)
        ),
        key=repr,
    )
    rows = tuple(tuple(Cell(*cast(Any, each)) for each in row) for row in found[:limit])
    names = ("subject", "predicate", "object")
    return QueryResult("construct", names, rows, truncated=len(rows) < len(found))


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
