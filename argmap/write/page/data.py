"""The map as the page reads it: numbers instead of ids, offsets in JavaScript's units."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from argmap.model import Claim, Evidence, MapData, Point, Post, Relation, Stance
from argmap.write.layout import place_themes

Json = dict[str, Any]
Offset = Callable[[int], int]

PAGE_VERSION = 1


def page_data(argument_map: MapData, start: str = "") -> Json:
    """Return everything the page shows, as plain JSON.

    Posts, claims, entities and themes are named by their place in their list. Claim texts are
    not repeated: the page cuts them out of their posts, so a quote on screen is the comment.

    Args:
        argument_map: The map.
        start: URL fragment of the first view (``theme=t1``); empty for the overview.
    """
    index = _Index(argument_map)
    themes = _themes(argument_map, index)
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
        "links": _links(argument_map, index),
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


class _Index:
    """Places in the lists, by id."""

    def __init__(self, argument_map: MapData) -> None:
        self.post = _places(post.id for post in argument_map.thread.posts)
        self.claim = _places(claim.id for claim in argument_map.claims)
        self.entity = _places(entity.id for entity in argument_map.entities)
        self.theme = _places(theme.id for theme in argument_map.themes)
        self.parents = [self.theme.get(theme.parent or "", -1) for theme in argument_map.themes]
        # A claim stands in a theme and, in a large thread, in one part of it: the part counts.
        self.theme_of: dict[str, int] = {}
        for number, theme in sorted(
            enumerate(argument_map.themes), key=lambda item: len(self.chain(item[0]))
        ):
            self.theme_of.update(dict.fromkeys(theme.claims, number))
        self.offset = {post.id: utf16_offsets(post.text) for post in argument_map.thread.posts}

    def chain(self, theme: int) -> list[int]:
        """Themes from the outermost down to ``theme``."""
        found: list[int] = []
        while theme >= 0 and theme not in found:
            found.insert(0, theme)
            theme = self.parents[theme]
        return found


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(ids)}


def utf16_offsets(text: str) -> Offset:
    """Return a function from a Python offset in ``text`` to a JavaScript one.

    JavaScript strings count UTF-16 units: characters outside the basic plane count twice.

    >>> utf16_offsets("a😀b")(2)
    3
    """
    wide = [place for place, character in enumerate(text) if character > "\uffff"]
    if not wide:
        return lambda place: place
    from bisect import bisect_left

    return lambda place: place + bisect_left(wide, place)


def _post(post: Post, index: _Index, argument_map: MapData) -> Json:
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


def _stance(stance: Stance, index: _Index) -> Json:
    return {
        "kind": stance.kind,
        "confidence": round(stance.confidence, 3),
        "target": index.claim.get(stance.target or ""),
        "evidence": _evidence(stance.evidence),
    }


def _evidence(evidence: Iterable[Evidence]) -> list[Json]:
    return [
        {
            "kind": item.kind,
            "text": item.text,
            "score": None if item.score is None else round(item.score, 3),
            "cue": item.start is not None,
        }
        for item in evidence
    ]


def _claim(claim: Claim, index: _Index) -> Json:
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


def _point(point: Point, index: _Index) -> Json:
    return {
        "text": point.text,
        "quotes": [
            {
                "claim": index.claim[quote.claim],
                "start": index.offset[quote.post](quote.start),
                "end": index.offset[quote.post](quote.end),
            }
            for quote in point.quotes
            if quote.claim in index.claim
        ],
        "claims": [index.claim[claim] for claim in point.claims if claim in index.claim],
        "opposing": [index.claim[claim] for claim in point.opposing if claim in index.claim],
        "undecided": [index.claim[claim] for claim in point.undecided if claim in index.claim],
        "voices": point.voices,
        "supports": point.supports,
        "contrasts": point.contrasts,
        "dissent": index.claim.get(point.dissent or ""),
    }


def _themes(argument_map: MapData, index: _Index) -> list[Json]:
    signs = _inner_signs(argument_map, index)
    voices = [len(_authors(theme.claims, argument_map)) for theme in argument_map.themes]
    radii = _radii(index, voices)
    positions = _positions(index, radii, _cross(argument_map, index))
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


def _radii(index: _Index, voices: list[int]) -> list[float]:
    """Size each theme beside those of its own level."""
    most: Counter[int] = Counter()
    for number, parent in enumerate(index.parents):
        most[parent] = max(most[parent], voices[number])
    return [theme_radius(voices[n], most[parent]) for n, parent in enumerate(index.parents)]


def _positions(
    index: _Index, radii: list[float], cross: Mapping[tuple[int, int, str], int]
) -> list[tuple[int, int]]:
    """Place the themes of each level in a picture of their own."""
    positions = [(0, 0)] * len(radii)
    for parent in sorted(set(index.parents)):
        level = [number for number, other in enumerate(index.parents) if other == parent]
        place = {number: at for at, number in enumerate(level)}
        pairs: Counter[tuple[int, int]] = Counter()
        for (a, b, _kind), count in cross.items():
            if a in place and b in place:
                pairs[place[a], place[b]] += count
        # Room for the counts on the links; less for many themes, so that words stay large.
        found = place_themes(
            [radii[number] for number in level], pairs, gap=100.0 if len(level) < 9 else 50.0
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


def _inner_signs(argument_map: MapData, index: _Index) -> Counter[tuple[int, str]]:
    """Count relations with both ends inside a theme, by theme and sign."""
    found: Counter[tuple[int, str]] = Counter()
    for relation, a, b in _joined(argument_map, index):
        for theme in a:
            if theme in b:
                found[theme, relation.kind] += 1
    return found


def _cross(argument_map: MapData, index: _Index) -> Mapping[tuple[int, int, str], int]:
    """Count relations between two themes of the same level, where their ways part."""
    found: Counter[tuple[int, int, str]] = Counter()
    for relation, a, b in _joined(argument_map, index):
        if relation.kind == "rephrases":
            continue
        for left, right in zip(a, b, strict=False):
            if left != right:
                found[min(left, right), max(left, right), relation.kind] += 1
                break
    return found


def _joined(
    argument_map: MapData, index: _Index
) -> Iterator[tuple[Relation, list[int], list[int]]]:
    chains = {theme: index.chain(theme) for theme in sorted(set(index.theme_of.values()))}
    for relation in argument_map.relations:
        a, b = index.theme_of.get(relation.source), index.theme_of.get(relation.target)
        if a is not None and b is not None:
            yield relation, chains[a], chains[b]


def _links(argument_map: MapData, index: _Index) -> list[Json]:
    return [
        {"a": a, "b": b, "kind": kind, "count": count}
        for (a, b, kind), count in sorted(_cross(argument_map, index).items())
    ]


def _coverage(argument_map: MapData) -> Json:
    coverage = asdict(argument_map.summary.coverage)
    coverage["not_covered"] = len(coverage["not_covered"])
    return coverage
