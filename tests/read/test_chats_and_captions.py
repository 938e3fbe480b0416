"""Slack, Discord, WebVTT and SubRip: who says what to whom."""

import json

import pytest

from argmap.errors import BadSource
from argmap.read import read

USER = {"user_profile": {"display_name": "ada"}}
DAY = [
    {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1.000001", "text": "x"},
    {"user": "U1", "ts": "2.000001", "thread_ts": "2.000001", "reply_count": 1, **USER,
     "text": "See <https://example.org/a?b=1&amp;c|the *page*>, it is *hot* &gt; cold"},
    {"user": "U2", "ts": "3.000001", "thread_ts": "2.000001", "text": "<@U1> no, see <#C1|bread>"},
    {"user": "U2", "ts": "4.000001", "text": "<@U1> <!here> another thing",
     "reactions": [{"name": "+1", "count": 2}, {"name": "fire", "count": 1}]},
]  # fmt: skip


def links(thread):
    return [(post.id, post.parent, post.parent_inferred) for post in thread.posts]


@pytest.fixture
def opened(tmp_path):
    def open_(content, name="talk.json", **options):
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return read(path, **options)

    return open_


def test_slack_channel_keeps_threads_names_and_links(opened):
    thread = opened(DAY)
    assert links(thread) == [
        ("2.000001", None, False), ("3.000001", "2.000001", False), ("4.000001", "2.000001", True),
    ]  # fmt: skip
    first, second, third = thread.posts
    assert first.text == "See the page, it is hot > cold"
    assert [link.url for link in first.links] == ["https://example.org/a?b=1&c"]
    assert (first.author, first.created) == ("ada", "1970-01-01T00:00:02.000001Z")
    assert (second.text, second.author) == ("@ada no, see #bread", "U2")
    assert (third.text, third.score) == ("@ada @here another thing", 3)
    assert [note.what for note in thread.notes] == ["events that are no message, left out"]


def test_slack_folder_of_days_is_one_channel(tmp_path):
    (tmp_path / "2020-01-02.json").write_text(json.dumps(DAY[3:]), encoding="utf-8")
    (tmp_path / "2020-01-01.json").write_text(json.dumps(DAY[:3]), encoding="utf-8")
    (tmp_path / "users.json").write_text(
        json.dumps([{"id": "U2", "profile": {"real_name": "bob"}}]), encoding="utf-8"
    )
    (tmp_path / "cut.json").write_text("[{", encoding="utf-8")
    thread = read(tmp_path)
    assert [post.author for post in thread.posts] == ["ada", "bob", "bob"]
    assert "files that are no day of the channel, left out" in {n.what for n in thread.notes}


def test_discord_export_keeps_references(opened):
    def message(name, content, **more):
        author = {"id": "9", "name": "ada", "nickname": "Ada"}
        return {"id": name, "type": "Default", "content": content, "author": author, **more}

    messages = [
        message("1", "Hot **ovens** <:bread:123> it is", timestamp="2020-01-01T00:00:00+00:00"),
        message("2", "No.", type="Reply", reference={"messageId": "1", "channelId": "5"}),
        message("3", "joined", type="GuildMemberJoin"),
        message("4", "Gone?", type="Reply", reference={"messageId": "77"}),
    ]
    channel = {"id": "5", "name": "bread"}
    thread = opened({"guild": {"name": "g"}, "channel": channel, "messages": messages})
    assert (thread.id, thread.title) == ("discord:5", "bread")
    assert links(thread) == [("1", None, False), ("2", "1", False), ("4", None, False)]
    assert thread.posts[0].text == "Hot ovens :bread: it is"
    assert thread.posts[0].author == "Ada"
    assert len(thread.notes) == 2


VTT = """WEBVTT - a talk

NOTE not said: - nothing

intro
00:01.000 --> 00:03.000 align:start
<v.loud Ada Oven>Ovens &amp; <i>fans</i> must be hot.</v>

00:03.000 --> 00:05.000
<v Ada Oven>Very hot.
<v Bob>No.

1:00:06.500 --> 1:00:08.000

1:00:08.000 --> 1:00:09.000
<v Ada Oven>Yes.
"""


def test_webvtt_voices_become_turns(opened):
    thread = opened(VTT, "talk.vtt")
    assert [(post.author, post.text) for post in thread.posts] == [
        ("Ada Oven", "Ovens & fans must be hot. Very hot."), ("Bob", "No."), ("Ada Oven", "Yes."),
    ]  # fmt: skip
    assert [note.what for note in thread.notes] == ["cues without words, left out"]


def test_captions_without_voices_take_names_pauses_and_lose_repeats(opened):
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nADA: Hot ovens\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nHot ovens\nbake well.\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nbake well.\n>> So they say.\n\n"
        "4\n00:00:09,000 --> 00:00:10,000\nLater.\n"
    )
    thread = opened(text, "talk.srt")
    assert [(post.author, post.text) for post in thread.posts] == [
        ("ADA", "Hot ovens bake well."), (None, "So they say."), (None, "Later."),
    ]  # fmt: skip


def test_captions_without_a_cue_are_refused(opened):
    with pytest.raises(BadSource, match="no cue with words"):
        opened("WEBVTT\n\nNOTE nothing", "a.vtt")
