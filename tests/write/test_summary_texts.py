"""The summary as plain text, for a terminal, as a page and as JSON."""

from __future__ import annotations

import io
import json

from lxml import html
from rich.console import Console

from argmap.model import MapData
from argmap.write.summary_html import to_summary_html
from argmap.write.summary_json import to_summary_json
from argmap.write.terminal import to_terminal
from argmap.write.text import WIDTH, to_text


def test_plain_text_has_headings_and_bullets_of_a_readable_width(rich_map: MapData) -> None:
    text = to_text(rich_map)
    said = rich_map.summary.sections[1].points[0].text
    unwrapped = text.replace("\n    ", " ")
    assert f"\nLearning\n  • {said} (2 voices)\n" in unwrapped
    assert max(map(len, text.splitlines())) <= WIDTH


def test_terminal_shows_words_of_comments_as_they_are(rich_map: MapData) -> None:
    buffer = io.StringIO()
    console = Console(file=buffer, width=200, force_terminal=False)
    console.print(to_terminal(rich_map, length="long"))
    shown = buffer.getvalue()
    assert "</script><script>alert('x')</script> is not" in shown
    assert "(3 voices) +3 −1" in shown


def test_page_has_no_script_and_links_every_comment(rich_map: MapData) -> None:
    page = html.fromstring(to_summary_html(rich_map))
    assert page.xpath("//script") == []
    assert page.xpath("//b") == []
    assert "https://news.example.org/item?id=101" in page.xpath("//a/@href")
    assert all(href.startswith(("https://", "#d1-p")) for href in page.xpath("//a/@href"))
    assert len(page.xpath("//h2")) == len(rich_map.summary.sections) + 1
    targets = set(page.xpath("//a/@href[starts-with(., '#')]"))
    assert targets <= {f"#{name}" for name in page.xpath("//@id")}


def test_json_names_author_and_address_of_each_claim(rich_map: MapData) -> None:
    document = json.loads(to_summary_json(rich_map, theme="t1"))
    (section,) = document["sections"]
    (point,) = section["points"]
    assert [each["claim"] for each in point["cited"] if each["side"] == "against"] == point[
        "opposing"
    ]
    assert point["cited"][0]["author"] == "bob"
    assert document["coverage"]["posts_total"] == 11
