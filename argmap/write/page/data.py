"""The map as the page reads it: numbers instead of ids, offsets in JavaScript's units."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from argmap.model import Claim, Evidence, MapData, Point, Post, Quote, Stance
from argmap.write.layout import place_themes
from argmap.write.opening import overview, told
from argmap.write.page.index import Index, utf16_offsets
from argmap.write.page.links import cross_links, inner_signs, shared_things

__all__ = ["page_data", "theme_radius", "utf16_offsets"]

Json = dict[str, Any]

PAGE_VERSION = 1


def page_data(argument_map: MapData, start: str = "", numbers: str = "") -> Json:
    """Return everything the page shows, as plain JSON.

    Posts, claims, entities and themes are named by their place in their list. Claim texts are
    not repeated: the page cuts them out of their posts, so a quote on screen is the comment.

    Args:
        argument_map: The map.
        start: URL fragment of the first view (``theme=t1``); empty for the overview.
        numbers: The discussion in numbers, where ``argument_map`` is only a part of it.
    """
    index = Index(argument_map)
    links = _links(argument_map, index)
    themes = _themes(argument_map, index, links)
    return {
        "format": "argmap-page",
        "version": PAGE_VERSION,
        "start": start,
        "thread": {
            "id": argument_map.thread.id,
            "title": argument_map.thread.title,
            "url": argument_map.thread.url,
            "kind": argument_map.thread.kind,
        },
        "posts": [_post(post, index, argument_map) for post in argument_map.thread.posts],
        "claims": [_claim(claim, index) for claim in argument_map.claims],
        "entities": [
            {"id": e.id, "name": e.name, "kind": e.kind, "aliases": list(e.aliases)}
            for e in argument_map.entities
        ],
        "relations": [
            {
                "source": index.claim[relation.source],
                "target": index.claim[relation.target],
                "kind": relation.kind,
                "scope": relation.scope,
                "confidence": round(relation.confidence, 3),
                "evidence": _evidence(relation.evidence),
            }
            for relation in argument_map.relations
            if relation.source in index.claim and relation.target in index.claim
        ],
        "comparisons": [
            {
                "a": index.entity[item.a],
                "b": index.entity[item.b],
                "aspect": item.aspect,
                "preferred": index.entity.get(item.preferred or ""),
                "claim": index.claim[item.claim],
            }
            for item in argument_map.comparisons
            if item.claim in index.claim and item.a in index.entity and item.b in index.entity
        ],
        "themes": themes,
        "links": links,
        "overview": numbers or overview(argument_map),
        "leads": [
            {"label": each.label, "quote": _quote(each.lead.quote, index)}
            for each in told(argument_map)
        ],
        "headlines": [_point(point, index) for point in argument_map.summary.headlines],
        "sections": [
            {
                "theme": index.theme.get(section.theme, -1),
                "heading": section.heading,
                "points": [_point(point, index) for point in section.points],
            }
            for section in argument_map.summary.sections
        ],
        "coverage": _coverage(argument_map),
    }


def _post(post: Post, index: Index, argument_map: MapData) -> Json:
    at = index.offset[post.id]
    out: Json = {
        "id": post.id,
        "parent": index.post.get(post.parent or "", -1),
        "author": post.author,
        "created": post.created,
        "url": post.url,
        "text": post.text,
    }
    if post.state != "ok":
        out["state"] = post.state
    if post.quotes:
        out["quotes"] = [[at(span.start), at(span.end)] for span in post.quotes]
    if post.code:
        out["code"] = [[at(span.start), at(span.end)] for span in post.code]
    if post.links:
        out["links"] = [[at(link.start), at(link.end), link.url] for link in post.links]
    stance = argument_map.stances.get(post.id)
    if stance is not None and stance.kind != "none":
        out["stance"] = _stance(stance, index)
    mentions = argument_map.loose_mentions.get(post.id, ())
    if mentions:
        out["mentions"] = [
            [index.entity[m.entity], at(m.start), at(m.end)]
            for m in mentions
            if m.entity in index.entity
        ]
    return out


def _stance(stance: Stance, index: Index) -> Json:
    return {
        "kind": stance.kind,
        "confidence": round(stance.confidence, 3),
        "target": index.claim.get(stance.target or ""),
        "evidence": _evidence(stance.evidence),
    }


def _evidence(evidence: Iterable[Evidence]) -> list[Json]:
    """Leave out what is not there: evidence is a third of a large page."""
    found: list[Json] = []
    for item in evidence:
        out: Json = {"kind": item.kind, "text": item.text}
        if item.score is not None:
            out["score"] = round(item.score, 3)
        if item.start is not None:
            out["cue"] = True
        found.append(out)
    return found


def _claim(claim: Claim, index: Index) -> Json:
    at = index.offset[claim.post]
    return {
        "id": claim.id,
        "post": index.post[claim.post],
        "start": at(claim.start),
        "end": at(claim.end),
        "kind": claim.kind,
        "confidence": round(claim.confidence, 3),
        "theme": index.theme_of.get(claim.id, -1),
        "mentions": [
            [index.entity[m.entity], at(m.start), at(m.end), m.polarity]
            for m in claim.mentions
            if m.entity in index.entity
        ],
    }


def _point(point: Point, index: Index) -> Json:
    return {
        "text": point.text,
        "frame": point.frame,
        "quotes": [_quote(quote, index) for quote in point.quotes if quote.claim in index.claim],
        "claims": [index.claim[claim] for claim in point.claims if claim in index.claim],
        "opposing": [index.claim[claim] for claim in point.opposing if claim in index.claim],
        "undecided": [index.claim[claim] for claim in point.undecided if claim in index.claim],
        "voices": point.voices,
        "supports": point.supports,
        "contrasts": point.contrasts,
        "dissent": index.claim.get(point.dissent or ""),
    }


def _quote(quote: Quote, index: Index) -> Json:
    at = index.offset[quote.post]
    return {"claim": index.claim[quote.claim], "start": at(quote.start), "end": at(quote.end)}


def _themes(argument_map: MapData, index: Index, links: list[Json]) -> list[Json]:
    signs = inner_signs(argument_map, index)
    voices = [len(_authors(theme.claims, argument_map)) for theme in argument_map.themes]
    radii = _radii(index, voices)
    positions = _positions(index, radii, links)
    return [
        {
            "id": theme.id,
            "heading": theme.heading,
            "keywords": list(theme.keywords),
            "claims": [index.claim[claim] for claim in theme.claims if claim in index.claim],
            "camps": [
                {"id": camp.id, "claims": [index.claim[c] for c in camp.claims if c in index.claim]}
                for camp in theme.camps
            ],
            "entities": [index.entity[name] for name in theme.entities if name in index.entity],
            "walk": [
                [index.claim[step.claim], step.via, index.claim.get(step.source or "")]
                for step in theme.walk
                if step.claim in index.claim
            ],
            "parent": index.theme.get(theme.parent or "", -1),
            "voices": voices[number],
            "supports": signs[number, "supports"],
            "contrasts": signs[number, "contrasts"],
            "x": positions[number][0],
            "y": positions[number][1],
            "r": round(radii[number]),
        }
        for number, theme in enumerate(argument_map.themes)
    ]


def _radii(index: Index, voices: list[int]) -> list[float]:
    """Size each theme beside those of its own level."""
    most: Counter[int] = Counter()
    for number, parent in enumerate(index.parents):
        most[parent] = max(most[parent], voices[number])
    return [theme_radius(voices[n], most[parent]) for n, parent in enumerate(index.parents)]


def _positions(index: Index, radii: list[float], links: Iterable[Json]) -> list[tuple[int, int]]:
    """Place the themes of each level in a picture of their own."""
    positions = [(0, 0)] * len(radii)
    for parent in sorted(set(index.parents)):
        level = [number for number, other in enumerate(index.parents) if other == parent]
        place = {number: at for at, number in enumerate(level)}
        pairs: Counter[tuple[int, int]] = Counter()
        for link in links:
            if link["a"] in place and link["b"] in place:
                pairs[place[link["a"]], place[link["b"]]] += link["count"]
        # Room for the counts on the links; less for many themes, so that words stay large.
        found = place_themes(
            [radii[number] for number in level], pairs, gap=90.0 if len(level) < 7 else 56.0
        )
        for number, at in place.items():
            positions[number] = found[at]
    return positions


def theme_radius(voices: int, most: int) -> float:
    """Return pixels: the area grows with the number of voices; a heading always fits.

    Args:
        voices: Distinct authors of the theme's claims.
        most: Voices of the theme with the most.
    """
    return 74.0 + 62.0 * math.sqrt(voices / max(most, 1))


def _authors(claims: Iterable[str], argument_map: MapData) -> set[str]:
    posts = (argument_map.thread.by_id[argument_map.claim[name].post] for name in claims)
    return {post.author or f"post {post.id}" for post in posts}


def _links(argument_map: MapData, index: Index) -> list[Json]:
    answers = cross_links(argument_map, index)
    things = shared_things(argument_map, index)
    return [
        {
            "a": key[0],
            "b": key[1],
            "kind": key[2],
            "count": answers.get(key, 0) + len(things.get(key, ())),
            "answers": answers.get(key, 0),
            "things": things.get(key, []),
        }
        for key in sorted({*answers, *things})
    ]


def _coverage(argument_map: MapData) -> Json:
    coverage = asdict(argument_map.summary.coverage)
    coverage["not_covered"] = len(coverage["not_covered"])
    return coverage
