"""Questions a reader has, answered on the page of the shipped example in under five actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import argmap
from argmap.model import MapData

pytestmark = [pytest.mark.browser, pytest.mark.trained]

EXAMPLE = Path(__file__).parents[2] / "examples" / "leaving-meta.algolia.json"
MOST = 4


@pytest.fixture(scope="module")
def example() -> MapData:
    return argmap.build(argmap.read(EXAMPLE))


class Reader:
    """Counts what a reader does: a click, a key, a word typed."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.actions = 0

    def search(self, words: str) -> None:
        self.page.click("#search")
        self.page.keys(words)
        self.page.until("document.querySelector('#search-results [role=option]')")
        self.actions += 2

    def press(self, key: str) -> None:
        self.page.keys(key)
        self.actions += 1

    def click(self, selector: str) -> None:
        self.page.click(selector)
        self.actions += 1


@pytest.fixture
def reader(page: Any, example: MapData, written: Callable[[MapData, str], Path]) -> Reader:
    page.open(written(example, "example"))
    return Reader(page)


ENTER = "\ue007"


def test_what_do_people_hold_against_tensorflow(reader: Reader, example: MapData) -> None:
    reader.search("tensorflow")
    reader.press(ENTER)
    reader.page.until("document.querySelector('#reading h2').textContent === 'TensorFlow'")
    assert "Speaks badly of it" in reader.page.text("#reading")
    against = reader.page.js(
        "return [...document.querySelectorAll('#reading h3')]"
        ".find(h => h.textContent.includes('badly')).nextSibling.textContent"
    )
    thing = next(entity.id for entity in example.entities if entity.name == "TensorFlow")
    words = [
        claim.text
        for claim in example.claims
        for mention in claim.mentions
        if mention.entity == thing and mention.polarity == "negative"
    ]
    assert any(text[:40] in against for text in words)
    assert reader.actions <= MOST


def test_who_defends_jax(reader: Reader) -> None:
    reader.search("jax")
    reader.press(ENTER)
    reader.page.until("document.querySelector('#reading h2').textContent === 'JAX'")
    names = reader.page.js(
        "return [...[...document.querySelectorAll('#reading h3')]"
        ".find(h => h.textContent.includes('well')).nextSibling.querySelectorAll('.counts')]"
        ".map(e => e.textContent)"
    )
    assert names
    assert reader.actions <= MOST


def test_why_did_it_go_that_way_is_answered_by_a_headline_and_its_words(
    reader: Reader, example: MapData
) -> None:
    reader.click("#reading .headlines li:first-child button")
    reader.page.until("document.querySelector('#reading mark')")
    point = example.summary.headlines[0]
    assert reader.page.text("#reading mark") in {example.claim[c].text for c in point.claims}
    assert reader.actions <= MOST


def test_who_contradicts_someone(reader: Reader, example: MapData) -> None:
    author = {post.id: post.author for post in example.thread.posts}
    by = {claim.id: author[claim.post] for claim in example.claims}
    edge = next(
        r for r in example.relations if r.kind == "contrasts" and by[r.source] != by[r.target]
    )
    name = by[edge.target]
    assert name is not None
    reader.search(name)
    reader.press(ENTER)
    reader.page.until("document.querySelector('#reading h2').textContent === arguments[0]", name)
    assert "Others contradict" in reader.page.text("#reading")
    assert by[edge.source] in reader.page.text("#reading")
    reader.click(f'#reading [data-claim="{edge.source}"]')
    reader.page.until("document.querySelector('#reading mark')")
    assert reader.page.text("#reading mark") == example.claim[edge.source].text
    assert reader.actions <= MOST


def test_what_is_said_about_a_theme(reader: Reader, example: MapData) -> None:
    theme = example.themes[0]
    reader.page.click_node(f"theme:{theme.id}")
    reader.actions += 1
    reader.page.until(
        "document.querySelector('#reading h2').textContent === arguments[0]", theme.heading
    )
    reader.click("#reading ol.points li:first-child button")
    reader.page.until("document.querySelector('#reading mark')")
    assert reader.actions <= MOST
