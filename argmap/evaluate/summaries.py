"""A map's summary against an editor's: what is said, from which posts, in which themes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.encode import Encoder
from argmap.evaluate.annotations import Reference
from argmap.model import MapData

GROUNDED = 0.5
"""Cosine from which a point says what a bullet says."""
BATCH = 32
Bullet = tuple[str, frozenset[str], int]


@dataclass(frozen=True, slots=True)
class SummaryScores:
    """Against one reference."""

    reference: str
    points: int
    bullets: int
    recall_soft: float
    """Mean over the editor's bullets of the best cosine with a point."""
    recall_grounded: float
    """Share of the bullets with a point at cosine of 0.5 or more that cites one of its posts."""
    evidence_f1: float
    """Mean over the bullets of the best F1 between their posts and a point's."""
    precision_soft: float
    """Mean over the points of the best cosine with a bullet."""
    theme_agreement: float
    """Adjusted mutual information of both partitions, times the share of posts cited by both."""
    cited_recall: float
    """Share of the posts the editor cites that the summary cites."""


def score_summary(argument_map: MapData, reference: Reference, encoder: Encoder) -> SummaryScores:
    """Compare the summary of a map with a reference."""
    ours, theirs = _points(argument_map), reference.bullets
    cited, agreement = _themes(ours, theirs)
    if not ours:
        return SummaryScores(reference.name, 0, len(theirs), 0, 0, 0, 0, 0, 0)
    similar = _encode(encoder, theirs) @ _encode(encoder, ours).T
    shared = np.array([[bool(posts & own) for _, own, _ in ours] for _, posts, _ in theirs])
    grounded = np.where(shared, similar, -1.0).max(axis=1)
    evidence = [max(_overlap(posts, own) for _, own, _ in ours) for _, posts, _ in theirs]
    return SummaryScores(
        reference=reference.name,
        points=len(ours),
        bullets=len(theirs),
        recall_soft=float(similar.max(axis=1).mean()),
        recall_grounded=float((grounded >= GROUNDED).mean()),
        evidence_f1=sum(evidence) / len(evidence),
        precision_soft=float(similar.max(axis=0).mean()),
        theme_agreement=agreement,
        cited_recall=cited,
    )


def _points(argument_map: MapData) -> list[Bullet]:
    return [
        (point.text, frozenset(argument_map.claim[claim].post for claim in point.claims), number)
        for number, section in enumerate(argument_map.summary.sections)
        for point in section.points
    ]


def _encode(encoder: Encoder, bullets: Sequence[Bullet]) -> npt.NDArray[np.float32]:
    texts = [text for text, _, _ in bullets]
    # Vectors depend a little on which texts share a batch: these are as they stand.
    parts = [encoder(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _themes(ours: Iterable[Bullet], theirs: Iterable[Bullet]) -> tuple[float, float]:
    """Return the share of posts cited by both, and the agreement of themes on these."""
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    for labels, bullets in ((first, theirs), (second, ours)):
        for _, posts, number in bullets:
            for post in posts:
                labels.setdefault(post, number)
    both = sorted(first.keys() & second.keys())
    cited = len(both) / len(first) if first else 0.0
    agreement = adjusted_mutual_information([(first[post], second[post]) for post in both])
    return cited, max(0.0, agreement) * cited


def adjusted_mutual_information(pairs: Sequence[tuple[int, int]]) -> float:
    """Agreement of two partitions of the same things; 0 is chance, 1 is equal.

    Source: Vinh, Epps & Bailey 2010, Journal of Machine Learning Research 11, arithmetic mean.
    """
    total = len(pairs)
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    if total < 2 or (len(first) < 2 and len(second) < 2):
        return 0.0
    mutual = sum(
        count / total * math.log(total * count / (first[a] * second[b]))
        for (a, b), count in sorted(Counter(pairs).items())
    )
    expected = sum(
        _expected(total, a, b) for a in sorted(first.values()) for b in sorted(second.values())
    )
    top = (_entropy(first, total) + _entropy(second, total)) / 2 - expected
    return (mutual - expected) / top if abs(top) > 1e-12 else 0.0


def _entropy(counts: Counter[int], total: int) -> float:
    return -sum(count / total * math.log(count / total) for _, count in sorted(counts.items()))


def _expected(total: int, a: int, b: int) -> float:
    """Mutual information that groups of these sizes share by chance (hypergeometric)."""
    log = math.lgamma
    fixed = log(a + 1) + log(b + 1) + log(total - a + 1) + log(total - b + 1) - log(total + 1)
    found = 0.0
    for both in range(max(1, a + b - total), min(a, b) + 1):
        ways = log(both + 1) + log(a - both + 1) + log(b - both + 1) + log(total - a - b + both + 1)
        found += both / total * math.log(total * both / (a * b)) * math.exp(fixed - ways)
    return found
