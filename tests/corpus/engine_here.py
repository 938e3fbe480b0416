"""An engine in this process, for tests that are not about processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.corpus.engines import Tick
from argmap.corpus.plan import Batch
from argmap.corpus.work import Job, map_batch


class Here:
    def __init__(self, stop_after: int | None = None, backwards: bool = False) -> None:
        self.done: list[Batch] = []
        self._stop_after, self._backwards = stop_after, backwards

    def run(self, job: Job, batches: Iterable[Batch], tick: Tick) -> Iterator[Batch]:
        given = list(batches)
        for batch in reversed(given) if self._backwards else given:
            if len(self.done) == self._stop_after:
                raise KeyboardInterrupt
            map_batch(job, batch)
            self.done.append(batch)
            tick()
            yield batch
