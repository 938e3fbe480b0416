"""The Markdown summary: every point with its comments, and no comment becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from argmap.errors import UnknownName
from argmap.model import MapData
from argmap.write.markdown import escape, link_target, to_markdown


def test_every_section_and_point_is_there(rich_map: MapData) -> None:
    text = to_markdown(rich_map)
    points = sum(len(section.points) for section in rich_map.summary.sections)
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings[:-1] == [escape(section.heading) for section in rich_map.summary.sections]
    assert headings[-1] == "What is compared"
    assert len(re.findall(r"^- ", text, re.MULTILINE)) == points
    assert f"- {rich_map.summary.sections[1].points[0].text} (2 voices)[^2]" in text


def test_each_point_has_a_footnote_with_both_sides(rich_map: MapData) -> None:
    text = to_markdown(rich_map)
    assert (
        "[^1]: bob [101](https://news.example.org/item?id=101), "
        "carol [102](https://news.example.org/item?id=102), "
        "alice [103](https://news.example.org/item?id=103); "
        "also: bob [101](https://news.example.org/item?id=101); "
        "against: alice [100](https://news.example.org/item?id=100)"
    ) in text
    used = re.findall(r"\[\^(\d+)\](?!:)", text)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert sorted(set(used)) == defined == ["1", "2", "3", "4", "5"]


def test_what_is_left_out_is_said(rich_map: MapData) -> None:
    text = to_markdown(rich_map, max_points=2)
    assert "2 of 5 points are shown." in text
    assert "2 posts are not covered" in text


def test_comments_never_become_markup(rich_map: MapData) -> None:
    text = to_markdown(rich_map)
    assert "<script" not in text.replace("\\<", "")
    assert "<b>" not in text.replace("\\<", "")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*bold* `code`", r"\*bold\* \`code\`"),
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("<b>", r"\<b>"),
        ("snake_case and _this_", r"snake_case and \_this\_"),
        ("&lt; AT&T", r"\&lt; AT&T"),
        ("# heading", r"\# heading"),
        ("> quote", r"\> quote"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("two\n\n# lines", "two # lines"),
        ("turned \u202earound\u200e", "turned around"),
        ("C#", r"C\#"),
    ],
)
def test_foreign_words_are_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("https://example.org/a)b(<c>", "https://example.org/a%29b%28%3Cc%3E"),
        ("javascript:alert(1)", None),
        ("https://example.org/\nnext", None),
        ("https://[", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, target: str | None) -> None:
    assert link_target(url) == target


def test_filters_keep_what_they_name(rich_map: MapData) -> None:
    assert "## Learning" in to_markdown(rich_map, theme="learning")
    assert "## Rewrites" not in to_markdown(rich_map, theme="t2")
    assert to_markdown(rich_map, author="erin").count("\n- ") == 1
    assert "Go is easier" in to_markdown(rich_map, entity="Golang")
    assert "steep" not in to_markdown(rich_map, entity="golang").replace("[^", "")


@pytest.mark.parametrize("choice", ["theme", "author", "entity"])
def test_unknown_names_are_refused_with_the_known_ones(rich_map: MapData, choice: str) -> None:
    with pytest.raises(UnknownName, match=f"No {choice} called 'nobody'. Known: "):
        to_markdown(rich_map, **{choice: "nobody"})


def test_short_gives_headlines_and_long_every_claim(rich_map: MapData) -> None:
    assert to_markdown(rich_map, length="short").count("\n- ") == 2
    long = to_markdown(rich_map, length="long")
    cited = sum(len(p.claims) for section in rich_map.summary.sections for p in section.points)
    assert long.count("\n  - ") == cited
    assert "  - against: alice" in long


def test_dissent_that_is_not_quoted_is_added(rich_map: MapData) -> None:
    section = rich_map.summary.sections[0]
    point = section.points[0]
    bare = replace(point, frame="Many say “{0}”", quotes=point.quotes[:1])
    summary = replace(rich_map.summary, sections=(replace(section, points=(bare,)),))
    text = to_markdown(replace(rich_map, summary=summary))
    assert "  - Against: “Rust is faster than Go for parsers.”" in text


def test_an_empty_summary_says_so(rich_map: MapData) -> None:
    summary = replace(rich_map.summary, sections=(), headlines=())
    assert "No points." in to_markdown(replace(rich_map, summary=summary))


def test_headlines_stand_on_top_in_short_form(rich_map: MapData) -> None:
    text = to_markdown(rich_map)
    short = text[text.index("**In short**") : text.index("## Benchmarks")]
    assert "1. “that benchmark is wrong” (3 voices: 2 agree, 1 objects)[^1]" in short
    assert "[^5]" in short
    assert "one other objects" not in short


def test_headlines_are_not_said_twice_where_little_else_is_shown(rich_map: MapData) -> None:
    assert "**In short**" not in to_markdown(rich_map, max_points=3)
    assert "**In short**" not in to_markdown(rich_map, length="short")
    assert "**In short**" not in to_markdown(rich_map, theme="t1")


def test_a_footnote_names_eight_comments_and_both_sides() -> None:
    from page_maps import made_map

    made = made_map(claims=3000)
    notes = re.findall(r"^\[\^\d+\]: .*", to_markdown(made), re.MULTILINE)
    sizes = [len(re.findall(r"\]\(https", note)) for note in notes]
    assert max(sizes) == 8
    assert any(" more; against: " in note for note in notes)
    long = re.findall(r"^\[\^\d+\]: .*", to_markdown(made, length="long"), re.MULTILINE)
    assert max(len(re.findall(r"\]\(https", note)) for note in long) > 8
    assert not any(" more" in note for note in long)


def test_posts_not_covered_are_listed_folded(rich_map: MapData) -> None:
    text = to_markdown(rich_map)
    folded = text[text.index("<details>") : text.index("</details>")]
    assert "[105](https://news.example.org/item?id=105), [109](" in folded
    assert "<details>" not in to_markdown(rich_map, length="short")


def test_a_long_list_of_posts_not_covered_is_cut_and_counted() -> None:
    from page_maps import made_map

    made = made_map(claims=600)
    left = len(made.summary.coverage.not_covered)
    assert left > 40
    text = to_markdown(made)
    assert f" and {left - 40} more" in text[text.index("<details>") :]
    long = to_markdown(made, length="long")
    assert " more" not in long[long.index("<details>") : long.index("</details>")]
