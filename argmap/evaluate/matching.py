"""Counting: token overlap of claims, matched pairs, precision and recall, reliability."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[\w#+.'-]*\w")
SAME = 0.7
"""Token F1 from which two spans are the same claim."""
EDGES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Borders of the rows of a reliability table."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many are right of those found and those annotated."""

    right: int
    found: int
    annotated: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.found + self.annotated
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Reliable:
    """One row of a reliability table: stated confidence beside what came true."""

    low: float
    high: float
    count: int
    stated: float
    right: float


def token_f1(one: str, other: str) -> float:
    """Overlap of the words of two texts, in [0, 1]."""
    first, second = (Counter(_WORD.findall(text.lower())) for text in (one, other))
    same = (first & second).total()
    return 2 * same / (first.total() + second.total()) if same else 0.0


def match(found: Sequence[str], annotated: Sequence[str]) -> dict[int, int]:
    """Match claims one to one, the most alike first; place of the annotated to that found."""
    pairs = sorted(
        (
            (token_f1(ours, theirs), i, j)
            for i, ours in enumerate(found)
            for j, theirs in enumerate(annotated)
        ),
        reverse=True,
    )
    used: set[int] = set()
    matched: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= SAME and i not in used and j not in matched:
            used.add(i)
            matched[j] = i
    return matched


def reliability(judged: Iterable[tuple[float, bool]]) -> tuple[Reliable, ...]:
    """Set stated confidences against the share that is right; rows without any are left out."""
    known = sorted(judged)
    rows = []
    for low, high in pairwise(EDGES):
        last = high == EDGES[-1]
        inside = [one for one in known if low <= one[0] < high or (last and one[0] == high)]
        if inside:
            stated = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(good for _, good in inside) / len(inside)
            rows.append(Reliable(low, high, len(inside), stated, right))
    return tuple(rows)


def calibration_error(rows: Sequence[Reliable]) -> float:
    """Expected calibration error (Naeini et al. 2015, doi:10.1609/aaai.v29i1.9602)."""
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.stated - row.right) for row in rows) / total if total else 0.0
