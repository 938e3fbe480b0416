"""One map -> its rows in each table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from argmap.corpus.columns import OWN, schema
from argmap.model import Evidence, MapData, Point, Post

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Any, ...]
Encode = Callable[[Sequence[str]], npt.NDArray[Any]]


def tables_of(
    argument_map: MapData, source: str, fingerprint: str, text: str, encode: Encode
) -> dict[str, pa.Table]:
    """Return the rows of a map by table.

    Args:
        argument_map: The map.
        source: The name of what it was read from.
        fingerprint: Of content, name, settings and version.
        text: The map as ``map.json``.
        encode: Gives unit-length encodings, shape (n, 384), of the quotes of points.
    """
    about = argument_map.thread.id
    rows: dict[str, Iterator[Row]] = {
        "discussions": iter([_discussion(argument_map, source, fingerprint)]),
        "posts": _posts(argument_map),
        "claims": _claims(argument_map),
        "entities": (
            (e.id, e.name, e.kind, list(e.aliases), list(e.same_as)) for e in argument_map.entities
        ),
        "mentions": _mentions(argument_map),
        "relations": (
            (r.source, r.target, r.kind, r.scope, r.confidence, [*map(_reason, r.evidence)])
            for r in argument_map.relations
        ),
        "comparisons": (
            (c.a, c.b, c.aspect, c.preferred, c.claim) for c in argument_map.comparisons
        ),
        "themes": (
            (t.id, t.parent, t.heading, list(t.keywords), list(t.claims), list(t.entities))
            for t in argument_map.themes
        ),
        "points": _points(argument_map, encode),
        "maps": iter([(text,)]),
    }
    return {name: table(name, ((about, *row) for row in rows[name])) for name in OWN}


def table(name: str, rows: Iterator[Row]) -> pa.Table:
    """Make a table of rows whose values stand in the order of its columns."""
    import pyarrow as pa

    form = schema(name)
    columns = list(zip(*rows, strict=True)) or [()] * len(form)
    arrays = [
        pa.array(list(values), type=field.type) for values, field in zip(columns, form, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=form)


def _discussion(argument_map: MapData, source: str, fingerprint: str) -> Row:
    thread = argument_map.thread
    times = [time for post in thread.posts if (time := moment(post.created)) is not None]
    return (
        thread.title,
        thread.url,
        source,
        thread.kind,
        len(thread.posts),
        len({post.author for post in thread.posts if post.author is not None}),
        len(argument_map.claims),
        len(argument_map.relations),
        sum(theme.parent is None for theme in argument_map.themes),
        min(times, default=None),
        max(times, default=None),
        sum(note.count for note in thread.notes),
        fingerprint,
    )


def _posts(argument_map: MapData) -> Iterator[Row]:
    for number, post in enumerate(argument_map.thread.posts):
        stance = argument_map.stances.get(post.id)
        said = (
            (None, None, None)
            if stance is None
            else (stance.kind, stance.confidence, stance.target)
        )
        yield (
            post.id,
            number,
            post.parent,
            post.author,
            moment(post.created),
            post.url,
            post.score,
            post.state,
            post.text,
            *said,
        )


def _claims(argument_map: MapData) -> Iterator[Row]:
    posts = argument_map.thread.by_id
    theme = {
        claim: each.id
        for each in argument_map.themes
        if each.parent is None
        for claim in each.claims
    }
    for number, claim in enumerate(argument_map.claims):
        post = posts[claim.post]
        yield (
            claim.id,
            claim.post,
            number,
            claim.start,
            claim.end,
            claim.text,
            claim.kind,
            claim.confidence,
            theme.get(claim.id),
            post.author,
            moment(post.created),
        )


def _mentions(argument_map: MapData) -> Iterator[Row]:
    posts: Mapping[str, Post] = argument_map.thread.by_id
    named = [
        (post, None, mention)
        for post, mentions in argument_map.loose_mentions.items()
        for mention in mentions
    ]
    within = [(claim.post, claim.id, m) for claim in argument_map.claims for m in claim.mentions]
    for post, claim, mention in [*within, *named]:
        by = posts[post]
        yield (
            mention.entity,
            post,
            claim,
            mention.start,
            mention.end,
            mention.polarity,
            by.author,
            moment(by.created),
        )


def _points(argument_map: MapData, encode: Encode) -> Iterator[Row]:
    told = [
        (section.theme, point)
        for section in argument_map.summary.sections
        for point in section.points
    ]
    quotes = [_quote(point) for _, point in told]
    encodings: Sequence[Any] = list(encode(quotes)) if told else []
    for number, ((theme, point), quote, encoding) in enumerate(
        zip(told, quotes, encodings, strict=True)
    ):
        claim = argument_map.claim[point.claims[0]]
        yield (
            number,
            theme,
            point.text,
            quote,
            claim.id,
            list(point.claims),
            list(point.opposing),
            point.voices,
            point.supports,
            point.contrasts,
            moment(argument_map.thread.by_id[claim.post].created),
            encoding,
        )


def _quote(point: Point) -> str:
    """The words of the first claim; key terms may be quoted in front of them."""
    first = [quote.text for quote in point.quotes if quote.claim == point.claims[0]]
    return max(first, key=len, default=point.text)


def _reason(evidence: Evidence) -> str:
    return f"{evidence.kind}: {evidence.text}" if evidence.text else evidence.kind


@lru_cache(4096)
def moment(created: str | None) -> datetime | None:
    """Return a time as UTC, or None where there is none that can be understood.

    >>> moment("2024-02-03T12:00:00+02:00")
    datetime.datetime(2024, 2, 3, 10, 0, tzinfo=datetime.timezone.utc)
    >>> moment("yesterday")
    """
    try:
        found = datetime.fromisoformat(created or "")
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
