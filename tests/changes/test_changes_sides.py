"""Who stands for and against, and what became contested or settled."""

from __future__ import annotations

import pytest

from argmap.changes import compare
from argmap.changes.sides import claim_sides, is_contested
from argmap.model import MapData, Sides

LINES = [
    ("1", None, "ann", "Containers make deployment simple."),
    ("2", "1", "bob", "They break on old kernels."),
    ("3", "1", "cat", "They ship twice as often."),
    ("4", "1", "ann", "I meant new kernels."),
    ("5", "1", "dan", "Same experience here."),
]


def test_a_claim_has_its_author_on_its_side_and_nobody_twice(small) -> None:
    edges = [("3", "1", "supports"), ("2", "1", "contrasts"), ("4", "1", "contrasts")]
    sides = claim_sides(small(LINES, edges))
    assert sides["1#0-34"] == Sides(("ann", "cat"), ("bob",))


@pytest.mark.parametrize(
    ("supports", "contrasts", "contested"), [(1, 0, 0), (1, 1, 1), (1, 3, 1), (1, 4, 0), (9, 3, 1)]
)
def test_a_quarrel_needs_two_sides_that_can_be_compared(supports, contrasts, contested) -> None:
    sides = Sides(tuple("abcdefghi"[:supports]), tuple("rstuvwxyz"[:contrasts]))
    assert is_contested(sides) == bool(contested)


def test_an_objection_makes_a_claim_newly_contested(small) -> None:
    before = small(LINES, [("3", "1", "supports")])
    after = small(LINES, [("3", "1", "supports"), ("2", "1", "contrasts")])
    (contest,) = compare(before, after).contests
    assert (contest.kind, contest.claim) == ("contested", "1#0-34")
    assert (contest.before, contest.after) == (
        Sides(("ann", "cat")),
        Sides(("ann", "cat"), ("bob",)),
    )


def test_a_withdrawn_objection_settles_it(small) -> None:
    before = small(LINES, [("2", "1", "contrasts")])
    (contest,) = compare(before, small(LINES)).contests
    assert (contest.kind, contest.after) == ("settled", Sides(("ann",)))


def test_a_stance_that_turned_is_told_with_its_cause(small) -> None:
    before = small(LINES, stances={"2": "contrasts", "3": "supports"})
    edited = [LINES[0], ("2", "1", "bob", "They work on old kernels."), *LINES[2:]]
    after = small(edited, stances={"2": "supports", "5": "supports", "3": "supports"})
    found = [(e.new, e.before, e.after, e.edited) for e in compare(before, after).stances]
    assert found == [("2", "contrasts", "supports", True), ("5", "none", "supports", False)]


def test_points_have_sides_too(rich_map: MapData) -> None:
    from dataclasses import replace

    calm = replace(rich_map, relations=())
    found = compare(calm, rich_map).contests
    assert all(each.claim for each in found if each.point is None)
    assert {each.kind for each in found} == {"contested"}
