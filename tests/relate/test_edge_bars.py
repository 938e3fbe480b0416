"""Each kind of edge has its own bar, and none falls below it."""

from __future__ import annotations

from pathlib import Path

import pytest

import argmap
from argmap import ArgumentMap
from argmap.relate import across, replies
from argmap.relate.bars import EDGE_KINDS, load_bars
from argmap.relate.within import LABELS, load_head

EXAMPLE = Path(__file__).parents[2] / "examples" / "leaving-meta.algolia.json"


@pytest.fixture(scope="module")
def example() -> ArgumentMap:
    return argmap.build(argmap.read(EXAMPLE))


def test_no_edge_is_below_the_bar_of_its_kind(example: ArgumentMap) -> None:
    within = {"supports": min(load_head().bars[1:3]), "contrasts": load_head().bars[3]}
    assert {relation.scope for relation in example.relations} >= {"within", "reply"}
    for relation in example.relations:
        bar = (
            within[relation.kind]
            if relation.scope == "within"
            else load_bars()[f"{relation.scope} {relation.kind}"]
        )
        assert relation.confidence >= round(float(bar), 4)


def test_every_kind_has_a_bar_above_chance() -> None:
    assert set(load_bars()) == set(EDGE_KINDS)
    assert all(0 < bar < 1 for bar in load_bars().values())
    assert len(load_head().bars) == len(LABELS)


def test_a_higher_bar_leaves_its_own_kind_out(
    example: ArgumentMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised = {**load_bars(), "reply contrasts": 0.999}
    for stage in (replies, across):
        monkeypatch.setattr(stage, "load_bars", lambda: raised)
    edges = argmap.build(argmap.read(EXAMPLE)).relations
    assert not [e for e in edges if e.scope == "reply" and e.kind == "contrasts"]
    assert [e for e in edges if e.scope == "reply" and e.kind == "supports"] == [
        e for e in example.relations if e.scope == "reply" and e.kind == "supports"
    ]
