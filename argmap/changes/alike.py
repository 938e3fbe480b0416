"""How alike two texts are, and the best pairs among many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

Matrix = npt.NDArray[np.float64]


def likeness(one: str, other: str) -> float:
    """Return the normalised indel similarity of two texts, in [0, 1].

    Source: Levenshtein 1966; as rapidfuzz computes it.

    >>> likeness("YAML is a trap.", "YAML is a trap!") > 0.9
    True
    """
    return float(fuzz.ratio(one, other)) / 100


def pair_texts(
    old: Mapping[str, str], new: Mapping[str, str], *, least: float
) -> dict[str, tuple[str, float]]:
    """Pair texts so that the sum of similarities is greatest; none below ``least``.

    Args:
        old: Texts by id.
        new: Likewise.
        least: Least similarity of a pair, in [0, 1].

    Returns:
        Old id to new id and similarity, in the order of ``old``.
    """
    if not old or not new:
        return {}
    names, others = list(old), list(new)
    scores = process.cdist(
        list(old.values()), list(new.values()), scorer=fuzz.ratio, score_cutoff=least * 100
    )
    pairs = best_pairs(scores.astype(np.float64) / 100, least)
    return {names[a]: (others[b], score) for a, b, score in pairs}


def best_pairs(scores: Matrix, least: float) -> list[tuple[int, int, float]]:
    """Return the assignment with the greatest sum, as rows of row, column and score.

    Source: Kuhn 1955, The Hungarian method, doi:10.1002/nav.3800020109; as scipy computes it.
    """
    if not scores.size:
        return []
    rows, columns = linear_sum_assignment(np.where(scores < least, 0.0, scores), maximize=True)
    found = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(a, b, float(scores[a, b])) for a, b in found if scores[a, b] >= max(least, 1e-9)]


def overlaps(old: Sequence[set[str]], new: Sequence[set[str]]) -> Matrix:
    """Return the Jaccard index of every pair of sets, shape (old, new).

    Source: Jaccard 1912, doi:10.1111/j.1469-8137.1912.tb05611.x.
    """
    table = np.zeros((len(old), len(new)))
    for row, one in enumerate(old):
        for column, other in enumerate(new):
            union = len(one | other)
            table[row, column] = len(one & other) / union if union else 0.0
    return table
