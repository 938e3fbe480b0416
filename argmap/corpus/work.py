"""What a worker does: map a batch of discussions and write its part. Runs on any engine.

::

    CORPUS/work/<fingerprint>.tries    a byte per try to map it, written before it begins
    CORPUS/work/<fingerprint>.rows     likewise of writing its rows
    CORPUS/work/<fingerprint>.map      the finished map, compressed
    CORPUS/work/<fingerprint>.failed   why there is none
    CORPUS/parts/<batch>/              its tables and report.json, once all of a batch is done

Each file appears whole, by a rename, and says the same whoever writes it. So a batch may be begun
again anywhere, by any process, twice at once even, and goes on where it stopped. A discussion
that ends its process leaves its tries behind; after some, it is passed over.
"""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import json
import os
import shutil
import threading
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from argmap.corpus.columns import PARTS, QUADS, schema
from argmap.corpus.plan import MAP_FILE, Batch, Item
from argmap.corpus.rows import table, tables_of
from argmap.errors import ArgmapError, MapError, MissingPart, UnknownName
from argmap.model import MapData, Settings
from argmap.write.files import write_atomically
from argmap.write.map_json import from_json, to_json

if TYPE_CHECKING:
    import pyarrow as pa

REPORT = "report.json"
LONGEST = 5_000
"""Posts up to which a worker writes out what a store loads; of longer ones the driver does, which
has the memory for it."""
_ONE = threading.Lock()
"""One batch at a time in a process: a time limit ends the process, with all that runs in it."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all batches."""

    folder: str
    """Of the corpus."""
    settings: Settings
    reader: str | None
    tries: int
    seconds: float | None
    """Most time for one discussion."""
    store: bool = True
    """Whether a store will be filled."""
    cache: bool = False
    """Whether parses and encodings may come from the user's cache, and go there."""

    @property
    def work(self) -> Path:
        """Where discussions are finished one by one."""
        return Path(self.folder) / "work"

    @property
    def parts(self) -> Path:
        """Where batches are finished."""
        return Path(self.folder) / "parts"


def map_batch(job: Job, batch: Batch) -> str:
    """Map the discussions of a batch and write its part; return its id.

    Raises:
        MissingPart: The spaCy pipeline asked for is not installed.
        OSError: The folder cannot be written.
    """
    from argmap.encode.threads import use_threads

    use_threads(1)
    target = job.parts / batch.id
    with _ONE:
        _finish(job, batch, target)
    for item in batch.items:
        for kind in ("map", "failed", "tries", "rows"):
            _file(job, item, kind).unlink(missing_ok=True)
    return batch.id


def _finish(job: Job, batch: Batch, target: Path) -> None:
    try:
        for item in batch.items:
            if target.is_dir():
                break
            if not _done(job, item):
                _map(job, item)
        if not target.is_dir():
            _write_part(job, batch, target)
    except FileNotFoundError:
        # Another worker had the same batch, finished it, and swept what we were to read.
        if not target.is_dir():
            raise


def marks(job: Job) -> tuple[int, int]:
    """Return a sign of what is going on: bytes of tries, and discussions finished."""
    kinds = [(path.suffix, path) for path in job.work.iterdir()]
    tries = 0
    for kind, path in kinds:
        with contextlib.suppress(FileNotFoundError):
            tries += path.stat().st_size if kind in (".tries", ".rows") else 0
    return tries, sum(kind in (".map", ".failed") for kind, _ in kinds)


def _file(job: Job, item: Item, kind: str) -> Path:
    return job.work / f"{item.fingerprint}.{kind}"


def _done(job: Job, item: Item) -> bool:
    return _file(job, item, "map").exists() or _file(job, item, "failed").exists()


def _try(job: Job, item: Item, kind: str) -> bool:
    """Note a try before it begins; False where too many have ended the process already."""
    tries = _file(job, item, kind)
    with contextlib.suppress(FileNotFoundError):
        if tries.stat().st_size >= job.tries:
            _fail(job, item, "killed", f"ended its process {job.tries} times")
            return False
    with tries.open("ab") as file:
        file.write(b".")
        os.fsync(file.fileno())
    return True


def _map(job: Job, item: Item) -> None:
    if Path(item.place).name != MAP_FILE:
        _load_models(job.settings)
    if not _try(job, item, "tries"):
        return
    try:
        with _at_most(job.seconds):
            text = to_json(_build(job, item))
    except (MissingPart, UnknownName):
        raise
    except MemoryError:
        _fail(job, item, "failed", "not enough memory")
    except Exception as error:  # A discussion that breaks us must not take the others with it.
        known = isinstance(error, ArgmapError)
        said = str(error) if known else f"{type(error).__name__}: {error}"
        _fail(job, item, "failed", " ".join(said.split()))
    else:
        write_atomically(_file(job, item, "map"), zlib.compress(text.encode("utf-8"), 1))


def _load_models(settings: Settings) -> None:
    """Load them before the first try: a process without the memory is no discussion's fault."""
    from argmap.encode import load_encoder
    from argmap.extract.language import load_language

    load_language(settings.spacy_model, lemmas=settings.entity_patterns is not None)
    load_encoder(settings.fast)


def _build(job: Job, item: Item) -> MapData:
    from argmap import formats
    from argmap.cache import NO_CACHE, open_cache
    from argmap.pipeline import build_map, map_from_argument_graph
    from argmap.read import read

    if Path(item.place).name == MAP_FILE:
        with contextlib.suppress(MapError):
            return from_json(item.content().decode("utf-8", errors="replace"), item.name)
    source = item.open()
    # A cache that cannot be used is no news for each of thousands of discussions.
    cache = open_cache(tell=lambda _: None) if job.cache else NO_CACHE
    graph = formats.read(source, job.reader)
    if graph is not None:
        return map_from_argument_graph(graph, job.settings, cache=cache)
    return build_map(read(source, reader=job.reader), job.settings, cache=cache)


@contextlib.contextmanager
def _at_most(seconds: float | None) -> Iterator[None]:
    """End this process if what runs inside takes longer, wherever it hangs."""
    if seconds is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _fail(job: Job, item: Item, kind: str, why: str) -> None:
    text = json.dumps({"kind": kind, "why": why}, ensure_ascii=False)
    write_atomically(_file(job, item, "failed"), text)


def _write_part(job: Job, batch: Batch, target: Path) -> None:
    """Write the tables of a batch, a row group per discussion, and its report."""
    job.parts.mkdir(parents=True, exist_ok=True)
    own = job.parts / f".{batch.id}.{os.getpid()}"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    try:
        report = _write_tables(job, batch, own)
        # Not written atomically: that would make the folder anew if it has been swept meanwhile.
        text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        (own / REPORT).write_text(text, encoding="utf-8", newline="\n")
        try:
            own.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _write_tables(job: Job, batch: Batch, folder: Path) -> dict[str, Any]:
    import pyarrow.parquet as pq

    done, failed = [], []
    with contextlib.ExitStack() as stack:
        files = {
            name: stack.enter_context(
                pq.ParquetWriter(folder / f"{name}.parquet", schema(name), compression="zstd")
            )
            for name in PARTS
        }
        for item in batch.items:
            try:
                if not _try(job, item, "rows"):
                    _file(job, item, "map").unlink(missing_ok=True)
                text = zlib.decompress(_file(job, item, "map").read_bytes()).decode("utf-8")
            except FileNotFoundError:
                why = json.loads(_file(job, item, "failed").read_text(encoding="utf-8"))
                failed.append({"source": item.name, "fingerprint": item.fingerprint, **why})
                continue
            identifier = _write_rows(files, job, item, text)
            # Whoever dies here leaves the file of that discussion alone.
            _file(job, item, "rows").unlink(missing_ok=True)
            known = {"source": item.name, "fingerprint": item.fingerprint}
            done.append({"discussion": identifier, **known})
    return {"discussions": done, "skipped": failed}


def _quads(job: Job, argument_map: MapData) -> tuple[Any, ...]:
    from argmap.store.written import written

    if not job.store or len(argument_map.thread.posts) > LONGEST:
        return (None, argument_map.thread.id, None, None, None, None, None)
    found = written(argument_map)
    return (*dataclasses.astuple(found.entry), found.quads)


def _write_rows(files: dict[str, Any], job: Job, item: Item, text: str) -> str:
    def encode(texts: Sequence[str]) -> npt.NDArray[Any]:
        from argmap.encode import load_encoder

        return np.asarray(load_encoder(job.settings.fast)(texts), dtype=np.float32)

    argument_map = from_json(text, item.name)
    rows: dict[str, pa.Table] = tables_of(argument_map, item.name, item.fingerprint, text, encode)
    rows[QUADS] = table(QUADS, iter([_quads(job, argument_map)]))
    for name, file in files.items():
        # One row group for each discussion, with or without rows: the n-th is the n-th's.
        file.write_table(rows[name], row_group_size=1 << 30)
    return argument_map.thread.id
