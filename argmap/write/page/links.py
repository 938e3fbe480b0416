"""What joins two themes, and what is said for and against inside one: counted by sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from argmap.model import MapData
from argmap.write.page.index import Index

Answer = tuple[str, str, str, int, int]
"""Answering post, answered post, sign, theme of each."""


def inner_signs(argument_map: MapData, index: Index) -> Counter[tuple[int, str]]:
    """Count relations with both ends inside a theme, by theme and sign."""
    found: Counter[tuple[int, str]] = Counter()
    chains = _chains(index)
    for relation in argument_map.relations:
        a, b = index.theme_of.get(relation.source), index.theme_of.get(relation.target)
        if a is not None and b is not None:
            for theme in chains[a]:
                if theme in chains[b]:
                    found[theme, relation.kind] += 1
    return found


def cross_links(argument_map: MapData, index: Index) -> Mapping[tuple[int, int, str], int]:
    """Count the answers that lead from one theme into another of the same level, by sign.

    An answer is a relation whose claims stand in two themes, or a comment that takes a side
    towards a claim of one theme and itself holds a claim of another. A pair of comments counts
    once for a pair of themes.

    Returns:
        Counts by (lower theme, higher theme, sign); the themes are those where the ways part.
    """
    answers = {*_relations(argument_map, index), *_replies(argument_map, index)}
    chains = _chains(index)
    pairs = set()
    for source, target, kind, a, b in answers:
        for left, right in zip(chains[a], chains[b], strict=False):
            if left != right:
                pairs.add((source, target, min(left, right), max(left, right), kind))
                break
    return Counter((a, b, kind) for _, _, a, b, kind in pairs)


def _relations(argument_map: MapData, index: Index) -> Iterator[Answer]:
    for relation in argument_map.relations:
        a, b = index.theme_of.get(relation.source), index.theme_of.get(relation.target)
        if a is None or b is None or relation.kind == "rephrases":
            continue
        source = argument_map.claim[relation.source].post
        target = argument_map.claim[relation.target].post
        yield source, target, relation.kind, a, b


def _replies(argument_map: MapData, index: Index) -> Iterator[Answer]:
    themes: dict[str, set[int]] = {}
    for claim in argument_map.claims:
        if claim.id in index.theme_of:
            themes.setdefault(claim.post, set()).add(index.theme_of[claim.id])
    for post, stance in argument_map.stances.items():
        aim = index.theme_of.get(stance.target or "")
        if stance.kind not in ("supports", "contrasts") or aim is None or not stance.target:
            continue
        for theme in themes.get(post, ()):
            yield post, argument_map.claim[stance.target].post, stance.kind, theme, aim


def _chains(index: Index) -> dict[int, list[int]]:
    return {theme: index.chain(theme) for theme in sorted(set(index.theme_of.values()))}


def shared_things(argument_map: MapData, index: Index) -> Mapping[tuple[int, int, str], list[int]]:
    """Find the things on which two themes of the same level take the same side, or opposite ones.

    A theme takes the side that most of its claims with a tone towards the thing take; a tie is
    no side.

    Returns:
        Entities by (lower theme, higher theme, sign): ``supports`` for the same side.
    """
    tone: Counter[tuple[int, int]] = Counter()
    chains = _chains(index)
    for claim in argument_map.claims:
        theme = index.theme_of.get(claim.id)
        for name, polarity in sorted({(item.entity, item.polarity) for item in claim.mentions}):
            if theme is not None and name in index.entity and polarity != "neutral":
                for level in chains[theme]:
                    step = 1 if polarity == "positive" else -1
                    tone[index.entity[name], level] += step
    sides: dict[int, list[tuple[int, int]]] = {}
    for (thing, theme), value in sorted(tone.items()):
        if value:
            sides.setdefault(thing, []).append((theme, value))
    found: dict[tuple[int, int, str], list[int]] = {}
    for thing, themes in sides.items():
        for place, (a, left) in enumerate(themes):
            for b, right in themes[place + 1 :]:
                if index.parents[a] == index.parents[b]:
                    kind = "supports" if (left > 0) == (right > 0) else "contrasts"
                    found.setdefault((a, b, kind), []).append(thing)
    return found
