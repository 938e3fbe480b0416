"""Comments are written by strangers: none of this may run, break the page, or change its shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from page_maps import made_map

from argmap.model import Coverage, MapData, Summary, Thread
from argmap.write.html import to_html, to_pyvis_html

pytestmark = pytest.mark.browser

Write = Callable[[MapData, str], Path]
HIT = "window.hit=1"
HOSTILE = {
    "script": f"<script>{HIT}</script></script><script>{HIT};alert(1)</script>",
    "handler": f'<img src=x onerror="{HIT}"><svg onload={HIT}> <a href="javascript:{HIT}">x</a>',
    "template": "{{7*7}} ${alert(1)} {% include 'x' %} <%= 1 %> #{1+1} [[x]]",
    "comment": "<!-- <script> --> ]]> <![CDATA[ </style><style>*{display:none}</style>",
    "right-to-left": "\u202eevil\u202c \u2067isolate\u2069 \u200f\u061c שלום abc",
    "zalgo": "Z" + "\u0301\u0316\u0334" * 300 + "algo says hello",
    "controls": "bell \x07 null \x00 escape \x1b[31m csi \x9b ends here",
    "entities": "&lt;script&gt; &amp;quot; &#x3c;b&#x3e; %3Cscript%3E",
    "newlines": "one\u2028two\u2029three\n\n\n\nfour",
    "emoji": "🦀" * 50 + " family 👨\u200d👩\u200d👧 flag 🇩🇪",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_shown_as_words(name: str, page, tmp_path: Path) -> None:
    words = HOSTILE[name]
    argument_map = made_map(40, 2, extra=(words,))
    path = tmp_path / "page.html"
    path.write_text(to_html(argument_map), encoding="utf-8")
    claim = argument_map.claims[-1]
    page.open(path, f"#claim={claim.id.replace('#', '%23')}")
    assert page.js("return document.querySelector('#reading mark').textContent") == words
    assert page.js("return window.hit") is None
    assert page.js("return document.documentElement.scrollWidth") <= 1440
    assert page.js("return document.querySelector('header.bar').offsetHeight") < 90
    page.keys("/", "hello")
    page.click("#view-button")
    assert page.count("#reading img, #reading svg, #reading script, #table img") == 0


def test_a_word_of_a_megabyte_neither_hangs_nor_widens_the_page(page, tmp_path: Path) -> None:
    words = "w" * 1_000_000
    argument_map = made_map(40, 2, extra=(words,))
    path = tmp_path / "page.html"
    path.write_text(to_html(argument_map), encoding="utf-8")
    page.open(path, f"#claim={argument_map.claims[-1].id.replace('#', '%23')}")
    page.until("document.querySelector('#reading mark')")
    assert page.js("return document.documentElement.scrollWidth") <= 1440
    assert page.js("return document.querySelector('#reading').scrollWidth") <= page.js(
        "return document.querySelector('#reading').clientWidth"
    )
    page.click("#view-button")
    page.until("document.querySelector('#table table')")


def test_links_in_comments_open_only_the_web(page, rich_map: MapData, written: Write) -> None:
    page.open(written(rich_map, "rich"), "#claim=100%230-35")
    links = page.js(
        "return [...document.querySelectorAll('#reading a')].map(a => [a.protocol, a.rel])"
    )
    assert links
    assert {protocol for protocol, _ in links} <= {"http:", "https:"}
    assert {rel for _, rel in links} == {"noopener noreferrer"}


def test_every_view_of_a_map_with_everything_opens(page, rich_map: MapData, written: Write) -> None:
    path = written(rich_map, "rich")
    views = [f"theme={theme.id}" for theme in rich_map.themes]
    views += [f"entity={entity.id}" for entity in rich_map.entities]
    views += [f"claim={claim.id.replace('#', '%23')}&depth=3" for claim in rich_map.claims]
    views += [f"camp={camp.id}" for theme in rich_map.themes for camp in theme.camps]
    for view in views:
        page.open(path, f"#{view}")
        assert page.text("#reading")
        assert page.text("#crumbs") != "Overview", view
        if view.startswith("claim="):
            name = view.removeprefix("claim=").split("&")[0].replace("%23", "#")
            marked = "return [...document.querySelectorAll('#reading mark')]"
            words = page.js(f"{marked}.map(m => m.textContent).join('')")
            assert words == rich_map.claim[name].text
    assert page.js("return window.hit") is None


def test_the_plain_network_is_offline_and_shows_words_on_search(page, tmp_path: Path) -> None:
    argument_map = made_map(60, 3, extra=(HOSTILE["handler"],))
    path = tmp_path / "plain.html"
    path.write_text(to_pyvis_html(argument_map), encoding="utf-8")
    page.open(path)
    page.click("#search")
    page.keys("onerror")
    page.until("document.querySelector('#panel blockquote')")
    assert page.text("#panel blockquote") == HOSTILE["handler"]
    assert page.count("#panel img") == 0
    assert "contrasts" in page.text("#legend")
    assert page.js("return window.hit") is None


def test_an_empty_map_says_so_instead_of_breaking(page, tmp_path: Path) -> None:
    empty = MapData(
        thread=Thread("file:empty", "", ()),
        claims=(),
        entities=(),
        stances={},
        loose_mentions={},
        relations=(),
        comparisons=(),
        themes=(),
        summary=Summary((), (), Coverage(0, 0, 0, 0, 0, 0, ())),
    )
    path = tmp_path / "page.html"
    path.write_text(to_html(empty), encoding="utf-8")
    page.open(path)
    assert page.text("#hint") == "This map holds no claims."
    page.click("#view-button")
    assert page.text("#table caption") == "0 claims"
    path.write_text(to_pyvis_html(empty), encoding="utf-8")
    page.open(path)


def test_claims_without_theme_or_summary_are_still_there(page, tmp_path: Path) -> None:
    made = made_map(40, 2)
    bare = replace(made, themes=(), summary=Summary((), (), Coverage(0, 0, 0, 20, 8, 40, ())))
    path = tmp_path / "page.html"
    path.write_text(to_html(bare), encoding="utf-8")
    page.open(path)
    assert page.count('[data-node^="claim:"]') == 24
    assert page.count('[data-node="group:more"]') == 1
