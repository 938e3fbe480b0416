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


def counts(thread):
    """Posts, people, posts at the top level, inferred reply links, quotes, links."""
    posts = thread.posts
    return (
        len(posts),
        len({post.author for post in posts} - {None}),
        sum(post.parent is None for post in posts),
        sum(post.parent_inferred for post in posts),
        sum(len(post.quotes) for post in posts),
        sum(len(post.links) for post in posts),
    )


THREADS = {
    PKL: (566, 333, 103, 0, 63, 101),
    "hn-39232976-pkl.page.html": (566, 333, 103, 0, 63, 101),
    BURGERS: (66, 50, 30, 0, 2, 7),
    "github-ietf-esni-issue-274.json": (100, 11, 1, 99, 33, 10),
    "github-ietf-aipref-issue-2.json": (13, 8, 1, 12, 3, 6),
    "reddit-n49rw.listing.json": (486, 341, 1, 0, 15, 31),
    "reddit-n49rw.morechildren.json": (940, 667, 736, 0, 19, 53),
    "discourse-topic-try-sandbox.json": (4, 3, 3, 0, 0, 3),
    "mail": (53, 16, 24, 0, 45, 14),
}


@pytest.mark.parametrize("name", sorted(THREADS))
def test_a_real_discussion_opens_with_exactly_its_counts(shared, name):
    assert counts(read(shared / "threads" / name)) == THREADS[name]


def test_every_real_discussion_is_counted_here(shared):
    here = {path.name for path in (shared / "threads").iterdir()} - {"README.md"}
    assert here == set(THREADS)


def test_listing_and_the_answers_that_fill_it_are_one_thread(shared, tmp_path):
    for name in ("reddit-n49rw.listing.json", "reddit-n49rw.morechildren.json"):
        (tmp_path / name).symlink_to(shared / "threads" / name)
    thread = read(tmp_path)
    # 485 + 940 comments and the opening text.
    assert counts(thread)[:3] == (1426, 934, 1)
    assert (thread.id, thread.title) == ("reddit:n49rw", "We're back")


def test_stubs_of_a_listing_are_counted(shared):
    notes = {n.what: n.count for n in read(shared / "threads" / "reddit-n49rw.listing.json").notes}
    assert notes["comments behind a 'more' stub, not in this file"] == 1060
    assert notes["deleted posts, kept in place without text"] == 10


def test_real_mail_has_no_signature_left(shared):
    thread = read(shared / "threads" / "mail")
    notes = {note.what: note.count for note in thread.notes}
    assert notes["signatures, left out"] == 43
    last = [post.text.rstrip().split("\n")[-1] for post in thread.posts if post.text]
    assert not [line for line in last if line.lstrip("- ").casefold() in ("carl", "keith", "lars")]


TABLES = {
    "csv/pets.csv": (3, 0, 3, 0, 0, 0),
    "csv/tiny.csv": (5, 0, 5, 0, 0, 0),
    "polis/red-dwarf-25ptpt-comments.json": (57, 10, 57, 0, 0, 0),
    "hncompanion/sample-server-cache-summary-46657122.md": (23, 0, 23, 0, 0, 14),
    "hncompanion/sample-user-gen-summary-46657122.md": (20, 0, 20, 0, 0, 0),
}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_real_table_or_digest_opens_with_exactly_its_counts(shared, name):
    assert counts(read(shared / "formats" / name)) == TABLES[name]


def test_votes_of_a_real_conversation_are_scores(shared):
    name = "polis/red-dwarf-25ptpt-comments.json"
    rows = json.loads((shared / "formats" / name).read_text(encoding="utf-8"))
    thread = read(shared / "formats" / name)
    assert [post.score for post in thread.posts] == [
        row["agree_count"] - row["disagree_count"] for row in rows
    ]
