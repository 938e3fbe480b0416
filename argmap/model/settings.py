"""What a user may choose, and how stages report progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; the command line draws bars from it."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every knob that changes a map; the same settings and thread give the same bytes."""

    spacy_model: str | None = None
    """Name of an installed spaCy pipeline; None takes the best installed English one."""
    min_confidence: float = 0.0
    """Relations and stances below this are dropped to none, on top of each kind's own bar."""
    themes: int | None = None
    """Number of themes; None follows the thread (4–8 for a long one)."""
    resolution: float = 1.0
    """Above 1.0 gives more and smaller communities."""
    max_points: int = 50
    max_words: int = 1500
    seed: int = 0
    entity_patterns: str | None = None
    """Path of a JSON lines file of spaCy EntityRuler patterns with ids."""
    fast: bool = False
    """Rules alone: no encoder, no learned heads."""
