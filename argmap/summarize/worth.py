"""How well a claim would stand in a summary by itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from argmap.encode.nearest import EXACT, nearest
from argmap.model import Extraction, Flaw, Passage, Thread

BLOCK = 1024
NEIGHBOURS = 10
SHORTEST, LONGEST = 9, 40
"""Words of a quotable claim."""

FLAWS: Mapping[Flaw, float] = {
    "fragment": 0.3,
    "imperative": 0.08,
    "dangling": 0.35,
    "empty": 0.1,
    "personal": 0.08,
    "addressed": 0.04,
    "conceded": 0.1,
    "turned": 0.1,
    "backward": 0.25,
    "question": 0.1,
    "playful": 0.2,
    "address": 0.2,
}
"""What each flaw takes off the score of a passage."""


def support(thread: Thread, extraction: Extraction) -> npt.NDArray[np.float32]:
    """Return how much each claim says what others say, in [-1, 1].

    The mean cosine with the ten nearest claims of other posts: a claim many others come close
    to is a key point rather than an aside.

    Source: the matching score of Bar-Haim et al. 2020, doi:10.18653/v1/2020.emnlp-main.3,
    without supervision.

    Returns:
        Float32 of shape (claims,).
    """
    vectors = extraction.encodings.claims
    row = {post.id: number for number, post in enumerate(thread.posts)}
    owner = np.array([row[claim.post] for claim in extraction.claims])
    if len(vectors) > EXACT:
        _, likeness = nearest(vectors, NEIGHBOURS, groups=owner)
        return np.asarray(np.maximum(likeness, 0.0).mean(axis=1), dtype=np.float32)
    out = np.zeros(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), BLOCK):
        similar = vectors[start : start + BLOCK] @ vectors.T
        similar[owner[start : start + BLOCK, None] == owner[None, :]] = 0.0
        most = min(NEIGHBOURS, similar.shape[1])
        closest = -np.partition(-similar, most - 1, axis=1)[:, :most]
        out[start : start + BLOCK] = np.sort(closest, axis=1).mean(axis=1)
    return out


def handicap(passage: Passage, confidence: float) -> float:
    """Return what to take off a passage's score for reading badly by itself, 0 or more.

    Args:
        passage: The passage.
        confidence: How sure that they make a claim.
    """
    return sum(FLAWS[flaw] for flaw in passage.flaws) + 0.10 * (1.0 - confidence)


def quotable(text: str) -> bool:
    """True where words are neither too few nor too many, and stand on one line."""
    return SHORTEST <= len(text.split()) <= LONGEST and "\n" not in text
