"""The driver: plan, map what is not yet mapped, write the tables, join, store.

::

    CORPUS/corpus.json   what it is, and whether it is finished
    CORPUS/tables/       a folder of Parquet files for each table
    CORPUS/store/        the same as RDF, for SPARQL (see argmap.store)
    CORPUS/work/, parts/ only while it is being made (see argmap.corpus.work)
    CORPUS/driver.lock   held by the one process that makes it

Killed at any moment and started again, it goes on where it stopped and ends with the same bytes.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.corpus import compact
from argmap.corpus.columns import QUADS, arrow
from argmap.corpus.compact import Done, Skipped
from argmap.corpus.engines import Dask, Engine, Processes
from argmap.corpus.plan import Item, batches, discussions, stamped
from argmap.corpus.work import Job, marks
from argmap.errors import CorpusError
from argmap.model import Progress, Settings, no_progress
from argmap.write.files import write_atomically

if TYPE_CHECKING:
    from argmap.model import MapData
    from argmap.store.written import Written

MANIFEST = "corpus.json"
FORMAT, VERSION = "argmap-corpus", 1
STORE_AT_ONCE = 100
"""Discussions that go into the store in one change."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a corpus is made; none of it changes what it holds, but for tries and seconds."""

    workers: int = 1
    scheduler: str | None = None
    """Address of a Dask scheduler; None runs processes of this machine."""
    reader: str | None = None
    lines: bool = False
    """Each line of a file is a discussion."""
    tries: int = 3
    """Times a discussion may end its process before it is passed over."""
    seconds: float | None = 1800.0
    """Most time for one discussion; then its process is ended, which counts as a try."""
    store: bool = True
    """Whether to keep a store for SPARQL."""
    cache: bool = True
    """Whether to look up parses and encodings in the user's cache, and keep new ones there."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run did."""

    discussions: int
    """In the corpus now."""
    mapped: int
    """New or changed in this run."""
    skipped: tuple[Skipped, ...]
    """Sources of this run that gave nothing."""


def make(
    sources: Sequence[str | Path],
    folder: Path,
    settings: Settings,
    choices: Choices,
    progress: Progress = no_progress,
    engine: Engine | None = None,
) -> Made:
    """Map discussions into a corpus, new or there already.

    Args:
        sources: See :func:`argmap.corpus.plan.discussions`.
        folder: Of the corpus.
        settings: Of the maps; a corpus has one.
        choices: How it is made.
        progress: Called as ``progress(stage, done, total)``.
        engine: Where batches run; None follows ``choices``.

    Raises:
        CorpusError: Not a corpus, one of other settings, in use, or nothing could be mapped.
        BadSource: A list of sources cannot be read.
        MissingPart: A package or model is not installed.
    """
    from argmap.store.locks import lock

    arrow()
    folder = folder.absolute()
    key = _key(settings, choices.reader)
    _check(folder, settings, choices.reader)
    items = discussions(sources, lines=choices.lines)
    folder.mkdir(parents=True, exist_ok=True)
    held = lock(folder / "driver.lock", shared=False)
    if held is None:
        raise CorpusError(f"{folder.name}: another process is making this corpus. Wait for it.")
    with held:
        job = Job(
            str(folder),
            settings,
            choices.reader,
            choices.tries,
            choices.seconds,
            choices.store,
            choices.cache,
        )
        engine = engine or _engine(choices)
        plan = list(_counted(stamped(items, key), "plan", len(items), progress))
        _clean(folder)
        _map_all(job, plan, engine, progress)
        return _finish(folder, plan, settings, choices, progress)


def _engine(choices: Choices) -> Engine:
    return Dask(choices.scheduler) if choices.scheduler else Processes(choices.workers)


def _key(settings: Settings, reader: str | None) -> bytes:
    """What a map depends on besides its source."""
    from argmap.cache import folder_digest

    chosen = dataclasses.asdict(settings)
    if settings.entity_patterns is not None:
        from argmap.extract.patterns import read_patterns

        # A mistake in it is told here, not once for each discussion.
        chosen["entity_patterns"] = [str(each) for each in read_patterns(settings.entity_patterns)]
    package = folder_digest(Path(__file__).parent.parent).hex()
    return json.dumps([package, VERSION, reader, chosen], sort_keys=True).encode("utf-8")


def _described(settings: Settings, reader: str | None) -> dict[str, Any]:
    return {**dataclasses.asdict(settings), "reader": reader}


def _check(folder: Path, settings: Settings, reader: str | None) -> None:
    if not (folder / MANIFEST).exists():
        if folder.is_dir() and any(folder.iterdir()) and not (folder / "driver.lock").exists():
            raise CorpusError(f"{folder.name}: a folder with other things in it. Name a new one.")
        return
    there = read_manifest(folder)["settings"]
    wanted = _described(settings, reader)
    differ = sorted(name for name in wanted if there.get(name) != wanted[name])
    if differ:
        raise CorpusError(
            f"{folder.name}: made with other settings ({', '.join(differ)}). "
            "Use the same, or another folder."
        )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return ``corpus.json``.

    Raises:
        CorpusError: Not there, or not of this version.
    """
    file = folder / MANIFEST
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or found["version"] > VERSION:
            raise ValueError(f"{found['format']} {found['version']}")
        return found
    except (FileNotFoundError, NotADirectoryError):
        mend = f"Make one with argmap corpus SOURCES -o {folder.name}."
        raise CorpusError(f"{folder.name}: no corpus there. {mend}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"{file}: not written by this version of argmap ({error}). Make the corpus again."
        ) from error


def _write_manifest(
    folder: Path, settings: Settings, reader: str | None, counts: Mapping[str, int] | None
) -> None:
    from argmap import __version__

    document = {
        "format": FORMAT,
        "version": VERSION,
        "argmap": __version__,
        "complete": counts is not None,
        "settings": _described(settings, reader),
        "rows": dict(counts or {}),
    }
    write_atomically(folder / MANIFEST, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _clean(folder: Path) -> None:
    """Put right what a killed run may have left half-done."""
    compact.mend_folder(folder / "tables")
    shutil.rmtree(folder / "tables.new", ignore_errors=True)
    for path in (*(folder / "work").glob("*.tries"), *(folder / "work").glob("*.rows")):
        # Tries are counted within a run: whoever killed the last one may have killed them.
        path.unlink(missing_ok=True)
    for path in (*(folder / "parts").glob(".*"), *(folder / "work").glob(".*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _map_all(job: Job, plan: Sequence[Item], engine: Engine, progress: Progress) -> None:
    """Map what neither the tables nor a part holds."""
    folder = Path(job.folder)
    done, skipped = compact.reports(job.parts)
    known = {each.fingerprint for each in done} | {each.fingerprint for each in skipped}
    known |= _known(folder / "tables")
    todo = list(batches([item for item in plan if item.fingerprint not in known]))
    total = sum(len(batch.items) for batch in todo)
    if not total:
        return
    _write_manifest(folder, job.settings, job.reader, None)
    job.work.mkdir(exist_ok=True)
    finished = 0

    def tick() -> None:
        _, half = marks(job)
        progress("map", min(finished + half, total), total)

    progress("map", 0, total)
    for batch in engine.run(job, todo, tick):
        finished += len(batch.items)
        tick()
    progress("map", total, total)


def _known(tables: Path) -> set[str]:
    """Fingerprints that need not be mapped again; what failed is tried again."""
    repeated = {each.fingerprint for each in _skipped(tables) if each.kind == "repeated"}
    return repeated | {each.fingerprint for each in compact.there(tables)}


def _skipped(tables: Path) -> list[Skipped]:
    import pyarrow.parquet as pq

    rows = [
        row for file in compact.files(tables, "skipped") for row in pq.read_table(file).to_pylist()
    ]
    return [Skipped(**row) for row in rows]


def _finish(
    folder: Path, plan: Sequence[Item], settings: Settings, choices: Choices, progress: Progress
) -> Made:
    """Make the tables and the store from what the parts hold."""
    from argmap.corpus.joined import write_joined

    tables = folder / "tables"
    done, failed = compact.reports(folder / "parts")
    order = {item.fingerprint: number for number, item in enumerate(plan)}
    old = [each for each in compact.there(tables) if each.fingerprint in order]
    kept, repeated = compact.chosen([*old, *done], order)
    fresh = {name: each for name, each in kept.items() if each.part is not None}
    before = _skipped(tables)
    skipped = _merged(before, [*failed, *repeated], fresh)
    told = tuple(each for each in skipped if each.fingerprint in order)
    if not fresh and not compact.identifiers(tables):
        first = f" First: {skipped[0].source}: {skipped[0].why}" if skipped else ""
        for name in ("parts", "work"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        raise CorpusError(f"None of {len(plan)} sources could be mapped.{first}")
    if fresh or skipped != before:
        written = folder / "tables.new"
        written.mkdir()
        steps = iter(range(1, 100))

        def tick(_: int) -> None:
            progress("tables", next(steps), 13)

        compact.compact(tables, written, fresh, tick)
        write_joined(written, skipped, tick)
        compact.replace_folder(written, tables)
    ids = compact.identifiers(tables)
    if choices.store:
        _store(folder, ids, fresh, progress)
    _write_manifest(folder, settings, choices.reader, _counts(tables))
    for name in ("parts", "work"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return Made(len(ids), len(fresh), told)


def _by_source(each: Skipped) -> tuple[str, str]:
    return each.source, each.fingerprint


def _merged(
    before: Sequence[Skipped], now: Sequence[Skipped], fresh: Mapping[str, Done]
) -> list[Skipped]:
    """What was skipped, of this run and of those before where it still holds; by source."""
    found = {each.source: each for each in before}
    for done in fresh.values():
        found.pop(done.source, None)
    found.update({each.source: each for each in now})
    return sorted(found.values(), key=_by_source)


def _store(folder: Path, ids: Sequence[str], fresh: Mapping[str, Done], progress: Progress) -> None:
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


def _counts(tables: Path) -> dict[str, int]:
    import pyarrow.parquet as pq

    from argmap.corpus.columns import TABLES

    return {
        name: sum(pq.read_metadata(file).num_rows for file in compact.files(tables, name))
        for name in TABLES
    }


def _counted(items: Iterator[Item], stage: str, total: int, progress: Progress) -> Iterator[Item]:
    for number, item in enumerate(items, start=1):
        yield item
        progress(stage, number, total)
