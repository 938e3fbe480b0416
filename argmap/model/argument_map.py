"""The whole map, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from argmap.model.argument_graph import ArgumentGraph
from argmap.model.claims import Claim, Comparison, Entity, Mention
from argmap.model.relations import Relation, Stance
from argmap.model.summary import Summary
from argmap.model.themes import Theme
from argmap.model.thread import Thread

FORMAT_VERSION = 1
"""Version of the ``map.json`` schema this package writes."""


@dataclass(frozen=True)
class MapData:
    """Everything ``map.json`` holds."""

    thread: Thread
    claims: tuple[Claim, ...]
    """In reading order."""
    entities: tuple[Entity, ...]
    """By id."""
    stances: Mapping[str, Stance]
    """By post id, in thread order; posts without one are absent."""
    loose_mentions: Mapping[str, tuple[Mention, ...]]
    """Mentions outside claims, by post id, in thread order."""
    relations: tuple[Relation, ...]
    """By source, then target, in reading order, then kind."""
    comparisons: tuple[Comparison, ...]
    themes: tuple[Theme, ...]
    """Whole themes, largest first, then their parts, each with ``parent``. Every claim is in
    exactly one theme without a parent, and in at most one part of it."""
    summary: Summary
    argument_graph: ArgumentGraph | None = None
    """The file of an argument format the map was read from, so that writing it again loses
    nothing; None for the map of a discussion."""

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def entity(self) -> Mapping[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.entities}
