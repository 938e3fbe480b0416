"""Discussions made up by a seed, with the shape of real maps: for benchmarks, not for reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from argmap.model import (
    Camp,
    Claim,
    Comparison,
    Coverage,
    Entity,
    Evidence,
    MapData,
    Mention,
    Post,
    Relation,
    Summary,
    Theme,
    Thread,
)

NAMES = [f"Tool{number}" for number in range(60)]
WORDS = "is was fast slow simple hard safe cheap really never often better worse code team".split()


def discussions(posts: int, each: int = 400, seed: int = 0) -> Iterator[MapData]:
    """Yield maps of ``each`` posts until there are ``posts``."""
    for number in range(max(1, posts // each)):
        yield discussion(number, each, Random(f"{seed} {number}"))


def discussion(number: int, size: int, dice: Random) -> MapData:
    """Return the map of a discussion: a reply tree, about two claims a post, edges by reply."""
    posts: list[Post] = []
    claims: list[Claim] = []
    for place in range(size):
        _post(posts, claims, place, dice)
    relations = _relations(posts, claims, dice)
    themes = tuple(_themes(claims, dice))
    names = tuple(
        Entity(name.lower(), name, "technology", (f"{name.lower()}-alias",))
        for name in sorted(NAMES)
    )
    return MapData(
        thread=Thread(f"made:{number}", f"Discussion {number}", tuple(posts)),
        claims=tuple(claims),
        entities=tuple(sorted(names, key=lambda entity: entity.id)),
        stances={},
        loose_mentions={},
        relations=relations,
        comparisons=tuple(_comparisons(claims, dice)),
        themes=themes,
        summary=Summary((), (), Coverage(0, 0, 0, size, size, len(claims), ())),
    )


def _post(posts: list[Post], claims: list[Claim], place: int, dice: Random) -> None:
    identifier = str(1000 + place)
    parts, at = [], 0
    for _ in range(dice.choice((1, 2, 2, 3))):
        name = dice.choice(NAMES)
        text = f"{name} {' '.join(dice.choices(WORDS, k=dice.randint(5, 14)))}."
        mention = Mention(name.lower(), at, at + len(name), dice.choice(("positive", "negative")))
        claims.append(
            Claim(
                f"{identifier}#{at}-{at + len(text)}",
                identifier,
                at,
                at + len(text),
                text,
                dice.choice(("claim", "claim", "claim", "evidence", "question", "proposal")),
                round(dice.uniform(0.4, 1), 3),
                (mention,),
            )
        )
        parts.append(text)
        at += len(text) + 1
    parent = str(1000 + dice.randrange(place)) if place and dice.random() < 0.85 else None
    posts.append(
        Post(
            identifier,
            " ".join(parts),
            parent,
            f"author{dice.randrange(150)}",
            f"2024-01-{1 + place % 28:02}T10:00:00+00:00",
            f"https://example.org/item?id={identifier}",
        )
    )


def _relations(posts: list[Post], claims: list[Claim], dice: Random) -> tuple[Relation, ...]:
    of_post: dict[str, list[Claim]] = {}
    for claim in claims:
        of_post.setdefault(claim.post, []).append(claim)
    found = []
    for post in posts:
        own = of_post[post.id]
        pairs = [(second, first, "within") for first, second in pairwise(own)]
        if post.parent is not None:
            pairs.append((own[0], dice.choice(of_post[post.parent]), "reply"))
        for source, target, scope in pairs:
            why = Evidence("opening", source.text[:8], post.id, source.start, source.start + 8, 0.7)
            kind = dice.choice(("supports", "contrasts"))
            sure = round(dice.uniform(0.5, 1), 3)
            found.append(Relation(source.id, target.id, kind, scope, sure, (why,)))
    return tuple(found)


def _themes(claims: list[Claim], dice: Random) -> Iterator[Theme]:
    count = 8
    for number in range(count):
        own = tuple(claim.id for claim in claims[number::count])
        half = len(own) // 2
        camps = (Camp(f"t{number}.a", own[:half]), Camp(f"t{number}.b", own[half:]))
        named = tuple(sorted(name.lower() for name in dice.sample(NAMES, 3)))
        yield Theme(f"t{number}", f"Theme {number}", ("fast", "slow"), own, camps, named)


def _comparisons(claims: list[Claim], dice: Random) -> Iterator[Comparison]:
    for claim in claims[::20]:
        one, other = (name.lower() for name in dice.sample(NAMES, 2))
        yield Comparison(one, other, "speed", dice.choice((one, None)), claim.id, "faster")
