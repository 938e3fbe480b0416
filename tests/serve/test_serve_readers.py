"""Readers during a write: no error, and never a mixture of old and new.

``benchmarks/bench_store.py`` runs the same with 8 clients and 2,000 queries.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import httpx
from serving import serving

from argmap.model import MapData
from argmap.serve import Options
from argmap.store import MapStore

CLIENTS, QUERIES = 4, 120
COUNT = (
    "SELECT (COUNT(DISTINCT ?r) AS ?relations) (SAMPLE(?t) AS ?title) "
    "{ { ?r a argmap:Relation } UNION { ?d a argmap:Discussion ; argmap:title ?t } }"
)


def test_readers_meet_the_old_or_the_new(rich_map: MapData, tmp_path: Path) -> None:
    short = dataclasses.replace(
        rich_map, relations=(), thread=dataclasses.replace(rich_map.thread, title="short")
    )
    store = MapStore(tmp_path / "kb")
    store.add([rich_map])
    right = {(str(len(rich_map.relations)), rich_map.thread.title), ("0", "short")}
    done = Event()

    def write() -> None:
        maps: Iterator[MapData] = iter([short, rich_map] * 1000)
        while not done.is_set():
            store.add([next(maps)])

    with serving(store, Options(port=0, workers=2, timeout=60)) as at:
        writer = Thread(target=write)
        writer.start()
        with httpx.Client(base_url=at, timeout=120) as web:

            def ask(_: int) -> tuple[str, str]:
                response = web.get("/sparql", params={"query": COUNT})
                assert response.status_code == 200, response.text
                (row,) = response.json()["results"]["bindings"]
                return row["relations"]["value"], row["title"]["value"]

            with ThreadPoolExecutor(CLIENTS) as clients:
                seen = set(clients.map(ask, range(QUERIES)))
        done.set()
        writer.join()
    assert seen == right
