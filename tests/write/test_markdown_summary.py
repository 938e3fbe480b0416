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
