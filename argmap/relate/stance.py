"""How each post stands towards its parent: by cue rules, or by the learned head."""

from __future__ import annotations

import math
from collections.abc import Iterable

from argmap.cache import NO_CACHE, Cache
from argmap.encode.network import Scores
from argmap.model import (
    Evidence,
    Extraction,
    Post,
    Progress,
    Settings,
    Stance,
    Thread,
    no_progress,
)
from argmap.relate.cues import Cue, find_cues
from argmap.relate.features import find_features
from argmap.relate.head import KINDS, SIGNED, load_head
from argmap.relate.readings import in_rows, read_replies
from argmap.relate.rules import CUE_KINDS, judge
from argmap.relate.targets import Target, TargetFinder
from argmap.relate.text import own_words
from argmap.relate.wording import load_wording

SHOWN_CUES = 3
SHOWN_FEATURES = 3
LEAST_GAIN = 0.01
"""Log odds below which a feature is not worth a word."""


def find_stances(
    thread: Thread,
    extraction: Extraction,
    settings: Settings,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> dict[str, Stance]:
    """Judge every post that has words of its own; in thread order.

    At the top level the stance is towards the thread's subject. A reply that takes no side still
    has a target: the claim it asks about or adds to. Digests and documents have one voice and no
    replies, hence no stances. A signed stance less sure than
    ``settings.min_confidence`` becomes ``none``. ``settings.fast`` uses rules alone.
    ``cache`` holds replies read before.
    """
    if thread.kind != "thread":
        return {}
    if settings.fast:
        judged = _by_rules(thread, extraction)
    else:
        judged = _by_head(thread, extraction, progress, cache)
    found: dict[str, Stance] = {}
    for number, (post, stance) in enumerate(zip(thread.posts, judged, strict=True), start=1):
        if post.state == "ok" and own_words(post).strip():
            found[post.id] = _abstain(stance, settings.min_confidence)
        progress("stance", number, len(thread.posts))
    return found


def _abstain(stance: Stance, bar: float) -> Stance:
    if stance.kind == "none" or stance.confidence >= bar:
        return stance
    note = Evidence("abstained", f"{stance.kind} below the confidence asked for", score=bar)
    # What is left for none is at most what the sign did not take.
    left = round(1 - stance.confidence, 4)
    return Stance("none", left, stance.target, (*stance.evidence, note))


def _by_rules(thread: Thread, extraction: Extraction) -> Iterable[Stance]:
    finder = TargetFinder(thread, extraction)
    for post in thread.posts:
        cues = find_cues(own_words(post))
        kind, confidence, telling = judge(post, cues)
        target = finder.find(post)
        evidence = (*_link(post), *_cues(post, telling), *_target(post, target))
        yield Stance(kind, confidence, target.claim.id if target else None, evidence)


def _by_head(
    thread: Thread, extraction: Extraction, progress: Progress, cache: Cache
) -> Iterable[Stance]:
    head = load_head()
    finder = TargetFinder(thread, extraction, head.target_weights())
    features = find_features(thread, extraction)
    rows = head.standardised(features)
    doubtful = {
        post.id for post, doubt in zip(thread.posts, head.in_doubt(features), strict=True) if doubt
    }
    readings = in_rows(thread, read_replies(thread, doubtful, progress, cache))
    for number, probabilities in enumerate(head.probabilities(features, readings)):
        post, kind = thread.posts[number], int(probabilities.argmax())
        probability = float(probabilities[kind])
        added = head.contributions(rows[number], kind)
        target = finder.find(post)
        evidence = (
            *_link(post),
            *_cues(post, _telling(features.cues[number], added)),
            *_target(post, target),
            Evidence("model", "logistic head", score=round(probability, 4)),
            *_others(probabilities.tolist(), kind),
            *_strongest(added, features.named[number].tolist()),
            *_wording(post, kind, float(features.wording[number])),
            *_reading(readings[number], kind),
        )
        yield Stance(
            KINDS[kind],
            round(head.confidence(probability, kind), 4),
            target.claim.id if target else None,
            evidence,
        )


def _others(probabilities: list[float], chosen: int) -> tuple[Evidence, ...]:
    """What else the post may be: the other kinds with what the head gives them."""
    return tuple(
        Evidence("alternative", KINDS[kind], score=round(score, 4))
        for kind, score in enumerate(probabilities)
        if kind != chosen
    )


def _telling(cues: tuple[Cue, ...], added: dict[str, float]) -> list[Cue]:
    """Return the cues that speak for the kind chosen, strongest first, one of each group."""
    groups: set[str] = set()
    found = []
    for cue in sorted(cues, key=lambda cue: (-added[cue.group], cue.start, cue.end)):
        if added[cue.group] > 0 and cue.group in CUE_KINDS and cue.group not in groups:
            groups.add(cue.group)
            found.append(cue)
    return found[:SHOWN_CUES]


def _link(post: Post) -> tuple[Evidence, ...]:
    if post.parent is None:
        return (Evidence("reply", "top-level post: towards the subject of the thread"),)
    note = "reply link, inferred" if post.parent_inferred else "reply link"
    return (Evidence("reply", note),)


def _cues(post: Post, cues: Iterable[Cue]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            CUE_KINDS.get(cue.group, "cue"),
            post.text[cue.start : cue.end],
            post.id,
            cue.start,
            cue.end,
        )
        for cue in cues
    )


def _target(post: Post, target: Target | None) -> tuple[Evidence, ...]:
    if target is None:
        return ()
    found = []
    if target.quote:
        start, end = target.quote.start, target.quote.end
        found.append(Evidence("quote", post.text[start:end], post.id, start, end))
    found.append(
        Evidence(
            "similarity", "closest claims of reply and target", score=round(target.similarity, 4)
        )
    )
    return tuple(found)


def _wording(post: Post, kind: int, leaning: float) -> tuple[Evidence, ...]:
    """The words of a post that speak for its sign, if together they do."""
    gain = leaning * SIGNED[kind]
    if gain <= LEAST_GAIN:
        return ()
    telling = load_wording().telling(own_words(post), 1 if leaning > 0 else -1)
    return (Evidence("feature", "wording: " + ", ".join(telling), score=round(gain, 4)),)


def _reading(reading: Scores, kind: int) -> tuple[Evidence, ...]:
    """What the kind chosen gets from the reader, if the post was read."""
    if not reading.any():
        return ()
    return (Evidence("reading", KINDS[kind], score=round(math.exp(reading[kind]), 4)),)


def _strongest(added: dict[str, float], values: list[float]) -> tuple[Evidence, ...]:
    """Return the named features that speak most for the kind chosen, of those the post has."""
    present = [
        (-score, name)
        for (name, score), value in zip(added.items(), values, strict=True)
        if value and score > LEAST_GAIN
    ]
    return tuple(
        Evidence("feature", name, score=round(-score, 4))
        for score, name in sorted(present)[:SHOWN_FEATURES]
    )
