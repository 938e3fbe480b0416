"""A summary: themed sections of points, each of which opens the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

LeadRole = Literal["about", "opens", "outcome"]
"""What words before the sections tell: what the matter is, as somebody in the discussion puts it;
how the one who opened it puts it; and what came of it."""
LEAD_ROLES: tuple[LeadRole, ...] = get_args(LeadRole)


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of a claim, or of neighbouring claims: ``post.text[start:end] == text``."""

    claim: str
    post: str
    start: int
    end: int
    text: str
    further: tuple[str, ...] = ()
    """Claims of the same sentence after ``claim`` that the words run on over, in order."""


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a summary.

    ``text`` is ``frame`` with ``{0}``, ``{1}`` … replaced by the texts of ``quotes``, so that
    every word is either of a closed set of framing words or verbatim from a post.
    """

    text: str
    frame: str
    quotes: tuple[Quote, ...]
    claims: tuple[str, ...]
    """All claims that express the point or oppose it, quoted ones first."""
    opposing: tuple[str, ...]
    """Those of ``claims`` on the other side."""
    voices: int
    """Distinct authors of ``claims``."""
    supports: int
    """Distinct authors of claims that are neither opposing nor undecided."""
    contrasts: int
    """Distinct authors of ``opposing``."""
    dissent: str | None = None
    """Id of the best-supported opposing claim."""
    undecided: tuple[str, ...] = ()
    """Those of ``claims`` that speak to the point but whose side no edge tells."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Verbatim words that stand before the sections, for who has not read the discussion."""

    role: LeadRole
    quote: Quote


@dataclass(frozen=True, slots=True)
class Section:
    """The points of one theme, in the order of its walk."""

    theme: str
    heading: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the summary rests on, and what it leaves out: counted and listed."""

    posts: int
    """Posts cited by at least one point."""
    authors: int
    claims: int
    posts_total: int
    authors_total: int
    claims_total: int
    not_covered: tuple[str, ...]
    """Ids of the posts no point cites, in thread order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Sections, largest theme first; ``headlines`` is the three-line version."""

    headlines: tuple[Point, ...]
    sections: tuple[Section, ...]
    coverage: Coverage
    leads: tuple[Lead, ...] = ()
    """At most one of each role, in the order of ``LEAD_ROLES``."""
