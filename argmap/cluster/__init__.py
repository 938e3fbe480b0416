"""Claims to themes."""

from __future__ import annotations

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
    """First cut: one theme."""
    ids = tuple(claim.id for claim in extraction.claims)
    return (Theme("t1", thread.title, (), ids, (), ()),) if ids else ()
