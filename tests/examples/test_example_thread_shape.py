"""The shipped discussion has the shape of Hacker News' Algolia items and covers its themes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
THREAD = EXAMPLES / "leaving-meta.algolia.json"
COMMON = ["id", "type", "author", "created_at", "created_at_i", "points", "title", "url", "text"]
FIELDS = [*COMMON, "parent_id", "story_id", "options", "children"]
THEMES = {
    "departure": r"end of an era|\b(grateful|curio\w+|burn\w+|financial|mature|leaves?)\b",
    "TensorFlow": r"\b(TF1|TF2|TF|TensorFlow|static graphs?|eager|Keras|nn\.Module)\b",
    "JAX": r"\b(JAX|jit|XLA|vmap|purity|TPUs?)\b",
    "big and small": r"\b(Meta|Facebook|FB|small team|giant|compute|bureaucracy|recsys)\b",
    "community": r"\b(community|bus factor|open source|foundation|maintainers?|contribut\w+)\b",
}

Item = dict[str, Any]


@pytest.fixture(scope="module")
def story() -> Item:
    return json.loads(THREAD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def comments(story: Item) -> list[Item]:
    return list(below(story))


def below(item: Item) -> Iterator[Item]:
    for child in item["children"]:
        yield child
        yield from below(child)


def plain(item: Item) -> str:
    paragraphs = (item["text"] or "").replace("<p>", "\n\n")
    return html.unescape(re.sub(r"<[^>]+>", "", paragraphs)).strip()


def test_story_and_comments_have_the_fields_of_the_api(story: Item, comments: list[Item]) -> None:
    assert sorted(story) == sorted(FIELDS)
    assert story["type"] == "story"
    assert story["points"] >= 900
    for comment in comments:
        assert sorted(comment) == sorted(FIELDS)
        assert comment["type"] == "comment"
        assert (comment["points"], comment["title"], comment["url"]) == (None, None, None)


def test_it_is_a_long_discussion_among_many(comments: list[Item]) -> None:
    assert len(comments) >= 90
    assert len({comment["author"] for comment in comments} - {None}) >= 35


def test_ids_are_unique_and_parents_are_the_enclosing_items(story: Item) -> None:
    items = [story, *below(story)]
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["story_id"] == story["id"]
        for child in item["children"]:
            assert child["parent_id"] == item["id"]


def test_times_rise_with_ids_within_two_days(story: Item, comments: list[Item]) -> None:
    times = [item["created_at_i"] for item in sorted([story, *comments], key=lambda i: i["id"])]
    assert times == sorted(times)
    assert times[-1] - times[0] <= 2 * 24 * 3600
    for comment in comments:
        written = datetime.fromtimestamp(comment["created_at_i"], UTC)
        assert comment["created_at"] == written.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_markup_is_escaped_as_on_the_site(comments: list[Item]) -> None:
    texts = [comment["text"] or "" for comment in comments]
    tags = {tag for text in texts for tag in re.findall(r"</?(\w+)", text)}
    assert tags == {"p", "pre", "code", "a", "i"}
    bare = [re.sub(r"<[^>]+>", "", text) for text in texts]
    assert not any(character in text for text in bare for character in "<>\"'")


def test_it_has_a_deleted_a_flagged_a_quoting_and_a_deep_comment(story: Item) -> None:
    comments = list(below(story))
    assert any(c["text"] is None and c["author"] is None for c in comments)
    assert any(c["text"] == "[flagged]" for c in comments)
    depth = {story["id"]: 0}
    for comment in comments:
        depth[comment["id"]] = depth[comment["parent_id"]] + 1
    assert max(depth.values()) == 6


def test_quoted_lines_are_words_of_the_parent(story: Item, comments: list[Item]) -> None:
    by_id = {item["id"]: item for item in [story, *comments]}
    quoted = [
        (line.removeprefix(">").strip(), plain(by_id[comment["parent_id"]]))
        for comment in comments
        for line in plain(comment).split("\n\n")
        if line.startswith(">")
    ]
    assert len(quoted) >= 5
    assert [quote for quote, parent in quoted if quote not in parent] == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_dozen_comments(comments: list[Item], theme: str) -> None:
    speaking = [c for c in comments if re.search(THEMES[theme], plain(c), re.IGNORECASE)]
    assert len(speaking) >= 12


def test_digest_has_headings_and_bullets() -> None:
    title, *lines = (EXAMPLES / "leaving-meta.digest.txt").read_text(encoding="utf-8").splitlines()
    bullets = [line for line in lines if line.startswith("  • ")]
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert title == "Leaving Meta and PyTorch"
    assert len(headings) == 5
    assert len(bullets) >= 20
    assert sorted(bullets + headings) == sorted(line for line in lines if line)


def test_gold_annotations_are_verbatim_and_in_thread_order(
    story: Item, comments: list[Item]
) -> None:
    text = {str(item["id"]): plain(item) for item in [story, *comments]}
    parent = {str(comment["id"]): str(comment["parent_id"]) for comment in comments}
    lines = (EXAMPLES / "leaving-meta.gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) >= 30
    order = list(parent)
    assert [order.index(row["id"]) for row in rows] == sorted(order.index(r["id"]) for r in rows)
    for row in rows:
        assert row["stance"] in {"supports", "contrasts", "mixed", "none"}
        assert row["target"] is None or row["target"] in text[parent[row["id"]]]
        assert [c for c in row["claims"] if c["text"] not in text[row["id"]]] == []
        assert [e for e in row["entities"] if e["mention"] not in text[row["id"]]] == []
        claims = range(len(row["claims"]))
        for i, j, kind in row["within"]:
            assert i in claims and j in claims and i != j
            assert kind in {"supports", "contrasts"}
