"""Relations across a thread: the same point made by different posts.

Abstains wherever the words do not agree: a wrong rephrase would merge two voices into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from argmap.encode.nearest import nearest
from argmap.encode.words import content_words
from argmap.model import Claim, Comparison, Evidence, Extraction, Relation, Settings, Stance, Thread
from argmap.relate.bars import load_bars

REPHRASE_BAR = 0.7
"""Cosine that two claims must reach."""
OVERLAP_BAR = 0.4
"""Share of the shorter claim's content words that the other must say too."""
DENIAL_OVERLAP = 0.75
"""Content words two claims must share before a negation in one makes them opposites."""
PREFERENCE_CONFIDENCE = 0.7
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
    """Find claims of different posts that say the same, or the opposite of each other.

    Args:
        thread: Posts in reading order.
        extraction: Claims, their mentions and encodings.
        stances: By post id.
        settings: ``min_confidence`` raises each kind's bar; with ``fast`` the encodings are hashed
            words.

    Returns:
        Rephrases and contrasts from the later claim to the earlier, in reading order. Contrasts
        come from a negation of the same words or from the opposite preference between the same
        two entities, and only where neither post answers the other.
    """
    found = [
        *_same_point(thread, extraction),
        *_opposite_preferences(thread, extraction),
    ]
    bars = {
        "contrasts": max(load_bars()["thread contrasts"], settings.min_confidence),
        "rephrases": max(load_bars()["thread rephrases"], settings.min_confidence),
    }
    kept = {
        (relation.source, relation.target, relation.kind): relation
        for relation in found
        if relation.confidence >= bars[relation.kind]
    }
    order = extraction.row
    return tuple(sorted(kept.values(), key=lambda r: (order[r.source], order[r.target], r.kind)))


def _same_point(thread: Thread, extraction: Extraction) -> Iterator[Relation]:
    for earlier, later, cosine in mutual_neighbours(extraction):
        one, other = extraction.claims[earlier], extraction.claims[later]
        relation = rephrase(one, other, cosine)
        if relation is None and not answers(thread, other, one):
            relation = _denial(one, other, cosine)
        if relation is not None:
            yield relation


def answers(thread: Thread, later: Claim, earlier: Claim) -> bool:
    """Whether one claim's post replies to the other's: the stance of the reply says it then."""
    posts = thread.by_id
    return (
        posts[later.post].parent == earlier.post
        or posts[earlier.post].parent == later.post
        or later.post == earlier.post
    )


def _opposite_preferences(thread: Thread, extraction: Extraction) -> Iterator[Relation]:
    """Claims that compare the same two entities and prefer different ones."""
    vectors = extraction.encodings.claims
    seen: dict[tuple[str, str], list[Comparison]] = {}
    for now in sorted(extraction.comparisons, key=lambda c: extraction.row[c.claim]):
        if now.preferred is None:
            continue
        row = extraction.row[now.claim]
        pair = (min(now.a, now.b), max(now.a, now.b))
        against = [
            extraction.row[past.claim]
            for past in seen.setdefault(pair, [])
            if past.preferred != now.preferred
            and not answers(
                thread, extraction.claims[row], extraction.claims[extraction.row[past.claim]]
            )
        ]
        seen[pair].append(now)
        if against:
            # One edge to the nearest: an edge to every opponent would say no more.
            closest = max(against, key=lambda other: (float(vectors[row] @ vectors[other]), -other))
            yield _preference(extraction, now, closest)


def _preference(extraction: Extraction, now: Comparison, other: int) -> Relation:
    claim = extraction.claims[extraction.row[now.claim]]
    at = claim.text.find(now.cue) if now.cue else -1
    if at >= 0:
        start = claim.start + at
        evidence = Evidence("comparative", now.cue, claim.post, start, start + len(now.cue))
    else:
        evidence = Evidence("comparative", f"prefers {now.preferred}")
    target = extraction.claims[other].id
    return Relation(now.claim, target, "contrasts", "thread", PREFERENCE_CONFIDENCE, (evidence,))


def _denial(earlier: Claim, later: Claim, cosine: float) -> Relation | None:
    """The same words, but only one of the two negates them."""
    cues = [_NEGATION.search(claim.text) for claim in (earlier, later)]
    overlap = shared_content(earlier.text, later.text)
    if (cues[0] is None) == (cues[1] is None) or overlap < DENIAL_OVERLAP or asks(earlier, later):
        return None
    claim, cue = (earlier, cues[0]) if cues[0] else (later, cues[1])
    if cue is None or _named(earlier) != _named(later):
        return None
    start = claim.start + cue.start()
    evidence = (
        Evidence("negation", cue[0], claim.post, start, start + len(cue[0])),
        Evidence("similarity", "cosine of the encodings", score=round(cosine, 4)),
        Evidence("overlap", "content words in common", score=round(overlap, 4)),
    )
    confidence = round((cosine + overlap) / 2, 4)
    return Relation(later.id, earlier.id, "contrasts", "thread", confidence, evidence)


def asks(*claims: Claim) -> bool:
    """Whether any of the claims is a question."""
    return any(claim.text.rstrip().endswith("?") for claim in claims)


def mutual_neighbours(extraction: Extraction) -> Iterator[tuple[int, int, float]]:
    """Yield (earlier row, later row, cosine) of claims of two posts nearest to each other."""
    vectors = extraction.encodings.claims
    if not len(vectors):
        return
    ids = dict.fromkeys(claim.post for claim in extraction.claims)
    number = {post: place for place, post in enumerate(ids)}
    post = np.array([number[claim.post] for claim in extraction.claims])
    neighbours, likeness = nearest(vectors, 1, groups=post)
    closest, cosine = neighbours[:, 0], likeness[:, 0]
    for row in range(len(vectors)):
        other = int(closest[row])
        if other > row and closest[other] == row and cosine[row] >= REPHRASE_BAR:
            yield row, other, float(cosine[row])


def rephrase(earlier: Claim, later: Claim, cosine: float) -> Relation | None:
    """Say that two claims make the same point where their words agree; surer the more they do."""
    overlap = shared_content(earlier.text, later.text)
    if overlap < OVERLAP_BAR or not same_mode(earlier, later):
        return None
    confidence = round(min(1.0, (cosine + overlap) / 2), 4)
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
