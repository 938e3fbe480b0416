"""Claims, entities and what claims say about entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClaimKind = Literal["claim", "evidence", "question", "proposal"]
Polarity = Literal["positive", "negative", "neutral"]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named at ``post.text[start:end]`` (offsets in the post, not in the claim)."""

    entity: str
    start: int
    end: int
    polarity: Polarity = "neutral"
    """How the surrounding claim speaks of the entity."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A verbatim stretch of a post that a reader could agree or disagree with (an I-node)."""

    id: str
    """``39247151#0-66``: post, start, end."""
    post: str
    start: int
    end: int
    text: str
    """Always ``post.text[start:end]``."""
    kind: ClaimKind = "claim"
    confidence: float = 1.0
    """In [0, 1]: how sure that this span is a claim."""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named product, technology, language, format, organisation, person, work or place."""

    id: str
    """A slug of the canonical name, unique in the map: ``pytorch``."""
    name: str
    kind: str = "other"
    """product, language, format, organisation, person, work, place, concept or other."""
    aliases: tuple[str, ...] = ()
    """Other surface forms seen in this discussion, sorted."""
    same_as: tuple[str, ...] = ()
    """IRIs of the same thing elsewhere."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entities set against each other in one claim (“X is faster than Y”)."""

    a: str
    b: str
    aspect: str | None
    """What they are compared in, verbatim from the claim (“faster”), or None."""
    preferred: str | None
    """The entity id of the better side (a or b), or None where neither."""
    claim: str
    cue: str = ""
    """The words that compare, verbatim."""
