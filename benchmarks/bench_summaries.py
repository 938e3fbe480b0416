"""Time, memory and quality of a summary beside BERTopic, LexRank and TextRank.

Run from a checkout, with the packages of argmap[bench]::

    python benchmarks/bench_summaries.py [--runs N] [--only SIDE …]

All sides read the same discussion and, argmap aside, choose among the same sentences; none may say
more than 50 points of 1,500 words. Quality is that of ``argmap.evaluate`` against two editors'
summaries and is measured where ARGMAP_SHARED holds such a discussion; speed on the example, too.
Loading (imports, models, a first use on a few sentences, which lets numba compile) counts apart.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from common import EXAMPLE, in_turn, peak_memory, ratios, shared_folder, spread, table, write_result

OURS = {"argmap": False, "argmap --fast": True}
PKL = "threads/hn-39232976-pkl.algolia.json"
REFERENCES = ("gold/pkl.A.ref.json", "gold/pkl.B.ref.json")
QUALITY = {
    "recall_soft": "says (soft)",
    "recall_grounded": "says, same comments",
    "evidence_f1": "evidence F1",
    "theme_agreement": "themes",
    "precision_soft": "precision (soft)",
}
WARM_UP = 60
"""Sentences of the first use: UMAP needs more than its 15 neighbours."""


def measure(side: str, source: str, references: list[str]) -> dict[str, float]:
    """Make one side's summary in this process."""
    from argmap.read import read

    thread = read(source)
    work = _ours(OURS[side]) if side in OURS else _theirs(side, source)
    began, cpu = time.perf_counter(), time.process_time()
    made = work(thread)
    figures = {
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "memory": peak_memory(),
        "loading": cpu,
    }
    points = [point for section in made.summary.sections for point in section.points]
    figures["points"] = len(points)
    figures["words"] = sum(len(point.text.split()) for point in points)
    return figures | (_quality(made, references) if references else {})


def _ours(fast: bool) -> Any:
    from argmap.encode import load_encoder
    from argmap.extract.language import load_language
    from argmap.model import Settings
    from argmap.pipeline import build_map

    list(load_language().pipe(["Warm up."]))
    load_encoder(fast)(["Warm up."])
    return lambda thread: build_map(thread, Settings(fast=fast))


def _theirs(side: str, source: str) -> Any:
    import peers

    from argmap.encode import load_encoder
    from argmap.extract.language import load_language
    from argmap.read import read

    language, encoder, choose = load_language(), load_encoder(), peers.SIDES[side]
    choose(peers.sentences_of(read(EXAMPLE), language)[:WARM_UP], language, encoder)

    def work(thread: Any) -> Any:
        sentences = peers.sentences_of(thread, language)
        return peers.as_map(thread, choose(sentences, language, encoder))

    return work


def _quality(made: Any, references: list[str]) -> dict[str, float]:
    from argmap.encode import load_encoder
    from argmap.evaluate import read_reference, score_summary

    encoder = load_encoder()
    rows = [asdict(score_summary(made, read_reference(Path(each)), encoder)) for each in references]
    return {name: sum(row[name] for row in rows) / len(rows) for name in QUALITY}


def size_of(source: Path) -> str:
    from argmap.read import read

    posts = read(source).posts
    words = sum(len(post.text.split()) for post in posts)
    return f"{len(posts)} posts, {words:,} words"


def one_table(name: str, source: Path, found: dict[str, Any], quality: bool) -> dict[str, Any]:
    ours = found["argmap"]
    columns = ["CPU s", "times argmap's CPU", "loading CPU s", "peak MiB", "points", "words"]
    rows = []
    for side, turns in found.items():
        cells: list[Any] = [
            spread([turn["cpu"] for turn in turns]),
            ratios(turns, ours, "cpu"),
            spread([turn["loading"] for turn in turns])["median"],
            max(turn["memory"] for turn in turns),
            turns[0]["points"],
            turns[0]["words"],
        ]
        if quality:
            cells += [spread([turn[each] for turn in turns]) for each in QUALITY]
        rows.append((side, cells))
    heading = f"{name}: {size_of(source)}"
    return table(heading, columns + (list(QUALITY.values()) if quality else []), rows)


def findings(found: dict[str, Any], quality: bool) -> list[str]:
    ours = found["argmap"]
    told = []
    for side, turns in found.items():
        if side not in OURS:
            times = ratios(turns, ours, "cpu")["median"]
            line = f"{side} takes {times:.2f} times the CPU time of argmap's whole map"
            if quality:
                mean = {
                    each: [sum(t[each] for t in of) / len(of) for of in (turns, ours)]
                    for each in QUALITY
                }
                better = [f"{QUALITY[each]} {a:.3f} to {b:.3f}" for each, (a, b) in mean.items()]
                line += f"; its summary beside argmap's: {', '.join(better)}"
            told.append(line + ".")
    return told


def main() -> None:
    import peers

    sides = [*OURS, *peers.SIDES]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", choices=sides)
    parser.add_argument("--measure", choices=sides, help=argparse.SUPPRESS)
    parser.add_argument("--source", help=argparse.SUPPRESS)
    parser.add_argument("--reference", action="append", default=[], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.source, asked.reference)))
        return
    shared = shared_folder()
    inputs: list[tuple[str, Path, list[Path]]] = [("The example", EXAMPLE, [])]
    if shared:
        inputs.append(("Pkl", shared / PKL, [shared / each for each in REFERENCES]))
    tables, told = [], []
    for name, source, references in inputs:
        print(name, file=sys.stderr)
        given = ["--source", str(source)]
        given += [word for each in references for word in ("--reference", str(each))]
        found = in_turn(__file__, asked.only or sides, asked.runs, *given)
        tables.append(one_table(name, source, found, bool(references)))
        told += [f"{name}: {line}" for line in findings(found, bool(references))]
    if asked.only:
        print(json.dumps(tables, indent=1))
        return
    write_result(
        "summaries",
        title="A summary: BERTopic, LexRank, TextRank",
        asks=(
            "From a discussion that is read to a summary of at most 50 points and 1,500 words, "
            "CPU time without loading. Argmap's time is that of the whole map (claims, stances, "
            "entities, themes, points); the others only choose sentences. Quality is measured "
            "against the summaries of two editors (mean), as `argmap evaluate` counts it."
        ),
        runs=asked.runs,
        packages=("bertopic", "umap-learn", "hdbscan", "sumy", "pytextrank", "spacy"),
        tables=tables,
        findings=told,
        caveats=[
            "BERTopic runs with its defaults, a seed, and argmap's own encoder (MiniLM, int8) in "
            "place of sentence-transformers, which would bring torch; its topics are the sections, "
            "up to three representative sentences each the points, and a point cites the comments "
            "of the sentences nearest to it. Sumy's own sentence splitter needs a download: it "
            "gets the same sentences as the others.",
            "Argmap's points carry frames and labels beside the quotes, and cite every comment "
            "that expresses the point or opposes it; LexRank and TextRank cite the sentence's "
            "own. They have no sections, so their themes score 0.",
            "Constants of argmap's summary were looked at on this very discussion, the only one "
            "with references; its heads were trained with it, too. Expect less elsewhere.",
        ],
    )


if __name__ == "__main__":
    main()
