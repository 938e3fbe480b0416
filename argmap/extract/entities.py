"""Named entities: first cut, none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.model import Claim, Comparison, Entity, Mention, Settings, Thread

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Found:
    """What the search for entities returns."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    comparisons: tuple[Comparison, ...]
    loose_mentions: dict[str, tuple[Mention, ...]]


def find_entities(
    thread: Thread, docs: list[Doc], claims: tuple[Claim, ...], settings: Settings
) -> Found:
    return Found(claims, (), (), {})
