"""What a whole map costs beside its language passes: parsing, encoding and reading the same text.

Run from a checkout::

    python benchmarks/bench_pipeline.py [SOURCE …] [--runs N]

Each measurement is a process of its own, in turn, so that neither warms up the other. Loading
the package and its models is not counted, nor is reading the source; both are the same for both.
The start is measured by itself: from starting a process until the first bar would move.
Floors: the whole in at most 1.25 times the time of its language passes, within 1 GiB of memory;
1.5 s to the first bar.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common import (
    EXAMPLE,
    age,
    in_turn,
    peak_memory,
    ratios,
    shared_folder,
    spread,
    table,
    write_result,
)

if TYPE_CHECKING:
    from argmap.model import Thread

MOST_TIMES = 1.25
MOST_MEMORY = 1024
"""MiB."""
MOST_WAIT = 1.5
"""Seconds of wall clock until the first bar moves."""
START = "start"
PKL = "hn-39232976-pkl.algolia.json"
Figures = dict[str, list[dict[str, float]]]
"""By side, turn by turn."""
SIDES = {
    "bare": "spaCy and encoder",
    "part": "spaCy, encoder and readers",
    "whole": "whole map",
}
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
    from argmap.encode.reader import load_reader
    from argmap.extract.language import load_language, mask
    from argmap.model import Settings
    from argmap.pipeline import build_map
    from argmap.read import read
    from argmap.relate.readings import read_replies
    from argmap.relate.text import own_words

    thread = read(source)
    language, encoder = load_language(), load_encoder()
    # The first call of each allocates, and a first map reads the trained parts: that is loading.
    list(language.pipe(["Warm up."]))
    encoder(["Warm up."])
    reader = load_reader()
    reader("Warm up.")
    read_replies(warm_thread())
    if what == "whole":
        build_map(warm_thread(), Settings())
    doubtful = in_doubt(thread) if what == "part" else set()
    known = set(sys.modules)
    wall, cpu = time.perf_counter(), time.process_time()
    if what == "whole":
        build_map(thread, Settings())
    else:
        docs = list(language.pipe((mask(post) for post in thread.posts), batch_size=64))
        encoder([sentence.text for doc in docs for sentence in doc.sents])
        for post in thread.posts if what == "part" else ():
            if (text := own_words(post)).strip():
                reader(text)
        if what == "part":
            read_replies(thread, doubtful)
    late = {name.partition(".")[0] for name in set(sys.modules) - known} - {"argmap"}
    assert not late, f"loaded while measured: {late}"
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "memory": peak_memory(),
        "words": sum(len(post.text.split()) for post in thread.posts),
        "posts": len(thread.posts),
    }


def in_doubt(thread: Thread) -> set[str]:
    """Return the ids of the posts that a map reads beside what they answer."""
    from argmap.encode import load_encoder
    from argmap.extract import extract
    from argmap.model import Settings
    from argmap.relate.features import find_features
    from argmap.relate.head import load_head

    features = find_features(thread, extract(thread, Settings(), load_encoder()))
    told = zip(thread.posts, load_head().in_doubt(features), strict=True)
    return {post.id for post, doubt in told if doubt}


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
    """Print a table of each discussion; exit 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="*", help="the example, and Pkl where it is at hand")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=[*SIDES, START], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        what, source = arguments.measure, arguments.sources[0]
        print(json.dumps(start(source) if what == START else measure(what, source)))
        return
    sources = arguments.sources or usual()
    found = {
        Path(source).name: in_turn(__file__, [*SIDES, START], arguments.runs, source)
        for source in sources
    }
    held = [show(name, figures, arguments.runs) for name, figures in found.items()]
    write(arguments.runs, found)
    sys.exit(0 if all(held) else 1)


def usual() -> list[str]:
    """The example, and the longest real discussion that is at hand."""
    shared = shared_folder()
    return [str(EXAMPLE), *([str(shared / "threads" / PKL)] if shared else [])]


def show(name: str, found: Figures, runs: int) -> bool:
    """Print the figures of one discussion; say whether all floors are held."""
    first = found["whole"][0]
    print(f"{name}: {first['posts']:.0f} posts, {first['words']:.0f} words")
    print(f"{'median of ' + str(runs):<22}{'CPU s':>8}{'wall s':>8}{'peak MiB':>10}")
    for what, label in SIDES.items():
        row = [statistics.median(run[key] for run in found[what]) for key in ("cpu", "wall")]
        peak = max(run["memory"] for run in found[what])
        print(f"{label:<22}{row[0]:>8.1f}{row[1]:>8.1f}{peak:>10.0f}")
    # Each pair ran side by side: the ratio of a pair is fairer than that of two medians.
    times = ratios(found["whole"], found["part"], "cpu")["median"]
    peak = max(run["memory"] for run in found["whole"])
    waited = statistics.median(run["wall"] for run in found[START])
    print(f"{'times the CPU':<22}{times:>8.2f}  (at most {MOST_TIMES})")
    print(f"{'first bar moves, s':<22}{waited:>8.2f}  (at most {MOST_WAIT})")
    return times <= MOST_TIMES and peak <= MOST_MEMORY and waited <= MOST_WAIT


def write(runs: int, found: dict[str, Figures]) -> None:
    """Write the result."""
    times = {name: ratios(each["whole"], each["part"], "cpu") for name, each in found.items()}
    bare = {name: ratios(each["whole"], each["bare"], "cpu") for name, each in found.items()}
    waits = {
        name: [spread([run[key] for run in each[START]]) for key in ("wall", "cpu")]
        for name, each in found.items()
    }
    write_result(
        "pipeline",
        title="A whole map: its language passes alone",
        asks=(
            "What `argmap map` does with a discussion that is read (sentences, claims, names, "
            "stances, relations, themes, summary) beside its language passes over the same text: "
            "spaCy's, as spaCy ships it, encoding every sentence, reading every post whole, and "
            "reading the replies in doubt beside what they answer. Loading is not counted, but for "
            "the start."
        ),
        runs=runs,
        packages=("spacy", "onnxruntime", "tokenizers"),
        tables=[
            *(sides(name, each) for name, each in found.items()),
            table(
                "From starting a process until the first progress bar moves",
                ["s", "CPU s"],
                list(waits.items()),
            ),
        ],
        findings=[
            *(
                f"A whole map of {name} takes {each['median']:.2f} times the CPU time of spaCy, "
                f"the encoder and the readers ({each['low']:.2f} to {each['high']:.2f}; at most "
                f"{MOST_TIMES} is wanted), {bare[name]['median']:.2f} times that of the first two."
                for name, each in times.items()
            ),
            "The first progress bar moves "
            + ", ".join(f"{wait['median']:.2f}" for wait, _ in waits.values())
            + f" s after the start (at most {MOST_WAIT} is wanted).",
        ],
    )


def sides(name: str, found: Figures) -> dict[str, Any]:
    """The table of one discussion."""
    first = found["whole"][0]
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
    return table(f"{name}: {size}", ["CPU s", "times the part's CPU", "peak MiB"], rows)


if __name__ == "__main__":
    main()
