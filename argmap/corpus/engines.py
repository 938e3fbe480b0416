"""Where batches run: processes of this machine (pebble), or a Dask cluster.

Both take any number of batches, give each back once it is done, in whatever order, and begin one
again whose worker died. They never decide what a corpus holds: see ``work``.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from argmap.corpus.columns import INSTALL
from argmap.corpus.plan import Batch
from argmap.corpus.work import Job, map_batch, marks
from argmap.errors import CorpusError, MissingPart

if TYPE_CHECKING:
    from types import TracebackType

TICK = 0.5
"""Seconds between two looks at what is done."""
RECYCLE = 40
"""Batches after which a process is replaced: spaCy keeps every new word it has read."""
IDLE_DEATHS = 10
"""Deaths in a row, without a try begun in between, after which it is no discussion's fault."""

Tick = Callable[[], None]


class Engine(Protocol):
    """Runs batches."""

    def run(self, job: Job, batches: Iterable[Batch], tick: Tick) -> Iterator[Batch]:
        """Yield batches as they are done; call ``tick`` about twice a second."""
        ...


class Processes:
    """Processes of this machine, each killed and replaced alone."""

    def __init__(self, workers: int) -> None:
        """Take how many."""
        self._workers = workers

    def run(self, job: Job, batches: Iterable[Batch], tick: Tick) -> Iterator[Batch]:
        """Yield batches as they are done.

        Raises:
            MissingPart: pebble is not installed.
            CorpusError: Processes die before they begin.
        """
        try:
            import pebble  # noqa: F401
        except ImportError as error:
            raise MissingPart("pebble", INSTALL) from error
        with _one_thread_each():
            yield from self._run(job, iter(batches), tick)

    def _run(self, job: Job, waiting: Iterator[Batch], tick: Tick) -> Iterator[Batch]:
        idle, before = 0, (-1, -1)
        again: list[Batch] = []
        while True:
            with _Pool(self._workers) as pool:
                try:
                    for batch, died in pool.feed(job, _chain(again, waiting), tick):
                        if not died:
                            yield batch
                            continue
                        now = marks(job)
                        idle = idle + 1 if now == before else 0
                        before = now
                        if idle >= IDLE_DEATHS:
                            raise CorpusError(
                                f"{idle} processes died one after the other before they began. "
                                "Is there memory for them? Try fewer with --workers."
                            )
                    return
                except BrokenProcessPool:
                    # A process was killed while it held the lock all share. Nothing is lost.
                    again = pool.taken


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that start meanwhile do linear algebra on one thread: they are many."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _chain(again: list[Batch], waiting: Iterator[Batch]) -> Iterator[Batch]:
    while again:
        yield again.pop()
    yield from waiting


class _Pool:
    """A pebble pool that is given a little more than it can do at once."""

    def __init__(self, workers: int) -> None:
        from pebble import ProcessPool

        self._most = 2 * workers
        self._pool = ProcessPool(
            workers,
            max_tasks=RECYCLE,
            initializer=_begin,
            initargs=(os.getpid(),),
            # Not forked: threads of the parent (a progress bar, an engine) may hold locks.
            context=_Spawning(),
        )
        self._running: dict[Future[str], Batch] = {}

    @property
    def taken(self) -> list[Batch]:
        """Batches that were given and not given back."""
        return list(self._running.values())

    def __enter__(self) -> _Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def feed(self, job: Job, batches: Iterator[Batch], tick: Tick) -> Iterator[tuple[Batch, bool]]:
        """Yield each batch when it is done (False), or when its process died (True)."""
        from pebble import ProcessExpired

        more = True
        while more or self._running:
            while more and len(self._running) < self._most:
                batch = next(batches, None)
                if batch is None:
                    more = False
                else:
                    self._give(job, batch)
            done, _ = wait(self._running, TICK, return_when=FIRST_COMPLETED)
            tick()
            for future in done:
                batch = self._running[future]
                try:
                    future.result()
                except ProcessExpired:
                    del self._running[future]
                    self._give(job, batch)
                    yield batch, True
                else:
                    del self._running[future]
                    yield batch, False

    def _give(self, job: Job, batch: Batch) -> None:
        future: Future[str] = self._pool.schedule(map_batch, (job, batch))
        self._running[future] = batch


class _Process(multiprocessing.context.SpawnProcess):
    """A new interpreter that does not run the user's script again, with a guard or without."""

    @staticmethod
    def _Popen(process: Any) -> Any:  # noqa: N802
        with _STARTING:
            own = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return multiprocessing.context.SpawnProcess._Popen(process)
            finally:
                sys.modules["__main__"] = own


class _Spawning(multiprocessing.context.SpawnContext):
    Process = _Process


_STARTING = threading.Lock()


def _begin(parent: int) -> None:
    """Prepare a process: it uses one thread, ignores Ctrl-C, and ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, even by kill -9."""
    from multiprocessing import connection

    started = multiprocessing.parent_process()
    if started is not None and started.pid == parent:
        connection.wait([started.sentinel])
        os._exit(1)


class Dask:
    """A Dask cluster that is there; all machines see the corpus and its sources by one path."""

    def __init__(self, address: str) -> None:
        """Take the scheduler's address: ``tcp://host:8786``."""
        self._address = address

    def run(self, job: Job, batches: Iterable[Batch], tick: Tick) -> Iterator[Batch]:
        """Yield batches as they are done.

        Raises:
            MissingPart: distributed is not installed.
            CorpusError: No scheduler there, or none of its workers can map.
        """
        try:
            from distributed import Client
        except ImportError as error:
            mend = "Install it: python -m pip install 'argmap[dask]'"
            raise MissingPart("Dask distributed", mend) from error
        try:
            client = Client(self._address, timeout=20, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise CorpusError(
                f"{self._address}: no Dask scheduler answers there. Start one with dask scheduler."
            ) from error
        from distributed import CancelledError
        from distributed.comm.core import CommClosedError

        with client, client.as_current():
            try:
                yield from _on_dask(client, job, iter(batches), tick)
            except (CancelledError, CommClosedError) as error:
                raise CorpusError(
                    f"{self._address}: the scheduler is gone ({type(error).__name__}). "
                    "Start the same command again: what is done is kept."
                ) from error


def _on_dask(client: Any, job: Job, batches: Iterator[Batch], tick: Tick) -> Iterator[Batch]:
    from distributed import KilledWorker, wait

    running: dict[Any, Batch] = {}

    def give(batch: Batch) -> None:
        # No key of its own: a second try is another task.
        running[client.submit(map_batch, job, batch, pure=False)] = batch

    more = True
    while more or running:
        most = max(4, 2 * sum(client.nthreads().values()))
        while more and len(running) < most:
            batch = next(batches, None)
            if batch is None:
                more = False
            else:
                give(batch)
        try:
            wait(list(running), timeout=TICK, return_when="FIRST_COMPLETED")
        except TimeoutError:
            tick()
            continue
        tick()
        for future in [each for each in running if each.done()]:
            batch = running.pop(future)
            try:
                future.result()
            except KilledWorker:
                give(batch)
            else:
                yield batch
