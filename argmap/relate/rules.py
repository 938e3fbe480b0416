"""Stance by rules alone: the first rule whose cue stands in the post decides."""

from __future__ import annotations

from collections.abc import Mapping

from argmap.model import Post, StanceKind
from argmap.relate.cues import Cue

CUE_KINDS: Mapping[str, str] = {
    "opening:agree": "opening",
    "opening:concede": "opening",
    "opening:disagree": "opening",
    "opening:but": "opening",
    "opening:actually": "opening",
    "opening:thanks": "opening",
    "opening:also": "opening",
    "opening:why": "opening",
    "opening:ask": "opening",
    "opening:refers": "opening",
    "agree": "agreement",
    "disagree": "disagreement",
    "but": "connective",
    "instead": "comparative",
    "negation": "negation",
    "praise": "praise",
    "blame": "criticism",
    "also": "connective",
    "because": "connective",
    "hedge": "hedge",
    "experience": "experience",
    "joke": "joke",
}
"""The kind of evidence a group gives; groups left out never stand as evidence alone."""

RULES: tuple[tuple[str, StanceKind, float], ...] = (
    ("opening:concede", "contrasts", 0.85),
    ("opening:disagree", "contrasts", 0.85),
    ("opening:but", "contrasts", 0.85),
    ("disagree", "contrasts", 0.8),
    ("opening:agree", "supports", 0.7),
    ("opening:thanks", "supports", 0.75),
    ("opening:why", "contrasts", 0.75),
    ("opening:actually", "contrasts", 0.65),
    ("agree", "supports", 0.35),
    ("instead", "contrasts", 0.7),
    ("opening:ask", "none", 0.5),
    ("opening:refers", "none", 0.8),
    ("but", "contrasts", 0.65),
    ("negation", "contrasts", 0.75),
    ("blame", "contrasts", 0.6),
    ("praise", "supports", 0.4),
    ("joke", "none", 0.4),
)
"""Cue group, kind, and how often it was right on annotated discussions (rounded)."""
QUOTED = 0.65
"""A reply that quotes what it answers mostly argues with it."""


def judge(post: Post, cues: tuple[Cue, ...]) -> tuple[StanceKind, float, tuple[Cue, ...]]:
    """Return kind, confidence and the cues that decided.

    >>> from argmap.relate.cues import find_cues
    >>> text = "No, that is not how it works."
    >>> judge(Post("2", text, "1"), find_cues(text))[:2]
    ('contrasts', 0.85)
    """
    by_group: dict[str, Cue] = {}
    for cue in cues:
        by_group.setdefault(cue.group, cue)
    for group, kind, confidence in RULES:
        if group in by_group:
            return kind, confidence, (by_group[group],)
    if post.quotes:
        return "contrasts", QUOTED, ()
    return "none", 0.4, ()
