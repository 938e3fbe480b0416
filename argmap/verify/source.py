"""A map beside the discussion it was made from, read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from argmap.model import MapData, Thread


def against_source(thread: Thread, source: Thread) -> Iterator[str]:
    """Name the posts that are missing, more, different or elsewhere in the source."""
    if thread.id != source.id:
        yield f"source: it is {source.id}, the map is of {thread.id}"
    for post in thread.posts:
        other = source.by_id.get(post.id)
        if other is None:
            yield f"source: it has no post {post.id}"
        elif other != post:
            names = [each.name for each in fields(post)]
            differing = [name for name in names if getattr(other, name) != getattr(post, name)]
            yield f"source: post {post.id} has another {', '.join(differing)} there"
    for post in source.posts:
        if post.id not in thread.by_id:
            yield f"source: its post {post.id} is not in the map"
    if [post.id for post in thread.posts] != [post.id for post in source.posts]:
        yield "source: its posts stand in another order"


def summary_against_source(argument_map: MapData, source: Thread) -> Iterator[str]:
    """Name the points and leads whose words the source does not have, or not there."""
    summary = argument_map.summary
    named = [(f"headline {n}", point) for n, point in enumerate(summary.headlines, 1)]
    for section in summary.sections:
        named += [(f"point {section.theme}.{n}", p) for n, p in enumerate(section.points, 1)]
    cited = [(name, point.claims) for name, point in named]
    cited += [(f"lead {x.role}", (x.quote.claim, *x.quote.further)) for x in summary.leads]
    for name, claims in cited:
        for identifier in claims:
            claim = argument_map.claim.get(identifier)
            post = source.by_id.get(claim.post) if claim else None
            if claim and (post is None or post.text[claim.start : claim.end] != claim.text):
                yield f"{name}: rests on claim {identifier}, whose words the source does not have"
