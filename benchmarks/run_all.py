"""Run every benchmark in small, then write the results page: what ``make bench`` does.

A benchmark that needs what is not there (Chromium) is left out, and said so; its last result stays.
One that does not hold its floor is told at the end, with exit code 1.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ALL = {
    "bench_pipeline.py": [],
    "bench_learned.py": [],
    "bench_formats.py": [],
    "bench_store.py": [],
    "bench_page.py": [],
    "bench_summaries.py": ["--runs", "2"],
    "bench_corpus.py": ["--threads", "60"],
}
NEEDS = {"bench_page.py": "chromedriver"}


def main() -> None:
    """Run those named, or all."""
    failed = []
    for script in sys.argv[1:] or ALL:
        if script in NEEDS and shutil.which(NEEDS[script]) is None:
            print(f"{script}: left out, {NEEDS[script]} is not installed", file=sys.stderr)
            continue
        print(f"{script} …", file=sys.stderr, flush=True)
        began = time.perf_counter()
        done = subprocess.run([sys.executable, HERE / script, *ALL.get(script, [])], check=False)
        print(f"{script}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        if done.returncode:
            failed.append(script)
    subprocess.run([sys.executable, HERE / "report.py"], check=True)
    if failed:
        raise SystemExit(f"not held or not run: {', '.join(failed)}")


if __name__ == "__main__":
    main()
