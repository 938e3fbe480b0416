"""argmap's store against plain rdflib: loading and ten queries; readers during a write.

Run from a checkout::

    python benchmarks/bench_store.py [--triples N] [--limit SECONDS] [--readers-only]

The discussions are made up (``synthetic.py``). Each side is a process of its own, so that memory is
its own; rdflib's queries run in forks that are ended at the limit, and then count as the limit, a
lower bound of their time. Both sides count from the query's text to the last row; the store's time
includes handing the query to a worker process and taking back the result as JSON, as the server
does.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from synthetic import discussion, discussions

QUERIES = (
    *("contested", "supported-and-contrasted", "unanswered-objections", "who-contradicts-whom"),
    *("versus", "pros-and-cons", "support-chains", "bridges", "voices", "entities"),
)
PER_POST = 113
"""Triples, about."""
FLOOR = 20
"""Times faster on the median query."""


def peak() -> int:
    """MiB this process has used at most."""
    status = Path("/proc/self/status")
    if status.exists():  # Unlike the other, not inherited from whoever started this process.
        (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def of_rdflib(posts: int, limit: float) -> dict[str, Any]:
    import rdflib

    from argmap.query import load_named
    from argmap.vocab import PREFIXES
    from argmap.write.rdf import to_ntriples

    texts = [to_ntriples(each) for each in discussions(posts)]
    before, began = peak(), time.perf_counter()
    graph = rdflib.Graph()
    for text in texts:
        graph.parse(data=text, format="nt")
    load = time.perf_counter() - began
    answers = {}
    for name in QUERIES:
        fork = multiprocessing.get_context("fork")
        given, taken = fork.Pipe()

        def ask(sparql: str = load_named(name), out: Any = taken) -> None:
            began = time.perf_counter()
            rows = len(list(graph.query(sparql, initNs=PREFIXES)))
            out.send((time.perf_counter() - began, rows))

        process = fork.Process(target=ask)
        process.start()
        answers[name] = given.recv() if given.poll(limit) else (limit, None)
        process.kill()
        process.join()
    return {"triples": len(graph), "load": load, "memory": peak() - before, "queries": answers}


def of_store(posts: int, runs: int = 5) -> dict[str, Any]:
    from argmap.query import load_named
    from argmap.query.worker import Task
    from argmap.serve.pool import Pool
    from argmap.store import MapStore

    with tempfile.TemporaryDirectory() as folder:
        before, began = peak(), time.perf_counter()
        store = MapStore(folder)
        store.add(discussions(posts))
        load = time.perf_counter() - began
        pool, answers = Pool(1), {}
        with store.snapshot() as held:
            for name in QUERIES:
                task = Task(
                    path=str(held.path),
                    sparql=load_named(name),
                    rows="JSON",
                    triples=None,
                    default_graphs=[],
                    named_graphs=[],
                    most=1 << 28,
                )
                times = []
                for _ in range(runs):
                    began = time.perf_counter()
                    _, body = pool.ask(task, 600)
                    times.append(time.perf_counter() - began)
                rows = len(json.loads(body)["results"]["bindings"])
                answers[name] = (statistics.median(times), rows)
            disk = sum(file.stat().st_size for file in held.path.iterdir()) >> 20
        pool.close()
        memory = peak() - before
        worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        triples = sum(each.triples for each in store.entries())
    return {
        "triples": triples,
        "load": load,
        "memory": memory,
        "worker": worker,
        "disk": disk,
        "queries": answers,
    }


def readers(clients: int = 8, queries: int = 2000) -> None:
    """Ask a server from many clients while a discussion is replaced over and over."""
    import socket
    from random import Random

    import httpx

    from argmap.store import MapStore

    long = discussion(0, 60, Random(1))
    short = dataclasses.replace(
        long, relations=(), thread=dataclasses.replace(long.thread, title="short")
    )
    right = {(len(long.relations), "Discussion 0"), (0, "short")}
    count = (
        "SELECT (COUNT(DISTINCT ?r) AS ?n) (SAMPLE(?t) AS ?title) "
        "{ { ?r a argmap:Relation } UNION { ?d a argmap:Discussion ; argmap:title ?t } }"
    )
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        store = MapStore(folder)
        store.add([long])
        command = [sys.executable, "-m", "argmap", "serve", folder, "--port", str(port)]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        done, writes = threading.Event(), [0]

        def write() -> None:
            while not done.is_set():
                store.add([(short, long)[writes[0] % 2]])
                writes[0] += 1

        writer = threading.Thread(target=write)
        web = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)

        def ask(_: int) -> tuple[float, bool]:
            began = time.perf_counter()
            answer = web.get("/sparql", params={"query": count})
            (row,) = answer.raise_for_status().json()["results"]["bindings"]
            seen = (int(row["n"]["value"]), row["title"]["value"])
            return time.perf_counter() - began, seen in right

        try:
            while True:
                try:
                    web.get("/sparql")
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
            writer.start()
            began = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                answers = list(pool.map(ask, range(queries)))
            wall = time.perf_counter() - began
        finally:
            done.set()
            writer.join()
            server.terminate()
            server.wait()
    torn = sum(not whole for _, whole in answers)
    times = sorted(each for each, _ in answers)
    print(
        f"{clients} clients, {queries} queries in {wall:.1f} s during {writes[0]} replacements: "
        f"0 errors, {torn} torn; median {times[len(times) // 2] * 1000:.0f} ms, "
        f"slowest {times[-1] * 1000:.0f} ms"
    )
    if torn:
        raise SystemExit("torn results")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--side", choices=("rdflib", "store"))
    parser.add_argument("--readers-only", action="store_true")
    given = parser.parse_args()
    posts = given.triples // PER_POST
    if given.side:
        found = of_rdflib(posts, given.limit) if given.side == "rdflib" else of_store(posts)
        print(json.dumps(found))
        return
    readers()
    if not given.readers_only:
        compare(given)


def compare(given: argparse.Namespace) -> None:
    sides = {}
    for side in ("store", "rdflib"):
        command = [sys.executable, __file__, "--side", side, "--triples", str(given.triples)]
        command += ["--limit", str(given.limit)]
        environment = os.environ | {"PYTHONHASHSEED": "0"}
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
        sides[side] = json.loads(done.stdout)
    ours, theirs = sides["store"], sides["rdflib"]
    print(f"triples: store {ours['triples']:,}, rdflib {theirs['triples']:,}")
    print(
        f"load: store {ours['load']:.1f} s (maps to triples included), {ours['disk']} MiB on disk; "
        f"rdflib {theirs['load']:.1f} s (N-Triples)"
    )
    print(
        f"memory: store {ours['memory']} MiB to load, {ours['worker']} MiB to ask; "
        f"rdflib {theirs['memory']} MiB"
    )
    ratios = []
    for name in QUERIES:
        (mine, rows), (other, other_rows) = ours["queries"][name], theirs["queries"][name]
        ended = other_rows is None
        ratios.append(other / mine)
        print(
            f"{name:<26} {mine * 1000:9.1f} ms {'>' if ended else ' '}{other * 1000:11.1f} ms "
            f"{'>' if ended else ' '}{other / mine:8.0f} x  {rows} rows"
            + ("" if ended or rows == other_rows else f" (rdflib: {other_rows})")
        )
    ratio = statistics.median(ratios)
    print(f"median: {ratio:.0f} times faster (floor {FLOOR})")
    if ratio < FLOOR:
        raise SystemExit("slower than the floor")


if __name__ == "__main__":
    main()
