"""The tables and parts of a corpus -> its store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.corpus import compact
from argmap.corpus.columns import QUADS
from argmap.corpus.compact import Done
from argmap.model import Progress

if TYPE_CHECKING:
    from argmap.model import MapData
    from argmap.store.written import Written

STORE_AT_ONCE = 100
"""Discussions that go into the store in one change."""


def fill_store(
    folder: Path, ids: Sequence[str], fresh: Mapping[str, Done], progress: Progress
) -> None:
    """Add what is new to the store, some discussions in a change."""
    from argmap.store import MapStore, is_store

    store = MapStore(folder / "store")
    there = {each.id for each in store.entries()} if is_store(store.path) else set()
    journal = folder / "work" / "stored"
    stored = set(journal.read_text().split("\n")) if journal.exists() else set()
    todo = [
        name
        for name in ids
        if name not in there or (name in fresh and fresh[name].fingerprint not in stored)
    ]
    if not todo:
        return
    journal.parent.mkdir(exist_ok=True)
    many = _written(folder / "tables", todo, fresh)
    done = 0
    while done < len(todo):
        names: list[str] = []

        def noted(names: list[str] = names, before: int = done) -> Iterator[Written]:
            for each in islice(many, STORE_AT_ONCE):
                names.append(each.entry.id)
                yield each
                progress("store", before + len(names), len(todo))

        store.add_written(noted(), last=done + STORE_AT_ONCE >= len(todo))
        done += len(names)
        with journal.open("a", encoding="utf-8") as file:
            file.writelines(f"{fresh[name].fingerprint}\n" for name in names if name in fresh)


def _written(tables: Path, todo: Sequence[str], fresh: Mapping[str, Done]) -> Iterator[Written]:
    """Yield discussions as a store loads them: from their parts, or else from their maps."""
    from argmap.store.generations import Entry
    from argmap.store.written import Written, written

    rest = set()
    with compact.Parts(QUADS) as parts:
        for name in todo:
            row = parts.rows(fresh[name]).to_pylist()[0] if name in fresh else {QUADS: None}
            quads = row.pop(QUADS)
            if quads is None:
                rest.add(name)
            else:
                yield Written(Entry(**row), quads)
    for each in maps_of(tables, rest):
        yield written(each)


def maps_of(tables: Path, wanted: set[str]) -> Iterator[MapData]:
    """Yield the maps of some discussions, in the order of their ids, one at a time."""
    import pyarrow.parquet as pq

    from argmap.write.map_json import from_json

    for path in compact.files(tables, "maps"):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=8):
                for row in batch.to_pylist():
                    if row["discussion"] in wanted:
                        yield from_json(row["map"], row["discussion"])
