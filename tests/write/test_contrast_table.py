"""What is set against each other: pairs by voices, cells by side, nothing where nothing is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from maps import rich_map as build
from page_maps import made_map

from argmap.model import Claim, Comparison, Entity, MapData, Mention, Post
from argmap.write.contrast import by_author, contrasts, verdicts
from argmap.write.markdown import to_markdown
from argmap.write.summary_html import to_summary_html
from argmap.write.summary_json import to_summary_json
from argmap.write.text import to_text

FORMS = (to_markdown, to_text, to_summary_html, to_summary_json)


def with_claims(*said: tuple[str, str, str | None, str | None]) -> MapData:
    """The map with claims ``(author, text, aspect, preferred)`` that compare Rust and Go alone."""
    base = build()
    posts, claims, compared = [], [], []
    for number, (author, text, aspect, preferred) in enumerate(said, 300):
        posts.append(Post(str(number), text, author=author))
        claims.append(Claim(f"{number}#0-{len(text)}", str(number), 0, len(text), text))
        compared.append(Comparison("rust", "go", aspect, preferred, claims[-1].id))
    return replace(
        base,
        thread=replace(base.thread, posts=(*base.thread.posts, *posts)),
        claims=(*base.claims, *claims),
        comparisons=tuple(compared),
    )


def test_the_entity_more_often_preferred_comes_first() -> None:
    table = contrasts(
        with_claims(
            ("ann", "Go compiles faster than Rust does.", "faster", "go"),
            ("ben", "Go is Faster to build than Rust.", "Faster", "go"),
            ("cat", "Rust is faster at run time than Go.", "faster", "rust"),
            ("cat", "Rust and Go are both fine for this.", None, None),
        )
    )
    (pair,) = table.pairs
    assert (pair.first.id, pair.second.id) == ("go", "rust")
    assert (pair.for_first, pair.for_second, pair.voices) == (2, 1, 3)
    assert [(title, aspect, len(said)) for title, aspect, said in verdicts(pair)] == [
        ("Go over Rust", "faster", 2),
        ("Rust over Go", "faster", 1),
        ("Go and Rust", None, 1),
    ]


def test_voices_are_authors_not_claims() -> None:
    table = contrasts(
        with_claims(*[("ann", f"Go beats Rust for the {n}th time.", None, "go") for n in range(5)])
    )
    (pair,) = table.pairs
    assert (pair.for_first, pair.voices) == (1, 1)
    ((_, _, said),) = verdicts(pair)
    assert len(said) == 5
    assert [each.author for each in by_author(said, 3)] == ["ann"]


def test_entities_have_praise_and_blame_with_their_voices(rich_map: MapData) -> None:
    go, rust = contrasts(rich_map).standings
    assert (go.entity.id, go.supports, go.contrasts) == ("go", 3, 1)
    assert (rust.entity.id, rust.supports, rust.contrasts) == ("rust", 2, 2)
    assert go.praise[0].claim.text == "Go is easier to learn"


def test_where_nothing_is_compared_there_is_no_table(rich_map: MapData) -> None:
    bare = replace(rich_map, comparisons=())
    assert contrasts(bare).pairs == ()
    assert contrasts(bare).standings == ()
    for written in FORMS[:3]:
        assert "What is compared" not in written(bare)
    assert '"pairs": []' in to_summary_json(bare)


def test_only_so_many_pairs_are_shown_and_the_rest_counted() -> None:
    base = build()
    entities = tuple(Entity(f"e{n:02}", f"E{n:02}") for n in range(12))
    claim = base.claims[0].id
    compared = tuple(Comparison("e00", f"e{n:02}", None, None, claim) for n in range(1, 12))
    many = replace(base, entities=(*base.entities, *entities), comparisons=compared)
    table = contrasts(many, most_pairs=4)
    assert [pair.second.id for pair in table.pairs] == ["e01", "e02", "e03", "e04"]
    assert table.pairs_total == 11
    assert "3 more pairs are compared." in to_markdown(many)


def test_comparisons_of_what_is_not_there_are_left_out(rich_map: MapData) -> None:
    odd = (
        Comparison("rust", "rust", None, None, rich_map.claims[0].id),
        Comparison("rust", "nothing", None, None, rich_map.claims[0].id),
        Comparison("rust", "go", None, None, "999#0-1"),
    )
    assert contrasts(replace(rich_map, comparisons=odd)).pairs == ()


def test_filters_narrow_the_table(rich_map: MapData) -> None:
    assert "What is compared" in to_markdown(rich_map, theme="t1")
    assert "What is compared" not in to_markdown(rich_map, theme="t2")
    assert "Rust over Go" not in to_markdown(rich_map, author="bob")
    assert "Go over Rust" in to_markdown(rich_map, author="bob")
    assert "What is compared" not in to_markdown(rich_map, length="short")


def test_a_comment_cannot_break_out_of_its_cell() -> None:
    hostile = "Go | beats Rust <br> | </td></table><script>x</script> | [a](b) `c` \\| d"
    argument_map = with_claims(("e|v*il*", hostile, "beats", "go"))
    rows = [line for line in to_markdown(argument_map).splitlines() if line.startswith("| Go over")]
    assert len(rows) == 1
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", rows[0])) == 4
    assert "<script" not in rows[0].replace("\\<", "")
    page = to_summary_html(argument_map)
    assert "<script" not in page
    assert page.count("</table>") == 2


def test_a_long_claim_is_cut_between_words() -> None:
    argument_map = with_claims(("ann", "Go beats Rust " + "again and again " * 40, None, "go"))
    row = next(
        line for line in to_markdown(argument_map).splitlines() if line.startswith("| Go over")
    )
    assert "…” ann |" in row
    assert len(row) < 220


@pytest.mark.parametrize("written", FORMS)
def test_the_same_map_gives_the_same_bytes(written) -> None:
    made = made_map()
    assert written(made) == written(made_map())


def test_mentions_of_one_claim_count_once() -> None:
    argument_map = with_claims(("ann", "Go beats Go, and Rust.", None, "go"))
    claim = argument_map.claims[-1]
    twice = replace(
        claim, mentions=(Mention("go", 0, 2, "positive"), Mention("go", 9, 11, "positive"))
    )
    table = contrasts(replace(argument_map, claims=(*argument_map.claims[:-1], twice)), {claim.id})
    assert table.standings == ()
