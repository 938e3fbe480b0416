"""One summary, or those of several discussions in one file, with the entities they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from argmap.errors import UnknownName
from argmap.model import Entity, MapData
from argmap.write.contrast import Contrasts
from argmap.write.digest import Choices, Digest, choose

MOST_SHARED = 12
BRIEF_PAIRS = 3
BRIEF_ENTITIES = 3


@dataclass(frozen=True, slots=True)
class Shared:
    """An entity that more than one discussion names."""

    entity: Entity
    discussions: tuple[str, ...]
    """Titles of those that name it, in the order given."""
    voices: int
    """Distinct authors of claims that name it, counted in each discussion and added up."""


@dataclass(frozen=True)
class Several:
    """What one file holds."""

    digests: tuple[Digest, ...]
    """At least one."""
    shared: tuple[Shared, ...] = ()

    @property
    def title(self) -> str:
        """The title of the only discussion, or how many there are."""
        if len(self.digests) == 1:
            return self.digests[0].title
        return f"{len(self.digests)} discussions"

    @property
    def alone(self) -> bool:
        """There is one discussion only."""
        return len(self.digests) == 1


def gather(maps: Sequence[MapData], **choices: Unpack[Choices]) -> Several:
    """Choose points of several summaries by the same choices.

    A discussion that does not know the theme, author or entity asked for is left out.

    Raises:
        UnknownName: None of them knows it.
    """
    digests: list[Digest] = []
    refused: UnknownName | None = None
    for each in maps:
        try:
            digests.append(choose(each, **choices))
        except UnknownName as error:
            refused = refused or error
    if refused is not None and not digests:
        raise refused
    if len(digests) > 1:
        digests = [_brief(digest) for digest in digests]
    return Several(tuple(digests), shared_entities(digests))


def _brief(digest: Digest) -> Digest:
    """Keep the top of the table of what is compared: the file has others to show."""
    table = digest.contrasts
    brief = Contrasts(
        table.pairs[:BRIEF_PAIRS], table.standings[:BRIEF_ENTITIES], table.pairs_total
    )
    return replace(digest, contrasts=brief)


def shared_entities(digests: Sequence[Digest], most: int = MOST_SHARED) -> tuple[Shared, ...]:
    """Return entities named in claims of more than one discussion.

    Args:
        digests: Of the discussions.
        most: At most so many.

    Returns:
        Those that most discussions name first, then by voices, then by id.
    """
    found: dict[str, tuple[Entity, dict[int, set[str]]]] = {}
    for number, digest in enumerate(digests):
        posts = digest.map.thread.by_id
        for claim in digest.map.claims:
            for mention in claim.mentions:
                entity = digest.map.entity[mention.entity]
                voices = found.setdefault(entity.id, (entity, {}))[1].setdefault(number, set())
                voices.add(posts[claim.post].author or f"\0{claim.post}")
    shared = [
        Shared(
            entity,
            tuple(digests[number].title for number in sorted(voices)),
            sum(len(each) for each in voices.values()),
        )
        for entity, voices in found.values()
        if len(voices) > 1
    ]
    shared.sort(key=lambda each: (-len(each.discussions), -each.voices, each.entity.id))
    return tuple(shared[:most])


def shared_line(several: Several) -> str:
    """Name what the discussions share: ``Named in more than one: Rust (in all, 12 voices), …``."""
    all_of_them = len(several.digests)
    named = []
    for each in several.shared:
        number = len(each.discussions)
        where = "in all" if number == all_of_them else f"in {number} of {all_of_them}"
        named.append(f"{each.entity.name} ({where}, {each.voices} voices)")
    return "Named in more than one: " + ", ".join(named) + "." if named else ""
