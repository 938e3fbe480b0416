"""Named entities: found, brought together, placed in claims, judged and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from argmap.extract.aliases import merge_forms, to_entities
from argmap.extract.candidates import find_candidates
from argmap.extract.comparisons import find_comparisons
from argmap.extract.gazetteer import load_gazetteer
from argmap.extract.name_scores import load_weights, probability
from argmap.extract.names import Candidate, group_key
from argmap.extract.opinion import polarity_towards
from argmap.extract.patterns import match_patterns
from argmap.extract.select import best_spans, second_chance
from argmap.model import Claim, Comparison, Entity, Mention, Settings, Thread

if TYPE_CHECKING:
    from spacy.tokens import Doc


MOST = 50
"""Mentions of a claim that are judged; a longer list only enumerates."""


@dataclass(frozen=True)
class Found:
    """What the search for entities returns."""

    claims: tuple[Claim, ...]
    """The claims that were given, with their mentions."""
    entities: tuple[Entity, ...]
    """By id."""
    comparisons: tuple[Comparison, ...]
    loose_mentions: dict[str, tuple[Mention, ...]]
    """Mentions outside claims, by post id, in thread order."""


def find_entities(
    thread: Thread, docs: list[Doc], claims: tuple[Claim, ...], settings: Settings
) -> Found:
    """Find the entities a discussion names.

    Args:
        thread: The discussion.
        docs: ``docs[i].text`` is the text of post ``i``, quotes and code blanked.
        claims: In reading order.
        settings: ``entity_patterns`` names a file of the user's own names.

    Raises:
        BadSource: The user's patterns cannot be read; says which line.
    """
    named = find_names(thread, docs, settings.entity_patterns)
    entities, mentions = name_entities(thread, named)
    placed, loose = place(thread, claims, mentions)
    judged = tuple(judge(claim) for claim in placed)
    return Found(judged, entities, find_comparisons(thread, judged, entities), loose)


def judge(claim: Claim) -> Claim:
    """Fill in how a claim speaks of each thing it names."""
    if not 0 < len(claim.mentions) <= MOST:
        return claim
    at = claim.start
    mentions = tuple(
        replace(one, polarity=polarity_towards(claim.text, one.start - at, one.end - at))
        for one in claim.mentions
    )
    return replace(claim, mentions=mentions)


def find_names(
    thread: Thread, docs: Sequence[Doc], patterns: str | None = None
) -> list[list[Candidate]]:
    """Return the names of each post, in text order; the user's patterns come first."""
    weights = load_weights()
    proposed = find_candidates(thread, docs, load_gazetteer())
    for candidates in proposed:
        for one in candidates:
            one.score = probability(one.features or {}, weights)
    second_chance(one for candidates in proposed for one in candidates)
    for own in match_patterns(patterns, docs) if patterns else ():
        rest = [x for x in proposed[own.post] if x.own or x.end <= own.start or own.end <= x.start]
        proposed[own.post] = [*rest, own]
    return [best_spans(candidates) for candidates in proposed]


def name_entities(
    thread: Thread, named: Sequence[Sequence[Candidate]]
) -> tuple[tuple[Entity, ...], dict[str, list[Mention]]]:
    """Bring names together as entities; return them and the mentions by post id."""
    everything = [one for candidates in named for one in candidates]
    texts = [post.text for post in thread.posts]
    groups, home = merge_forms(everything, load_gazetteer(), texts)
    entities, ids = to_entities(groups)
    mentions = {
        post.id: [Mention(ids[home[group_key(one)]], one.start, one.end) for one in candidates]
        for post, candidates in zip(thread.posts, named, strict=True)
    }
    return entities, mentions


def place(
    thread: Thread, claims: Sequence[Claim], mentions: dict[str, list[Mention]]
) -> tuple[tuple[Claim, ...], dict[str, tuple[Mention, ...]]]:
    """Put each mention into the smallest claim that has it; the rest stay loose."""
    by_post: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        by_post.setdefault(claim.post, []).append(number)
    inside: dict[int, list[Mention]] = {}
    loose: dict[str, tuple[Mention, ...]] = {}
    for post in thread.posts:
        rest = []
        for mention in mentions.get(post.id, []):
            holders = [
                number
                for number in by_post.get(post.id, [])
                if claims[number].start <= mention.start and mention.end <= claims[number].end
            ]
            if holders:
                best = min(holders, key=lambda n: (claims[n].end - claims[n].start, n))
                inside.setdefault(best, []).append(mention)
            else:
                rest.append(mention)
        if rest:
            loose[post.id] = tuple(rest)
    filled = tuple(
        replace(claim, mentions=tuple(inside.get(number, ())))
        for number, claim in enumerate(claims)
    )
    return filled, loose
