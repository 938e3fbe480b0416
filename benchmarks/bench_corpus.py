"""Two workers against one: the same corpus of resampled discussions, its bytes, time and memory.

Run from a checkout::

    python benchmarks/bench_corpus.py [--threads N] [--posts N] [--runs N]

Each side is `argmap corpus` as a user starts it, in turn; a worker has one thread. Floors: 1.7
times as fast with two workers, and the same bytes; in the last quarter of a run a worker holds
at most 1.15 times what it held in the second (models are loaded by then).

Wall clock tells that only where nothing else runs. Where other work takes the cores, look at the
path: CPU seconds of the driver, which works before and after its workers, and of the workers
shared out; that is how long it takes on cores of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from common import spread, table, write_result
from resampled import sizes, write

# Each run does all its own work, as with discussions never seen.
os.environ["ARGMAP_NO_CACHE"] = "1"

FLOOR = 1.7
GROWTH = 1.15


class Memory(threading.Thread):
    """Looks once a second at what a driver's workers, and the driver, hold."""

    def __init__(self, driver: int) -> None:
        super().__init__(daemon=True)
        self._driver = driver
        self.driver_peak = 0
        self.driver_cpu = 0.0
        self.workers: list[tuple[float, int]] = []
        """Seconds from the start, bytes, for each worker at each look."""

    def run(self) -> None:
        import psutil

        began = time.monotonic()
        try:
            driver = psutil.Process(self._driver)
            while driver.is_running():
                now = time.monotonic() - began
                self.driver_peak = max(self.driver_peak, driver.memory_info().rss)
                times = driver.cpu_times()
                self.driver_cpu = times.user + times.system
                for child in driver.children():
                    self._look(child, now)
                time.sleep(1)
        except psutil.Error:
            return

    def _look(self, child: Any, now: float) -> None:
        import psutil

        try:
            if "spawn_main" in " ".join(child.cmdline()):
                self.workers.append((now, child.memory_info().rss))
        except psutil.Error:
            return

    def quarter(self, number: int, end: float) -> float:
        """Median MiB of a worker in a quarter of the time in which there were workers."""
        within = [b for t, b in self.workers if number * end / 4 <= t <= (number + 1) * end / 4]
        return statistics.median(within) / 2**20 if within else 0.0


def run(source: Path, corpus: Path, workers: int) -> dict[str, float]:
    """Make a corpus; return seconds, CPU seconds, and MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "argmap", "corpus", str(source), "-o", str(corpus), "-q"]
    began = time.perf_counter()
    with subprocess.Popen([*command, "--workers", str(workers)]) as process:
        memory = Memory(process.pid)
        memory.start()
        # When the last worker goes, the driver is left alone with tables and store.
        code = process.wait()
    wall = time.perf_counter() - began
    memory.join()
    if code:
        raise SystemExit(f"argmap corpus ended with {code}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    end = max((t for t, _ in memory.workers), default=0.0)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "wall": wall,
        "mapping": end,
        "cpu": cpu,
        "driver cpu": memory.driver_cpu,
        "path": memory.driver_cpu + (cpu - memory.driver_cpu) / workers,
        "early": memory.quarter(1, end),
        "late": memory.quarter(3, end),
        "peak": max((b for _, b in memory.workers), default=0) / 2**20,
        "driver": memory.driver_peak / 2**20,
        "load": os.getloadavg()[0],
    }


def tables(corpus: Path) -> dict[str, bytes]:
    """Return every file of the tables."""
    return {
        str(file.relative_to(corpus)): file.read_bytes()
        for file in sorted((corpus / "tables").rglob("*.parquet"))
    }


def main() -> None:
    """Print a table; exit 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--threads", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=40)
    parser.add_argument("--runs", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        posts = write(folder / "threads", given.threads, given.posts)
        print(f"{given.threads} discussions, {posts} posts, {os.cpu_count()} cores", flush=True)
        ratios, paths, growths, rows = [], [], [], []
        for number in range(given.runs):
            sides = {}
            # Turns change, so that neither side always has the warmer disk.
            for workers in (1, 2) if number % 2 == 0 else (2, 1):
                corpus = folder / f"c{number}-{workers}"
                sides[workers] = run(folder / "threads", corpus, workers)
                rows.append((workers, sides[workers]))
                print(workers, json.dumps(sides[workers]), flush=True)
            one, two = (folder / f"c{number}-{workers}" for workers in (1, 2))
            if tables(one) != tables(two):
                raise SystemExit("the bytes differ")
            ratios.append(sides[1]["wall"] / sides[2]["wall"])
            paths.append(sides[1]["path"] / sides[2]["path"])
            growths += [side["late"] / side["early"] for side in sides.values()]
        counts = json.loads((one / "corpus.json").read_text())["rows"]
        print(json.dumps(counts))
        stored = sizes([one / "store"]) >> 20
        parquet = {path.name: sizes([path]) >> 10 for path in sorted((one / "tables").iterdir())}
        print(f"tables {sum(parquet.values())} KiB {parquet}, store {stored} MiB")
    result(given, posts, rows, ratios)
    show(rows, ratios, paths, growths)


def result(
    given: argparse.Namespace,
    posts: int,
    rows: list[tuple[int, dict[str, float]]],
    ratios: list[float],
) -> None:
    """Write the result."""
    sides = {workers: [row for of, row in rows if of == workers] for workers in (1, 2)}
    cells = [
        (
            f"{workers} worker" + ("s" if workers > 1 else ""),
            [
                spread([row["wall"] for row in side]),
                spread([a["wall"] / b["wall"] for a, b in zip(sides[1], side, strict=True)]),
                spread([row["cpu"] for row in side]),
                max(row["peak"] for row in side),
            ],
        )
        for workers, side in sides.items()
    ]
    columns = ["s", "times as fast as one", "CPU s", "MiB of a worker, at most"]
    found = spread(ratios)
    write_result(
        "corpus",
        title="Many discussions: two workers beside one",
        asks=(
            f"`argmap corpus` on {given.threads:,} discussions of {posts:,} posts in all, "
            "resampled from real ones, start and tables included."
        ),
        runs=given.runs,
        packages=("pebble", "pyarrow"),
        tables=[table("Workers", columns, cells)],
        findings=[
            f"Two workers are {found['median']:.2f} times as fast as one, with the same bytes."
        ],
        caveats=[
            "Here on few discussions, where the start weighs much; the floor is for a thousand "
            "(`--threads 1000`). Other work on a machine of two cores takes from two workers "
            "more than from one."
        ],
    )


def show(
    rows: list[tuple[int, dict[str, float]]],
    ratios: list[float],
    paths: list[float],
    growths: list[float],
) -> None:
    """Print what was measured, and exit."""
    print("workers   wall s    CPU s  driver's   path s  2nd quarter  4th   peak  driver MiB  load")
    for workers, row in rows:
        print(
            f"{workers:>7}{row['wall']:>9.0f}{row['cpu']:>9.0f}{row['driver cpu']:>10.1f}"
            f"{row['path']:>9.1f}{row['early']:>13.0f}{row['late']:>5.0f}{row['peak']:>7.0f}"
            f"{row['driver']:>12.0f}{row['load']:>6.1f}"
        )
    ratio, growth = statistics.median(ratios), max(growths)
    print(f"two workers: {ratio:.2f} times as fast (floor {FLOOR})")
    print(f"by path, on cores of their own: {statistics.median(paths):.2f}")
    print(f"memory of a worker, last quarter to second: {growth:.2f} (at most {GROWTH})")
    sys.exit(0 if ratio >= FLOOR and growth <= GROWTH else 1)


if __name__ == "__main__":
    main()
