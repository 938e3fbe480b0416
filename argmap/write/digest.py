"""What of a summary is shown, for every way of showing it: points chosen, sides named, counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict

from argmap.errors import UnknownName
from argmap.model import Coverage, MapData, Point, Section
from argmap.write.contrast import Contrasts, contrasts
from argmap.write.opening import Told, overview, told
from argmap.write.wording import Line, brief, line

Length = Literal["short", "standard", "long"]
"""The headlines; all sections; all sections, with every claim a point rests on."""

# Letters may be joined and turned by what cannot be seen: bidirectional controls reorder the
# line they stand in, so that a quote could change the look of the words around it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Rewriting:
    """What a language model made of points, as far as it was let through."""

    model: str
    sentences: Mapping[Point, tuple[str, ...]]
    """Only points all of whose sentences hold; the others stand verbatim."""
    asked: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    """How many points each reason kept verbatim."""

    def line(self) -> str:
        """Say how many points are rewritten, by what, and why the others are not."""
        why = ", ".join(f"{number} {reason}" for reason, number in sorted(self.rejected.items()))
        rest = self.asked - len(self.sentences)
        return (
            f"{len(self.sentences)} of {self.asked} points rewritten by {self.model} and checked "
            f"against their claims; {rest} left verbatim" + (f" ({why})" if why else "")
        )


class Choices(TypedDict, total=False):
    """What of a summary is shown; every way of showing it takes these by keyword."""

    max_points: int | None
    """At most so many points, those with the most voices."""
    theme: str | None
    """Id or heading of the only section."""
    author: str | None
    """Only points that rest on a claim of this author."""
    entity: str | None
    """Only points that rest on a claim that names this entity (id, name or alias)."""
    length: Length
    """``short`` gives the headlines, ``long`` every claim a point rests on."""
    rewriting: Rewriting | None
    """Sentences that stand in for the words of points."""


@dataclass(frozen=True)
class Digest:
    """The chosen part of a summary."""

    map: MapData
    title: str
    overview: str
    """The whole discussion in numbers, whatever part of the summary is shown."""
    headlines: tuple[Point, ...]
    """Shown on top in short form; empty where the sections say little more than they do."""
    sections: tuple[Section, ...]
    contrasts: Contrasts
    coverage: Coverage
    points_total: int
    length: Length
    rewriting: Rewriting | None = None

    @property
    def points(self) -> int:
        """How many points are shown."""
        return sum(len(section.points) for section in self.sections)

    @property
    def leads(self) -> tuple[Told, ...]:
        """Words that stand before the points."""
        return told(self.map)

    def line(self, point: Point) -> Line:
        """Return a point as a line, in its own words or in sentences that stand in for them."""
        return line(point, " ".join(self._sentences(point)))

    def brief(self, point: Point) -> Line:
        """Return the short form of a point: its subject and the first of its quotes."""
        return brief(point, next(iter(self._sentences(point)), ""))

    def is_rewritten(self, point: Point) -> bool:
        """Say whether a language model's sentences stand in for the words of a point."""
        return bool(self._sentences(point))

    def _sentences(self, point: Point) -> tuple[str, ...]:
        return self.rewriting.sentences.get(point, ()) if self.rewriting else ()


def choose(
    argument_map: MapData,
    *,
    max_points: int | None = None,
    theme: str | None = None,
    author: str | None = None,
    entity: str | None = None,
    length: Length = "standard",
    rewriting: Rewriting | None = None,
) -> Digest:
    """Choose points of the summary; their order stays.

    Args:
        argument_map: The map whose summary is shown.
        max_points: At most so many, those with the most voices.
        theme: Id or heading of the only section.
        author: Only points that rest on a claim of this author.
        entity: Only points that rest on a claim that names this entity (id, name or alias).
        length: ``short`` gives the headlines.
        rewriting: Sentences that stand in for the words of points.

    Raises:
        UnknownName: The map has no such theme, author or entity.
    """
    summary = argument_map.summary
    sections = summary.sections
    chosen = None if theme is None else _theme(argument_map, theme)
    if length == "short":
        sections = (Section("", "In short", summary.headlines),)
    elif chosen is not None:
        sections = tuple(section for section in sections if section.theme == chosen)
    kept = _claims(argument_map, author, entity)
    if kept is not None:
        sections = _only(sections, kept)
    if max_points is not None:
        sections = _most_voices(sections, max_points)
    sections = tuple(section for section in sections if section.points)
    return Digest(
        map=argument_map,
        title=one_line(argument_map.thread.title) or argument_map.thread.id,
        overview=overview(argument_map),
        headlines=() if length == "short" else _on_top(summary.headlines, sections),
        sections=sections,
        contrasts=Contrasts()
        if length == "short"
        else contrasts(argument_map, _within(argument_map, chosen, kept)),
        coverage=summary.coverage,
        points_total=sum(len(section.points) for section in summary.sections),
        length=length,
        rewriting=rewriting,
    )


def _on_top(headlines: tuple[Point, ...], sections: tuple[Section, ...]) -> tuple[Point, ...]:
    """Keep the headlines among what is shown, where that is much more than they are."""
    shown = [point for section in sections for point in section.points]
    kept = tuple(point for point in headlines if point in shown)
    return kept if len(shown) > 2 * len(kept) else ()


def _within(argument_map: MapData, theme: str | None, kept: set[str] | None) -> set[str] | None:
    if theme is None:
        return kept
    inside = next(set(each.claims) for each in argument_map.themes if each.id == theme)
    return inside if kept is None else inside & kept


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


def coverage_line(coverage: Coverage) -> str:
    """Say what the whole summary rests on and how much it leaves out."""
    return (
        f"Rests on {coverage.claims} of {coverage.claims_total} claims, "
        f"{coverage.posts} of {coverage.posts_total} posts, "
        f"{coverage.authors} of {coverage.authors_total} authors; "
        f"{len(coverage.not_covered)} post{'' if len(coverage.not_covered) == 1 else 's'} "
        f"{'is' if len(coverage.not_covered) == 1 else 'are'} not covered."
    )


def one_line(text: str) -> str:
    """Give a text without line breaks, control characters and bidirectional controls."""
    return " ".join(_UNSEEN.sub("", text).split())


def shorten(text: str, most: int = 160) -> str:
    """Give the beginning of a text, cut between words; “…” says that more follows.

    >>> shorten("one two three", 9)
    'one two…'
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    start = line[: most - 1]
    return (start.rsplit(" ", 1)[0] if " " in start else start).rstrip(" ,;:.") + "…"
