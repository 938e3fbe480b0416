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
import statistics
import sys
import time
from pathlib import Path

from common import EXAMPLE, in_turn, peak_memory, ratios, spread, table, write_result

DIGEST = EXAMPLE.with_name("leaving-meta.digest.txt")
"""A small discussion to warm up on."""
MOST_TIMES = 1.5
MOST_MEMORY = 1024
"""MiB."""
SIDES = {"part": "spaCy and encoder", "whole": "whole map"}


def measure(what: str, source: str) -> dict[str, float]:
    """Run one side in this process; return seconds of wall clock and CPU, and MiB at the peak."""
    from argmap.encode import load_encoder
    from argmap.extract.language import load_language, mask
    from argmap.model import Settings
    from argmap.pipeline import build_map
    from argmap.read import read

    thread = read(source)
    language, encoder = load_language(), load_encoder()
    # The first call of each allocates, and a first map reads the trained parts: that is loading.
    list(language.pipe(["Warm up."]))
    encoder(["Warm up."])
    if what == "whole":
        build_map(read(DIGEST), Settings())
    wall, cpu = time.perf_counter(), time.process_time()
    if what == "whole":
        build_map(thread, Settings())
    else:
        docs = list(language.pipe((mask(post) for post in thread.posts), batch_size=64))
        encoder([sentence.text for doc in docs for sentence in doc.sents])
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": peak_memory(),
        "words": sum(len(post.text.split()) for post in thread.posts),
        "posts": len(thread.posts),
    }


def main() -> None:
    """Print a table; exit 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=SIDES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, arguments.source)))
        return
    found = in_turn(__file__, SIDES, arguments.runs, arguments.source)
    first = found["whole"][0]
    print(f"{Path(arguments.source).name}: {first['posts']:.0f} posts, {first['words']:.0f} words")
    print(f"{'median of ' + str(arguments.runs):<22}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}")
    for what, label in SIDES.items():
        runs = found[what]
        row = [statistics.median(run[key] for run in runs) for key in ("cpu", "wall")]
        peak = max(run["memory"] for run in runs)
        print(f"{label:<22}{row[0]:>8.1f}{row[1]:>8.1f}{peak:>10.0f}")
    # Each pair ran side by side: the ratio of a pair is fairer than that of two medians.
    times = ratios(found["whole"], found["part"], "cpu")
    peak = max(run["memory"] for run in found["whole"])
    held = times["median"] <= MOST_TIMES and peak <= MOST_MEMORY
    print(f"{'times the CPU':<22}{times['median']:>8.2f}  (at most {MOST_TIMES})")
    write(arguments.source, arguments.runs, found)
    sys.exit(0 if held else 1)


def write(source: str, runs: int, found: dict[str, list[dict[str, float]]]) -> None:
    """Write the result."""
    first, times = found["whole"][0], ratios(found["whole"], found["part"], "cpu")
    rows = [
        (
            label,
            [
                spread([run["cpu"] for run in found[what]]),
                ratios(found[what], found["part"], "cpu"),
                max(run["memory"] for run in found[what]),
            ],
        )
        for what, label in SIDES.items()
    ]
    size = f"{first['posts']:.0f} posts, {first['words']:,.0f} words"
    write_result(
        "pipeline",
        title="A whole map: spaCy and the encoder alone",
        asks=(
            "What `argmap map` does with a discussion that is read (sentences, claims, names, "
            "stances, relations, themes, summary) beside what it cannot do without: spaCy's pass "
            "and encoding every sentence of the same text. Loading is not counted."
        ),
        runs=runs,
        packages=("spacy", "onnxruntime", "tokenizers"),
        tables=[
            table(
                f"{Path(source).name}: {size}", ["CPU s", "times the part's CPU", "peak MiB"], rows
            )
        ],
        findings=[
            f"A whole map takes {times['median']:.2f} times the CPU time of spaCy and the encoder "
            f"({times['low']:.2f} to {times['high']:.2f}; at most {MOST_TIMES} is wanted)."
        ],
    )


if __name__ == "__main__":
    main()
