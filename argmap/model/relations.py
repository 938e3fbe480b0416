"""Signed edges, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RelationKind = Literal["supports", "contrasts", "rephrases"]
RelationScope = Literal["within", "reply", "thread"]
StanceKind = Literal["supports", "contrasts", "none"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for an edge: a cue in the text, a reply link, or a score."""

    kind: str
    """connective, opening, quote, negation, agreement, reply, comparative, similarity, model …"""
    text: str = ""
    """The cue words, verbatim, or a short note (feature name)."""
    post: str | None = None
    """Where the cue stands; then ``post.text[start:end] == text``."""
    start: int | None = None
    end: int | None = None
    score: float | None = None
    """Similarity, probability or signed contribution, by kind."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a post stands towards its parent (at the top level: towards the thread's subject)."""

    kind: StanceKind
    confidence: float
    """Calibrated probability of ``kind``, in [0, 1]."""
    target: str | None = None
    """Id of the parent's claim that is addressed."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed edge between two claims: source supports / contrasts / rephrases target.

    Supports and contrasts between the same two claims are two relations.
    """

    source: str
    target: str
    kind: RelationKind
    scope: RelationScope
    """within one post, from a reply to its parent, or across the thread."""
    confidence: float
    evidence: tuple[Evidence, ...]
    """Never empty: no edge without a reason."""
