"""Parts of batches -> the tables of a corpus: every discussion once, in the order of ids.

Whatever the order in which batches were done, and whatever was there before, the same
discussions give the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.corpus.columns import OWN, PARTS, schema
from argmap.corpus.work import REPORT

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

FILE_DISCUSSIONS = 5_000
"""Discussions whose rows stand in one file of each table."""
GROUP_ROWS = 65_536
GROUP_MAPS = 64
"""Rows of a row group; a map is a long text, so few of them."""
OPEN_FILES = 32


@dataclass(frozen=True, slots=True)
class Done:
    """A discussion that is mapped."""

    discussion: str
    fingerprint: str
    source: str
    part: Path | None = None
    """The part that holds it; None for the tables of before."""
    row_group: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that gave no discussion."""

    source: str
    fingerprint: str
    kind: str
    """failed, killed or repeated."""
    why: str


def whole(part: Path) -> bool:
    """Return whether a finished batch still has its report and every table."""
    return all((part / name).exists() for name in (REPORT, *(f"{each}.parquet" for each in PARTS)))


def reports(parts: Path) -> tuple[list[Done], list[Skipped]]:
    """Read what finished batches hold, by batch id."""
    done: list[Done] = []
    skipped: list[Skipped] = []
    folders = sorted(path for path in parts.glob("*") if not path.name.startswith("."))
    for folder in folders:
        found = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        for number, each in enumerate(found["discussions"]):
            known = (each["discussion"], each["fingerprint"], each["source"])
            done.append(Done(*known, folder, number))
        skipped += [Skipped(**each) for each in found["skipped"]]
    return done, skipped


def chosen(done: Sequence[Done], order: Mapping[str, int]) -> tuple[dict[str, Done], list[Skipped]]:
    """Keep the first source of each discussion.

    Args:
        done: Discussions of parts.
        order: Place of a fingerprint in the list of sources; those not in it come last.

    Returns:
        By id of the discussion; and the others as skipped.
    """
    last = len(order)
    kept: dict[str, Done] = {}
    skipped = []
    for each in sorted(done, key=lambda d: (order.get(d.fingerprint, last), d.fingerprint)):
        first = kept.setdefault(each.discussion, each)
        if first.fingerprint != each.fingerprint:
            why = f"{each.discussion} was read from {first.source}"
            skipped.append(Skipped(each.source, each.fingerprint, "repeated", why))
    return kept, skipped


def compact(
    tables: Path, target: Path, fresh: Mapping[str, Done], tick: Callable[[int], None]
) -> list[str]:
    """Write the discussions' own tables: those there, with fresh ones in their places.

    Args:
        tables: Tables of before, if any.
        target: An empty folder.
        fresh: Discussions of parts, by id.
        tick: Called with 1 for each table done.

    Returns:
        Ids of all discussions, sorted.
    """
    ids = sorted({*fresh, *identifiers(tables)})
    for name in OWN:
        before = _runs(files(tables, name), set(fresh))
        writer = _Writer(target / name, name, ids)
        with Parts(name) as parts:
            kept = next(before, None)
            for identifier in ids:
                rows = None
                if identifier in fresh:
                    rows = parts.rows(fresh[identifier])
                elif kept is not None and kept[0] == identifier:
                    rows = kept[1]
                    kept = next(before, None)
                writer.add(identifier, rows)
        writer.close()
        tick(1)
    return ids


def files(tables: Path, name: str) -> list[Path]:
    """Return the files of a table, in order."""
    return sorted((tables / name).glob("*.parquet"))


def identifiers(tables: Path) -> list[str]:
    """Return the ids of the discussions of a corpus, sorted."""
    return [each.discussion for each in there(tables)]


def there(tables: Path) -> Iterator[Done]:
    """Yield the discussions of a corpus, by id."""
    import pyarrow.parquet as pq

    for file in files(tables, "discussions"):
        rows = pq.read_table(file, columns=["discussion", "fingerprint", "source"])
        for row in rows.to_pylist():
            yield Done(row["discussion"], row["fingerprint"], row["source"])


def write_table(folder: Path, rows: pa.Table) -> None:
    """Write a table that fits in memory as a folder of one file."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    whole = rows.combine_chunks()
    pq.write_table(whole, folder / "00000.parquet", compression="zstd", row_group_size=GROUP_ROWS)


def replace_folder(new: Path, old: Path) -> None:
    """Let a finished folder take the place of another."""
    aside = old.with_name(old.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.is_dir():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)


def mend_folder(folder: Path) -> None:
    """Put back what :func:`replace_folder` had set aside when it was killed."""
    aside = folder.with_name(folder.name + ".old")
    if aside.is_dir() and not folder.is_dir():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


class Parts:
    """Reads single discussions of parts; keeps some files open."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: OrderedDict[Path, pq.ParquetFile] = OrderedDict()

    def __enter__(self) -> Parts:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()

    def rows(self, done: Done) -> pa.Table:
        """Return the rows of a discussion."""
        import pyarrow.parquet as pq

        if done.part is None:
            raise ValueError(done)
        if done.part not in self._open:
            if len(self._open) == OPEN_FILES:
                self._open.popitem(last=False)[1].close()
            self._open[done.part] = pq.ParquetFile(done.part / f"{self._name}.parquet")
        self._open.move_to_end(done.part)
        return self._open[done.part].read_row_group(done.row_group)


def _runs(paths: Sequence[Path], without: set[str]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the discussions of a table and their rows, in order, a row group at a time."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    held: pa.Table | None = None
    for path in paths:
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                rows = file.read_row_group(number)
                if held is not None:
                    rows = pa.concat_tables([held, rows])
                    held = None
                if not rows.num_rows:
                    continue
                runs = pc.run_end_encode(rows["discussion"].combine_chunks())
                start = 0
                names, ends = runs.values.to_pylist(), runs.run_ends.to_pylist()
                for name, end in zip(names[:-1], ends[:-1], strict=True):
                    if name not in without:
                        yield name, rows.slice(start, end - start)
                    start = end
                held = rows.slice(start)
    if held is not None and held["discussion"][0].as_py() not in without:
        yield held["discussion"][0].as_py(), held


class _Writer:
    """Writes rows in files of so many discussions, in row groups of so many rows.

    Where they are cut depends on the rows alone, not on the pieces they come in.
    """

    def __init__(self, folder: Path, name: str, ids: Sequence[str]) -> None:
        folder.mkdir(parents=True)
        self._folder, self._name = folder, name
        self._first = set(ids[::FILE_DISCUSSIONS])
        self._most = GROUP_MAPS if name == "maps" else GROUP_ROWS
        self._held: list[pa.Table] = []
        self._rows = 0
        self._number = -1
        self._file: Any = None
        if not ids:
            self._next()

    def add(self, discussion: str, rows: pa.Table | None) -> None:
        """Add the rows of the next discussion."""
        if discussion in self._first:
            self._next()
        if rows is None or not rows.num_rows:
            return
        self._held.append(rows)
        self._rows += rows.num_rows
        while self._rows >= self._most:
            self._flush(self._most)

    def close(self) -> None:
        """Write what is left."""
        if self._file is None:
            return
        if self._rows:
            self._flush(self._rows)
        self._file.close()

    def _next(self) -> None:
        import pyarrow.parquet as pq

        self.close()
        self._number += 1
        path = self._folder / f"{self._number:05d}.parquet"
        self._file = pq.ParquetWriter(path, schema(self._name), compression="zstd")

    def _flush(self, rows: int) -> None:
        import pyarrow as pa

        held = pa.concat_tables(self._held)
        # Chunks would show in the pages of the file: the same rows shall give the same bytes.
        self._file.write_table(_whole(held.slice(0, rows)), row_group_size=rows)
        self._held = [held.slice(rows)]
        self._rows -= rows


def _whole(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches(rows.combine_chunks().to_batches(), schema=rows.schema)
