"""Each format with fields missing, doubled or of the wrong type: read or refused, no traceback."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.read import read

VALUE = (
    st.none() | st.booleans() | st.integers(-3, 9) | st.just(1e308) | st.text(max_size=8)
    | st.sampled_from(["1", "<1@x>", "a", "&gt; a", "<p>b", "2020-01-01", "[deleted]", "[]"])
)  # fmt: skip


def holds(thread) -> bool:
    """The promises of the model: unique ids, parents first, spans inside the text."""
    seen = {None}
    for post in thread.posts:
        assert post.parent in seen
        assert post.id not in seen
        seen.add(post.id)
        for span in (*post.quotes, *post.code, *post.links):
            assert 0 <= span.start < span.end <= len(post.text)
    return bool(thread.posts)


def survives(folder, data: bytes, *names: str | None) -> None:
    path = folder.getbasetemp() / "fuzzed"
    path.write_bytes(data)
    for name in (None, *names):
        try:
            assert holds(read(path, reader=name))
        except ArgmapError as error:
            assert "\n" not in str(error)


FIELDS = st.sampled_from(
    "From: From:=?utf-8?q?a?= From:=?x?z?a?= Date: Subject: Message-ID: In-Reply-To: References: "
    "Content-Type:text/html Content-Type:text/plain;charset=x "
    "Content-Type:multipart/mixed;boundary=b "
    "Content-Type:message/rfc822 Content-Transfer-Encoding:base64 "
    "Content-Transfer-Encoding:x-uuencode "
    "Content-Disposition: From".split()
)  # fmt: skip
LINES = st.sampled_from(
    [b"", b"> a", b"-- ", b"--b", b"--b--", b"On x wrote:", b"diff --git a b", b"\xe9 \xff", b" x",
     b"<p>&#0;<blockquote>a", b"-----Original Message-----", b"=?", b"Zm9v", b"begin 644 x"]
) | st.binary(max_size=12)  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(FIELDS, st.binary(max_size=12) | st.sampled_from([b"<1@x>", b"<2@x> <1@x>"])),
        max_size=6,
    ),
    st.lists(LINES, max_size=12),
    st.integers(1, 3),
)
def test_any_message_is_read_or_refused(tmp_path_factory, fields, lines, times):
    head = b"".join(field.encode() + b" " + value + b"\n" for field, value in fields)
    message = b"From x\nFrom: a\nDate: b\n" + head + b"\n" + b"\n".join(lines) + b"\n\n"
    survives(tmp_path_factory, message * times, "mail")


SNIPPET = {"videoId": "v", "textDisplay": "<b>a", "authorDisplayName": "a", "parentId": "a"}
PAGES = {
    "stack-exchange": {
        "items": [
            {"question_id": 1, "answer_count": 1, "title": "a", "owner": {"display_name": "a"},
             "comments": [{"comment_id": 1, "post_id": 1, "owner": {}, "body": "<p>a"}],
             "answers": [{"answer_id": 2, "question_id": 1, "is_accepted": 1, "score": 1,
                          "creation_date": 1, "body_markdown": "> a", "link": "http://a"}]}
        ]
    },
    "chat": {
        "guild": {"id": 1}, "channel": {"id": 1, "name": "a"},
        "messages": [{"id": 1, "type": "Default", "content": "<:a:1> > a", "timestamp": "2020",
                      "author": {"name": "a"}, "reference": {"messageId": 1},
                      "reactions": [{"count": 1}]}] * 2,
    },
    "youtube": {
        "items": [{"id": "a", "snippet": {"topLevelComment": {"id": "a", "snippet": SNIPPET},
                                          "totalReplyCount": 2, "videoId": "v"},
                   "replies": {"comments": [{"id": "b", "snippet": SNIPPET}]}}]
    },
    "github-graphql": {
        "data": {"repository": {"discussion": {
            "number": 1, "title": "a", "url": "https://a/b/c/issues/1", "body": "a",
            "comments": {"nodes": [{"id": "a", "body": "> a", "author": {"login": "a"},
                                    "replyTo": {"id": "b"},
                                    "replies": {"edges": [{"node": {"id": "b", "body": "@a"}}]}}]},
        }}}
    },
    "github": {
        "repo": "o/r", "issue": {"number": 1, "title": "a", "body": "a", "pull_request": {}},
        "comments": [{"id": 1, "body": "> a", "user": {"login": "a"}, "created_at": "2020-01-01"}],
        "review_comments": [{"id": 2, "body": "b", "in_reply_to_id": 2, "created_at": 1}] * 2,
        "reviews": [{"id": 2, "body": "b", "submitted_at": "x"}],
    },
    "forum": [
        {"kind": "Listing", "data": {"children": [
            {"kind": "t1", "data": {"id": "a", "name": "t1_a", "parent_id": "t1_b", "body": "a"}},
            {"kind": "more", "data": {"id": "m", "count": 3, "children": ["a", "b"]}}]}},
    ],
}  # fmt: skip
PAGES_OF_SLACK = [{"ts": "1.1", "text": "<@U1> <http://a|b>", "user": "U1", "thread_ts": "1.1",
                   "user_profile": {"name": "a"}, "reactions": [{"count": 1}]}] * 2  # fmt: skip
SHAPES = [*PAGES.items(), ("chat", PAGES_OF_SLACK)]


def mutated(draw, value, odds: int):
    """The value with parts of it left out or replaced by something else."""
    if draw(st.integers(0, odds)) == 0:
        return draw(VALUE | st.just([]) | st.just({}) | st.just([{}]))
    if isinstance(value, dict):
        kept = [name for name in value if draw(st.integers(0, odds))]
        return {name: mutated(draw, value[name], odds) for name in kept}
    if isinstance(value, list):
        return [mutated(draw, inner, odds) for inner in value]
    return value


@pytest.mark.parametrize("shape", SHAPES, ids=[f"{n}-{name}" for n, (name, _) in enumerate(SHAPES)])
@settings(deadline=None, max_examples=120)
@given(data=st.data(), odds=st.sampled_from([4, 12]))
def test_any_page_of_a_site_is_read_or_refused(tmp_path_factory, shape, data, odds):
    name, page = shape
    value = mutated(data.draw, page, odds)
    survives(tmp_path_factory, json.dumps(value).encode(), name)


CUES = st.sampled_from(
    ["WEBVTT", "", "1", "00:01.000 --> 00:02.000", "99:99:99,9 --> 0:0", "<v Ada>hot</v> <i>",
     "<v >", "ADA: hot", ">> so", "00:00:01,5 --> 00:00:02,5 x", "&lt;v A&gt;", "NOTE a"]
) | st.text(max_size=10)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(CUES, max_size=14))
def test_any_captions_are_read_or_refused(tmp_path_factory, lines):
    survives(tmp_path_factory, "\n".join(lines).encode("utf-8", "surrogatepass"), "captions")
