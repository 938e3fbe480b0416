"""Claims to signed relations, and the stance of each post."""

from __future__ import annotations

from argmap.cache import NO_CACHE, Cache
from argmap.model import Extraction, Progress, Relation, Settings, Stance, Thread, no_progress
from argmap.relate.across import relate_across
from argmap.relate.pair_head import read_pairs
from argmap.relate.replies import in_reading_order, reply_relations
from argmap.relate.stance import find_stances
from argmap.relate.within import relate_within

__all__ = ["relate"]


def relate(
    thread: Thread,
    extraction: Extraction,
    settings: Settings,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> tuple[dict[str, Stance], tuple[Relation, ...]]:
    """Return stances by post id (in thread order) and relations in reading order."""
    readings = {} if settings.fast else read_pairs(thread, extraction)
    stances = find_stances(thread, extraction, settings, progress, cache)
    relations = (
        *relate_within(thread, extraction, settings, readings),
        *reply_relations(thread, extraction, stances),
        *relate_across(thread, extraction, stances, settings),
    )
    return stances, in_reading_order(relations, extraction)
