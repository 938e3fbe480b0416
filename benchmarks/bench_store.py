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
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from common import apart, peak_memory, spread, table, write_result
from synthetic import discussion, discussions

QUERIES = (
    *("contested", "supported-and-contrasted", "unanswered-objections", "who-contradicts-whom"),
    *("versus", "pros-and-cons", "support-chains", "bridges", "voices", "entities"),
)
PER_POST = 113
"""Triples, about."""
FLOOR, FLOOR_FROM = 20, 900_000
"""Times faster on the median query, from so many triples on: the gain grows with them."""


def peak() -> int:
    """MiB this process has used at most."""
    return round(peak_memory())


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


def readers(clients: int = 8, queries: int = 2000) -> dict[str, float]:
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
    return {
        "clients": clients,
        "queries": queries,
        "replacements": writes[0],
        "median_ms": times[len(times) // 2] * 1000,
        "slowest_ms": times[-1] * 1000,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--side", choices=("rdflib", "store"))
    parser.add_argument("--readers-only", action="store_true")
    given = parser.parse_args()
    posts = given.triples // PER_POST
    if given.side:
        found = of_rdflib(posts, given.limit) if given.side == "rdflib" else of_store(posts)
        print(json.dumps(found))
        return
    served = readers(given.clients, given.queries)
    if not given.readers_only:
        compare(given, served)


def compare(given: argparse.Namespace, served: dict[str, float]) -> None:
    """Measure both sides in turn, and write the result; exit 1 below the floor."""
    turns = []
    for number in range(given.runs):
        print(f"  turn {number + 1} of {given.runs}", file=sys.stderr, flush=True)
        common = ("--triples", str(given.triples), "--limit", str(given.limit))
        turns.append({s: apart(__file__, "--side", s, *common) for s in ("store", "rdflib")})
    rows, ratios, ended = [], [], []
    for name in QUERIES:
        mine = [turn["store"]["queries"][name] for turn in turns]
        other = [turn["rdflib"]["queries"][name] for turn in turns]
        times = spread([b[0] / a[0] for a, b in zip(mine, other, strict=True)])
        ratios.append(times["median"])
        if any(count is None for _, count in other):
            ended.append(name)
        elif mine[0][1] != other[0][1]:
            raise SystemExit(f"{name}: {mine[0][1]} rows, rdflib {other[0][1]}")
        cells = [spread([seconds * 1000 for seconds, _ in side]) for side in (mine, other)]
        rows.append((name + (" (ended)" if name in ended else ""), [*cells, times, mine[0][1]]))
    result(given, served, turns, rows, ratios, ended)
    ratio = statistics.median(ratios)
    if ratio < FLOOR and given.triples >= FLOOR_FROM:
        raise SystemExit(f"median {ratio:.1f} times: below the floor of {FLOOR}")


def result(
    given: argparse.Namespace,
    served: dict[str, float],
    turns: list[dict[str, Any]],
    rows: list[Any],
    ratios: list[float],
    ended: list[str],
) -> None:
    stores, graphs = ([turn[side] for turn in turns] for side in ("store", "rdflib"))
    loading = [
        (
            label,
            [
                spread([side["load"] for side in sides]),
                spread([side["load"] / s["load"] for side, s in zip(sides, stores, strict=True)]),
                max(side["memory"] for side in sides),
            ],
        )
        for label, sides in (("store", stores), ("rdflib", graphs))
    ]
    lower = (
        f"; {len(ended)} of {len(QUERIES)} queries of rdflib were ended at {given.limit:.0f} s "
        "and count as that, so this is a lower bound"
        if ended
        else ""
    )
    write_result(
        "store",
        title="Queries: rdflib",
        asks=(
            f"Ten of the named queries over {stores[0]['triples']:,} triples of made-up "
            "discussions, from the query's text to the last row. The store's time includes handing "
            "the query to a worker process and taking back JSON, as `argmap serve` does."
        ),
        runs=given.runs,
        packages=("rdflib", "pyoxigraph"),
        tables=[
            table("Queries", ["store, ms", "rdflib, ms", "times the store's", "rows"], rows),
            table("Loading", ["s", "times the store's", "MiB more"], loading),
        ],
        findings=[
            f"Rdflib takes {statistics.median(ratios):.0f} times as long on the median query "
            f"({min(ratios):.1f} to {max(ratios):.0f}){lower}.",
            f"Behind `argmap serve`, {served['clients']:.0f} clients asked {served['queries']:,} "
            f"queries while a discussion was replaced {served['replacements']:.0f} times: no "
            f"error, no mixture of old and new; median {served['median_ms']:.0f} ms, slowest "
            f"{served['slowest_ms']:.0f} ms.",
        ],
        caveats=[
            "The store loads from maps, rdflib from N-Triples made beforehand. The gain grows "
            "with the number of triples: run it with `--triples 1000000 --limit 60`.",
        ],
    )


if __name__ == "__main__":
    main()
