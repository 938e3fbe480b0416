"""Themes grow, shrink, split, merge, begin and end; points stay or go; names change."""

from __future__ import annotations

from dataclasses import replace

from argmap.changes import compare
from argmap.model import DiffData, Entity, MapData, Mention

LINES = [(str(n), None, f"a{n}", f"Claim {n} about {word}.") for n, word in enumerate("abcdefgh")]
FIRST, SECOND = list("0123"), list("4567")


def told(diff: DiffData) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(each.kind, each.old, each.new) for each in diff.themes]


def test_a_theme_grows_by_what_is_new(small) -> None:
    before = small(LINES[:7], themes={"A": FIRST, "B": SECOND})
    (a, b) = compare(before, small(LINES, themes={"A": FIRST, "B": SECOND})).themes
    assert (a.kind, a.claims) == ("steady", (4, 4))
    assert (b.kind, b.claims, b.voices, b.overlap) == ("grew", (3, 4), (3, 4), 1.0)
    (_, b) = compare(small(LINES, themes={"A": FIRST, "B": SECOND}), before).themes
    assert (b.kind, b.claims) == ("shrank", (4, 3))


def test_themes_are_known_by_their_claims_not_their_ids(small) -> None:
    before = small(LINES, themes={"A": FIRST, "B": SECOND})
    after = small(LINES, themes={"B": SECOND, "A, renamed": FIRST})
    assert told(compare(before, after)) == [
        ("steady", ("t2",), ("t1",)),
        ("steady", ("t1",), ("t2",)),
    ]


def test_a_theme_splits_and_two_merge(small) -> None:
    one = small(LINES, themes={"All": FIRST + SECOND})
    two = small(LINES, themes={"A": [*FIRST, "4"], "B": SECOND[1:]})
    assert told(compare(one, two)) == [("split", ("t1",), ("t1", "t2"))]
    assert told(compare(two, one)) == [("merged", ("t1", "t2"), ("t1",))]


def test_a_theme_begins_and_one_ends(small) -> None:
    before = small(LINES[:4], themes={"A": FIRST})
    after = small(LINES, themes={"A": FIRST, "B": SECOND})
    assert told(compare(before, after)) == [("steady", ("t1",), ("t1",)), ("new", (), ("t2",))]
    assert told(compare(after, before)) == [("steady", ("t1",), ("t1",)), ("gone", ("t2",), ())]


def test_a_theme_scattered_over_many_is_gone(small) -> None:
    before = small(LINES, themes={"A": FIRST, "B": SECOND})
    after = small(LINES, themes={"A": [*FIRST, "4"], "C": ["5"], "D": ["6"], "E": ["7"]})
    assert told(compare(before, after)) == [
        ("grew", ("t1",), ("t1",)),
        ("new", (), ("t2",)),
        ("new", (), ("t3",)),
        ("new", (), ("t4",)),
        ("gone", ("t2",), ()),
    ]


def test_points_stay_while_people_join_them(rich_map: MapData) -> None:
    section = rich_map.summary.sections[1]
    fewer = replace(section, points=section.points[:1])
    joined = replace(section.points[0], claims=section.points[0].claims[:2], undecided=())
    summary = replace(rich_map.summary, sections=(replace(fewer, points=(joined,)),))
    diff = compare(replace(rich_map, summary=summary), rich_map)
    kinds = {each.new.text: each.kind for each in diff.points if each.new}
    assert kinds[section.points[0].text] == "kept"
    assert kinds[section.points[1].text] == "new"
    assert "gone" not in kinds.values()


def named(argument_map: MapData, *entities: Entity) -> MapData:
    """The first claim names all of them."""
    first = argument_map.claims[0]
    mentions = tuple(Mention(entity.id, 0, 1) for entity in entities)
    claims = (replace(first, mentions=mentions), *argument_map.claims[1:])
    return replace(argument_map, entities=entities, claims=claims)


def test_a_name_that_was_an_alias_is_renamed_not_new(small) -> None:
    base = small(LINES)
    before = named(base, Entity("k8s", "K8s"), Entity("yaml", "YAML"))
    after = named(base, Entity("kubernetes", "Kubernetes", aliases=("k8s",)), Entity("zig", "Zig"))
    found = [(each.kind, each.old, each.new) for each in compare(before, after).entities]
    assert found == [
        ("renamed", "k8s", "kubernetes"),
        ("new", None, "zig"),
        ("gone", "yaml", None),
    ]
