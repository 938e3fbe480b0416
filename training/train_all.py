"""Train everything that is learned and ships, in order.

    python training/train_all.py SHARED [--threads N] [--from STEP]

Takes hours on two cores, the readers most of them. Steps of one row rest on nothing in the same row
and run side by side. What each says is kept in ``build/training/STEP.log``. Measure then with
``benchmarks/bench_extraction.py``. Needs argmap[train] with torch and onnx.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
LOGS = HERE.parent / "build" / "training"
SHARED, THREADS = "SHARED", "THREADS"
STEPS: Sequence[Mapping[str, Sequence[str]]] = (
    {"replies": (SHARED, "--threads", THREADS)},
    {"base": (SHARED, "--threads", THREADS)},
    {"reader": (SHARED, "--threads", THREADS)},
    {
        "claims": ("--shared", SHARED),
        "within": (SHARED,),
        "wording": (),
        "names": (SHARED,),
    },
    {"stance": ("--shared", SHARED)},
    {"bars": (SHARED,)},
)
"""By name, ``train_NAME.py`` and its arguments."""
NAMES = [name for row in STEPS for name in row]


def run(name: str, arguments: Sequence[str], threads: int) -> tuple[str, int, float]:
    """Run one script; return its name, its exit status and how many minutes it took."""
    began = time.monotonic()
    command = [sys.executable, str(HERE / f"train_{name}.py"), *arguments]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    with (LOGS / f"{name}.log").open("w", encoding="utf-8") as log:
        status = subprocess.run(command, stdout=log, stderr=log, env=environment).returncode
    return name, status, (time.monotonic() - began) / 60


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    arguments.add_argument("--from", dest="first", choices=NAMES, default=NAMES[0])
    asked = arguments.parse_args()
    LOGS.mkdir(parents=True, exist_ok=True)
    known = {SHARED: str(asked.shared.resolve()), THREADS: str(asked.threads)}
    rows = list(STEPS)
    while asked.first not in rows[0]:
        rows.pop(0)
    for row in rows:
        beside = min(len(row), asked.threads)
        with ThreadPoolExecutor(beside) as pool:
            begun = [
                pool.submit(
                    run, name, [known.get(each, each) for each in own], asked.threads // beside
                )
                for name, own in row.items()
            ]
            for name, status, minutes in (each.result() for each in begun):
                print(f"{name}: {minutes:.1f} min", flush=True)
                if status:
                    sys.exit(f"train_{name}.py failed; see {LOGS / f'{name}.log'}")


if __name__ == "__main__":
    main()
