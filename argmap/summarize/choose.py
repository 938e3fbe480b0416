"""Which words say a part best: a quote, and a second one from the other side or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import numpy.typing as npt

from argmap.model import Claim
from argmap.signs import sides_from
from argmap.summarize.ground import HARD, SURE, Candidate, Ground
from argmap.summarize.worth import quotable

SHORT = 3
"""Spaces in words that are a quote rather than a label."""
SHORTLIST = 24
"""Best passages of a part from which a pair of quotes is chosen."""
OPPOSED = 0.25
"""What a quote from the other side is worth over one from the same side."""
BESIDE = 0.35
"""Cosine from which a second quote may stand beside the first without answering it."""
SUPPORTED = 2.5
"""Weight of a claim's support in the thread against its closeness to the part."""
ANSWERS = 0.3
"""Cosine from which a reply is taken to object to the quote itself, not to something beside it."""
SAME_POINT = 0.7
"""Above this cosine two quotes say the same thing twice."""


def centre(ground: Ground, claims: Sequence[Claim]) -> npt.NDArray[np.float32]:
    """Return the unit mean of the claims, those that others come close to weighing more."""
    own = [c for c in claims if c.id not in ground.refrains and c.post != ground.drafted] or claims
    rows = [ground.extraction.row[claim.id] for claim in own]
    vectors = ground.extraction.encodings.claims[rows]
    mean = (vectors * np.maximum(ground.support[rows], 0.0)[:, None]).sum(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def choose(
    ground: Ground, claims: Sequence[Claim], room: int, told: frozenset[str] = frozenset()
) -> tuple[Candidate, Candidate | None]:
    """Pick the quote, and a second one that adds most: the other side's where there is one.

    Args:
        ground: The thread.
        claims: The claims of a part, in thread order; at least one.
        room: Words the quotes may take together.
        told: Words that other points quote already, in lower case.
    """
    target = centre(ground, claims)
    all_of_them = ground.candidates(claims)
    fresh = [
        each
        for each in all_of_them
        if not _is_told(each.text.lower(), told)
        and not ground.refrains.intersection(each.passage.claims)
    ]
    said = [each for each in fresh if each.passage.post != ground.drafted]
    short = shortlist(said or fresh or all_of_them, target, room)
    scores = [score(each, target) for each in short]
    best: tuple[float, Candidate, Candidate | None] = (scores[0] - 0.05, short[0], None)
    within = {claim.post for claim in claims}
    sides = [sides_from(each.passage.post, ground.links, within) for each in short]
    for one, other in permutations(range(len(short)), 2):
        first, second = short[one], short[other]
        near = float(first.vector @ second.vector)
        if (
            ground.voice(first.passage.post) == ground.voice(second.passage.post)
            or first.words + second.words > room
            or near > SAME_POINT
        ):
            continue
        link = ground.links.get(first.passage.post, {}).get(second.passage.post, 0.0)
        # An objection comes after what it objects to, and answers it.
        opposed = ground.objects(second, first) and ground.meets(second, first) >= ANSWERS
        if not opposed and (
            scores[one] < scores[other]
            or sides[one].get(second.passage.post, 0.0) < 0
            or link <= -SURE
            or (link < SURE and near < BESIDE)
        ):
            continue
        both = first.vector * first.words**0.5 + second.vector * second.words**0.5
        fit = float(both @ target) / max(float(np.linalg.norm(both)), 1e-9)
        own = float(first.vector @ target + second.vector @ target) / 2
        value = (scores[one] + scores[other]) / 2 - own + fit + (OPPOSED if opposed else 0.0)
        value = round(value, 6)
        if value > best[0]:
            best = (value, first, second)
    return best[1], best[2]


def _is_told(words: str, told: frozenset[str]) -> bool:
    """True where another point quotes these words, or all but their first or last."""
    quotes = (other for other in told if other.count(" ") >= SHORT)
    return any(words in other or other in words for other in quotes)


def shortlist(
    candidates: Sequence[Candidate], target: npt.NDArray[np.float32], room: int
) -> list[Candidate]:
    """Return the best passages that fit, without hard flaws where there are such."""
    order = sorted(candidates, key=lambda each: -score(each, target))
    fitting = [each for each in order if each.words <= room]
    whole = [each for each in fitting if quotable(each.text)]
    clean = [each for each in whole if not HARD.intersection(each.passage.flaws)]
    return (clean or whole or fitting or order[:1])[:SHORTLIST]


def score(candidate: Candidate, target: npt.NDArray[np.float32]) -> float:
    """Return how well a passage says what a part says: central, supported, and readable."""
    near = float(candidate.vector @ target)
    return round(near + SUPPORTED * candidate.support - candidate.handicap, 6)
