"""Oxigraph: one query evaluated, here or, run as a program, in a process of its own.

As a program it reads a line of JSON (``sparql``, ``limit``, ``prefixes``, ``path``) and then, where
``path`` is not that of a database on disk, N-Triples from standard input, and writes JSON. It
imports nothing of argmap, so that it starts at once.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

if TYPE_CHECKING:
    from rdflib import Graph

MEMORY = 4 << 30
"""Bytes of address space of a process apart; a query that needs more fails there alone."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)

QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|' + r"'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'" + r'|<[^<>"{}|^`\\\s]*>|#[^\r\n]*',
    re.DOTALL,
)
"""Strings, IRIs and comments of a query."""
_FROM = re.compile(r"(?<![?$:@\w-])FROM\b(?!\s*:|-)", re.IGNORECASE)

Row = list[list[str | None] | None]


def evaluate(
    store: ox.Store,
    sparql: str,
    limit: int | None,
    prefixes: dict[str, str],
    *,
    union: bool = False,
) -> dict[str, Any]:
    """Run a query; return kind, variables, rows of ``[kind, value, datatype, language]``, ….

    Args:
        union: All named graphs together are the default graph, unless the query says FROM.

    Raises:
        SyntaxError: Not SPARQL.
        OSError: It asks for something outside.
    """
    union = union and not names_dataset(sparql)
    found = store.query(sparql, prefixes=prefixes, use_default_graph_as_union=union)
    if isinstance(found, ox.QueryBoolean):
        return _answer("ask", [], [], answer=bool(found))
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        rows: Iterator[Row] = ([cell(value) for value in solution] for solution in found)
        kind = "select"
    else:
        names = ["subject", "predicate", "object"]
        rows = ([cell(t.subject), cell(t.predicate), cell(t.object)] for t in found)
        kind = "construct"
    if kind == "select" and _ORDERED.search(sparql):
        kept = list(rows if limit is None else islice(rows, limit + 1))
    else:
        # The engine's order is not the same in two runs.
        kept = sorted(rows, key=_key)
    cut = limit is not None and len(kept) > limit
    return _answer(kind, names, kept[:limit] if cut else kept, truncated=cut)


def names_dataset(sparql: str) -> bool:
    """Tell whether a query has a FROM clause."""
    return bool(_FROM.search(QUOTED.sub(" ", sparql)))


def _answer(
    kind: str,
    variables: list[str],
    rows: list[Row],
    *,
    answer: bool | None = None,
    truncated: bool = False,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "variables": variables,
        "rows": rows,
        "answer": answer,
        "truncated": truncated,
    }


def _key(row: Row) -> list[list[str]]:
    return [[part or "" for part in value] if value else [] for value in row]


def cell(value: object) -> list[str | None] | None:
    """Return a term as a list that JSON can carry."""
    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return ["uri", value.value, None, None]
    if isinstance(value, ox.BlankNode):
        return ["bnode", value.value, None, None]
    if isinstance(value, ox.Literal):
        datatype = value.datatype.value
        return ["literal", value.value, None if datatype == _STRING else datatype, value.language]
    return ["literal", str(value), None, None]


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """Yield the triples of an rdflib graph in the engine's terms.

    Raises:
        ValueError: A term that RDF does not allow.
    """
    from rdflib import BNode, Literal, URIRef

    @cache
    def term(node: Any) -> Any:
        if isinstance(node, URIRef):
            return ox.NamedNode(str(node))
        if isinstance(node, BNode):
            return ox.BlankNode(str(node))
        if not isinstance(node, Literal):
            raise ValueError(f"{node!r} is neither IRI, blank node nor literal")
        if node.language:
            return ox.Literal(str(node), language=node.language)
        if node.datatype is None:
            return ox.Literal(str(node))
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))

    for subject, predicate, value in graph:
        yield ox.Quad(term(subject), term(predicate), term(value))


def main() -> None:
    """Read a query and its data, evaluate, write."""
    header = json.loads(sys.stdin.buffer.readline())
    path = header.pop("path", None)
    if path is None:
        store = ox.Store()
        store.bulk_load(sys.stdin.buffer.read(), ox.RdfFormat.N_TRIPLES)
    else:
        store = ox.Store.read_only(path)
    confine(files=path is not None)
    try:
        answer = evaluate(store, **header, union=path is not None)
    except SyntaxError as error:
        answer = {"syntax": str(error)}
    except (OSError, ValueError, RuntimeError) as error:
        answer = {"failed": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def confine(memory: int = MEMORY, *, files: bool = False) -> None:
    """Allow no unbounded memory and, unless ``files``, no new file or socket from here on.

    A database on disk opens its files as it needs them. Where the system has no such limits,
    nothing happens.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = [(resource.RLIMIT_AS, memory)]
    if not files:
        # A second wall behind the refusal of SERVICE: no descriptor, no connection.
        limits.append((resource.RLIMIT_NOFILE, 3))
    for what, most in limits:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
