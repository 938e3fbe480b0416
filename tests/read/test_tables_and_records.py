"""CSV, JSON arrays and JSON lines, under the column names people use."""

import json

import pytest

from argmap.errors import BadSource
from argmap.read import read


@pytest.fixture
def opened(tmp_path):
    def open_(text: str, name: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read(path)

    return open_


def notes(thread) -> dict[str, int]:
    return {note.what: note.count for note in thread.notes}


def test_csv_columns_are_known_by_many_names(opened):
    thread = opened(
        "comment-id,comment-body,reply_to,participant_id,timestamp,votes\n"
        '1,"Too hot, I think",,ada,1700000000,3\n2,No,1,bob,2023-11-14T22:13:21+01:00,-1\n',
        "talk.csv",
    )
    first, second = thread.posts
    assert (first.text, first.author, first.score) == ("Too hot, I think", "ada", 3)
    assert (second.parent, second.created) == ("1", "2023-11-14T21:13:21Z")
    assert first.created == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_other_separators_are_recognised_without_the_suffix(opened, separator):
    rows = [("id", "author", "text"), ("1", "ada", "Hello there"), ("2", "bob", "No, never")]
    thread = opened("\n".join(separator.join(row) for row in rows), "talk.txt")
    assert [post.author for post in thread.posts] == ["ada", "bob"]


def test_rows_without_an_id_are_numbered(opened):
    thread = opened("text\nOne thing\nAnother\n", "talk.csv")
    assert [post.id for post in thread.posts] == ["1", "2"]


def test_columns_of_talk_to_the_city_name_who_was_interviewed(opened):
    thread = opened("id,interview,comment\n1,Ada,I like rye\n2,Bob,Spelt for me\n", "t3c.csv")
    assert [(p.id, p.author, p.text) for p in thread.posts] == [
        ("1", "Ada", "I like rye"),
        ("2", "Bob", "Spelt for me"),
    ]
    alone = opened("id,interview\n1,I like rye\n", "t3c.csv")
    assert (alone.posts[0].author, alone.posts[0].text) == (None, "I like rye")


POLIS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1700000000,Tue Nov 14 2023 22:13:20 GMT+0000 (UTC),0,7,12,3,1,"Rye keeps longer, and costs less"
1700000060,Tue Nov 14 2023 22:14:20 GMT+0000 (UTC),1,8,0,9,-1,buy my oven
1700000120,Tue Nov 14 2023 22:15:20 GMT+0000 (UTC),2,7,2,5,0,Wheat rises higher
"""


def test_polis_votes_are_the_score_and_rejected_rows_are_set_aside(opened):
    thread = opened(POLIS, "comments.csv")
    assert [(p.id, p.author, p.score, p.created) for p in thread.posts] == [
        ("0", "7", 9, "2023-11-14T22:13:20Z"),
        ("2", "7", -3, "2023-11-14T22:15:20Z"),
    ]
    assert notes(thread) == {"rows that moderators rejected, set aside": 1}
    assert thread.notes[0].where == "row 2"


def test_polis_answers_of_its_interface_read_alike(opened):
    row = {"txt": "Rye keeps", "tid": 4, "pid": 2, "participant_id": 2, "agree_count": 5,
           "disagree_count": 6, "pass_count": 1, "mod": 0}  # fmt: skip
    rejected = {**row, "tid": 5, "mod": -1}
    thread = opened(json.dumps([row, rejected]), "comments.json")
    assert [(p.id, p.author, p.score) for p in thread.posts] == [("4", "2", -1)]
    assert notes(thread) == {"rows that moderators rejected, set aside": 1}


def test_sensemaker_columns_are_read_with_votes_of_groups(opened):
    thread = opened("participant_id,survey_text\np1,I like rye\n", "sense.csv")
    assert (thread.posts[0].author, thread.posts[0].text) == ("p1", "I like rye")
    head = (
        "comment-id,comment_text,votes,group-0-agree-count,group-0-disagree-count,"
        "group-0-pass-count,group-1-agree-count,group-1-disagree-count,group-1-pass-count\n"
    )
    thread = opened(head + "3,Rye keeps,20,5,1,0,2,,3\n4,Wheat rises,0,,,,,,\n", "votes.txt")
    assert [(p.id, p.text, p.score) for p in thread.posts] == [
        ("3", "Rye keeps", 6),
        ("4", "Wheat rises", None),
    ]


def test_columns_of_broad_listening_tools_are_read(opened):
    thread = opened("comment-id,comment-body,source\nA1,I like rye,survey\n", "args.csv")
    assert (thread.posts[0].id, thread.posts[0].text) == ("A1", "I like rye")


def test_longest_column_is_taken_where_no_name_says(opened):
    thread = opened("id,réponse\n1,I would rather keep the old oven\n", "talk.csv")
    assert thread.posts[0].text == "I would rather keep the old oven"
    assert notes(thread) == {"column 'réponse' taken as the text, as the longest": 1}


def test_table_without_any_text_lists_its_columns(opened):
    with pytest.raises(BadSource, match="columns: a, b"):
        opened("a,b\n1,2\n", "numbers.csv")


def test_ragged_rows_are_counted(opened):
    thread = opened("id,text\n1,one thing\n2\n3,another,more\n", "talk.csv")
    assert notes(thread)["rows that have not 2 cells, read as far as they go"] == 2
    assert [post.id for post in thread.posts] == ["1", "2", "3"]


def test_parents_are_put_before_their_replies(opened):
    rows = [
        {"id": 3, "parent": 2, "text": "c"},
        {"id": 2, "parent": 1, "text": "b"},
        {"id": 1, "text": "a"},
        {"id": 4, "text": "d"},
    ]
    thread = opened("\n".join(map(json.dumps, rows)), "talk.jsonl")
    assert [post.id for post in thread.posts] == ["1", "2", "3", "4"]
    assert notes(thread)["replies found before the post they answer; put after it"] == 1


def test_unknown_parents_doubled_ids_and_loops_are_mended_and_counted(opened):
    rows = [
        {"id": "a", "parent": "b", "text": "one"},
        {"id": "b", "parent": "a", "text": "two"},
        {"id": "b", "parent": "zz", "text": "three"},
        {"parent": "a", "text": "four"},
    ]
    thread = opened(json.dumps(rows), "talk.json")
    assert [(post.id, post.parent) for post in thread.posts] == [
        ("a", None),
        ("b", "a"),
        ("b-3", None),
        ("4", "a"),
    ]  # fmt: skip
    assert notes(thread) == {
        "posts with an id already taken, renamed": 1,
        "posts without an id, numbered": 1,
        "replies to a post that is not here, put at the top level": 1,
        "reply loops, broken": 1,
    }


def test_nested_replies_hang_under_their_object(opened):
    rows = {
        "title": "Ovens",
        "comments": [{"body": "a", "replies": [{"body": "b"}]}, {"body": "c"}],
    }
    thread = opened(json.dumps(rows), "talk.json")
    assert thread.title == "Ovens"
    assert [(post.text, post.parent is None) for post in thread.posts] == [
        ("a", True), ("b", False), ("c", True),
    ]  # fmt: skip


def test_deleted_rows_keep_their_place(opened):
    thread = opened('{"id":1,"text":"[deleted]"}\n{"id":2,"parent":1,"text":"b"}', "talk.jsonl")
    assert (thread.posts[0].state, thread.posts[0].text, thread.posts[1].parent) == (
        "deleted", "", "1",
    )  # fmt: skip


def test_broken_lines_are_skipped_and_counted_with_the_first_place(opened):
    thread = opened('{"id":1,"text":"a"}\n{"id":2,"te\n{"id":3,"text":"c"}\n', "talk.jsonl")
    assert [post.id for post in thread.posts] == ["1", "3"]
    (note,) = thread.notes
    assert (note.count, note.where) == (1, "line 2")
