"""What a whole map costs beside what it cannot do without: parsing and encoding the same text.

Run from a checkout::

    python benchmarks/bench_pipeline.py [SOURCE] [--runs N]

Each measurement is a process of its own, in turn, so that neither warms up the other. Loading
the package and its models is not counted, nor is reading the source; both are the same for both.
Floors: the whole in at most 1.5 times the time of the part, within 1 GiB of memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "leaving-meta.algolia.json"
MOST_TIMES = 1.5
MOST_MEMORY = 1024
"""MiB."""


def measure(what: str, source: str) -> dict[str, float]:
    """Run one side in this process; return seconds of wall clock and CPU, and MiB at the peak."""
    from argmap.encode import load_encoder
    from argmap.extract.language import load_language, mask
    from argmap.model import Settings
    from argmap.pipeline import build_map
    from argmap.read import read

    thread = read(source)
    language, encoder = load_language(), load_encoder()
    # The first call of each allocates; it belongs to loading.
    list(language.pipe(["Warm up."]))
    encoder(["Warm up."])
    wall, cpu = time.perf_counter(), time.process_time()
    if what == "whole":
        build_map(thread, Settings())
    else:
        docs = list(language.pipe((mask(post) for post in thread.posts), batch_size=64))
        encoder([sentence.text for doc in docs for sentence in doc.sents])
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "words": sum(len(post.text.split()) for post in thread.posts),
        "posts": len(thread.posts),
    }


def apart(what: str, source: str) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, source, "--measure", what]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print a table; exit 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=["part", "whole"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, arguments.source)))
        return
    runs = [
        {what: apart(what, arguments.source) for what in ("part", "whole")}
        for _ in range(arguments.runs)
    ]
    first = runs[0]["whole"]
    print(f"{Path(arguments.source).name}: {first['posts']:.0f} posts, {first['words']:.0f} words")
    print(f"{'median of ' + str(len(runs)):<22}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}")
    for what, label in (("part", "spaCy and encoder"), ("whole", "whole map")):
        row = [statistics.median(run[what][key] for run in runs) for key in ("cpu", "wall")]
        peak = max(run[what]["memory"] for run in runs)
        print(f"{label:<22}{row[0]:>8.1f}{row[1]:>8.1f}{peak:>10.0f}")
    # Each pair ran side by side: the ratio of a pair is fairer than that of two medians.
    times = statistics.median(run["whole"]["cpu"] / run["part"]["cpu"] for run in runs)
    peak = max(run["whole"]["memory"] for run in runs)
    held = times <= MOST_TIMES and peak <= MOST_MEMORY
    print(f"{'times the CPU':<22}{times:>8.2f}  (at most {MOST_TIMES}; memory {MOST_MEMORY} MiB)")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
