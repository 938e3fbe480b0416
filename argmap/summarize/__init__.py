"""Themes to a summary: walk the graph, and write a point for each part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from argmap.model import (
    Claim,
    Coverage,
    Extraction,
    Point,
    Relation,
    Section,
    Settings,
    Stance,
    Summary,
    Theme,
    Thread,
)
from argmap.signs import signed_links
from argmap.summarize.bullets import bullet_point
from argmap.summarize.ground import Ground
from argmap.summarize.leads import find_leads
from argmap.summarize.points import make_point
from argmap.summarize.walk import Path, links_between, steps, walk
from argmap.summarize.worth import support

__all__ = ["summarize"]

_QUOTED = re.compile(r"“\{\d+\}”")
HEADLINES = 3
ASIDE = 0.8
"""A part whose claims are this much lonelier than usual is small talk beside the matter."""
SPARE = 1.15
"""A point may use this times its even share of the words; shorter ones pay for it."""


def summarize(
    thread: Thread,
    extraction: Extraction,
    stances: Mapping[str, Stance],
    relations: Sequence[Relation],
    themes: tuple[Theme, ...],
    settings: Settings,
) -> tuple[Summary, tuple[Theme, ...]]:
    """Write at most ``settings.max_points`` points of ``settings.max_words`` words in all.

    Returns:
        The summary, its sections in the order of the walk over themes; and the themes with the
        walk that ordered each section filled in.
    """
    post_of = {claim.id: claim.post for claim in extraction.claims}
    ground = Ground(
        thread,
        extraction,
        support(thread, extraction),
        signed_links(thread, extraction, stances, relations),
        stances,
        {post_of[r.source]: r.source for r in relations if r.scope == "reply"},
    )
    claims = {claim.id: claim for claim in extraction.claims}
    parts = _parts(themes, ground, claims, settings)
    points = _points(parts, ground, claims, thread, settings)
    home = {claim: part.id for part in parts for claim in part.claims}
    links = links_between(extraction, relations, home)
    sections: list[Section] = []
    walked: dict[str, Theme] = {}
    for theme in _order(themes, parts, extraction, relations, digest=thread.kind == "digest"):
        mine = [part.id for part in parts if part.parent == theme.id]
        weight = {part: float(points[part].voices) for part in mine}
        path: Path = [(part, None, None) for part in mine]
        if thread.kind != "digest":
            path = walk(mine, weight, links)
        quoted = {part: _quoted(points[part]) for part in mine}
        against = {part: points[part].dissent in quoted[part][1:] for part in mine}
        walked[theme.id] = replace(theme, walk=steps(path, quoted, against))
        sections.append(
            Section(theme.id, theme.heading, tuple(points[part] for part, _, _ in path))
        )
    summary = Summary(
        headlines=_headlines(sections, ground),
        sections=tuple(sections),
        coverage=_coverage(thread, sections, claims),
        leads=find_leads(ground),
    )
    return summary, tuple(walked.get(theme.id, theme) for theme in themes)


def _parts(
    themes: Sequence[Theme], ground: Ground, claims: Mapping[str, Claim], settings: Settings
) -> list[Theme]:
    """Choose the parts that get a point: all, or those with most voices, in theme order."""
    whole = {theme.id: theme for theme in themes if theme.parent is None}
    parts = [theme for theme in themes if theme.parent in whole]
    if ground.thread.kind == "digest":
        return parts[: settings.max_points]
    held = {part.id: [claims[claim] for claim in part.claims] for part in parts}
    # A remark that nobody takes up is counted as not covered rather than made a point.
    small = len(ground.thread.posts) < 30
    heard = [p for p in parts if small or len({claim.post for claim in held[p.id]}) > 1]
    row = ground.extraction.row
    usual = float(np.median(ground.support)) if len(ground.support) else 0.0
    means = {p.id: float(np.mean([ground.support[row[c]] for c in p.claims])) for p in heard}
    heard = [part for part in heard if small or means[part.id] >= ASIDE * usual]
    heard.sort(key=lambda part: (-ground.voices(held[part.id]), -len(part.claims), part.id))
    chosen = {part.id for part in heard[: settings.max_points]}
    return [part for part in parts if part.id in chosen]


def _points(
    parts: Sequence[Theme],
    ground: Ground,
    claims: Mapping[str, Claim],
    thread: Thread,
    settings: Settings,
) -> dict[str, Point]:
    """Write the points, loudest first, sharing out the words that are left."""
    points: dict[str, Point] = {}
    # A little is kept back: the last points may need a quote longer than what is left.
    left = round(0.98 * settings.max_words)
    for done, part in enumerate(sorted(parts, key=lambda part: (-len(part.claims), part.id))):
        held = [claims[claim] for claim in part.claims]
        if thread.kind == "digest":
            points[part.id] = bullet_point(ground, held)
            continue
        share = min(50, round(SPARE * left / (len(parts) - done)))
        told = frozenset(q.text.lower() for point in points.values() for q in point.quotes)
        taken = {_subject(point) for point in points.values()}
        points[part.id] = make_point(ground, part, held, share, told, taken)
        left -= len(points[part.id].text.split())
    return points


def _order(
    themes: Sequence[Theme],
    parts: Sequence[Theme],
    extraction: Extraction,
    relations: Sequence[Relation],
    *,
    digest: bool,
) -> list[Theme]:
    """Walk over the themes that have points, from the largest, along the edges between them.

    A digest keeps the order of its editor.
    """
    told = {part.parent for part in parts}
    whole = {theme.id: theme for theme in themes if theme.id in told}
    home = {claim: theme.id for theme in whole.values() for claim in theme.claims}
    links = links_between(extraction, relations, home)
    size = {name: float(len(theme.claims)) for name, theme in whole.items()}
    if digest:
        return list(whole.values())
    return [whole[name] for name, _, _ in walk(list(whole), size, links)]


def _quoted(point: Point) -> list[str]:
    """Return the ids of the claims that are quoted as sentences, labels left aside."""
    said = [quote.claim for n, quote in enumerate(point.quotes) if f"“{{{n}}}”" in point.frame]
    return said or [quote.claim for quote in point.quotes][:2]


def _subject(point: Point) -> frozenset[str]:
    """Return the terms in front of a point, in lower case."""
    before = len(point.quotes) - len(_QUOTED.findall(point.frame))
    return frozenset(quote.text.lower() for quote in point.quotes[:before])


def _headlines(sections: Sequence[Section], ground: Ground) -> tuple[Point, ...]:
    """Take the weightiest point of each of the three sections that have the weightiest.

    Voices weigh by how much of what they say can be followed: a thread of jokes is loud too.
    """
    weight = {
        point: round(point.voices * ground.plain(point.claims), 6)
        for section in sections
        for point in section.points
    }
    best = [max(s.points, key=lambda p: (weight[p], p.supports)) for s in sections if s.points]
    best.sort(key=lambda point: (-weight[point], point.text))
    return tuple(best[:HEADLINES])


def _coverage(thread: Thread, sections: Sequence[Section], claims: Mapping[str, Claim]) -> Coverage:
    cited = {claim for s in sections for point in s.points for claim in point.claims}
    posts = {claims[claim].post for claim in cited}
    authors = {post.author for post in thread.posts if post.id in posts and post.author}
    return Coverage(
        posts=len(posts),
        authors=len(authors),
        claims=len(cited),
        posts_total=len(thread.posts),
        authors_total=len({post.author for post in thread.posts if post.author}),
        claims_total=len(claims),
        not_covered=tuple(post.id for post in thread.posts if post.id not in posts),
    )
