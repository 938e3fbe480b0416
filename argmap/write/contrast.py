"""What a discussion sets against each other: pairs of entities, and what speaks for each one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from argmap.model import Claim, Comparison, Entity, MapData

MOST_PAIRS = 8
MOST_ENTITIES = 8
SEVERAL = 2
"""Voices that must judge an entity before it has a row of its own."""
READABLE = range(4, 31)
"""Words of a claim that reads well in a table."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in a cell."""

    claim: Claim
    author: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Respect:
    """What is said of a pair in one respect; each cell has the most readable claim first."""

    aspect: str | None
    """Verbatim (“faster”), as first written; None where the claims name none."""
    first: tuple[Said, ...]
    """Prefer the first entity of the pair."""
    second: tuple[Said, ...]
    neither: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that claims compare; the one more often preferred comes first."""

    first: Entity
    second: Entity
    for_first: int
    """Distinct voices that prefer it in some respect."""
    for_second: int
    voices: int
    respects: tuple[Respect, ...]
    """Most voices first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How claims speak of one entity."""

    entity: Entity
    praise: tuple[Said, ...]
    blame: tuple[Said, ...]
    supports: int
    """Distinct voices of ``praise``."""
    contrasts: int
    """Distinct voices of ``blame``."""


@dataclass(frozen=True, slots=True)
class Contrasts:
    """The entity contrast table; empty where nothing is compared."""

    pairs: tuple[Pair, ...] = ()
    standings: tuple[Standing, ...] = ()
    pairs_total: int = 0
    """How many pairs there are, with those not shown."""


def contrasts(
    argument_map: MapData,
    claims: AbstractSet[str] | None = None,
    *,
    most_pairs: int = MOST_PAIRS,
    most_entities: int = MOST_ENTITIES,
) -> Contrasts:
    """Set entities against each other as the claims do.

    Args:
        argument_map: The map; its comparisons and the polarity of its mentions are used.
        claims: Ids of the only claims to look at; None for all.
        most_pairs: At most so many pairs, those that most voices compare.
        most_entities: At most so many entities, those that most voices judge.

    Returns:
        Pairs by voices, then by voices that prefer one, then by id; entities by voices, then by id:
        compared ones, and those that are both praised and blamed.
    """
    table = _Table(argument_map, claims)
    pairs = table.pairs()
    if not pairs:
        return Contrasts()
    compared = {entity.id for pair in pairs for entity in (pair.first, pair.second)}
    return Contrasts(
        pairs=tuple(pairs[:most_pairs]),
        standings=tuple(table.standings(compared)[:most_entities]),
        pairs_total=len(pairs),
    )


class _Table:
    """Looks claims up and counts their voices."""

    def __init__(self, argument_map: MapData, claims: AbstractSet[str] | None) -> None:
        self.map = argument_map
        self.claims = [c for c in argument_map.claims if claims is None or c.id in claims]
        self.place = {claim.id: number for number, claim in enumerate(self.claims)}

    def pairs(self) -> list[Pair]:
        found: dict[tuple[str, str], list[Comparison]] = {}
        for each in self.map.comparisons:
            known = each.a in self.map.entity and each.b in self.map.entity
            if each.claim in self.place and known and each.a != each.b:
                found.setdefault((min(each.a, each.b), max(each.a, each.b)), []).append(each)
        pairs = [self._pair(*names, each) for names, each in found.items()]
        # Of two that as many compare, the one that says which is better tells more.
        pairs.sort(key=lambda pair: (-pair.voices, -pair.for_first - pair.for_second, _name(pair)))
        return pairs

    def _pair(self, a: str, b: str, comparisons: Sequence[Comparison]) -> Pair:
        voices = {side: self._voices(self._of(comparisons, side)) for side in (a, b)}
        first, second = sorted((a, b), key=lambda side: (-voices[side], side))
        respects: dict[str, list[Comparison]] = {}
        for each in comparisons:
            respects.setdefault((each.aspect or "").casefold(), []).append(each)
        rows = sorted(
            respects.values(), key=lambda row: (-self._voices(x.claim for x in row), row[0].claim)
        )
        return Pair(
            first=self.map.entity[first],
            second=self.map.entity[second],
            for_first=voices[first],
            for_second=voices[second],
            voices=self._voices(each.claim for each in comparisons),
            respects=tuple(
                Respect(
                    row[0].aspect,
                    self._said(self._of(row, first)),
                    self._said(self._of(row, second)),
                    self._said(self._of(row, None)),
                )
                for row in rows
            ),
        )

    @staticmethod
    def _of(comparisons: Iterable[Comparison], preferred: str | None) -> list[str]:
        return [each.claim for each in comparisons if each.preferred == preferred]

    def standings(self, compared: AbstractSet[str]) -> list[Standing]:
        praise: dict[str, list[str]] = {}
        blame: dict[str, list[str]] = {}
        for claim in self.claims:
            for mention in claim.mentions:
                if mention.polarity != "neutral":
                    side = praise if mention.polarity == "positive" else blame
                    side.setdefault(mention.entity, []).append(claim.id)
        found = [
            self._standing(entity, praise.get(entity.id, []), blame.get(entity.id, []))
            for entity in self.map.entities
            if entity.id in compared or (entity.id in praise and entity.id in blame)
        ]
        judged = [each for each in found if each.supports + each.contrasts >= SEVERAL]
        judged.sort(key=lambda each: (-each.supports - each.contrasts, each.entity.id))
        return judged

    def _standing(self, entity: Entity, praise: list[str], blame: list[str]) -> Standing:
        return Standing(
            entity,
            self._said(praise, entity.id),
            self._said(blame, entity.id),
            self._voices(praise),
            self._voices(blame),
        )

    def _said(self, claims: Iterable[str], entity: str | None = None) -> tuple[Said, ...]:
        """Give each claim once, the most readable first."""
        posts = self.map.thread.by_id
        chosen = [self.map.claim[claim] for claim in dict.fromkeys(claims)]
        chosen.sort(key=lambda claim: self._unreadable(claim, entity))
        return tuple(Said(c, posts[c.post].author, posts[c.post].url) for c in chosen)

    def _unreadable(self, claim: Claim, entity: str | None) -> tuple[bool, bool, int, int, int]:
        """Rank a claim; one that speaks of ``entity`` alone, and from its start, is best."""
        words = len(claim.text.split())
        others = {mention.entity for mention in claim.mentions} - {entity}
        mine = [mention.start for mention in claim.mentions if mention.entity == entity]
        return (
            claim.kind == "question",
            words not in READABLE,
            0 if entity is None else len(others),
            min(mine, default=claim.start) - claim.start,
            self.place[claim.id],
        )

    def _voices(self, claims: Iterable[str]) -> int:
        posts = [self.map.claim[claim].post for claim in claims]
        return len({self.map.thread.by_id[post].author or f"\0{post}" for post in posts})


def _name(pair: Pair) -> tuple[str, str]:
    return pair.first.id, pair.second.id


def by_author(said: Iterable[Said], most: int) -> tuple[Said, ...]:
    """Return the first claim of each author, at most so many."""
    first: dict[str, Said] = {}
    for each in said:
        first.setdefault(each.author or each.claim.post, each)
    return tuple(first.values())[:most]


def verdicts(pair: Pair) -> list[tuple[str, str | None, tuple[Said, ...]]]:
    """Return ``(who over whom, respect, claims)`` for each side that somebody takes.

    >>> from argmap.model import Entity
    >>> verdicts(Pair(Entity("a", "A"), Entity("b", "B"), 0, 0, 0, ()))
    []
    """
    sides: tuple[tuple[str, Callable[[Respect], tuple[Said, ...]]], ...] = (
        (f"{pair.first.name} over {pair.second.name}", lambda row: row.first),
        (f"{pair.second.name} over {pair.first.name}", lambda row: row.second),
        (f"{pair.first.name} and {pair.second.name}", lambda row: row.neither),
    )
    return [
        (title, row.aspect, said)
        for title, cell in sides
        for row in pair.respects
        if (said := cell(row))
    ]
