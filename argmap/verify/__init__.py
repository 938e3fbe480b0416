"""Every promise of a map, checked: quotes, edges, themes, counts.

``check`` needs the map alone; with the discussion read again it compares the texts too.
"""

from __future__ import annotations

from argmap.model import MapData, Thread
from argmap.verify.parts import Parts
from argmap.verify.source import against_source, summary_against_source
from argmap.verify.summary import Summaries

__all__ = ["check"]


def check(argument_map: MapData, source: Thread | None = None) -> list[str]:
    """Verify a map against itself and, where given, the discussion it was made from.

    Args:
        argument_map: The map.
        source: The same discussion, read again.

    Returns:
        The problems, one line each, naming the post, claim, edge, theme or point; none where
        every quote is verbatim, every edge has a reason and every count is true.
    """
    parts = Parts(argument_map)
    problems = [
        *parts.posts(),
        *parts.claims(),
        *parts.entities(),
        *parts.relations(),
        *parts.stances(),
        *parts.comparisons(),
        *parts.themes(),
        *Summaries(argument_map).summary(),
    ]
    if source is not None:
        problems += against_source(argument_map.thread, source)
        problems += summary_against_source(argument_map, source)
    return problems
