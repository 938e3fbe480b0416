"""How well a claim would stand in a summary by itself."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from argmap.model import Claim, Extraction, Thread
from argmap.summarize.trim import trimmed

BLOCK = 1024
NEIGHBOURS = 10
SHORTEST, LONGEST = 5, 40
"""Words of a quotable claim."""

_DANGLING = re.compile(
    r"(?i)^(?:it|it's|its|this|that|that's|these|those|they|they're|he|she|him|her|them|which|who"
    r"|there|here|same|such|neither|both|either|one|or|nor|not|then|than)\b"
)
_FRAGMENT = re.compile(
    r"(?i)^(?:at|in|on|of|from|by|to|as|like|than|into|about|for|with|without|if|when|whether|how"
    r"|where|what|who|is|are|was|were|be|being|been|has|have|had|do|does|did|can|could|will|would"
    r"|should|might|may|must)\b"
)
_FIRST_PERSON = re.compile(r"(?i)\b(?:i|i'm|i've|i'd|i'll|my|me|mine|myself)\b")
_SECOND_PERSON = re.compile(r"(?i)\b(?:you're|your|yours)\b")
_ADDRESS = re.compile(r"(?i)https?://|\bwww\.")
_RESTLESS = re.compile(r"[!?]{2,}|\.\.\.|…|[A-Z]{12,}|^\W*\w+\W*$")


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
    out = np.zeros(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), BLOCK):
        similar = vectors[start : start + BLOCK] @ vectors.T
        similar[owner[start : start + BLOCK, None] == owner[None, :]] = 0.0
        most = min(NEIGHBOURS, similar.shape[1])
        nearest = -np.partition(-similar, most - 1, axis=1)[:, :most]
        out[start : start + BLOCK] = np.sort(nearest, axis=1).mean(axis=1)
    return out


def handicap(claim: Claim, text: str) -> float:
    """Return what to take off a claim's score for reading badly by itself, 0 or more.

    Args:
        claim: The claim.
        text: Its words after trimming.
    """
    off = 0.0
    off += 0.15 if _DANGLING.match(text) else 0.0
    off += 0.15 if _FRAGMENT.match(text) else 0.0
    off += 0.04 if _FIRST_PERSON.search(text) else 0.0
    off += 0.03 if _SECOND_PERSON.search(text) else 0.0
    off += 0.12 if claim.kind == "question" or text.endswith("?") else 0.0
    off += 0.20 if _ADDRESS.search(text) else 0.0
    off += 0.08 if _RESTLESS.search(text) else 0.0
    return off + 0.10 * (1.0 - claim.confidence)


def quotable(claim: Claim) -> bool:
    """True where a claim is neither too short nor too long, and stands on one line."""
    start, end = trimmed(claim)
    text = claim.text[start - claim.start : end - claim.start]
    return SHORTEST <= len(text.split()) <= LONGEST and "\n" not in text
