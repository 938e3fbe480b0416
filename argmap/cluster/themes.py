"""From communities of posts to themes, their parts and their camps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.cluster.camps import camps_of
from argmap.cluster.closeness import closeness_graph, with_claims
from argmap.cluster.communities import Groups, fine_communities, merge
from argmap.cluster.context import contexts
from argmap.cluster.headings import Terms, compared, heading
from argmap.model import Camp, Extraction, Relation, Settings, Stance, Theme, Thread
from argmap.signs import signed_links

if TYPE_CHECKING:
    import networkx as nx

OTHER = "Other points"
CLOSE, WIDE = 10, 20
"""Neighbours of a post in the graph that makes points, and in the one that makes themes."""


@dataclass(frozen=True)
class Part:
    """A theme before it has claims: its posts, and the groups of posts inside."""

    posts: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    heading: str | None = None


def posts_wanted(thread_posts: int, most: int) -> int:
    """Return how many fine groups a thread of so many posts is cut into.

    A tenth more than ``most`` at most: some are small talk, and get no point.
    """
    return max(1, min(round(1.1 * most), round(2.15 * math.sqrt(thread_posts))))


def themes_wanted(thread_posts: int) -> int:
    """Return how many themes a reader of so many posts is given: 3 to 12.

    A short thread has more themes for its length: 5 of 60 posts, 7 of 150, 10 of 570.
    """
    return max(3, min(12, round(1.76 * math.pow(thread_posts, 0.274))))


def parts_by_heading(thread: Thread, extraction: Extraction) -> list[Part]:
    """Take the themes of a digest as they stand: a heading each, a bullet each inside."""
    sections: dict[str | None, list[str]] = {}
    for post in thread.posts:
        if post.id in extraction.by_post:
            sections.setdefault(post.heading, []).append(post.id)
    return [
        Part(tuple(posts), tuple((post,) for post in posts), title or OTHER)
        for title, posts in sections.items()
    ]


def parts_by_closeness(
    thread: Thread, extraction: Extraction, relations: Sequence[Relation], settings: Settings
) -> list[Part]:
    """Find themes as communities of communities; what nothing joins ends in “Other points”."""
    near = contexts(thread, extraction).neighbours(with_claims(thread, extraction), WIDE + 1)

    def graph(neighbours: int, reply: float) -> nx.Graph[int]:
        return closeness_graph(
            thread, extraction, relations, near, neighbours=neighbours, reply=reply
        )

    close = graph(CLOSE, 1.0)
    live = close.number_of_nodes()
    fine = fine_communities(
        close,
        most=posts_wanted(live, settings.max_points),
        resolution=settings.resolution,
        seed=settings.seed,
    )
    # Wider neighbourhoods and weaker reply links join groups by subject rather than by subtree.
    del close  # a long discussion has millions of edges
    wide = graph(WIDE, 0.5)
    wanted = settings.themes or themes_wanted(live)
    coarse = merge(fine, wide, wanted, relative=False)
    return _nested(thread, fine, coarse, wanted)


def _nested(thread: Thread, fine: Groups, coarse: Groups, wanted: int) -> list[Part]:
    """Put fine groups into their coarse one; coarse ones past ``wanted`` are put together."""
    ids = [post.id for post in thread.posts]
    home = {row: number for number, group in enumerate(coarse) for row in group}
    inside: dict[int, list[list[int]]] = {}
    for group in fine:
        number = home[group[0]]
        # The last place is for what remains when nothing links the groups any more.
        number = number if len(coarse) <= wanted or number < wanted - 1 else wanted - 1
        inside.setdefault(number, []).append(group)
    parts = []
    for number in sorted(inside):
        groups = inside[number]
        rest = len(coarse) > wanted and number == wanted - 1
        rows = sorted(row for group in groups for row in group)
        parts.append(
            Part(
                tuple(ids[row] for row in rows),
                tuple(tuple(ids[row] for row in group) for group in groups),
                OTHER if rest else None,
            )
        )
    return parts


def build_themes(
    parts: Sequence[Part],
    thread: Thread,
    extraction: Extraction,
    stances: Mapping[str, Stance],
    relations: Sequence[Relation],
) -> tuple[Theme, ...]:
    """Give each part its claims, heading, keywords, camps and entities.

    Returns:
        Whole themes first (``t1`` …), then their parts (``t1.1`` …, with ``parent``). Each claim
        is in exactly one whole theme, and in exactly one of its parts.
    """
    terms = Terms(thread, extraction)
    links = signed_links(thread, extraction, stances, relations)
    taken: set[str] = set()

    def theme(name: str, posts: Sequence[str], title: str | None, parent: str | None) -> Theme:
        held = [claim for post in posts for claim in extraction.by_post[post]]
        leading = terms.leading(posts, inner=parent is not None)
        ids = {claim.id for claim in held}
        rivals = compared(extraction.comparisons, ids)
        seen = taken if parent is None else set()
        counts = Counter(m.entity for claim in held for m in claim.mentions)
        return Theme(
            id=name,
            heading=title or heading(leading, rivals, seen),
            keywords=tuple(term.name for term in leading),
            claims=tuple(claim.id for claim in held),
            camps=tuple(
                Camp(
                    f"{name}.{letter}",
                    tuple(c.id for post in side for c in extraction.by_post.get(post, ())),
                )
                for letter, side in zip("ab", camps_of(posts, links), strict=False)
            ),
            entities=tuple(sorted(counts, key=lambda entity: (-counts[entity], entity))),
            parent=parent,
        )

    whole, inner = [], []
    for number, part in enumerate(parts, 1):
        name = f"t{number}"
        whole.append(theme(name, part.posts, part.heading, None))
        inner += [
            theme(f"{name}.{at}", posts, None, name) for at, posts in enumerate(part.parts, 1)
        ]
    return (*whole, *inner)
