"""The best of overlapping candidates."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.extract.gazetteer import common_words
from argmap.extract.names import Candidate, group_key

THRESHOLD = 0.45
"""Candidates are kept from this probability on."""


SURE = 0.8
DOUBT = 0.2


def second_chance(candidates: Iterable[Candidate]) -> None:
    """Lift doubtful mentions of what the discussion surely names elsewhere to the threshold."""
    everything = list(candidates)
    best: dict[str, float] = {}
    for one in everything:
        best[group_key(one)] = max(best.get(group_key(one), 0.0), one.score)
    for one in everything:
        plain = one.surface.islower() and one.key in common_words()
        if DOUBT <= one.score < THRESHOLD and best[group_key(one)] >= SURE and not plain:
            one.score = THRESHOLD


def best_spans(candidates: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Candidate]:
    """Keep candidates above the threshold, the surest first, none over another; in text order."""
    kept: list[Candidate] = []
    taken: set[int] = set()
    ranked = sorted(candidates, key=lambda one: (-one.score, one.start - one.end, one.start))
    for one in ranked:
        if one.score < threshold:
            break
        span = range(one.start, one.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
