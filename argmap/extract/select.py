"""The best of overlapping candidates."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.extract.names import Candidate

THRESHOLD = 0.5
"""Candidates are kept from this probability on."""


def best_spans(candidates: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Candidate]:
    """Keep candidates above the threshold, the surest first, none over another; in text order."""
    kept: list[Candidate] = []
    ranked = sorted(candidates, key=lambda one: (-one.score, one.start - one.end, one.start))
    for one in ranked:
        if one.score < threshold:
            break
        if not any(other.start < one.end and one.start < other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
