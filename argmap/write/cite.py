"""What a point rests on: claims by side, voices counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from argmap.model import Claim, MapData, Point

Side = Literal["for", "undecided", "against"]
SIDES: tuple[Side, ...] = ("for", "undecided", "against")
PREFIX: dict[Side, str] = {"for": "", "undecided": "also: ", "against": "against: "}
"""What stands before claims of a side: those undecided speak to the point, for or against."""


_QUOTED = re.compile(r"“\{(\d+)\}”")


@dataclass(frozen=True)
class Citation:
    """One claim a point rests on."""

    claim: Claim
    author: str | None
    url: str | None
    side: Side


def citations(argument_map: MapData, point: Point) -> list[Citation]:
    """Return what a point rests on, its own side first, each side in the point's order."""
    sides: dict[str, Side] = dict.fromkeys(point.undecided, "undecided")
    sides.update(dict.fromkeys(point.opposing, "against"))
    cited = []
    for identifier in point.claims:
        claim = argument_map.claim[identifier]
        post = argument_map.thread.by_id[claim.post]
        cited.append(Citation(claim, post.author, post.url, sides.get(identifier, "for")))
    return sorted(cited, key=lambda each: SIDES.index(each.side))


def voices(point: Point) -> str:
    """Return ``7 voices``; who is for and against, the point's own words tell."""
    return voiced(point.voices)


def voiced(number: int) -> str:
    """Return ``7 voices``."""
    return f"{number} voice" + ("" if number == 1 else "s")


def sided(point: Point) -> str:
    """Return ``5 for, 2 against``; empty where nobody is against."""
    return f"{point.supports} for, {point.contrasts} against" if point.contrasts else ""


def quoted_claims(point: Point) -> list[str]:
    """Return the claims whose words stand between quotation marks, in order, labels left aside."""
    places = [int(place) for place in _QUOTED.findall(point.frame)] or range(len(point.quotes))
    return [point.quotes[number].claim for number in places if number < len(point.quotes)]


def share(cited: list[Citation], most: int | None) -> list[tuple[Side, list[Citation], int]]:
    """Share out room for so many posts among the sides: side, whom to name, posts left out.

    Each side gets the same room, and what another does not need.
    """
    sides = [(side, _by_post(cited, side)) for side in SIDES]
    sides = [(side, posts) for side, posts in sides if posts]
    room = Counter({side: len(posts) for side, posts in sides})
    while most is not None and room.total() > max(most, len(sides)):
        room[max(room, key=lambda side: (room[side], SIDES.index(side)))] -= 1
    return [(side, posts[: room[side]], len(posts) - room[side]) for side, posts in sides]


def _by_post(cited: list[Citation], side: Side) -> list[Citation]:
    posts: dict[str, Citation] = {}
    for each in cited:
        if each.side == side:
            posts.setdefault(each.claim.post, each)
    return list(posts.values())
