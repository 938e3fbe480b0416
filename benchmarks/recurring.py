"""Which similarity makes two points one argument: pairs of ArgKP-2021 arguments, all topics mixed.

    python benchmarks/recurring.py argkp2021.keypoints.jsonl.gz [--split train]

Two arguments say the same if they match a key point in common; arguments that match none are left
out. Precision and recall over all pairs, and of the groups that ``argmap corpus`` makes of them,
each argument standing for a discussion of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from argmap.corpus import recurring
from argmap.encode import load_encoder
from argmap.encode.keypoints import keypoint_space


def read(path: Path, split: str) -> tuple[list[str], list[frozenset[tuple[str, str]]]]:
    matched: dict[str, set[tuple[str, str]]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["split"] == split and row["label"] == 1:
                matched[row["argument"].strip()].add((row["topic"], row["keypoint"]))
    texts = sorted(matched)
    return texts, [frozenset(matched[text]) for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="train")
    given = parser.parse_args()
    texts, points = read(given.path, given.split)
    space = keypoint_space(texts, load_encoder()(texts))
    names = {point: n for n, point in enumerate(sorted({p for row in points for p in row}))}
    has = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, found in enumerate(points):
        has[row, [names[point] for point in found]] = 1
    same = (has @ has.T) > 0
    upper = np.triu_indices(len(texts), 1)
    likeness, truth = (space @ space.T)[upper], same[upper]
    print(
        f"{len(texts)} arguments, {len(names)} key points, {int(truth.sum())} of {len(truth)} pairs"
    )
    print("  bar  precision  recall     pairs   groups  grouped  of the centre's key point")
    for bar in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        taken = likeness >= bar
        right = int((taken & truth).sum())
        recurring.SAME = bar
        rows = [{"discussion": str(n)} for n in range(len(texts))]
        groups = recurring._groups(rows, space)
        pairs = [same[group[0][0], other] for group in groups for other, _ in group[1:]]
        pure = float(np.mean(pairs)) if pairs else 0.0
        print(
            f"{bar:5.2f}{right / max(int(taken.sum()), 1):11.3f}{right / int(truth.sum()):8.3f}"
            f"{int(taken.sum()):10}{len(groups):9}{len(pairs) + len(groups):9}{pure:11.3f}"
        )


if __name__ == "__main__":
    main()
