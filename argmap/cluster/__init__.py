"""Claims to themes: issues with their camps inside."""

from __future__ import annotations

from argmap.cluster.themes import build_themes, parts_by_closeness, parts_by_heading
from argmap.model import (
    Extraction,
    Progress,
    Relation,
    Settings,
    Stance,
    Theme,
    Thread,
    no_progress,
)

__all__ = ["find_themes"]


def find_themes(
    thread: Thread,
    extraction: Extraction,
    stances: dict[str, Stance],
    relations: tuple[Relation, ...],
    settings: Settings,
    progress: Progress = no_progress,
) -> tuple[Theme, ...]:
    """Group the claims of a discussion into themes and their parts.

    Args:
        thread: The discussion; a digest keeps its own headings.
        extraction: Claims, entities and encodings.
        stances: By post id.
        relations: Supports and contrasts both draw claims together; signs make the camps.
        settings: ``themes`` fixes their number, ``resolution`` above 1 gives smaller parts.
        progress: Told when the stage begins and ends.

    Returns:
        Whole themes, largest first, then their parts, each with ``parent``. Every claim is in
        exactly one whole theme and in exactly one part.
    """
    progress("themes", 0, 1)
    if not extraction.claims:
        found: tuple[Theme, ...] = ()
    else:
        if thread.kind == "digest":
            parts = parts_by_heading(thread, extraction)
        else:
            parts = parts_by_closeness(thread, extraction, relations, settings)
        found = build_themes(parts, thread, extraction, stances, relations)
    progress("themes", 1, 1)
    return found
