"""Who stands for and against claims and points, and where that is a quarrel."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.model import Contest, ContestKind, MapData, Point, PointChange, Sides

SHARE = 3
"""A quarrel ends where one side has more than so many times the voices of the other."""


def voice(argument_map: MapData, claim: str) -> str:
    """Return who says a claim: the author, or the post where the author is unknown."""
    post = argument_map.thread.by_id[argument_map.claim[claim].post]
    return post.author or f"post {post.id}"


def voices(argument_map: MapData, claims: Iterable[str]) -> set[str]:
    """Return the distinct voices of claims; ids the map does not hold say nothing."""
    return {voice(argument_map, claim) for claim in claims if claim in argument_map.claim}


def claim_sides(argument_map: MapData) -> dict[str, Sides]:
    """Return the sides of every claim: its own author and who supports it; who contrasts it."""
    with_it: dict[str, set[str]] = {}
    against: dict[str, set[str]] = {}
    for relation in argument_map.relations:
        if relation.source in argument_map.claim and relation.target in argument_map.claim:
            side = against if relation.kind == "contrasts" else with_it
            side.setdefault(relation.target, set()).add(voice(argument_map, relation.source))
    found = {}
    for claim in argument_map.claim:
        own = voice(argument_map, claim)
        objectors = against.get(claim, set()) - {own}
        found[claim] = Sides(
            tuple(sorted({own, *with_it.get(claim, ())})), tuple(sorted(objectors))
        )
    return found


def point_sides(argument_map: MapData, point: Point) -> Sides:
    """Return who says a point and who opposes it; those whose side no edge tells are in none."""
    apart = {*point.opposing, *point.undecided}
    own = voices(argument_map, (claim for claim in point.claims if claim not in apart))
    other = voices(argument_map, point.opposing)
    return Sides(tuple(sorted(own)), tuple(sorted(other)))


def is_contested(sides: Sides) -> bool:
    """True where both sides speak, and the larger is at most three times the smaller.

    >>> is_contested(Sides(("ann",), ("bob", "cat")))
    True
    >>> is_contested(Sides(("ann",), ("bob", "cat", "dan", "eve")))
    False
    """
    less, more = sorted((len(sides.supports), len(sides.contrasts)))
    return less > 0 and more <= SHARE * less


def contests(
    old: MapData, new: MapData, claim_of: dict[str, str], points: Iterable[PointChange]
) -> tuple[Contest, ...]:
    """Return claims, then points, that are contested now and were not, or the other way round."""
    before, after = claim_sides(old), claim_sides(new)
    from_old = {now: was for was, now in claim_of.items()}
    claims = []
    for name, now in after.items():
        was = before[from_old[name]] if name in from_old else Sides()
        if is_contested(was) != is_contested(now):
            claims.append(Contest(_kind(now), was, now, claim=name))
    told = []
    for each in points:
        if each.new is not None:
            was = point_sides(old, each.old) if each.old else Sides()
            now = point_sides(new, each.new)
            if is_contested(was) != is_contested(now):
                told.append(Contest(_kind(now), was, now, point=each.new))
    return (*sorted(claims, key=_weight), *sorted(told, key=_weight))


def _kind(sides: Sides) -> ContestKind:
    return "contested" if is_contested(sides) else "settled"


def _weight(contest: Contest) -> tuple[int, int]:
    """Smaller side first in rank: a quarrel of five against five before one against nine."""
    sides = contest.after if contest.kind == "contested" else contest.before
    return -min(len(sides.supports), len(sides.contrasts)), -len(sides.supports + sides.contrasts)
