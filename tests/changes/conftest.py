"""Maps of a handful of posts, each sentence a claim, made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from discussions import Line, extraction_of, thread_of

from argmap.model import (
    Coverage,
    Evidence,
    MapData,
    Relation,
    RelationKind,
    Stance,
    StanceKind,
    Summary,
    Theme,
)

Edge = tuple[str, str, RelationKind]
"""Source and target by post: their first claims are meant."""
Build = Callable[..., MapData]


def build(
    lines: Sequence[Line],
    edges: Sequence[Edge] = (),
    stances: Mapping[str, StanceKind] | None = None,
    themes: Mapping[str, Sequence[str]] | None = None,
    thread_id: str = "test:1",
) -> MapData:
    """``themes``: posts by heading, all their claims; without, one theme holds all."""
    thread = replace(thread_of(lines), id=thread_id)
    claims = extraction_of(thread).claims
    first = {claim.post: claim.id for claim in reversed(claims)}
    groups = themes or {"All": [line[0] for line in lines]}
    return MapData(
        thread=thread,
        claims=claims,
        entities=(),
        stances={post: Stance(kind, 0.9) for post, kind in (stances or {}).items()},
        loose_mentions={},
        relations=tuple(
            Relation(first[a], first[b], kind, "reply", 0.9, (Evidence("reply"),))
            for a, b, kind in edges
        ),
        comparisons=(),
        themes=tuple(
            Theme(f"t{n}", heading, (), tuple(c.id for c in claims if c.post in posts), (), ())
            for n, (heading, posts) in enumerate(groups.items(), 1)
        ),
        summary=Summary((), (), Coverage(0, 0, 0, 0, 0, 0, ())),
    )


@pytest.fixture(scope="session")
def small() -> Build:
    return build
