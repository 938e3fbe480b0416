"""What changed, as the page reads it: lines to list, and marks by place in the page's lists."""

from __future__ import annotations

from typing import Any

from argmap.model import DiffData, MapData
from argmap.write.changes import Line, report
from argmap.write.page.index import Index

Json = dict[str, Any]

LISTED = 400
"""Most lines of each part; the page unfolds them by tens."""


def changes_data(diff: DiffData, shown: MapData) -> Json:
    """Return the panel's lines and the marks of claims, themes and points, as plain JSON.

    Args:
        diff: How the map came out of an earlier one.
        shown: What the page shows of the new map: all of it, or a part.
    """
    index = Index(shown)
    told = report(diff, limit=LISTED)
    return {
        "counts": list(told.counts),
        "parts": [
            {"title": p.title, "lines": [_line(each, index) for each in p.lines], "more": p.more}
            for p in told.parts
        ],
        "claims": _claims(diff, index),
        "contests": [
            [index.claim[each.claim], each.kind]
            for each in diff.contests
            if each.claim in index.claim
        ],
        "themes": [
            [index.theme[name], each.kind, each.claims[1] - each.claims[0]]
            for each in diff.themes
            for name in each.new
            if name in index.theme
        ],
        # By its words: a page of a part has other points under the same number.
        "points": [each.new.text for each in diff.points if each.kind == "new" and each.new],
    }


def _line(line: Line, index: Index) -> Json:
    out: Json = {"sign": line.sign, "text": line.text, "note": line.note}
    if line.about is not None:
        kind, name = line.about
        place = {"claim": index.claim, "theme": index.theme, "entity": index.entity}.get(kind)
        if place is None or name in place:
            out["about"] = [kind, name]
    return out


def _claims(diff: DiffData, index: Index) -> list[list[Any]]:
    """Return place, kind and, where edited, the words before."""
    found: list[list[Any]] = []
    for each in diff.claims:
        if each.new in index.claim and each.kind in ("new", "edited"):
            before = diff.old.claim[each.old].text if each.old else None
            found.append([index.claim[each.new], each.kind, before])
    return found
