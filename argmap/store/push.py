"""Send the discussions of a store to an endpoint elsewhere, a graph at a time, in batches.

Sources: SPARQL 1.1 Graph Store HTTP Protocol and SPARQL 1.1 Update, W3C Recommendations, 2013.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from argmap.errors import EndpointError
from argmap.store.generations import Snapshot
from argmap.store.maps import MapStore
from argmap.write.files import write_atomically

BATCH = 5_000
"""Triples of one request."""

How = Literal["update", "gsp"]
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Target:
    """Where to send, and how."""

    address: str
    how: How = "update"
    """``update``: SPARQL Update to this address; ``gsp``: Graph Store Protocol there."""
    token: str | None = None
    batch: int = BATCH
    timeout: float = 60.0
    """Seconds of one request."""
    transport: httpx.BaseTransport | None = field(default=None, repr=False)
    """Another way to reach it, for tests."""


@dataclass(frozen=True, slots=True)
class Part:
    """One graph to send."""

    graph: str
    triples: int
    sum: str
    """Over its triples: another sum, another content."""


def plan(store: MapStore) -> tuple[Part, ...]:
    """Return what a push would send: every named graph, joins and what is shared included.

    Raises:
        StoreError: No store there.
    """
    with store.snapshot() as held:
        return tuple(_part(held.open(), graph) for graph in _graphs(held))


def push(store: MapStore, target: Target, told: Told = lambda graph, done, of: None) -> int:
    """Send every graph that the last push to this address has not sent as it is now.

    A graph is emptied there before its first batch, so that what is sent again replaces; how
    far a push came is kept beside the store, so that one broken off goes on behind the last
    batch that was taken.

    Args:
        store: What is sent.
        target: Where to.
        told: Called with graph, triples sent, and triples in all.

    Returns:
        How many triples were sent.

    Raises:
        StoreError: No store there.
        EndpointError: The endpoint cannot be reached or refuses.
    """
    sent = 0
    record = _Record(store.path, target)
    headers = {"Authorization": f"Bearer {target.token}"} if target.token else {}
    with (
        store.snapshot() as held,
        httpx.Client(headers=headers, timeout=target.timeout, transport=target.transport) as client,
    ):
        database = held.open()
        for graph in _graphs(held):
            part = _part(database, graph)
            begun = record.done(part)
            for done, triples in _batches(database, graph, target.batch):
                if done <= begun:
                    continue
                first = done == len(triples)
                _send(client, target, graph, triples, first)
                sent += len(triples)
                record.keep(part, done)
                told(graph, done, part.triples)
    return sent


def _graphs(held: Snapshot) -> list[str]:
    found = (graph.value for graph in held.open().named_graphs())
    return sorted(graph for graph in found if graph)


def _part(database: Store, graph: str) -> Part:
    lines = _lines(database, graph)
    return Part(graph, len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16])


def _lines(database: Store, graph: str) -> list[str]:
    """The same graph gives the same lines, so that a batch means the same in the next push."""
    quads = database.quads_for_pattern(None, None, None, NamedNode(graph))
    written = serialize((_triple(quad) for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return sorted(written.decode("utf-8").splitlines())


def _triple(quad: Quad) -> Triple:
    return Triple(quad.subject, quad.predicate, quad.object)


def _batches(database: Store, graph: str, size: int) -> Iterator[tuple[int, list[str]]]:
    lines = _lines(database, graph)
    for start in range(0, len(lines), size):
        batch = lines[start : start + size]
        yield start + len(batch), batch


def _send(
    client: httpx.Client, target: Target, graph: str, triples: list[str], first: bool
) -> None:
    text = "\n".join(triples)
    if target.how == "gsp":
        # PUT replaces the graph, POST adds to it.
        request: dict[str, Any] = {
            "method": "PUT" if first else "POST",
            "params": {"graph": graph},
            "headers": {"Content-Type": "application/n-triples"},
            "content": text.encode("utf-8"),
        }
    else:
        clear = f"DROP SILENT GRAPH <{graph}> ;\n" if first else ""
        request = {
            "method": "POST",
            "headers": {"Content-Type": "application/sparql-update; charset=utf-8"},
            "content": f"{clear}INSERT DATA {{ GRAPH <{graph}> {{\n{text}\n}} }}".encode(),
        }
    mend = "Push again: it goes on where it stopped."
    try:
        response = client.request(url=target.address, **request)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        why = f"cannot be reached ({str(error) or type(error).__name__})"
        raise EndpointError(target.address, why, mend) from error
    if not response.is_success:
        said = " ".join(response.text[:300].split())
        why = f"HTTP {response.status_code}" + (f" ({said})" if said else "")
        raise EndpointError(target.address, why, mend, response.status_code)


class _Record:
    """How far pushes to one address came: graph, sum of its triples, triples taken."""

    def __init__(self, root: Path, target: Target) -> None:
        name = hashlib.sha256(f"{target.how} {target.address}".encode()).hexdigest()[:16]
        self._file = root / f"push-{name}.json"
        self._batch = target.batch
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            self._done: dict[str, list[Any]] = dict(found["graphs"])
        except (OSError, ValueError, KeyError, TypeError):
            self._done = {}

    def done(self, part: Part) -> int:
        """Return how many of a graph's triples were taken, in whole batches of this size."""
        total, done, batch = self._done.get(part.graph, ["", 0, 0])
        if total != part.sum or (done != part.triples and batch != self._batch):
            return 0
        return int(done)

    def keep(self, part: Part, done: int) -> None:
        self._done[part.graph] = [part.sum, done, self._batch]
        document = {"graphs": dict(sorted(self._done.items()))}
        write_atomically(self._file, json.dumps(document, indent=1) + "\n")
