"""What of a summary is shown, for every way of showing it: points chosen, sides named, counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from argmap.errors import UnknownName
from argmap.model import Claim, Coverage, MapData, Point, Section

Length = Literal["short", "standard", "long"]
"""The headlines; all sections; all sections, with every claim a point rests on."""

Side = Literal["for", "undecided", "against"]
SIDES: tuple[Side, ...] = ("for", "undecided", "against")
PREFIX: dict[Side, str] = {"for": "", "undecided": "also: ", "against": "against: "}
"""What stands before claims of a side: those undecided speak to the point, for or against."""

# Letters may be joined and turned by what cannot be seen: bidirectional controls reorder the
# line they stand in, so that a quote could change the look of the words around it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Digest:
    """The chosen part of a summary."""

    title: str
    sections: tuple[Section, ...]
    coverage: Coverage
    points_total: int
    length: Length

    @property
    def points(self) -> int:
        """How many points are shown."""
        return sum(len(section.points) for section in self.sections)


@dataclass(frozen=True)
class Citation:
    """One claim a point rests on."""

    claim: Claim
    author: str | None
    url: str | None
    side: Side


def choose(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
) -> Digest:
    """Choose points of the summary; their order stays.

    Args:
        argument_map: The map whose summary is shown.
        max_points: At most so many, those with the most voices.
        theme: Id or heading of the only section.
        author: Only points that rest on a claim of this author.
        entity: Only points that rest on a claim that names this entity (id, name or alias).
        length: ``short`` gives the headlines.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    summary = argument_map.summary
    sections = summary.sections
    if length == "short":
        sections = (Section("", "In short", summary.headlines),)
    elif theme is not None:
        chosen = _theme(argument_map, theme)
        sections = tuple(section for section in sections if section.theme == chosen)
    kept = _claims(argument_map, author, entity)
    if kept is not None:
        sections = _only(sections, kept)
    if max_points is not None:
        sections = _most_voices(sections, max_points)
    return Digest(
        title=one_line(argument_map.thread.title) or argument_map.thread.id,
        sections=tuple(section for section in sections if section.points),
        coverage=summary.coverage,
        points_total=sum(len(section.points) for section in summary.sections),
        length=length,
    )


def _theme(argument_map: MapData, name: str) -> str:
    for theme in argument_map.themes:
        if name.casefold() in (theme.id.casefold(), theme.heading.casefold()):
            return theme.id
    raise UnknownName("theme", name, [f"{t.id} ({t.heading})" for t in argument_map.themes])


def _claims(argument_map: MapData, author: str | None, entity: str | None) -> set[str] | None:
    if author is None and entity is None:
        return None
    posts = argument_map.thread.by_id
    if author is not None and all(post.author != author for post in posts.values()):
        known = {post.author for post in posts.values() if post.author}
        raise UnknownName("author", author, sorted(known)[:20], "Spell it as in the discussion.")
    named = None if entity is None else _entity(argument_map, entity)
    return {
        claim.id
        for claim in argument_map.claims
        if (author is None or posts[claim.post].author == author)
        and (named is None or any(mention.entity == named for mention in claim.mentions))
    }


def _entity(argument_map: MapData, name: str) -> str:
    wanted = name.casefold()
    for entity in argument_map.entities:
        if wanted in {form.casefold() for form in (entity.id, entity.name, *entity.aliases)}:
            return entity.id
    raise UnknownName("entity", name, [each.name for each in argument_map.entities[:30]])


def _only(sections: tuple[Section, ...], claims: set[str]) -> tuple[Section, ...]:
    return tuple(
        replace(section, points=tuple(p for p in section.points if claims.intersection(p.claims)))
        for section in sections
    )


def _most_voices(sections: tuple[Section, ...], most: int) -> tuple[Section, ...]:
    ranked = sorted(
        ((row, column) for row, each in enumerate(sections) for column in range(len(each.points))),
        key=lambda place: (-sections[place[0]].points[place[1]].voices, place),
    )
    kept = set(ranked[:most])
    return tuple(
        replace(
            section,
            points=tuple(p for column, p in enumerate(section.points) if (row, column) in kept),
        )
        for row, section in enumerate(sections)
    )


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
    return f"{point.voices} voice" + ("" if point.voices == 1 else "s")


def counts(point: Point) -> str:
    """Return ``7 voices: 5 for, 2 against``."""
    if not point.contrasts:
        return voices(point)
    return f"{voices(point)}: {point.supports} for, {point.contrasts} against"


def coverage_line(coverage: Coverage) -> str:
    """Say what the whole summary rests on and how much it leaves out."""
    return (
        f"Rests on {coverage.claims} of {coverage.claims_total} claims, "
        f"{coverage.posts} of {coverage.posts_total} posts, "
        f"{coverage.authors} of {coverage.authors_total} authors; "
        f"{len(coverage.not_covered)} posts are not covered."
    )


def one_line(text: str) -> str:
    """Give a text without line breaks, control characters and bidirectional controls."""
    return " ".join(_UNSEEN.sub("", text).split())
