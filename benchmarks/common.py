"""What benchmarks share: sides measured in turn, ratios with their spread, a result file each.

A side is measured in a process of its own, one thread, and the sides take turns, so that a busy
machine hurts all alike and neither warms up the other. Ratios are taken within a turn.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "leaving-meta.algolia.json"
ALONE = {
    **dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
    ),
    "ARGMAP_NO_CACHE": "1",
    "PYTHONHASHSEED": "0",
}
"""One thread, and all its own work, as with a discussion never seen."""

Row = dict[str, Any]


def shared_folder() -> Path | None:
    """Real discussions with reference summaries, where they are beside the checkout."""
    folder = Path(os.environ.get("ARGMAP_SHARED", ROOT.parent / "shared"))
    return folder if folder.is_dir() else None


def peak_memory() -> float:
    """MiB this process has used at most."""
    status = Path("/proc/self/status")
    if status.exists():  # Unlike the other, not inherited from whoever started this process.
        (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def age() -> float:
    """Seconds since this process was started (Linux)."""
    # The name of the program stands in brackets and may hold blanks.
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def apart(script: str, *arguments: str) -> Any:
    """Run a script in a process of its own, one thread; return the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, script, *arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | ALONE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def in_turn(
    script: str, sides: Iterable[str], runs: int, *arguments: str
) -> dict[str, list[dict[str, float]]]:
    """Measure every side once in each of so many turns; return figures by side, turn by turn."""
    found: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for turn in range(runs):
        for side, figures in found.items():
            print(f"  turn {turn + 1} of {runs}: {side}", file=sys.stderr, flush=True)
            figures.append(apart(script, "--measure", side, *arguments))
    return found


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and most."""
    return {
        "median": round(statistics.median(values), 4),
        "low": round(min(values), 4),
        "high": round(max(values), 4),
    }


def ratios(
    of: Sequence[Mapping[str, float]], to: Sequence[Mapping[str, float]], figure: str
) -> dict[str, float]:
    """Spread of a figure's ratio, turn by turn."""
    return spread([a[figure] / b[figure] for a, b in zip(of, to, strict=True)])


def environment(packages: Iterable[str]) -> dict[str, Any]:
    """Say on what it was measured, without naming the machine."""
    found = {}
    for name in ("argmap", *packages):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": found,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        line.partition(":")[2].strip()
        for line in (info.read_text() if info.exists() else "").splitlines()
        if line.startswith("model name")
    )
    return next(names, platform.processor() or "unknown")


def table(title: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[Any]]]) -> Row:
    """A table of a result: cells are numbers, spreads, words or None."""
    return {
        "title": title,
        "columns": list(columns),
        "rows": [{"label": label, "cells": list(cells)} for label, cells in rows],
    }


def write_result(
    name: str,
    *,
    title: str,
    asks: str,
    runs: int,
    packages: Iterable[str],
    tables: Iterable[Row],
    findings: Iterable[str],
    caveats: Iterable[str] = (),
) -> Path:
    """Write ``results/NAME.json``; ``report.py`` makes the page of documentation from them all.

    Args:
        name: Of the benchmark.
        title: Heading on the page.
        asks: What is measured, and how, in a sentence or two.
        runs: Turns.
        packages: Whose versions are to be told.
        tables: See :func:`table`.
        findings: Sentences that say what came out, made from the figures.
        caveats: What the figures do not say.
    """
    result = {
        "name": name,
        "title": title,
        "asks": asks,
        "runs": runs,
        "measured": datetime.now(UTC).date().isoformat(),
        "environment": environment(packages),
        "tables": list(tables),
        "findings": list(findings),
        "caveats": list(caveats),
    }
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for line in result["findings"]:
        print(line)
    print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)
    return path
