"""How many texts are encoded at once, each in a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

_asked = 0


def use_threads(number: int) -> None:
    """Let encoders have so many threads, 0 for all cores; the same encodings.

    Only before their first use.
    """
    global _asked
    _asked = number


def threads() -> int:
    """Return how many threads an encoder may have."""
    return _asked or _usable_cores()


def _usable_cores() -> int:
    """Cores this process may use; ``OMP_NUM_THREADS`` lowers it, as it does in other libraries."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(here or 1, int(asked) if asked.isdigit() and int(asked) else here or 1)


@contextmanager
def side_by_side(workers: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """Give a ``map`` that keeps the order; with one worker no thread is started."""
    if workers < 2:
        yield map
        return
    pool = ThreadPoolExecutor(workers)
    try:
        yield pool.map
    finally:
        # After Ctrl-C nothing that waits is begun.
        pool.shutdown(cancel_futures=True)
