"""GitHub issues, Reddit, Discourse and Lobsters: replies, given or inferred."""

import json

import pytest

from argmap.read import read


@pytest.fixture
def opened(tmp_path):
    def open_(value):
        path = tmp_path / "talk.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return read(path)

    return open_


def test_github_replies_are_inferred_from_quotes_and_mentions(opened):
    said = [
        "The fan dries the crust of every loaf.",
        "> The fan dries the crust of every loaf.\n\nNo.",
    ]
    comments = [{"author": f"u{n}", "body": body} for n, body in enumerate([*said, "@u0 quite so"])]
    issue = {"number": 7, "title": "Fan", "author": "ada", "body": "Off?", "comments": comments}
    thread = opened({"repo": "o/r", "issue": issue})
    assert thread.id == "gh:o/r#7"
    assert [(post.id, post.parent) for post in thread.posts] == [
        ("issue", None), ("c1", "issue"), ("c2", "c1"), ("c3", "c1"),
    ]  # fmt: skip
    assert [post.parent_inferred for post in thread.posts] == [False, True, True, True]
    assert thread.posts[2].quotes


def test_github_bots_are_set_aside_and_mail_leaves_no_footer(opened):
    comments = [
        {"author": "stale[bot]", "body": "This issue is stale."},
        {"user": {"login": "ci", "type": "Bot"}, "body": "Coverage fell."},
        {"user": {"login": "bob", "type": "User"}, "body": "Off.\r\n\r\nOn Tue, 5 May 2020 ada "
         "<notifications@github.com> wrote:\r\n\r\n> On or off?\r\n\r\n—\r\nYou are receiving "
         "this because you commented.\r\nReply to this email directly, view it on GitHub"},
    ]  # fmt: skip
    thread = opened({"number": 7, "title": "Fan", "body": "On or off?", "comments": comments})
    assert [post.author for post in thread.posts] == [None, "bob"]
    assert [(note.what, note.count) for note in thread.notes] == [
        ("comments by bots, set aside", 2)
    ]
    said = thread.posts[1]
    assert said.text.endswith("> On or off?") or said.text.endswith("On or off?")
    own = said.text
    for quote in reversed(said.quotes):
        own = own[: quote.start] + own[quote.end :]
    assert own.split() == ["Off."]


def test_reddit_listing_keeps_replies_and_counts_stubs(opened):
    def comment(name, parent, body, replies=""):
        data = {"name": name, "parent_id": parent, "body": body, "author": "a", "replies": replies}
        return {"kind": "t1", "data": data}

    story = {"kind": "t3", "data": {"name": "t3_s", "title": "Ovens"}}
    more = {"kind": "more", "data": {"id": "x", "count": 4}}
    reply = {
        "kind": "Listing",
        "data": {"children": [comment("t1_b", "t1_a", "&gt; Hot\n\nNo."), more]},
    }
    thread = opened(
        [
            {"kind": "Listing", "data": {"children": [story]}},
            {"kind": "Listing", "data": {"children": [comment("t1_a", "t3_s", "**Hot**", reply)]}},
        ]
    )  # fmt: skip
    assert (thread.id, thread.title) == ("reddit:s", "Ovens")
    assert [(post.id, post.parent) for post in thread.posts] == [("t1_a", None), ("t1_b", "t1_a")]
    assert thread.posts[0].text == "Hot"
    assert thread.posts[1].quotes
    assert [note.count for note in thread.notes] == [4]


def test_reddit_answers_in_a_folder_are_one_discussion(tmp_path):
    def answer(*things):
        return {"json": {"data": {"things": [{"kind": "t1", "data": data} for data in things]}}}

    first = {"name": "t1_a", "parent_id": "t3_s", "link_id": "t3_s", "body": "Hot", "author": "a"}
    program = {**first, "name": "t1_p", "author": "AutoModerator", "body": "Read the rules."}
    second = {**first, "name": "t1_b", "parent_id": "t1_a", "body": "No", "author": "b"}
    for name, value in (("1.json", answer(first, program)), ("2.json", answer(second))):
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    thread = read(tmp_path)
    assert [(post.id, post.parent, post.text) for post in thread.posts] == [
        ("t1_a", None, "Hot"), ("t1_p", None, ""), ("t1_b", "t1_a", "No"),
    ]  # fmt: skip
    assert "comments by a program, kept in place without text" in [n.what for n in thread.notes]


def test_discourse_topic(opened):
    posts = [
        {"post_number": 1, "username": "ada", "cooked": "<p>Hot.</p>"},
        {"post_number": 2, "username": "bob", "cooked": "<p>No.</p>", "reply_to_post_number": 1,
         "actions_summary": [{"id": 3}, {"id": 2, "count": 4}]},
        {"post_number": 3, "username": "system", "cooked": "", "post_type": 3, "id": 9},
    ]  # fmt: skip
    thread = opened({"id": 3, "title": "Ovens", "post_stream": {"posts": posts}})
    assert [(post.id, post.parent, post.text) for post in thread.posts] == [
        ("1", None, "Hot."), ("2", "1", "No."),
    ]  # fmt: skip
    assert [post.score for post in thread.posts] == [None, 4]
    assert [note.what for note in thread.notes] == ["events that are no post, left out"]


def test_lobsters_story(opened):
    comments = [
        {"short_id": "a", "comment": "<p>Hot.</p>", "commenting_user": "ada", "score": 2},
        {"short_id": "b", "parent_comment": "a", "comment": "", "is_deleted": True},
    ]
    thread = opened({"short_id": "s", "title": "Ovens", "comments": comments})
    assert [(post.parent, post.score, post.state) for post in thread.posts] == [
        (None, 2, "ok"), ("a", None, "deleted"),
    ]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "posts"),
    [
        ("github-ietf-esni-issue-274.json", 100),
        ("github-ietf-aipref-issue-2.json", 13),
        ("reddit-n49rw.listing.json", 486),
        ("reddit-n49rw.morechildren.json", 940),
        ("discourse-topic-try-sandbox.json", 4),
    ],
)
def test_real_forums_have_all_posts(shared, name, posts):
    assert len(read(shared / "threads" / name).posts) == posts
