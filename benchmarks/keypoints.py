"""Key point matching on ArgKP-2021: mAP strict and relaxed, as the shared task counts them.

    python benchmarks/keypoints.py argkp2021.keypoints.jsonl.gz [--split dev]

For each topic and stance an argument gets its best key point; the surer half is scored by average
precision. Unlabelled pairs are wrong in the strict figure and right in the relaxed one.
Source: Friedman et al. 2021, doi:10.18653/v1/2021.argmining-1.16.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from argmap.encode import load_encoder
from argmap.encode.keypoints import keypoint_space, match_scores

Scores = Callable[[list[str], list[str], np.ndarray], np.ndarray]
Encode = Callable[[list[str]], np.ndarray]
Labels = dict[str, dict[str, int]]


def average_precision(right: np.ndarray) -> float:
    """``right`` in the order of falling score."""
    if not right.any():
        return 0.0
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean())


def group_scores(labels: Labels, encode: Encode, scores: Scores) -> tuple[float, float]:
    arguments, texts = sorted(labels), _texts(labels)
    points = texts[len(arguments) :]
    similar = scores(arguments, points, encode(texts))
    surest = np.argsort(-similar.max(axis=1), kind="stable")[: len(arguments) // 2]
    chosen = [labels[arguments[row]].get(points[similar[row].argmax()]) for row in surest]
    strict = average_precision(np.array([label == 1 for label in chosen]))
    return strict, average_precision(np.array([label != 0 for label in chosen]))


def _texts(labels: Labels) -> list[str]:
    """Arguments, then key points."""
    return [*sorted(labels), *sorted({point for row in labels.values() for point in row})]


def read_groups(path: Path, split: str) -> dict[tuple[str, int], Labels]:
    groups: dict[tuple[str, int], Labels] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["split"] == split:
                labels = groups[row["topic"], row["stance"]][row["argument"].strip()]
                labels[row["keypoint"].strip()] = row["label"]
    return groups


def cosines(arguments: list[str], points: list[str], vectors: np.ndarray) -> np.ndarray:
    return vectors[: len(arguments)] @ vectors[len(arguments) :].T


def space_cosines(arguments: list[str], points: list[str], vectors: np.ndarray) -> np.ndarray:
    return cosines(arguments, points, keypoint_space([*arguments, *points], vectors))


WAYS: dict[str, Scores] = {
    "encoder alone": cosines,
    "key point space": space_cosines,
    "match scores": match_scores,
}


def measure(
    groups: dict[tuple[str, int], Labels], encode: Encode
) -> dict[str, tuple[float, float]]:
    """Strict and relaxed mAP of each way to score."""
    found = {}
    for name, scores in WAYS.items():
        rows = [group_scores(groups[key], encode, scores) for key in sorted(groups)]
        strict, relaxed = np.mean(rows, axis=0)
        found[name] = (float(strict), float(relaxed))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--split", default="dev")
    asked = arguments.parse_args()
    groups = read_groups(asked.corpus, asked.split)
    texts = sorted({text for labels in groups.values() for text in _texts(labels)})
    encoded = dict(zip(texts, load_encoder()(texts), strict=True))

    def encode(wanted: list[str]) -> np.ndarray:
        return np.array([encoded[text] for text in wanted])

    for name, (strict, relaxed) in measure(groups, encode).items():
        print(f"{name}: mAP strict {strict:.3f}, relaxed {relaxed:.3f} ({len(groups)} groups)")


if __name__ == "__main__":
    main()
