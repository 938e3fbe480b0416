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

import contextlib
import dataclasses
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.corpus import compact
from argmap.corpus.columns import arrow
from argmap.corpus.compact import Done, Skipped
from argmap.corpus.engines import Dask, Engine, Processes
from argmap.corpus.fill import fill_store
from argmap.corpus.manifest import MANIFEST, VERSION, check_manifest, write_manifest
from argmap.corpus.plan import Item, batches, discussions, stamped
from argmap.corpus.work import Job, marks
from argmap.errors import CorpusError
from argmap.model import Progress, Settings, no_progress


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
    check_manifest(folder, settings, choices.reader)
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


def _clean(folder: Path) -> None:
    """Put right what a killed run may have left half-done."""
    compact.mend_folder(folder / "tables")
    shutil.rmtree(folder / "tables.new", ignore_errors=True)
    for path in (*(folder / "work").glob("*.tries"), *(folder / "work").glob("*.rows")):
        # Tries are counted within a run: whoever killed the last one may have killed them.
        path.unlink(missing_ok=True)
    for path in (*(folder / "parts").glob(".*"), *(folder / "work").glob(".*")):
        if path.is_dir():
            _discard(path)
        else:
            path.unlink(missing_ok=True)
    for part in (folder / "parts").glob("*"):
        if not compact.whole(part):
            _discard(part)


def _discard(part: Path) -> None:
    """Remove a half-written part that a worker of the killed run may still finish: all or nothing.

    Removed where it lies, it could get its place among the finished ones with half of its files.
    """
    gone = part.with_name(f".{uuid.uuid4().hex}")
    with contextlib.suppress(OSError):
        part.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


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
    write_manifest(folder, job.settings, job.reader, None)
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
        fill_store(folder, ids, fresh, progress)
    write_manifest(folder, settings, choices.reader, _counts(tables))
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
