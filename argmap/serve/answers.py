"""Queries, graphs and updates of the server: from what is asked to bytes."""

from __future__ import annotations

import subprocess
import sys

from argmap.errors import QueryError
from argmap.query import worker
from argmap.query.guard import check, check_update, explain
from argmap.query.worker import Task
from argmap.serve.current import Current
from argmap.serve.options import Options
from argmap.serve.pool import Busy, Pool, TimedOut
from argmap.serve.request import ROWS, TRIPLES, Operation, Refused, choose
from argmap.store import MapStore, apply
from argmap.store.generations import Manifest


class Answers:
    """Runs what is asked in processes that can be ended, each on one generation of the store."""

    def __init__(self, store: MapStore, options: Options) -> None:
        """Take the store.

        Raises:
            StoreError: No store there.
        """
        self._store, self._options = store, options
        self._current = Current(store.path)
        self._pool = Pool(options.workers)

    def manifest(self) -> Manifest:
        """Return what the store holds now."""
        with self._current.use() as snapshot:
            return snapshot.manifest

    def query(self, asked: Operation, accept: str) -> tuple[bytes, str]:
        """Return a result and its media type.

        Raises:
            QueryError: Not SPARQL, or not allowed.
            Refused: No format that is accepted, too much, or out of time.
        """
        check(asked.sparql)
        rows, triples = choose(accept, list(ROWS)), choose(accept, list(TRIPLES))
        if rows is None and triples is None:
            raise Refused(406, f"Results come as {', '.join([*ROWS, *TRIPLES])}.")
        status, body = self._ask(
            asked.sparql,
            rows and ROWS[rows],
            triples and TRIPLES[triples],
            asked.default_graphs,
            asked.named_graphs,
        )
        if status == worker.MALFORMED:
            raise explain(SyntaxError(body.decode()), asked.sparql)
        if status == worker.NOT_ACCEPTABLE:
            known = TRIPLES if body == b"triples" else ROWS
            raise Refused(406, f"The result of this query comes as {', '.join(known)}.")
        return body, (triples if status == worker.TRIPLES else rows) or ""

    def graph(self, graph: str | None, kind: str) -> bytes:
        """Return one graph, or all together, in a format for triples.

        Raises:
            Refused: 404, no such graph.
        """
        pattern = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        if graph is not None:
            _, found = self._ask(f"ASK {{ {pattern} }}", "CSV", None)
            if b"true" not in found:
                raise Refused(404, f"There is no graph {graph}.")
        sparql = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
        return self._ask(sparql, None, TRIPLES[kind])[1]

    def update(self, sparql: str) -> None:
        """Change the store, whole or not at all.

        Raises:
            QueryError: Not an update, or not allowed.
            Refused: Out of time, or another process writes.
        """
        check_update(sparql)
        command = [sys.executable, "-P", "-m", apply.__name__, str(self._store.path)]
        try:
            # A process apart, so that it can be ended: the store bears that at any moment.
            done = subprocess.run(
                command,
                input=sparql.encode("utf-8"),
                capture_output=True,
                timeout=self._options.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self._late("update") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()
            if done.returncode == apply.UNAVAILABLE:
                raise Refused(503, said)
            raise QueryError(said or "The update overwhelmed the engine. Send less at once.")

    def close(self) -> None:
        """End the processes and let go of the store."""
        self._pool.close()
        self._current.close()

    def _ask(
        self,
        sparql: str,
        rows: str | None,
        triples: str | None,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> tuple[str, bytes]:
        with self._current.use() as snapshot:
            task = Task(
                path=str(snapshot.path),
                sparql=sparql,
                rows=rows,
                triples=triples,
                default_graphs=list(default_graphs),
                named_graphs=list(named_graphs),
                most=self._options.most_answer,
            )
            try:
                status, body = self._pool.ask(task, self._options.timeout)
            except TimedOut:
                raise self._late("query") from None
            except Busy:
                raise Refused(503, "Too many queries at once. Try again.") from None
        if status == worker.TOO_LARGE:
            most = self._options.most_answer >> 20
            raise Refused(422, f"The result is larger than {most} MiB. Add a LIMIT.")
        if status == worker.FAILED:
            raise Refused(500, f"The query failed: {body.decode('utf-8', 'replace')}.")
        return status, body

    def _late(self, what: str) -> Refused:
        return Refused(
            503,
            f"The {what} was stopped after {self._options.timeout:g} s. Make its pattern "
            "narrower: every variable joined to another.",
        )
