"""Stack Exchange, YouTube and GitHub's GraphQL: replies as each site nests them."""

import json

import pytest

from argmap.read import read


@pytest.fixture
def opened(tmp_path):
    def open_(value, **options):
        path = tmp_path / "talk.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return read(path, **options)

    return open_


def links(thread):
    return [(post.id, post.parent) for post in thread.posts]


QUESTION = {
    "question_id": 7,
    "title": "Why &quot;hot&quot;?",
    "link": "https://example.org/q/7",
    "answer_count": 1,
    "owner": {"display_name": "Ada &amp; Co"},
    "creation_date": 1_600_000_000,
    "score": 3,
    "body": "<p>Must ovens be hot?</p>",
    "comments": [{"comment_id": 7, "post_id": 7, "owner": {}, "body": "Ask &gt; a baker."}],
    "answers": [
        {
            "answer_id": 8,
            "question_id": 7,
            "is_accepted": True,
            "score": 5,
            "body_markdown": "Yes, **very**.\n\n    x = 1",
            "comments": [{"comment_id": 9, "post_id": 8, "owner": {}, "body": "No."}],
        }
    ],
}


def test_answers_reply_to_the_question_and_comments_to_their_post(opened):
    thread = opened({"items": [QUESTION], "has_more": False})
    assert (thread.id, thread.title) == ("stackexchange:7", 'Why "hot"?')
    assert links(thread) == [("7", None), ("c7", "7"), ("8", "7"), ("c9", "8")]
    first, comment, answer, _ = thread.posts
    assert (first.author, first.score, first.created) == ("Ada & Co", 3, "2020-09-13T12:26:40Z")
    assert (comment.text, answer.text[:10]) == ("Ask > a baker.", "Yes, very.")
    assert answer.code


def test_answers_without_their_question_are_at_the_top(opened):
    thread = opened({"items": QUESTION["answers"]})
    assert links(thread) == [("8", None), ("c9", "8")]
    assert thread.notes == ()


def comment(name, text, **more):
    snippet = {"textDisplay": text, "authorDisplayName": "@ada", "likeCount": 4, **more}
    return {"id": name, "snippet": {**snippet, "publishedAt": "2020-01-01T00:00:00Z"}}


def test_youtube_replies_answer_the_comment_of_their_thread(opened):
    top = comment("a", "Hot <b>ovens</b>.<br>Yes.")
    thread_of = {
        "kind": "youtube#commentThread",
        "snippet": {"videoId": "v", "topLevelComment": top, "totalReplyCount": 3},
        "replies": {"comments": [comment("a.b", "No.", parentId="a", textOriginal="No!")]},
    }
    thread = opened([{"items": [thread_of]}, {"items": [comment("c", "So?")]}])
    assert links(thread) == [("a", None), ("a.b", "a"), ("c", None)]
    assert [post.text for post in thread.posts] == ["Hot ovens.\nYes.", "No!", "So?"]
    assert (thread.posts[0].author, thread.posts[0].score) == ("@ada", 4)
    assert [(note.what, note.count) for note in thread.notes] == [
        ("replies that are not in this file", 2)
    ]


def test_comments_written_by_yt_dlp(opened):
    rows = [
        {"id": "a", "parent": "root", "text": "Hot.", "author": "@ada", "timestamp": 1},
        {"id": "a.b", "parent": "a", "text": "No.", "author": "@bob", "like_count": 2},
    ]
    thread = opened({"id": "v", "title": "Ovens", "extractor": "youtube", "comments": rows})
    assert (thread.id, thread.title, links(thread)) == (
        "youtube:v", "Ovens", [("a", None), ("a.b", "a")],
    )  # fmt: skip
    assert thread.notes == ()


def test_github_discussion_keeps_nested_replies(opened):
    replies = {"edges": [{"node": {"id": "r", "body": "No.", "author": None}}]}
    said = {"id": "c", "body": "Hot.", "author": {"login": "bob"}, "replies": replies}
    topic = {
        "number": 3,
        "title": "Ovens",
        "url": "https://github.com/o/r/discussions/3",
        "body": "Hot?",
        "author": {"login": "ada"},
        "upvoteCount": 2,
        "comments": {"nodes": [said, None]},
    }
    thread = opened({"data": {"repository": {"discussion": topic}}})
    assert (thread.id, thread.title) == ("gh:o/r#3", "Ovens")
    assert links(thread) == [("topic", None), ("c", "topic"), ("r", "c")]
    assert [post.parent_inferred for post in thread.posts] == [False, True, False]
    assert [post.author for post in thread.posts] == ["ada", "bob", None]


def test_github_review_threads_of_graphql(opened):
    thread_of = {"comments": {"nodes": [{"id": "a", "body": "Here?"}, {"id": "b", "body": "Yes.",
                 "replyTo": {"id": "a"}}]}}  # fmt: skip
    pull = {"title": "Fan", "body": "Off.", "reviewThreads": {"nodes": [thread_of]}}
    thread = opened({"data": {"repository": {"pullRequest": pull}}})
    assert links(thread) == [("topic", None), ("a", "topic"), ("b", "a")]
