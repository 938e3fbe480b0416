"""A writer that is killed leaves the old discussion or the new one, never half of one."""

from __future__ import annotations

import dataclasses
import multiprocessing
import random
import signal
import sys
import time
from itertools import cycle
from multiprocessing.synchronize import Semaphore
from pathlib import Path

import pytest

from argmap.model import MapData
from argmap.store import MapStore

KILLS = 50

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def write_for_ever(path: Path, maps: list[MapData], written: Semaphore) -> None:
    store = MapStore(path)
    written.release()
    for each in cycle(maps):
        store.add([each])
        written.release()


def test_fifty_kills_never_leave_half_a_discussion(rich_map: MapData, tmp_path: Path) -> None:
    short = dataclasses.replace(
        rich_map,
        relations=(),
        comparisons=(),
        thread=dataclasses.replace(rich_map.thread, title=""),
    )
    store = MapStore(tmp_path / "kb")
    began = time.monotonic()
    store.add([rich_map])
    usual = time.monotonic() - began
    whole = {len(rich_map.relations): rich_map, 0: store_of(tmp_path / "short", short)}
    sleeps = random.Random(7)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["argmap.store.maps", "argmap.write.rdf_triples"])
    seen = set()
    for kill in range(KILLS):
        written = processes.Semaphore(0)
        given = (store.path, [short, rich_map], written)
        writer = processes.Process(target=write_for_ever, args=given)
        writer.start()
        # Before the first map is written, after it, and after the second: a clock alone would
        # not tell these apart on a busy machine.
        for _ in range(1 + kill % 3):
            assert written.acquire(timeout=60)
        time.sleep(sleeps.uniform(0, 3 * usual))
        writer.kill()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        left = store.load("hn:100")
        assert left == whole[len(left.relations)]
        seen.add(len(left.relations))
    assert len(seen) == 2
    store.add([rich_map])
    assert len([path for path in store.path.iterdir() if path.is_dir()]) == 1


def store_of(path: Path, each: MapData) -> MapData:
    """What a store gives back of a map whose texts have parts that RDF leaves out."""
    store = MapStore(path)
    store.add([each])
    return store.load(each.thread.id)
