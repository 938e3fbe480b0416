"""The generation of the store that queries see now; a newer one takes over between queries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from argmap.store import Snapshot
from argmap.store.generations import MANIFEST, hold


class _Counted:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.users = 0


class Current:
    """Hands out the newest snapshot; each is let go when no query uses it and it is old."""

    def __init__(self, root: Path) -> None:
        """Take the folder of a store."""
        self._root = root
        self._lock = Lock()
        self._stamp = self._look()
        self._now = _Counted(hold(root))

    @contextmanager
    def use(self) -> Iterator[Snapshot]:
        """Use one snapshot; it stays the same until the end.

        Raises:
            StoreError: The store is gone.
        """
        with self._lock:
            self._refresh()
            taken = self._now
            taken.users += 1
        try:
            yield taken.snapshot
        finally:
            with self._lock:
                taken.users -= 1
                if taken is not self._now and taken.users == 0:
                    taken.snapshot.release()

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._now.snapshot.release()

    def _refresh(self) -> None:
        stamp = self._look()
        if stamp == self._stamp:
            return
        newer = _Counted(hold(self._root))
        old, self._now, self._stamp = self._now, newer, stamp
        if old.users == 0:
            old.snapshot.release()

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._root / MANIFEST)  # noqa: PTH116 -- on the way of every query
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size
