"""The overview in numbers and the leads before the points, in every form."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from lxml import html
from rich.console import Console

from argmap.model import MapData, Post, Stance, Thread
from argmap.write.markdown import to_markdown
from argmap.write.opening import overview
from argmap.write.several import gather
from argmap.write.summary_html import to_summary_html
from argmap.write.summary_json import to_summary_json
from argmap.write.terminal import to_terminal
from argmap.write.text import text_of, to_text

OVERVIEW = (
    "11 comments by 7 authors, 3 February 2024. "
    "Of 5 replies read as taking a side, 3 disagree with what they answer or qualify it."
)


def shown(argument_map: MapData) -> str:
    buffer = io.StringIO()
    Console(file=buffer, width=200, force_terminal=False).print(to_terminal(argument_map))
    return buffer.getvalue()


def with_posts(argument_map: MapData, *posts: Post, kind: str = "thread") -> MapData:
    thread = Thread("x:1", "X", posts, kind=kind)
    return replace(argument_map, thread=thread, stances={})


def test_the_overview_can_be_counted_again(rich_map: MapData) -> None:
    assert overview(rich_map) == OVERVIEW
    posts = rich_map.thread.posts
    sided = [s.kind for post, s in rich_map.stances.items() if s.kind != "none"]
    assert len(posts) == 11
    assert len({post.author for post in posts} - {None}) == 7
    assert (len(sided), sided.count("contrasts")) == (5, 3)


def test_stances_of_posts_that_answer_nobody_do_not_count(rich_map: MapData) -> None:
    stances = {**rich_map.stances, "100": Stance("contrasts", 0.9), "108": Stance("supports", 0.9)}
    assert overview(replace(rich_map, stances=stances)) == OVERVIEW


@pytest.mark.parametrize(
    ("kind", "posts", "line"),
    [
        ("thread", (Post("1", "a"),), "1 comment."),
        ("thread", (Post("1", "a", author="eve"),), "1 comment by 1 author."),
        ("digest", (Post("1", "a"), Post("2", "b")), "2 entries."),
        ("document", (Post("1", "a", created="yesterday"),), "1 paragraph."),
        ("map", (Post("1", "a", created="2024-02-03"),), "1 statement, 3 February 2024."),
        # A day is one of UTC: one o'clock in Berlin is still the day before.
        (
            "thread",
            (Post("1", "a", created="2024-01-01T01:00:00+02:00"), Post("2", "b")),
            "2 comments, 31 December 2023.",
        ),
    ],
)
def test_what_is_not_known_is_left_out(
    rich_map: MapData, kind: str, posts: tuple[Post, ...], line: str
) -> None:
    assert overview(with_posts(rich_map, *posts, kind=kind)) == line


@pytest.mark.parametrize(
    ("kinds", "line"),
    [
        ("c", "The one reply read as taking a side disagrees with what it answers."),
        ("s", "The one reply read as taking a side agrees with what it answers."),
        ("ss", "Of 2 replies read as taking a side, none disagrees with what it answers."),
        (
            "scs",
            "Of 3 replies read as taking a side, 1 disagrees with what it answers or qualifies it.",
        ),
        (
            "cc",
            "Of 2 replies read as taking a side, 2 disagree with what they answer or qualify it.",
        ),
    ],
)
def test_few_replies_are_counted_in_good_english(rich_map: MapData, kinds: str, line: str) -> None:
    posts = [Post("0", "a"), *(Post(f"{n}", "b", "0") for n in range(1, len(kinds) + 1))]
    named = {"c": "contrasts", "s": "supports"}
    stances = {f"{n}": Stance(named[kind], 0.9) for n, kind in enumerate(kinds, 1)}  # type: ignore[arg-type]
    told = overview(replace(with_posts(rich_map, *posts), stances=stances))
    # All the others answer the first, which is a post and no comment.
    assert told == f"{len(posts)} posts. {line}"
    for other in ("digest", "document", "map"):
        made = replace(with_posts(rich_map, *posts, kind=other), stances=stances)
        assert "side" not in overview(made)


@pytest.mark.parametrize("length", ["short", "standard", "long"])
def test_markdown_opens_with_numbers_and_leads(rich_map: MapData, length: str) -> None:
    text = to_markdown(rich_map, length=length)  # type: ignore[arg-type]
    assert (
        f"<https://news.example.org/item?id=100>\n\n{OVERVIEW}\n\n"
        "**About:** “Go is easier to learn because the language is small.” — "
        "[alice](https://news.example.org/item?id=100)\n\n"
        "**Opened with:** “\\</script>\\<script>alert('x')\\</script> is not"
    ) in text
    assert (
        "**Outcome:** “I changed my mind about that benchmark” — "
        "[alice](https://news.example.org/item?id=103)\n\n"
    ) in text
    assert text.index("**Outcome:**") < text.index("that benchmark is wrong")


@pytest.mark.parametrize("form", [to_text, shown])
def test_plain_forms_open_with_numbers_and_leads(rich_map: MapData, form: object) -> None:
    text = " ".join(form(rich_map).split())  # type: ignore[operator]
    places = [
        text.index(words)
        for words in (
            OVERVIEW,
            "About: “Go is easier to learn because the language is small.”",
            "Opened with: “</script><script>alert('x')</script> is not \"safe\" \\ here”",
            "Outcome: “I changed my mind about that benchmark”",
            "In short",
        )
    ]
    assert places == sorted(places)


def test_the_page_opens_with_numbers_and_leads(rich_map: MapData) -> None:
    page = html.fromstring(to_summary_html(rich_map))
    assert OVERVIEW in page.xpath("//p[@class='meta']/text()")
    leads = [" ".join(each.text_content().split()) for each in page.xpath("//p[@class='lead']")]
    assert leads[0] == "About: Go is easier to learn because the language is small. alice"
    assert leads[1].startswith("Opened with: </script><script>alert('x')</script> is not")
    assert page.xpath("//p[@class='lead'][3]//a/@href") == ["https://news.example.org/item?id=103"]


def test_json_gives_overview_and_leads(rich_map: MapData) -> None:
    document = json.loads(to_summary_json(rich_map, length="short"))
    assert document["overview"] == OVERVIEW
    about = document["leads"][0]
    assert (about["role"], about["author"]) == ("about", "alice")
    assert about["quote"]["further"] == [rich_map.claims[2].id]
    assert [each["role"] for each in document["leads"]] == ["about", "opens", "outcome"]


def test_every_discussion_of_a_digest_has_its_own_opening(rich_map: MapData) -> None:
    other = replace(with_posts(rich_map, *rich_map.thread.posts), stances={})
    text = " ".join(text_of(gather([rich_map, other])).split())
    assert text.count("11 comments by 7 authors") == 2
    assert text.count(OVERVIEW) == 1
    assert text.count("About: “Go") == 2


def test_a_summary_without_leads_has_none(rich_map: MapData) -> None:
    bare = replace(rich_map, summary=replace(rich_map.summary, leads=()))
    for text in (to_markdown(bare), to_text(bare), shown(bare), to_summary_html(bare)):
        assert "About" not in text
        assert "Outcome" not in text
