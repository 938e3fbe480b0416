"""The summary alone, as JSON: points with their quotes, claims and authors."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from argmap.model import MapData, Point
from argmap.write.digest import Length, choose, citations


def to_summary_json(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> str:
    """Write ``{thread, sections: [{theme, heading, points}], coverage}``.

    A point is as in ``map.json``, and ``cited`` gives author, address and words of each claim.

    Args: those of :func:`argmap.write.digest.choose`.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    digest = choose(
        argument_map,
        max_points=max_points,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    thread = argument_map.thread
    document = {
        "thread": {"id": thread.id, "title": thread.title, "url": thread.url},
        "sections": [
            {
                "theme": section.theme or None,
                "heading": section.heading,
                "points": [_point(argument_map, point) for point in section.points],
            }
            for section in digest.sections
        ],
        "coverage": dataclasses.asdict(digest.coverage),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _point(argument_map: MapData, point: Point) -> dict[str, Any]:
    cited = [
        {
            "claim": each.claim.id,
            "author": each.author,
            "url": each.url,
            "side": each.side,
            "text": each.claim.text,
        }
        for each in citations(argument_map, point)
    ]
    return {**dataclasses.asdict(point), "cited": cited}
