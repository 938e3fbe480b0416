"""The real discussions: counts, and that what annotators quoted is there word for word."""

import json

import pytest

from argmap.read import read

pytestmark = pytest.mark.shared
PKL, BURGERS = "hn-39232976-pkl.algolia.json", "hn-7404389-burgers.algolia.json"


@pytest.mark.parametrize(("name", "posts"), [(PKL, 566), (BURGERS, 66)])
def test_every_comment_is_read(shared, name, posts):
    thread = read(shared / "threads" / name)
    assert len(thread.posts) == posts
    assert not any("-----" in post.text for post in thread.posts)


@pytest.mark.parametrize(("name", "gold"), [(PKL, "pkl"), (BURGERS, "burgers")])
def test_annotated_claims_stand_in_the_texts(shared, name, gold):
    thread = read(shared / "threads" / name)
    with (shared / "gold" / f"{gold}.gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    missing = [
        claim["text"]
        for row in rows
        for claim in row["claims"]
        if claim["text"] not in thread.by_id[row["id"]].text
    ]
    assert missing == []


def test_saved_page_and_item_are_the_same_thread(shared):
    page = read(shared / "threads" / "hn-39232976-pkl.page.html")
    assert page.posts == read(shared / "threads" / PKL).posts
    assert page.title == "Pkl, a Programming Language for Configuration"


def test_founding_document_has_its_five_sections(shared):
    thread = read(shared / "seed" / "leaving-meta-and-pytorch.txt")
    assert (thread.kind, thread.title) == ("digest", "Leaving Meta and PyTorch")
    counts: dict[str | None, int] = {}
    for post in thread.posts:
        counts[post.heading] = counts.get(post.heading, 0) + 1
    assert list(counts.values()) == [4, 5, 3, 3, 2]
