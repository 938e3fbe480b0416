"""Themes: the issues of a discussion, with their camps inside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Camp:
    """Claims of one theme on the same side of it."""

    id: str
    """``t1.a``, ``t1.b``: theme and letter, largest camp first."""
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk that wrote a section: over which edge the next claim was reached."""

    claim: str
    via: str | None = None
    """supports, contrasts, rephrases, similar; None where the walk starts anew."""
    source: str | None = None
    """The claim from which it was reached."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A community of claims on one issue."""

    id: str
    """``t1`` is the largest."""
    heading: str
    keywords: tuple[str, ...]
    claims: tuple[str, ...]
    """In thread order."""
    camps: tuple[Camp, ...]
    entities: tuple[str, ...]
    """Entity ids, most mentioned first."""
    parent: str | None = None
    """The theme this one is part of, in a large thread."""
    walk: tuple[Step, ...] = ()
    """The traversal that ordered the section; filled by the summarize stage."""
