"""What became of themes and of points: groups of claims, matched by the claims they share."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.changes.alike import Matrix, best_pairs, overlaps
from argmap.changes.sides import voices
from argmap.model import MapData, Point, PointChange, Theme, ThemeChange, ThemeChangeKind

SAME = 0.3
"""Least Jaccard index of a theme that goes on, as in the source below."""
PART = 0.5
"""A theme came out of, or went into, another one with at least this share of its claims."""
SAME_POINT = 0.2
"""Least Jaccard index of a point that stays: a point cites more claims as people join in."""


def theme_changes(old: MapData, new: MapData, claim_of: dict[str, str]) -> tuple[ThemeChange, ...]:
    """Return what became of whole themes: in the order of the new map, then those that are gone.

    Each theme goes on as the one it shares most claims with, one to one. One that does not came
    out of another (a split) or went into another (a merger) where at least half of its claims
    did; else it is new or gone. Only claims that are in both maps say what is the same theme.

    Source: Greene, Doyle & Cunningham 2010, Tracking the evolution of communities in dynamic
    social networks, doi:10.1109/ASONAM.2010.17.
    """
    before, after = _whole(old), _whole(new)
    was, now = _shared([t.claims for t in before], [t.claims for t in after], claim_of)
    table = overlaps(was, now)
    goes_on = {b: a for a, b, _ in best_pairs(table, SAME)}
    came_from = _origins(now, was, [b for b in range(len(after)) if b not in goes_on])
    went_into = _origins(was, now, [a for a in range(len(before)) if a not in goes_on.values()])
    told = _Told(old, new, before, after, table)
    found = []
    for b in range(len(after)):
        if b in goes_on:
            out = [n for n, a in came_from.items() if a == goes_on[b]]
            into = [a for a, n in went_into.items() if n == b]
            found += told.goes_on(goes_on[b], b, out, into)
        elif came_from.get(b) not in goes_on.values():
            found.append(told.change("new", [], [b]))
    gone = [a for a in range(len(before)) if a not in goes_on.values()]
    found += [told.change("gone", [a], []) for a in gone if went_into.get(a) not in goes_on]
    return tuple(found)


class _Told:
    """Puts changes into words of the model."""

    def __init__(
        self, old: MapData, new: MapData, before: list[Theme], after: list[Theme], table: Matrix
    ) -> None:
        self.old, self.new, self.before, self.after, self.table = old, new, before, after, table

    def goes_on(self, a: int, b: int, out: list[int], into: list[int]) -> list[ThemeChange]:
        """Return a split, a merger, both, or how the theme's size changed."""
        found = [self.change("split", [a], [b, *out])] if out else []
        found += [self.change("merged", [a, *into], [b])] if into else []
        if not found:
            less = len(self.before[a].claims), len(self.after[b].claims)
            kind: ThemeChangeKind = (
                "grew" if less[0] < less[1] else "shrank" if less[0] > less[1] else "steady"
            )
            found = [self.change(kind, [a], [b])]
        return found

    def change(self, kind: ThemeChangeKind, old: list[int], new: list[int]) -> ThemeChange:
        was, now = [self.before[a] for a in old], [self.after[b] for b in new]
        return ThemeChange(
            kind,
            tuple(theme.id for theme in was),
            tuple(theme.id for theme in now),
            (sum(len(t.claims) for t in was), sum(len(t.claims) for t in now)),
            (_voices(self.old, was), _voices(self.new, now)),
            float(self.table[old[0], new[0]]) if old and new else 0.0,
        )


def point_changes(old: MapData, new: MapData, claim_of: dict[str, str]) -> tuple[PointChange, ...]:
    """Return what became of points: those of the new summary in its order, then those gone."""
    before, after = _points(old), _points(new)
    was, now = _shared([p.claims for p in before], [p.claims for p in after], claim_of)
    table = overlaps(was, now)
    for a, one in enumerate(before):
        for b, other in enumerate(after):
            # The same leading words make the same point, whoever else has joined it.
            if _lead(one, claim_of) & _lead(other, None):
                table[a, b] = 1.0 + table[a, b]
    kept = {b: (a, min(1.0, score)) for a, b, score in best_pairs(table, SAME_POINT)}
    found = [
        PointChange("kept", before[kept[b][0]], point, kept[b][1])
        if b in kept
        else PointChange("new", None, point)
        for b, point in enumerate(after)
    ]
    stayed = {a for a, _ in kept.values()}
    gone = (PointChange("gone", p, None) for a, p in enumerate(before) if a not in stayed)
    return (*found, *gone)


def _whole(argument_map: MapData) -> list[Theme]:
    return [theme for theme in argument_map.themes if theme.parent is None]


def _points(argument_map: MapData) -> list[Point]:
    return [point for section in argument_map.summary.sections for point in section.points]


def _lead(point: Point, claim_of: dict[str, str] | None) -> set[str]:
    """Return the claim whose words a point is known by: that of its longest quote."""
    quote = max(point.quotes, key=lambda each: each.end - each.start, default=None)
    if quote is None:
        return set()
    name = quote.claim if claim_of is None else claim_of.get(quote.claim)
    return set() if name is None else {name}


def _shared(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], claim_of: dict[str, str]
) -> tuple[list[set[str]], list[set[str]]]:
    """Return groups as sets of new ids, without claims that are in one map only."""
    kept = set(claim_of.values())
    was = [{claim_of[claim] for claim in group if claim in claim_of} for group in old]
    return was, [kept.intersection(group) for group in new]


def _origins(
    groups: Sequence[set[str]], others: Sequence[set[str]], wanted: list[int]
) -> dict[int, int]:
    """Return for each wanted group the other one that holds at least half of it."""
    found: dict[int, int] = {}
    for number in wanted:
        shares = [len(groups[number] & other) for other in others]
        if shares and max(shares) >= max(1, PART * len(groups[number])):
            found[number] = shares.index(max(shares))
    return found


def _voices(argument_map: MapData, themes: list[Theme]) -> int:
    return len(voices(argument_map, (claim for theme in themes for claim in theme.claims)))
