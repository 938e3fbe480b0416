"""The page as a file: safe, self-contained, the same every time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from page_maps import made_map

from argmap.errors import UnknownName
from argmap.model import MapData
from argmap.write.html import to_html
from argmap.write.page.data import page_data, utf16_offsets
from argmap.write.page.embed import csp_hash, script_json

HOSTILE = (
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)"> <a href="javascript:alert(1)">click</a>',
    "{{ 7*7 }} {% raw %} ${alert(1)} <%= 1 %> {{{x}}}",
    "<!-- <script> ]]> &lt;b&gt; \u2028 \u2029 \u0000 \u0007 \x9b",
    "\u202eright to left\u202c \u2066isolate\u2069 href",
)


class Tags(HTMLParser):
    """What a browser would find: elements, their attributes, and the texts of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        number = len(self.tags) - 1
        if self.inside:
            self.texts[number] = self.texts.get(number, "") + data

    def texts_of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, self.texts.get(number, ""))
            for number, (name, attributes) in enumerate(self.tags)
            if name == tag
        ]


def data_of(page: str) -> Any:
    for attributes, text in Tags(page).texts_of("script"):
        if attributes.get("id") == "map-data":
            return json.loads(text)
    raise AssertionError("the page carries no data")


def cut(text: str, start: int, end: int) -> str:
    """``text.slice(start, end)`` as JavaScript cuts it."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def test_every_quote_in_the_page_is_cut_from_its_post(rich_map: MapData) -> None:
    page = data_of(to_html(rich_map))
    for claim, found in zip(rich_map.claims, page["claims"], strict=True):
        text = page["posts"][found["post"]]["text"]
        assert cut(text, found["start"], found["end"]) == claim.text
    for section, shown in zip(rich_map.summary.sections, page["sections"], strict=True):
        for point, line in zip(section.points, shown["points"], strict=True):
            for quote, at in zip(point.quotes, line["quotes"], strict=True):
                post = page["posts"][page["claims"][at["claim"]]["post"]]
                assert cut(post["text"], at["start"], at["end"]) == quote.text


def test_nothing_is_lost_between_map_and_page(rich_map: MapData) -> None:
    page = data_of(to_html(rich_map))
    for part in ("claims", "entities", "relations", "comparisons", "themes"):
        assert len(page[part]) == len(getattr(rich_map, part))
    assert len(page["posts"]) == len(rich_map.thread.posts)
    kinds = [relation["kind"] for relation in page["relations"]]
    assert kinds == [relation.kind for relation in rich_map.relations]
    assert all(relation["evidence"] for relation in page["relations"])


def test_the_page_loads_nothing_and_says_so_in_its_policy(rich_map: MapData) -> None:
    page = to_html(rich_map)
    found = Tags(page)
    loading = [
        (tag, name)
        for tag, attributes in found.tags
        for name in attributes
        if name in ("src", "srcset", "action", "poster", "background", "style")
        or name.startswith("on")
    ]
    assert loading == []
    hrefs = [attributes["href"] for _, attributes in found.tags if "href" in attributes]
    assert set(hrefs) == {"#", "data:,"}
    policy = next(
        attributes["content"]
        for tag, attributes in found.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for attributes, text in found.texts_of("script"):
        if attributes.get("type") != "application/json":
            assert csp_hash(text) in policy
    assert csp_hash(found.texts_of("style")[0][1]) in policy


@pytest.mark.parametrize("words", HOSTILE)
def test_foreign_text_never_becomes_markup(words: str) -> None:
    harmless = [tag for tag, _ in Tags(to_html(made_map(40, 2, extra=("plain",)))).tags]
    page = to_html(made_map(40, 2, extra=(words,)))
    assert [tag for tag, _ in Tags(page).tags] == harmless
    assert words in [post["text"] for post in data_of(page)["posts"]]


def test_the_same_map_gives_the_same_bytes_with_any_hash_seed() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, 'tests');"
        "from page_maps import made_map; from argmap.write.html import to_html;"
        "print(hashlib.sha256(to_html(made_map(200)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_one_theme_or_entity_can_be_shown_alone(rich_map: MapData) -> None:
    theme = rich_map.themes[0]
    page = data_of(to_html(rich_map, theme=theme.heading.upper()))
    assert {claim["id"] for claim in page["claims"]} == set(theme.claims)
    assert page["start"] == f"theme={theme.id}"
    page = data_of(to_html(rich_map, entity="golang"))
    assert page["claims"]
    place = [entity["id"] for entity in page["entities"]].index("go")
    assert all(place in [m[0] for m in claim["mentions"]] for claim in page["claims"])


@pytest.mark.parametrize("part", ["theme", "entity"])
def test_an_unknown_part_is_refused_with_the_known_ones(part: str, rich_map: MapData) -> None:
    with pytest.raises(UnknownName, match=f"No {part} called 'nonesuch'. Known: "):
        to_html(rich_map, **{part: "nonesuch"})


def test_json_in_a_script_holds_no_character_that_html_reads() -> None:
    text = "".join(HOSTILE) + "\ud800"
    written = script_json(text)
    assert not re.search("[<>&\u2028\u2029\u202a-\u202e\x00-\x1f\ud800-\udfff]", written)
    assert json.loads(written) == text


def test_offsets_count_what_javascript_counts() -> None:
    text = "🚀 a🦀b"
    at = utf16_offsets(text)
    assert [cut(text, at(n), at(n + 1)) for n in range(len(text))] == list(text)


def test_parts_of_a_theme_count_for_the_whole_and_link_at_their_own_level() -> None:
    whole = made_map(200, 4)
    first, second, *others = whole.themes
    parts = (
        replace(first, parent="big", camps=()),
        replace(second, parent="big", camps=()),
    )
    big = replace(first, id="big", heading="Both", claims=(*first.claims, *second.claims))
    page = page_data(replace(whole, themes=(big, *others, *parts)))
    names = [theme["id"] for theme in page["themes"]]
    inside = set(big.claims)
    contrasts = [
        relation
        for relation in whole.relations
        if relation.kind == "contrasts" and {relation.source, relation.target} <= inside
    ]
    assert page["themes"][0]["contrasts"] == len(contrasts)
    levels = {name: theme["parent"] for name, theme in zip(names, page["themes"], strict=True)}
    for link in page["links"]:
        assert levels[names[link["a"]]] == levels[names[link["b"]]]
    place = names.index(first.id)
    assert all(
        claim["theme"] == place for claim in page["claims"] if claim["id"] in set(first.claims)
    )
