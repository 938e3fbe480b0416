"""Claims to signed relations, and the stance of each post."""

from __future__ import annotations

from argmap.model import Extraction, Progress, Relation, Settings, Stance, Thread, no_progress

__all__ = ["relate"]


def relate(
    thread: Thread,
    extraction: Extraction,
    settings: Settings,
    progress: Progress = no_progress,
) -> tuple[dict[str, Stance], tuple[Relation, ...]]:
    """Return stances by post id (in thread order) and relations in reading order."""
    return {}, ()
