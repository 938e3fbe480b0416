"""A process that answers queries on a database on disk, one after another, until its input ends.

For each, a line of JSON comes in (:class:`Task`), and a line of JSON (``status``, ``size``) and
``size`` bytes go out. Whoever runs it ends it when a query takes too long; see
:mod:`argmap.serve.pool`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, TypedDict, cast

import pyoxigraph as ox

from argmap.query.engine import confine, names_dataset
from argmap.vocab import PREFIXES

ROWS, TRIPLES, MALFORMED, NOT_ACCEPTABLE, TOO_LARGE, FAILED = (
    "rows triples malformed format large failed".split()
)


class Task(TypedDict):
    """What a worker is asked."""

    path: str
    """Of the database."""
    sparql: str
    rows: str | None
    """Name of the format for rows (``JSON``, ``XML``, ``CSV``, ``TSV``); None: not accepted."""
    triples: str | None
    """Name of the format for triples (``TURTLE`` …)."""
    default_graphs: list[str]
    """Those of the request, which win over FROM; with no named ones: that of the query."""
    named_graphs: list[str]
    most: int
    """Bytes of the answer."""


class _TooLarge(Exception):
    pass


class _Limited:
    """Collects what is written, up to a size."""

    def __init__(self, most: int) -> None:
        self.parts: list[bytes] = []
        self.left = most

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise _TooLarge
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass


def answer(store: ox.Store, task: Task) -> tuple[str, bytes]:
    """Evaluate a query and write its result in the format asked for.

    Returns:
        A status, and the result, or why there is none as text.
    """
    out = _Limited(task["most"])
    try:
        found = store.query(task["sparql"], prefixes=PREFIXES, **_dataset(task))
        graph = isinstance(found, ox.QueryTriples)
        name = task["triples"] if graph else task["rows"]
        if name is None:
            return NOT_ACCEPTABLE, (b"triples" if graph else b"rows")
        form = getattr(ox.RdfFormat if graph else ox.QueryResultsFormat, name)
        found.serialize(cast(Any, out), form)
    except SyntaxError as error:
        return MALFORMED, str(error).encode()
    except _TooLarge:
        return TOO_LARGE, b""
    except MemoryError:
        return FAILED, b"it needs too much memory"
    except (OSError, ValueError, RuntimeError) as error:
        return FAILED, str(error).encode("utf-8", "replace")
    return (TRIPLES if graph else ROWS), b"".join(out.parts)


def _dataset(task: Task) -> Mapping[str, Any]:
    if not task["default_graphs"] and not task["named_graphs"]:
        return {"use_default_graph_as_union": not names_dataset(task["sparql"])}
    return {
        "default_graph": [ox.NamedNode(iri) for iri in task["default_graphs"]],
        "named_graphs": [ox.NamedNode(iri) for iri in task["named_graphs"]],
    }


def main() -> None:
    """Answer until standard input ends."""
    confine(files=True)
    path, store = "", None
    for line in sys.stdin.buffer:
        task = cast(Task, json.loads(line))
        if store is None or task["path"] != path:
            store, path = ox.Store.read_only(task["path"]), task["path"]
        status, body = answer(store, task)
        sys.stdout.buffer.write(json.dumps({"status": status, "size": len(body)}).encode() + b"\n")
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
