"""Posts and claims are known again after edits, shifts and deletions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.changes import compare, same_discussion
from argmap.model import DiffData, MapData

START = [
    ("1", None, "ann", "Containers make deployment simple. They cost memory."),
    ("2", "1", "bob", "They break on old kernels. Nobody tests that."),
    ("3", "1", "cat", "Our team ships twice as often with them."),
]


def kinds(diff: DiffData, what: str) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.old, each.new) for each in getattr(diff, what)]


def test_a_map_did_not_change_from_itself(rich_map: MapData) -> None:
    diff = compare(rich_map, rich_map)
    assert diff.is_empty
    assert diff.claim_of == {claim.id: claim.id for claim in rich_map.claims}
    assert {theme.kind for theme in diff.themes} == {"steady"}
    assert {point.kind for point in diff.points} == {"kept"}


def test_a_new_post_brings_new_claims_and_a_new_voice(small) -> None:
    diff = compare(small(START), small([*START, ("4", "2", "dan", "We test it weekly.")]))
    assert kinds(diff, "posts") == [("new", None, "4")]
    assert kinds(diff, "claims") == [("new", None, "4#0-18")]
    assert [(voice.author, voice.posts, voice.claims) for voice in diff.voices_new] == [
        ("dan", 1, 1)
    ]
    assert diff.voices_gone == ()


def test_an_edit_before_a_claim_moves_it_and_changes_nothing_else(small) -> None:
    edited = [("1", None, "ann", "Edited for clarity. " + START[0][3]), *START[1:]]
    diff = compare(small(START), small(edited))
    assert kinds(diff, "posts") == [("edited", "1", "1")]
    assert kinds(diff, "claims") == [("new", None, "1#0-19")]
    assert diff.claim_of["1#0-34"] == "1#20-54"


def test_an_edited_claim_is_the_same_claim_in_other_words(small) -> None:
    words = "Containers make deployment very simple. They cost memory."
    diff = compare(small(START), small([("1", None, "ann", words), *START[1:]]))
    assert kinds(diff, "claims") == [("edited", "1#0-34", "1#0-39")]
    assert diff.claims[0].similarity > 0.9


def test_other_words_in_the_same_place_are_another_claim(small) -> None:
    words = "I was wrong about all of this. They cost memory."
    diff = compare(small(START), small([("1", None, "ann", words), *START[1:]]))
    assert kinds(diff, "claims") == [("new", None, "1#0-30"), ("gone", "1#0-34", None)]


def test_a_claim_cut_elsewhere_is_not_an_edit(small) -> None:
    before = small(START)
    claim = before.claims[0]
    shorter = replace(claim, id="1#0-33", end=33, text=claim.text[:-1])
    after = replace(before, claims=(shorter, *before.claims[1:]), themes=())
    diff = compare(before, after)
    assert kinds(diff, "posts") == []
    assert kinds(diff, "claims") == [("recut", claim.id, "1#0-33")]


def test_a_deleted_post_is_gone_though_its_place_is_kept(small) -> None:
    after = small(START)
    posts = [
        replace(post, text="", author=None, state="deleted") if post.id == "3" else post
        for post in after.thread.posts
    ]
    after = replace(
        after,
        thread=replace(after.thread, posts=tuple(posts)),
        claims=tuple(claim for claim in after.claims if claim.post != "3"),
        themes=(),
    )
    diff = compare(small(START), after)
    assert kinds(diff, "posts") == [("gone", "3", None)]
    assert [voice.author for voice in diff.voices_gone] == ["cat"]


def test_ids_that_only_count_shift_without_a_change(small) -> None:
    """Rows and paragraphs are numbered: one put in front renumbers all that follow."""
    rows = [(None, "A first row about kernels."), *((line[2], line[3]) for line in START)]
    numbered = [(str(n), None, author, text) for n, (author, text) in enumerate(rows, 1)]
    before = small([(str(n), None, line[2], line[3]) for n, line in enumerate(START, 1)])
    diff = compare(before, small(numbered))
    assert kinds(diff, "posts") == [("new", None, "1")]
    assert dict(diff.post_of) == {"1": "2", "2": "3", "3": "4"}


@given(st.permutations(range(6)), st.integers(0, 5), st.integers(0, 5))
def test_the_other_way_round_new_is_gone(small, order: list[int], old: int, new: int) -> None:
    lines = [(str(n), None, f"a{n}", f"Claim number {n} about {'xyzuvw'[n] * 9}.") for n in order]
    before, after = small(lines[:old]), small(lines[:new])
    there, back = compare(before, after), compare(after, before)
    assert {(e.old, e.new) for e in there.claims} == {(e.new, e.old) for e in back.claims}
    assert dict(there.claim_of) == {now: was for was, now in back.claim_of.items()}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param({"thread_id": "test:1"}, True, id="same-id"),
        pytest.param({"thread_id": "file:later.json"}, True, id="named-after-another-file"),
        pytest.param(
            {"thread_id": "hn:2", "lines": [("9", None, "x", "Else.")]}, False, id="other"
        ),
    ],
)
def test_one_discussion_is_told_from_two(small, other: dict, same: bool) -> None:
    lines = other.pop("lines", START)
    assert same_discussion(small(START), small(lines, **other)) is same
