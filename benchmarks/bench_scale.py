"""How time and memory grow with one discussion: 100, 1,000, 10,000 and 100,000 comments.

Run from a checkout::

    python benchmarks/bench_scale.py [--sizes N …] [--real N …] [--write]

Discussions are made by ``grown.py``. Each size is a process of its own. Two series:

- *real*: every stage as ``argmap map`` runs it;
- *stand-in*: parses are made with the discussion and ``--fast`` stands in for the encoder and the
  learned heads, so that 100,000 comments take minutes; everything after is as in a real run.

For each stage: CPU seconds at each size and the exponent, the slope between the two largest sizes
in logarithms (1 is linear). Memory is the most the process held by the end of a stage.
``--write`` sets the tables into ``docs/reference/scale-figures.md``. Floor: no exponent over 1.1,
of stages that take a twentieth of the whole or more.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MOST = 1.1
PAGE = Path(__file__).parent.parent / "docs" / "reference" / "scale-figures.md"
Row = dict[str, float]


class Stages:
    """CPU seconds and peak MiB by stage, in order."""

    def __init__(self) -> None:
        self.seconds: Row = {}
        self.memory: Row = {}

    def run(self, name: str, work: Callable[..., Any], *arguments: Any) -> Any:
        start = time.process_time()
        found = work(*arguments)
        self.seconds[name] = time.process_time() - start
        self.memory[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if os.environ.get("SHOW"):
            print(f"{name:12} {self.seconds[name]:9.2f} s {self.memory[name]:7.0f} MiB", flush=True)
        return found


def measure(posts: int, real: bool) -> dict[str, Any]:
    """Map a discussion of so many posts stage by stage in this process."""
    from grown import grown

    from argmap.api import SAVED, ArgumentMap
    from argmap.cluster import find_themes
    from argmap.encode import load_encoder
    from argmap.extract import _extraction
    from argmap.extract.claims import find_claims
    from argmap.extract.language import load_language, parse
    from argmap.model import MapData, Settings, no_progress
    from argmap.relate.across import relate_across
    from argmap.relate.replies import in_reading_order, reply_relations
    from argmap.relate.stance import find_stances
    from argmap.relate.within import relate_within
    from argmap.summarize import summarize
    from argmap.verify import check
    from argmap.write.formats import render

    thread, docs = grown(posts)
    settings, stages = Settings(fast=not real), Stages()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    encoder = load_encoder(not real)
    if real:
        language = load_language(None, lemmas=False)
        docs = stages.run("parse", parse, thread, language, no_progress)
        encoder(["Warm up."])
    claims, encodings = stages.run(
        "encode, find claims", find_claims, thread, docs, encoder, settings, no_progress
    )
    found = stages.run("entities, passages", _extraction, thread, docs, claims, encodings, settings)
    del docs
    stances = stages.run("stances", find_stances, thread, found, settings, no_progress)
    within = stages.run("within posts", relate_within, thread, found, settings)
    replies = reply_relations(thread, found, stances)
    across = stages.run("across posts", relate_across, thread, found, stances, settings)
    relations = in_reading_order((*within, *replies, *across), found)
    themes = stages.run("themes", find_themes, thread, found, stances, relations, settings)
    summary, themes = stages.run(
        "summary", summarize, thread, found, stances, relations, themes, settings
    )
    data = MapData(
        thread=thread,
        claims=found.claims,
        entities=found.entities,
        stances=stances,
        loose_mentions=found.loose_mentions,
        relations=relations,
        comparisons=found.comparisons,
        themes=themes,
        summary=summary,
    )
    problems = stages.run("check", check, data)
    assert not problems, problems[:3]
    argument_map = ArgumentMap.of(data)
    sizes = {
        name: len(stages.run(f"write {name}", render, argument_map, form))
        for name, form in SAVED.items()
    }
    return {
        "posts": posts,
        "claims": len(found.claims),
        "before": before,
        "seconds": stages.seconds,
        "memory": stages.memory,
        "bytes": sizes,
    }


def apart(posts: int, real: bool) -> dict[str, Any]:
    """Measure in a process of its own, on one thread."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, __file__, "--measure", str(posts), *(["--as-real"] * real)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, encoding="utf-8", check=True, env=os.environ | one
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def slope(small: float, large: float, runs: list[dict[str, Any]]) -> float:
    """Exponent between the two largest sizes."""
    ratio = runs[-1]["posts"] / runs[-2]["posts"]
    return math.log(max(large, 1e-3) / max(small, 1e-3)) / math.log(ratio)


def table(runs: list[dict[str, Any]]) -> Iterator[str]:
    yield "| | " + " | ".join(f"{run['posts']:,}" for run in runs) + " | exponent |"
    yield "|---|" + "---|" * (len(runs) + 1)
    yield "| claims | " + " | ".join(f"{run['claims']:,}" for run in runs) + " | |"
    for name in runs[0]["seconds"]:
        row = [run["seconds"][name] for run in runs]
        cells = " | ".join(f"{value:.2f}" for value in row)
        yield f"| {name}, s | {cells} | {slope(row[-2], row[-1], runs):.2f} |"
    whole = [sum(run["seconds"].values()) for run in runs]
    cells = " | ".join(f"{value:.1f}" for value in whole)
    yield f"| **whole, s** | {cells} | {slope(whole[-2], whole[-1], runs):.2f} |"
    peak = [max(run["memory"].values()) for run in runs]
    more = [max(run["memory"].values()) - run["before"] for run in runs]
    cells = " | ".join(f"{value:,.0f}" for value in peak)
    yield f"| **peak memory, MiB** | {cells} | {slope(more[-2], more[-1], runs):.2f} |"


def steep(runs: list[dict[str, Any]]) -> list[str]:
    """Stages over the floor that matter."""
    last, before = runs[-1]["seconds"], runs[-2]["seconds"]
    whole = sum(last.values())
    names = [name for name in last if last[name] >= whole / 20]
    found = [f"{n}: {s:.2f}" for n in names if (s := slope(before[n], last[n], runs)) > MOST]
    more = [max(run["memory"].values()) - run["before"] for run in runs[-2:]]
    memory = slope(more[0], more[1], runs)
    return [*found, *([f"memory: {memory:.2f}"] if memory > MOST else [])]


def main() -> None:
    """Print the tables; exit 1 where growth is steeper than the floor."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--real", type=int, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--write", action="store_true", help="write the page of the documentation")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--as-real", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.as_real)))
        return
    parts, low = [], []
    for title, sizes, real in (
        ("Every stage as it is", asked.real, True),
        ("Parse and encoder by a stand-in", asked.sizes, False),
    ):
        if len(sizes) < 2:
            continue
        runs = [apart(posts, real) for posts in sizes]
        parts += [f"## {title}", "", *table(runs), ""]
        low += [f"{title}: {each}" for each in steep(runs)]
    where = f"Python {platform.python_version()}, {platform.machine()}, one thread."
    text = "\n".join([*parts, where]) + "\n"
    print(text)
    if asked.write:
        intro = PAGE.read_text(encoding="utf-8").partition("<!-- tables -->")[0]
        PAGE.write_text(f"{intro}<!-- tables -->\n\n{text}", encoding="utf-8")
    if low:
        print("steeper than allowed: " + "; ".join(low), file=sys.stderr)
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
