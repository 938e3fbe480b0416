"""What a whole map costs beside what it cannot do without: parsing and encoding the same text.

Run from a checkout::

    python benchmarks/bench_pipeline.py [SOURCE] [--runs N]

Each measurement is a process of its own, in turn, so that neither warms up the other. Loading
the package and its models is not counted, nor is reading the source; both are the same for both.
The start is measured by itself: from starting a process until the first bar would move.
Floors: the whole in at most 1.25 times the time of the part, within 1 GiB of memory; 1.5 s to the
first bar.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from common import EXAMPLE, age, in_turn, peak_memory, ratios, spread, table, write_result

if TYPE_CHECKING:
    from argmap.model import Thread

MOST_TIMES = 1.25
MOST_MEMORY = 1024
"""MiB."""
MOST_WAIT = 1.5
"""Seconds of wall clock until the first bar moves."""
START = "start"
SIDES = {"part": "spaCy and encoder", "whole": "whole map"}
WARM = (
    (None, "I like the new release. It is faster than the old one, because the cache is shared."),
    (0, "I disagree, the cache is a mess. Why not use SQLite instead?"),
    (1, "SQLite is fine for one process. But with two processes it locks."),
    (None, "The documentation is out of date. Somebody should rewrite it."),
    (3, "Agreed. I wrote a page last week, and nobody reviewed it."),
    (3, "The documentation of PostgreSQL is better than that of SQLite."),
)
"""A little discussion, with the number of the post that each answers: the first map of a process
reads the trained parts and loads libraries, whatever it is of."""


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
        build_map(warm_thread(), Settings())
    known = set(sys.modules)
    wall, cpu = time.perf_counter(), time.process_time()
    if what == "whole":
        build_map(thread, Settings())
    else:
        docs = list(language.pipe((mask(post) for post in thread.posts), batch_size=64))
        encoder([sentence.text for doc in docs for sentence in doc.sents])
    late = {name.partition(".")[0] for name in set(sys.modules) - known} - {"argmap"}
    assert not late, f"loaded while measured: {late}"
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": peak_memory(),
        "words": sum(len(post.text.split()) for post in thread.posts),
        "posts": len(thread.posts),
    }


def warm_thread() -> Thread:
    """Return ``WARM`` as a thread."""
    from argmap.model import Post, Thread

    posts = (
        Post(f"w{number}", text, parent=None if above is None else f"w{above}", author=f"a{number}")
        for number, (above, text) in enumerate(WARM)
    )
    return Thread("warm", "A release", tuple(posts))


def start(source: str) -> dict[str, float]:
    """Map as the command line does, until the first bar moves; return seconds since the start."""
    import rich.progress  # noqa: F401 (what draws the bars is loaded before)

    from argmap.cli import main  # noqa: F401
    from argmap.cli.common import read_and_build  # noqa: F401
    from argmap.pipeline import build_map
    from argmap.read import read

    class Moved(Exception):
        pass

    def move(stage: str, done: int, total: int) -> None:
        raise Moved

    try:
        build_map(read(source), progress=move)
    except Moved:
        return {"wall": age(), "cpu": time.process_time()}
    raise SystemExit("no bar moved")


def main() -> None:
    """Print a table; exit 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=[*SIDES, START], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        what, source = arguments.measure, arguments.source
        print(json.dumps(start(source) if what == START else measure(what, source)))
        return
    found = in_turn(__file__, [*SIDES, START], arguments.runs, arguments.source)
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
    waited = statistics.median(run["wall"] for run in found[START])
    held = times["median"] <= MOST_TIMES and peak <= MOST_MEMORY and waited <= MOST_WAIT
    print(f"{'times the CPU':<22}{times['median']:>8.2f}  (at most {MOST_TIMES})")
    print(f"{'first bar moves, s':<22}{waited:>8.2f}  (at most {MOST_WAIT})")
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
    waits = [spread([run[key] for run in found[START]]) for key in ("wall", "cpu")]
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
            ),
            table(
                "From starting a process until the first progress bar moves",
                ["s", "CPU s"],
                [("argmap map", waits)],
            ),
        ],
        findings=[
            f"A whole map takes {times['median']:.2f} times the CPU time of spaCy and the encoder "
            f"({times['low']:.2f} to {times['high']:.2f}; at most {MOST_TIMES} is wanted).",
            f"The first progress bar moves {waits[0]['median']:.2f} s after the start "
            f"(at most {MOST_WAIT} is wanted).",
        ],
    )


if __name__ == "__main__":
    main()
