"""Locks between processes that end with the process, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO


def lock(path: Path, *, shared: bool) -> IO[bytes] | None:
    """Lock a file without waiting; return it open (closing it unlocks), or None if it is held.

    A shared lock stands beside other shared ones; it needs the file to be there.
    """
    try:
        file = path.open("rb" if shared else "ab")
    except FileNotFoundError:
        return None
    try:
        _take(file, shared)
    except OSError:
        file.close()
        return None
    return file


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes], shared: bool) -> None:
        # Readers need none there: files that are open cannot be removed.
        if not shared:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes], shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
