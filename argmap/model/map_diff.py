"""What changed between two maps of one discussion, as plain data.

Ids contain offsets, so an edit early in a post changes the ids of all claims behind it: what is
the same is told by the posts' ids and by words, never by claim ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from argmap.model.argument_map import MapData
from argmap.model.relations import StanceKind
from argmap.model.summary import Point

PostChangeKind = Literal["new", "gone", "edited"]
ClaimChangeKind = Literal["new", "gone", "edited", "recut"]
"""``recut``: the post is as it was, but argmap now draws the borders of the claim elsewhere."""
ContestKind = Literal["contested", "settled"]
ThemeChangeKind = Literal["grew", "shrank", "steady", "new", "gone", "split", "merged"]
EntityChangeKind = Literal["new", "gone", "renamed"]
PointChangeKind = Literal["new", "gone", "kept"]


@dataclass(frozen=True, slots=True)
class PostChange:
    """A post that is in one map only, or whose text is another one now."""

    kind: PostChangeKind
    old: str | None
    """Its id in the old map."""
    new: str | None
    similarity: float = 0.0
    """Of the two texts, in [0, 1]; 0 where there is one."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is in one map only, or in other words now."""

    kind: ClaimChangeKind
    old: str | None
    new: str | None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands for something, and who against: distinct voices, sorted.

    A voice is an author, or ``post ID`` where the author is unknown.
    """

    supports: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """A claim or point that people now disagree on, or no longer do."""

    kind: ContestKind
    before: Sides
    """Empty where it is new."""
    after: Sides
    claim: str | None = None
    """Id in the new map; None where it is about a point."""
    point: Point | None = None
    """Of the new map's summary."""


@dataclass(frozen=True, slots=True)
class StanceChange:
    """A post whose stance towards its parent is read otherwise now."""

    old: str
    """Id of the post in the old map."""
    new: str
    before: StanceKind
    after: StanceKind
    edited: bool
    """True where its own text or its parent's changed; else only the discussion around it did."""


@dataclass(frozen=True, slots=True)
class Voice:
    """An author who is in one map only."""

    author: str
    posts: int
    claims: int


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """What became of a theme; themes are matched by the claims they share."""

    kind: ThemeChangeKind
    old: tuple[str, ...]
    """Ids; several where themes merged, none where it is new."""
    new: tuple[str, ...]
    """Ids; several where it split, the one that goes on first; none where it is gone."""
    claims: tuple[int, int]
    """Number of claims before and after, of all these themes together."""
    voices: tuple[int, int]
    overlap: float = 0.0
    """Jaccard index of the claims that are in both maps, of the themes that go on."""


@dataclass(frozen=True, slots=True)
class EntityChange:
    """A named thing that is in one map only, or has another canonical name now."""

    kind: EntityChangeKind
    old: str | None
    new: str | None
    claims: int
    """Claims that name it, in the map it is in (the new one, where it is in both)."""


@dataclass(frozen=True, slots=True)
class PointChange:
    """What became of a point of the summary; points are matched by the claims they share."""

    kind: PointChangeKind
    old: Point | None
    new: Point | None
    overlap: float = 0.0


@dataclass(frozen=True)
class DiffData:
    """All that changed from ``old`` to ``new``. What is the same is not listed."""

    old: MapData
    new: MapData
    post_of: Mapping[str, str]
    """Posts that are in both maps: old id to new id."""
    claim_of: Mapping[str, str]
    """Claims that are in both maps, edited ones included: old id to new id."""
    posts: tuple[PostChange, ...]
    """Those of the new map in its order, then those that are gone; so all below."""
    claims: tuple[ClaimChange, ...]
    contests: tuple[Contest, ...]
    """Claims, then points; each with most voices first."""
    stances: tuple[StanceChange, ...]
    voices_new: tuple[Voice, ...]
    """Most claims first."""
    voices_gone: tuple[Voice, ...]
    themes: tuple[ThemeChange, ...]
    """Whole themes, not their parts."""
    entities: tuple[EntityChange, ...]
    points: tuple[PointChange, ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing changed that a reader could see."""
        return not (
            self.posts
            or self.claims
            or self.contests
            or self.stances
            or self.entities
            or any(theme.kind != "steady" for theme in self.themes)
            or any(point.kind != "kept" for point in self.points)
        )
