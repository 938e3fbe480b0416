"""Themes to a summary."""

from __future__ import annotations

from argmap.model import (
    Coverage,
    Extraction,
    Relation,
    Settings,
    Stance,
    Summary,
    Theme,
    Thread,
)

__all__ = ["summarize"]


def summarize(
    thread: Thread,
    extraction: Extraction,
    stances: dict[str, Stance],
    relations: tuple[Relation, ...],
    themes: tuple[Theme, ...],
    settings: Settings,
) -> tuple[Summary, tuple[Theme, ...]]:
    """Return the summary, and the themes with their walks filled in."""
    authors = {post.author for post in thread.posts if post.author}
    return Summary(
        (),
        (),
        Coverage(
            0, 0, 0, len(thread.posts), len(authors), len(extraction.claims),
            tuple(post.id for post in thread.posts),
        ),
    ), themes
