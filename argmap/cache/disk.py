"""A folder of results: bounded, shared by processes, and never a reason for a run to fail."""

from __future__ import annotations

import os
import sqlite3
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from argmap.cache.keys import digest

if TYPE_CHECKING:
    import diskcache

Tell = Callable[[str], None]
LIMIT = 2048
"""MiB the folder may hold, unless ``ARGMAP_CACHE_MIB`` says otherwise; the oldest goes first."""
LARGEST = 1 / 8
"""Share of that which one entry may take: a single huge discussion must not drive out the rest."""
WAIT = 10.0
"""Seconds to wait for another process to finish writing; after that nothing is kept."""
IN_FILE = 1 << 20
"""Bytes from which an entry is a file of its own."""
MARK = 16
"""Bytes of the checksum each entry begins with."""


class Cache(Protocol):
    """Keeps bytes by key; may forget anything at any time."""

    def get(self, key: bytes) -> bytes | None:
        """Return what was kept under a key, whole, or None."""
        ...

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep (key, value) pairs, all in one transaction, or forget them."""
        ...


class NoCache:
    """Keeps nothing."""

    def get(self, key: bytes) -> None:
        """Return None."""

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Forget them."""


NO_CACHE = NoCache()


class DiskCache:
    """A folder that several processes may use at once (diskcache: SQLite in WAL mode).

    What cannot be read is as if it were not there, and is written anew. When the folder cannot
    be used at all, or the disk is full, that is told once and the run goes on without.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT << 20, tell: Tell | None = None) -> None:
        self.folder, self.limit = folder, limit
        self.tell: Tell = tell or _warn
        self._store: diskcache.Cache | None = None
        self._off = self._mended = False

    def get(self, key: bytes) -> bytes | None:
        """Return what was kept under a key, or None; a damaged entry counts as none."""
        found = self._tried(lambda store: store.get(key))
        if not isinstance(found, bytes) or found[:MARK] != _mark(key, found[MARK:]):
            return None
        return found[MARK:]

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep (key, value) pairs in one transaction."""
        most = self.limit * LARGEST
        fitting = [(key, _mark(key, value) + value) for key, value in entries if len(value) < most]

        def write(store: diskcache.Cache) -> None:
            with store.transact():
                for key, value in fitting:
                    store.set(key, value)

        if fitting:
            self._tried(write)

    def size(self) -> tuple[int, int]:
        """Return entries and bytes on disk."""
        found = self._tried(lambda store: (len(store), int(store.volume())))
        return (0, 0) if found is None else (int(found[0]), int(found[1]))

    def clear(self) -> int:
        """Forget everything; return how many entries there were."""
        return int(self._tried(lambda store: store.clear(retry=True)) or 0)

    def _tried(self, work: Callable[[diskcache.Cache], Any]) -> Any:
        """Do some work with the store; None where that fails, for whatever reason."""
        if self._off:
            return None
        from diskcache import Timeout

        try:
            if self._store is None:
                self._store = _opened(self.folder, self.limit)
            return work(self._store)
        except Timeout:
            return None  # somebody else is writing for long: worth nothing to wait for
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except (sqlite3.DatabaseError, ValueError, TypeError, LookupError) as error:
            if self._mended:
                self._give_up(error)
            else:
                self._mended = True
                self._begin_anew()
        except OSError as error:
            self._give_up(error)
        return None

    def _begin_anew(self) -> None:
        """Remove a file that is no database any more; the next call makes a new one."""
        self._store = None
        try:
            for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
                (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._off = True
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self.tell(f"nothing is kept for a next run: {self.folder}: {why}")


def _opened(folder: Path, limit: int) -> diskcache.Cache:
    import diskcache

    class BytesOnDisk(diskcache.Disk):  # type: ignore[misc]
        """Reads bytes and nothing else: pickled values, which could run code, are refused."""

        def fetch(self, mode: int, filename: str, value: Any, read: bool) -> Any:
            if mode not in (diskcache.core.MODE_RAW, diskcache.core.MODE_BINARY):
                return None
            return super().fetch(mode, filename, value, read)

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return diskcache.Cache(
        str(folder),
        timeout=WAIT,
        disk=BytesOnDisk,
        size_limit=limit,
        disk_min_file_size=IN_FILE,
        # Reading then writes nothing, so that processes do not wait for each other.
        eviction_policy="least-recently-stored",
    )


def _mark(key: bytes, value: bytes) -> bytes:
    return digest(key, value)[:MARK]


def _warn(what: str) -> None:
    warnings.warn(what, RuntimeWarning, stacklevel=2)


def base_folder() -> Path:
    """Where argmap keeps things: ``ARGMAP_CACHE``, or the user's cache folder."""
    if chosen := os.environ.get("ARGMAP_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("argmap", appauthor=False)


def results_folder() -> Path:
    """Where results are kept."""
    return base_folder() / "results"


def wanted() -> bool:
    """Whether the user lets results be kept: ``ARGMAP_NO_CACHE`` forbids it."""
    return not os.environ.get("ARGMAP_NO_CACHE")


def open_cache(tell: Tell | None = None) -> Cache:
    """Return the cache of results, or one that keeps nothing if the user wants none.

    Args:
        tell: Called once, with one line, if the folder cannot be used; default: a warning.
    """
    if not wanted():
        return NO_CACHE
    found = _of_folder(results_folder(), _limit())
    if tell is not None:
        found.tell = tell
    return found


@cache
def _of_folder(folder: Path, limit: int) -> DiskCache:
    # One per folder and process, so that its trouble is told once.
    return DiskCache(folder, limit=limit)


def _limit() -> int:
    chosen = os.environ.get("ARGMAP_CACHE_MIB", "")
    return (int(chosen) if chosen.isdigit() else LIMIT) << 20
