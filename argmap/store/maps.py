"""The store of maps: add, replace, remove, join, ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.errors import MissingPart, StoreError, UnknownName
from argmap.model import MapData
from argmap.query import QueryResult, run_query
from argmap.store import generations
from argmap.store.generations import Entry, Snapshot
from argmap.store.written import Written, groups, quads_of

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    Change = Callable[[pyoxigraph.Store, dict[str, Entry]], None]

BULK = 10_000
"""Triples beyond which a map is loaded in bulk."""
FILES = 24
"""Files beyond which the database is put in order: each bulk adds some, and slows queries."""


class MapStore:
    """Maps on disk, each a named graph; adding one again replaces it.

    Any number of processes may read while one writes. Each change counts whole or not at all,
    even if the process or the machine stops in the middle of it.
    """

    def __init__(self, path: str | Path) -> None:
        """Take the folder of the store; ``add`` makes it where there is none."""
        self.path = Path(path)

    def entries(self) -> tuple[Entry, ...]:
        """Return the discussions, by id.

        Raises:
            StoreError: No store there.
        """
        return generations.read_manifest(self.path).entries

    def add(self, maps: Iterable[MapData]) -> tuple[Entry, ...]:
        """Add maps, or replace those of the same discussions, all in one change.

        Raises:
            StoreError: Another process is writing.
        """
        added: dict[str, Entry] = {}

        def change(store: pyoxigraph.Store, entries: dict[str, Entry]) -> None:
            for each in maps:
                entry, quads = quads_of(each)
                _take_out(store, entry.graph)
                # The bulk loader is made for large amounts; a transaction is quicker for small.
                (store.bulk_extend if len(quads) > BULK else store.extend)(quads)
                added[entry.graph] = entry
            entries.update(added)

        self._change(change)
        return tuple(added.values())

    def add_written(self, many: Iterable[Written], *, last: bool = True) -> tuple[Entry, ...]:
        """Add maps that were written out before, all in one change: the quick way for many.

        Args:
            many: See :func:`argmap.store.written.written`; taken some at a time.
            last: False where more will follow: entities across discussions stay joined as they
                are, and the database is not put in order yet.

        Raises:
            StoreError: Another process is writing.
        """
        from pyoxigraph import RdfFormat

        added: dict[str, Entry] = {}

        def change(store: pyoxigraph.Store, entries: dict[str, Entry]) -> None:
            for group in groups(many):
                for each in group:
                    _take_out(store, each.entry.graph)
                    added[each.entry.graph] = each.entry
                store.bulk_load(b"".join(each.quads for each in group), RdfFormat.N_QUADS)
            entries.update(added)

        self._change(change, rejoin=last, tidy=last)
        return tuple(added.values())

    def remove(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """Remove discussions by id; their texts are gone from the disk, too.

        Raises:
            UnknownName: No such discussion.
            StoreError: No store there, or another process is writing.
        """
        known = {each.id: each for each in self.entries()}
        wanted = tuple(dict.fromkeys(ids))
        for name in wanted:
            if name not in known:
                raise UnknownName("discussion", name, known, "List them with argmap store list.")
        gone = [known[name].graph for name in wanted]
        # The engine keeps the words of what is removed, so the rest is written anew.

        def change(_: pyoxigraph.Store, entries: dict[str, Entry]) -> None:
            for graph in gone:
                entries.pop(graph, None)

        self._change(change, without=gone)
        return tuple(known[name] for name in wanted)

    def join(self, wanted: bool = True) -> None:
        """Join entities across discussions (see :mod:`argmap.store.joins`), or undo that.

        Raises:
            StoreError: No store there, or another process is writing.
        """
        self.entries()
        self._change(lambda store, entries: None, joined=wanted)

    def update(self, sparql: str) -> None:
        """Run a SPARQL 1.1 Update, whole or not at all. Nothing is fetched.

        Raises:
            QueryError: Not an update, or one that asks for something outside.
            StoreError: No store there, or another process is writing.
        """
        from argmap.errors import QueryError
        from argmap.query.guard import check_update
        from argmap.store.survey import survey
        from argmap.vocab import PREFIXES

        check_update(sparql)
        self.entries()

        def change(store: pyoxigraph.Store, entries: dict[str, Entry]) -> None:
            try:
                store.update(sparql, prefixes=PREFIXES)
            except SyntaxError as error:
                raise QueryError(f"The update cannot be read: {error}.") from error
            except (OSError, ValueError, RuntimeError) as error:
                raise QueryError(f"The update failed: {error}.") from error
            entries.clear()
            entries.update(survey(store))

        self._change(change, rejoin=False)

    def load(self, name: str) -> MapData:
        """Return the map of a discussion by its id, equal to the one that was added.

        Raises:
            UnknownName: No such discussion.
            MapError: An update has taken away what a map needs.
        """
        from pyoxigraph import NamedNode

        from argmap.write.rdf_read import from_triples

        with self.snapshot() as held:
            known = {each.id: each.graph for each in held.manifest.entries}
            if name not in known:
                raise UnknownName("discussion", name, known, "List them with argmap store list.")
            graph = NamedNode(known[name])
            return from_triples(held.open().quads_for_pattern(None, None, None, graph), name, name)

    def query(
        self, sparql: str, *, limit: int | None = None, timeout: float | None = None
    ) -> QueryResult:
        """Ask all discussions at once; ``GRAPH ?discussion { … }`` tells them apart.

        Args:
            sparql: See :func:`argmap.query.run_query`, also for ``limit`` and ``timeout``.
        """
        with self.snapshot() as held:
            return run_query(held.path, sparql, limit=limit, timeout=timeout)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Hold the store as it is now; later changes do not reach what is read in between.

        Raises:
            StoreError: No store there.
        """
        held = generations.hold(self.path)
        try:
            yield held
        finally:
            held.release()

    def rdflib(self, snapshot: Snapshot) -> rdflib.Dataset:
        """Return a snapshot as an rdflib dataset, read-only, evaluated by Oxigraph.

        Raises:
            MissingPart: oxrdflib is not installed.
        """
        try:
            from oxrdflib import OxigraphStore
        except ImportError as error:
            raise MissingPart("oxrdflib", "Install it: python -m pip install oxrdflib") from error
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=snapshot.open()), default_union=True)

    def _change(
        self,
        change: Change,
        *,
        without: Iterable[str] | None = None,
        joined: bool | None = None,
        rejoin: bool = True,
        tidy: bool = True,
    ) -> None:
        """Let ``change`` work on a copy of the database and the entries; then let that hold."""
        with generations.writing(self.path):
            now = generations.latest(self.path)
            target = generations.stage(self.path, empty=without is not None)
            entries = {each.graph: each for each in now.entries}
            join = now.joined if joined is None else joined
            try:
                # The database is closed when this returns: nothing else may refer to it.
                _work(target, self.path, without, change, entries, join if rejoin else None)
                if tidy and len(list(target.glob("*.sst"))) > FILES:
                    _tidy(target)
            except OSError as error:
                raise StoreError(f"{self.path}: cannot be written ({error}).") from error
            generations.publish(self.path, target, entries, joined=join)


def _work(
    target: Path,
    root: Path,
    without: Iterable[str] | None,
    change: Change,
    entries: dict[str, Entry],
    join: bool | None,
) -> None:
    from pyoxigraph import Store

    from argmap.store import joins

    store = Store(str(target))
    if without is not None:
        _copy(root, store, set(without))
    change(store, entries)
    if join is not None:
        (joins.rejoin if join else joins.unjoin)(store)
    store.flush()


def _tidy(target: Path) -> None:
    from pyoxigraph import Store

    Store(str(target)).optimize()


def _take_out(store: pyoxigraph.Store, graph: str) -> None:
    from pyoxigraph import NamedNode

    if store.contains_named_graph(NamedNode(graph)):
        store.remove_graph(NamedNode(graph))


def _copy(root: Path, store: pyoxigraph.Store, without: set[str]) -> None:
    held = generations.hold(root)
    try:
        old = held.open()
        kept = (
            quad
            for quad in old.quads_for_pattern(None, None, None, None)
            if getattr(quad.graph_name, "value", None) not in without
        )
        store.bulk_extend(kept)
    finally:
        held.release()
