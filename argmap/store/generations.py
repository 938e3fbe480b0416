"""A store on disk as a row of generations, each written once and then only read.

::

    kb/argmap-store.json     which generation holds, and what is in it
    kb/writer.lock           held by the one process that writes
    kb/000007/               an Oxigraph (RocksDB) database that no one writes to any more
    kb/000007.lock           held, shared, by whoever reads it

A change starts from a copy of the generation that holds (hard links: quick, and it takes no
room), and counts from the moment ``argmap-store.json`` is replaced, which the file system does
whole or not at all. A process that dies before leaves a folder nobody points at, swept away by
the next change. Readers therefore never meet half a discussion, need not wait for a writer, and
may be other processes: Oxigraph allows any number of read-only openings of what is not written.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from argmap.errors import StoreError
from argmap.store.locks import lock

if TYPE_CHECKING:
    import pyoxigraph

MANIFEST = "argmap-store.json"
FORMAT, VERSION = "argmap-store", 1
_TRIES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One discussion of a store."""

    graph: str
    """IRI of its named graph."""
    id: str
    title: str
    posts: int
    claims: int
    triples: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``argmap-store.json`` holds."""

    generation: int
    entries: tuple[Entry, ...]
    """By id."""
    joined: bool = True
    """Whether entities are joined across discussions."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation, held so that it stays while it is read."""

    path: Path
    manifest: Manifest
    _held: IO[bytes]

    def open(self) -> pyoxigraph.Store:
        """Return its database, read-only."""
        from pyoxigraph import Store

        return Store.read_only(str(self.path))

    def release(self) -> None:
        """Let it go; it may then be swept away."""
        self._held.close()


def is_store(path: str | Path) -> bool:
    """Tell whether a store is there."""
    return (Path(path) / MANIFEST).is_file()


def read_manifest(root: Path) -> Manifest:
    """Return what holds now.

    Raises:
        StoreError: No store there, or one that this version cannot read.
    """
    file = root / MANIFEST
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["format"] != FORMAT or found["version"] > VERSION:
            raise ValueError(f"{found['format']} {found['version']}")
        entries = tuple(Entry(**each) for each in found["discussions"])
        return Manifest(int(found["generation"]), entries, bool(found["joined"]))
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(
            f"{root}: no store there. Make one with argmap store add {root} DIR."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{file}: not written by this version of argmap ({error}). "
            "Make the store again with argmap store add."
        ) from error


def hold(root: Path) -> Snapshot:
    """Hold the generation that counts now; call ``release`` after.

    Raises:
        StoreError: No store there.
    """
    for _ in range(_TRIES):
        manifest = read_manifest(root)
        path = _folder(root, manifest.generation)
        held = lock(_lock_file(path), shared=True)
        # Between reading and locking, a writer may have replaced and swept it.
        if held and path.is_dir() and read_manifest(root).generation == manifest.generation:
            return Snapshot(path, manifest, held)
        if held:
            held.close()
    raise StoreError(f"{root}: changes faster than it can be read. Try again.")


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Be the one writer of a store.

    Raises:
        StoreError: Another process writes to it.
    """
    root.mkdir(parents=True, exist_ok=True)
    held = lock(root / "writer.lock", shared=False)
    if held is None:
        raise StoreError(f"{root}: another process is writing to this store. Try again after it.")
    with held:
        yield


def latest(root: Path) -> Manifest:
    """Return what holds now, or the manifest of a store yet to be made."""
    return read_manifest(root) if is_store(root) else Manifest(0, ())


def stage(root: Path, *, empty: bool = False) -> Path:
    """Return the folder of a new generation: a copy of the one that holds (or an empty one).

    Only inside :func:`writing`.
    """
    now = latest(root)
    _sweep(root, now.generation)
    left = [int(path.name) for path in root.iterdir() if path.is_dir() and path.name.isdigit()]
    path = _folder(root, max([now.generation, *left]) + 1)
    if now.generation and not empty:
        from pyoxigraph import Store

        Store.read_only(str(_folder(root, now.generation))).backup(str(path))
    return path


def publish(root: Path, path: Path, entries: Mapping[str, Entry], *, joined: bool) -> None:
    """Let a staged generation hold from now on, and sweep those that nobody reads.

    Only inside :func:`writing`, when the database at ``path`` is closed.
    """
    from argmap.write.files import write_atomically

    generation = int(path.name)
    _lock_file(path).touch()
    ordered = [asdict(each) for each in sorted(entries.values(), key=lambda each: each.id)]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "generation": generation,
        "joined": joined,
        "discussions": ordered,
    }
    _to_disk(path)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    write_atomically(root / MANIFEST, text)
    _to_disk(root)
    _sweep(root, generation)


def _folder(root: Path, generation: int) -> Path:
    return root / f"{generation:06d}"


def _lock_file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _sweep(root: Path, keep: int) -> None:
    """Remove generations that neither hold nor are read, and what a dead writer left."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and path.name.isdigit() and int(path.name) != keep:
            held = lock(_lock_file(path), shared=False)
            if held is None:
                continue
            with held:
                shutil.rmtree(path, ignore_errors=True)
                _lock_file(path).unlink(missing_ok=True)
        elif path.name.startswith(f".{MANIFEST}."):
            path.unlink(missing_ok=True)


def _to_disk(folder: Path) -> None:
    """Ask the system to write a folder and the files in it through to the disk."""
    if os.name == "nt":  # Folders cannot be opened there.
        return
    for path in [*folder.iterdir(), folder]:
        if path.is_dir() and path != folder:
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
