"""Relations across a thread: the same point made by different posts.

Abstains wherever the words do not agree: a wrong rephrase would merge two voices into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from argmap.encode.words import content_words
from argmap.model import Claim, Evidence, Extraction, Relation, Settings, Stance, Thread

REPHRASE_BAR = 0.7
"""Cosine that two claims must reach."""
OVERLAP_BAR = 0.4
"""Share of the shorter claim's content words that the other must say too."""
JOINT_BAR = 0.64
"""Mean of cosine and shared content; the pairs above it were read, see the model card."""
BLOCK = 2048
MIN_WORDS = 2
"""Content words below which a claim says too little to be repeated."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|cannot|without|hardly|isnt|dont|\w+n['’]t|"
    r"nowhere|neither|nor|unless|lacks?|fails?|missing)\b",
    re.IGNORECASE,
)


def relate_across(
    thread: Thread,
    extraction: Extraction,
    stances: Mapping[str, Stance],
    settings: Settings,
) -> tuple[Relation, ...]:
    """Find claims of different posts that say the same.

    Args:
        thread: Posts in reading order.
        extraction: Claims, their mentions and encodings.
        stances: By post id.
        settings: ``min_confidence`` raises the bar; with ``fast`` the encodings are hashed words.

    Returns:
        Rephrases from the later claim to the earlier, in reading order.
    """
    claims = extraction.claims
    found = []
    for earlier, later, cosine in mutual_neighbours(extraction):
        relation = _rephrase(claims[earlier], claims[later], cosine)
        if relation and relation.confidence >= settings.min_confidence:
            found.append(relation)
    order = extraction.row
    return tuple(sorted(found, key=lambda r: (order[r.source], order[r.target], r.kind)))


def mutual_neighbours(extraction: Extraction) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier row, later row, cosine) of claims of two posts nearest to each other."""
    vectors = extraction.encodings.claims
    if not len(vectors):
        return
    ids = dict.fromkeys(claim.post for claim in extraction.claims)
    number = {post: place for place, post in enumerate(ids)}
    post = np.array([number[claim.post] for claim in extraction.claims])
    nearest, cosine = _nearest(vectors, post)
    for row in range(len(vectors)):
        other = int(nearest[row])
        if other > row and nearest[other] == row and cosine[row] >= REPHRASE_BAR:
            yield row, other, float(cosine[row])


def _nearest(
    vectors: npt.NDArray[np.float32], post: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]:
    """The nearest claim of another post for each; block by block, so memory stays flat."""
    nearest = np.zeros(len(vectors), dtype=np.intp)
    cosine = np.zeros(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), BLOCK):
        rows = slice(start, start + BLOCK)
        similar = vectors[rows] @ vectors.T
        similar[post[rows, None] == post[None, :]] = -1.0
        nearest[rows] = similar.argmax(axis=1)
        cosine[rows] = similar[np.arange(len(similar)), nearest[rows]]
    return nearest, cosine


def _rephrase(earlier: Claim, later: Claim, cosine: float) -> Relation | None:
    overlap = shared_content(earlier.text, later.text)
    if overlap < OVERLAP_BAR or not same_mode(earlier, later):
        return None
    confidence = round(min(1.0, (cosine + overlap) / 2), 4)
    if confidence < JOINT_BAR:
        return None
    evidence = (
        Evidence("similarity", "cosine of the encodings", score=round(cosine, 4)),
        Evidence("overlap", "content words in common", score=round(overlap, 4)),
    )
    return Relation(later.id, earlier.id, "rephrases", "thread", confidence, evidence)


def shared_content(one: str, other: str) -> float:
    """Share of content words in common (Dice); 0 where one says too little."""
    a, b = content_words(one), content_words(other)
    if min(len(a), len(b)) < MIN_WORDS:
        return 0.0
    return 2 * len(a & b) / (len(a) + len(b))


def same_mode(one: Claim, other: Claim) -> bool:
    """Whether two claims agree in negation, numbers and in being a question, and name the same."""
    a, b = one.text, other.text
    return (
        bool(_NEGATION.search(a)) == bool(_NEGATION.search(b))
        and set(_NUMBER.findall(a)) == set(_NUMBER.findall(b))
        and a.rstrip().endswith("?") == b.rstrip().endswith("?")
        and _named(one) == _named(other)
    )


def _named(claim: Claim) -> frozenset[str]:
    return frozenset(mention.entity for mention in claim.mentions)
