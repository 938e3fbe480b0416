"""Who stands on which side, by the signs of the edges. Below the stages: two of them ask."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from argmap.model import Extraction, Relation, Stance, Thread

SUREST = 0.35
"""A side that rests on a chain of edges less sure than this is left open."""

Signs = dict[str, float]
"""Post id to side: above 0 with the start of its component, below 0 against, by certainty."""


def signed_links(
    thread: Thread,
    extraction: Extraction,
    stances: Mapping[str, Stance],
    relations: Sequence[Relation],
) -> dict[str, dict[str, float]]:
    """Return post → post → signed confidence, both ways, from stances and thread relations.

    Where several edges join two posts they add up; supports and contrasts may cancel out.
    """
    links: dict[str, dict[str, float]] = {}

    def add(one: str, other: str, weight: float) -> None:
        links.setdefault(one, {})[other] = links.get(one, {}).get(other, 0.0) + weight
        links.setdefault(other, {})[one] = links.get(other, {}).get(one, 0.0) + weight

    for post in thread.posts:
        stance = stances.get(post.id)
        if post.parent and stance and stance.kind != "none":
            add(post.id, post.parent, stance.confidence * (-1 if stance.kind == "contrasts" else 1))
    post_of = {claim.id: claim.post for claim in extraction.claims}
    for relation in relations:
        one, other = post_of[relation.source], post_of[relation.target]
        if relation.scope == "thread" and one != other:
            sign = -1 if relation.kind == "contrasts" else 1
            add(one, other, sign * relation.confidence)
    return links


def sides_from(start: str, links: Mapping[str, Mapping[str, float]], within: set[str]) -> Signs:
    """Spread the side of ``start`` (+1) along signed links, surest chains first.

    The certainty of a chain is the product of its links'; each post takes its surest chain's
    sign, an assignment that keeps the strongest edges balanced.

    Source: structural balance, Cartwright & Harary 1956, doi:10.1037/h0046049; partition of
    signed graphs, Doreian & Mrvar 1996, doi:10.1016/0378-8733(95)00259-6.
    """
    signs: Signs = {}
    queue: list[tuple[float, str, int]] = [(-1.0, start, 1)]
    while queue:
        certainty, post, sign = heapq.heappop(queue)
        if post in signs:
            continue
        signs[post] = -certainty * sign
        for other, weight in sorted(links.get(post, {}).items()):
            onward = -certainty * min(1.0, abs(weight))
            if other in within and other not in signs and onward >= SUREST:
                heapq.heappush(queue, (-onward, other, sign if weight > 0 else -sign))
    return signs
