"""Which claim of its parent a reply speaks to.

A conditional logit over the parent's claims (McFadden 1974): likeness of the encodings, words in
common, quoted words, and place in the parent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from argmap.model import Claim, Extraction, Post, Span, Thread
from argmap.relate.text import opening, own_words, words

TARGET_FEATURES = (
    "similarity to post",
    "similarity to opening",
    "similarity to closest claim",
    "similarity to first claim",
    "similarity to parent",
    "first claim",
    "last claim",
    "place",
    "length",
    "question",
    "quoted words",
    "quoted most",
    "words in common",
    "words in common with the opening",
    "first paragraph",
    "last paragraph",
    "evidence",
    "last and a question",
)
RULE_WEIGHTS: Mapping[str, float] = {
    "similarity to closest claim": 3.0,
    "similarity to post": 1.5,
    "similarity to opening": 1.5,
    "quoted words": 8.0,
    "words in common": 1.0,
    "first claim": 0.3,
    "last claim": 0.3,
}
"""Weights where no head is trained: likeness, quotes, and a small liking for the ends."""
SAME_QUOTE = 0.6
"""Share of a claim's letters that a quotation must hold to count as quoting it."""


@dataclass(frozen=True, slots=True)
class Target:
    """The claim addressed, how sure, how alike, and the quotation that names it."""

    claim: Claim
    probability: float
    similarity: float
    quote: Span | None = None


class TargetFinder:
    """Scores the claims of a post's parent; ``weights`` are by feature name."""

    def __init__(
        self, thread: Thread, extraction: Extraction, weights: Mapping[str, float] = RULE_WEIGHTS
    ) -> None:
        """Prepare for one thread."""
        self._thread, self._extraction = thread, extraction
        self._row = {post.id: number for number, post in enumerate(thread.posts)}
        self._weights = np.array(
            [weights.get(name, 0.0) for name in TARGET_FEATURES], dtype=np.float64
        )

    def candidates(self, post: Post) -> tuple[Claim, ...]:
        """Return the claims of the post's parent, in reading order."""
        return self._extraction.by_post.get(post.parent, ()) if post.parent else ()

    def find(self, post: Post) -> Target | None:
        """Return the claim addressed; None where the parent has no claim."""
        claims = self.candidates(post)
        if not claims:
            return None
        features = self.features(post)
        scores = features @ self._weights
        best = int(scores.argmax())
        odds = np.exp(scores - scores.max())
        return Target(
            claims[best],
            float(odds[best] / odds.sum()),
            float(features[best, TARGET_FEATURES.index("similarity to closest claim")]),
            _quote_of(post, claims[best]),
        )

    def features(self, post: Post) -> npt.NDArray[np.float64]:
        """Return shape (candidates, len(TARGET_FEATURES))."""
        claims = self.candidates(post)
        likeness = self._likeness(post, claims)
        own = own_words(post)
        first = opening(own)
        said, said_first = set(words(own)), set(words(own[first.start : first.end]))
        parent = self._thread.by_id[claims[0].post].text
        quoted = [_quoted(post, claim) for claim in claims]
        last = len(claims) - 1
        rows = [
            [
                *likeness[number],
                float(number == 0),
                float(number == last),
                number / max(1, last),
                math.log1p(len(claim.text.split())),
                float(claim.text.endswith("?")),
                quoted[number] if quoted[number] > SAME_QUOTE else 0.0,
                float(quoted[number] > SAME_QUOTE and quoted[number] == max(quoted)),
                _shared(claim, said),
                _shared(claim, said_first),
                float("\n\n" not in parent[: claim.start]),
                float("\n\n" not in parent[claim.end :]),
                float(claim.kind == "evidence"),
                float(number == last and claim.text.endswith("?")),
            ]
            for number, claim in enumerate(claims)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(claims), len(TARGET_FEATURES))

    def _likeness(self, post: Post, claims: tuple[Claim, ...]) -> npt.NDArray[np.float64]:
        """Return shape (candidates, 5): cosines."""
        encodings, row = self._extraction.encodings, self._extraction.row
        theirs = encodings.claims[[row[claim.id] for claim in claims]]
        number = self._row[post.id]
        to_post = theirs @ encodings.posts[number]
        to_opening = theirs @ encodings.openings[number]
        own = [row[claim.id] for claim in self._extraction.by_post.get(post.id, ())]
        to_claims = theirs @ encodings.claims[own].T if own else to_opening[:, None]
        closest = to_claims.max(axis=1)
        to_parent = theirs @ encodings.posts[self._row[claims[0].post]]
        columns = [to_post, to_opening, closest, to_claims[:, 0], to_parent]
        return np.stack(columns, axis=1).astype(np.float64)


def _shared(claim: Claim, said: set[str]) -> float:
    """Share of a claim's longer words that the reply says too."""
    own = _longer(claim.text)
    return len(own & said) / (1 + len(own))


@lru_cache(maxsize=1 << 10)
def _longer(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) > 3)


def _quoted(post: Post, claim: Claim) -> float:
    """How much of a claim (or of a shorter quotation) is quoted, in [0, 1]."""
    return max((_overlap(post, span, claim) for span in post.quotes), default=0.0)


def _overlap(post: Post, span: Span, claim: Claim) -> float:
    text = post.text[span.start : span.end].lstrip("> \n")
    # A one-word quotation is a part of nearly anything.
    return _alike(claim.text, text) if len(text) > 8 else 0.0


@lru_cache(maxsize=256)
def _alike(claim: str, quote: str) -> float:
    """How much of the shorter of two texts stands in the other; 0 below ``SAME_QUOTE``.

    Kept, for the target that is chosen is looked at once more.
    """
    return fuzz.partial_ratio(claim, quote, score_cutoff=100 * SAME_QUOTE) / 100


def _quote_of(post: Post, claim: Claim) -> Span | None:
    """Return the quotation that holds the claim best, if any does."""
    found = [(_overlap(post, span, claim), -span.start, span) for span in post.quotes]
    best = max(found, default=None, key=lambda item: item[:2])
    return best[2] if best and best[0] > SAME_QUOTE else None
