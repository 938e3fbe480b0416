"""Run a query on a graph: in this process, or in one that can be stopped."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.errors import QueryError
from argmap.query import engine
from argmap.query.guard import check, explain
from argmap.query.named import load_named
from argmap.query.result import Cell, Plain, QueryResult
from argmap.vocab import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store
    from rdflib import Graph

SHORT = 2_000
"""Characters. The engine can overflow the stack on longer ones; those run in a process apart."""


def run_query(
    graph: Graph | Store | Path,
    sparql: str,
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> QueryResult:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query (SPARQL 1.1).

    The prefixes of :data:`argmap.vocab.PREFIXES` are declared. Nothing is ever fetched and
    nothing changed. Without ORDER BY, rows come sorted, so that two runs give the same bytes.

    Args:
        graph: An rdflib graph; or a pyoxigraph store, which is quicker; or the folder of a
            database on disk, of which all graphs are asked together, in a process apart.
        limit: Most rows to return; ``truncated`` tells whether there were more.
        timeout: Seconds. The query then runs in a process of its own, which is ended when
            they are over; that costs about a third of a second.

    Raises:
        QueryError: Not SPARQL (with line and column), not allowed, or out of time.
    """
    check(sparql)
    store = graph if isinstance(graph, Path) else _store(graph)
    if not isinstance(store, Path) and timeout is None and len(sparql) <= SHORT:
        try:
            answer = engine.evaluate(store, sparql, limit, PREFIXES)
        except SyntaxError as error:
            raise explain(error, sparql) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"The query failed: {error}.") from error
    else:
        answer = _apart(store, sparql, limit, timeout)
    return _result(answer)


def ask(
    graph: Graph | Store,
    sparql: str | None = None,
    *,
    named: str | None = None,
    parameters: Mapping[str, str | int | float] | None = None,
    limit: int | None = None,
    timeout: float | None = None,
) -> list[dict[str, Plain]]:
    """Run a query given in SPARQL or by name; return one dict of Python values per row.

    Raises:
        QueryError: Neither or both given, or see :func:`run_query`.
        UnknownName: No named query, or no parameter, of that name.
    """
    if (sparql is None) == (named is None):
        raise QueryError("Give either a query in SPARQL or the name of a shipped one.")
    text = load_named(named, **(parameters or {})) if named is not None else sparql
    return run_query(graph, text or "", limit=limit, timeout=timeout).plain()


def _store(graph: Graph | Store) -> Store:
    from pyoxigraph import RdfFormat, Store

    if isinstance(graph, Store):
        return graph
    store = Store()
    try:
        store.bulk_extend(engine.quads(graph))
    except ValueError:
        # Something rdflib lets pass and the engine does not; let its own parser decide.
        store.bulk_load(graph.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)
    return store


def _apart(
    store: Store | Path, sparql: str, limit: int | None, timeout: float | None
) -> dict[str, Any]:
    """Run ``engine`` as a program on the data, or a copy, and end it when time is over."""
    from pyoxigraph import DefaultGraph, RdfFormat

    asked: dict[str, Any] = {"sparql": sparql, "limit": limit, "prefixes": PREFIXES}
    dump = b""
    if isinstance(store, Path):
        asked["path"] = str(store)
    else:
        dump = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    header = json.dumps(asked).encode("ascii")
    # By path and without the current folder on the path: starts quickly, imports nothing foreign.
    command = [sys.executable, "-P", engine.__file__]
    try:
        done = subprocess.run(
            command, input=header + b"\n" + dump, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"The query was stopped after {timeout:g} s. Make its pattern narrower (every "
            "variable joined to another), or give it longer with --timeout."
        ) from None
    if done.returncode != 0:
        raise QueryError(
            "The query overwhelmed the engine (memory or nesting). "
            "Make its pattern narrower or the query shorter."
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "syntax" in answer:
        error = SyntaxError(answer["syntax"])
        raise explain(error, sparql)
    if "failed" in answer:
        raise QueryError(f"The query failed: {answer['failed']}.")
    return answer


def _result(answer: dict[str, Any]) -> QueryResult:
    return QueryResult(
        kind=answer["kind"],
        variables=tuple(answer["variables"]),
        rows=tuple(
            tuple(Cell(*cell) if cell is not None else None for cell in row)
            for row in answer["rows"]
        ),
        answer=answer["answer"],
        truncated=answer["truncated"],
    )
