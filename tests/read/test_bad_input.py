"""Broken and hostile input: one clear error or a counted note, never a traceback or a hang."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError, BadSource, UnknownName, UnknownSource
from argmap.model import Thread
from argmap.read import read, readers


@pytest.fixture
def opened(tmp_path):
    def open_(data: bytes | str, name: str, **options):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, **options)

    return open_


def holds(thread: Thread) -> bool:
    """The promises of the model: unique ids, parents first, spans inside the text."""
    seen = {None}
    for post in thread.posts:
        assert post.parent in seen
        assert post.id not in seen
        seen.add(post.id)
        for span in (*post.quotes, *post.code, *post.links):
            assert 0 <= span.start < span.end <= len(post.text)
    return bool(thread.posts)


@pytest.mark.parametrize("data", ["", " \n\t\n"])
def test_empty_file_is_said(opened, data):
    with pytest.raises(BadSource, match=r"^e\.json: it is empty\.$"):
        opened(data, "e.json")


def test_missing_file_is_said_without_its_folder(tmp_path):
    with pytest.raises(BadSource, match=r"^gone\.json: no such file\.$"):
        read(tmp_path / "gone.json")


def test_empty_folder_is_said(tmp_path):
    with pytest.raises(BadSource, match="the folder is empty"):
        read(tmp_path)


def test_truncated_json_names_the_line(opened):
    with pytest.raises(BadSource, match=r"^cut\.json, line 3, column"):
        opened('{"id": 1,\n "title": "x",\n "children": [{"id": 2, "text": "he', "cut.json")


@pytest.mark.parametrize("piece", ["[", '{"children":['])
def test_json_nested_100000_deep_is_refused(opened, piece):
    with pytest.raises(BadSource, match="nested more than"):
        opened(piece * 100_000, "deep.json")


def test_reply_chain_of_100000_is_read(opened):
    rows = (json.dumps({"id": n, "parent": n - 1, "text": f"t{n}"}) for n in range(1, 100_001))
    thread = opened("\n".join(rows), "chain.jsonl")
    assert len(thread.posts) == 100_000
    assert thread.posts[-1].parent == "99999"


def test_loop_through_many_posts_is_broken(opened):
    size = 10_000
    rows = (json.dumps({"id": n, "parent": (n + 1) % size, "text": "t"}) for n in range(size))
    thread = opened("\n".join(rows), "loop.jsonl")
    assert holds(thread)
    assert [note.count for note in thread.notes if note.what == "reply loops, broken"] == [1]


@pytest.mark.parametrize("name", ["big.txt", "big.csv", "big.jsonl", "big.html"])
def test_line_of_50_mb_is_cut_and_said(opened, name):
    words = "word " * 10_000_000
    data = {
        "big.txt": words,
        "big.csv": f"id,text\n1,{words}\n",
        "big.jsonl": json.dumps({"text": words}),
        "big.html": f"<html><body><p>{words}",
    }[name]
    thread = opened(data, name)
    assert len(thread.posts[0].text) == 199_999
    assert any("longer than 200000 characters" in note.what for note in thread.notes)


def test_comment_of_control_characters_keeps_its_place(opened):
    thread = opened(
        json.dumps([{"id": 1, "text": "\x00\x01\u202e"}, {"id": 2, "text": "b"}]), "c.json"
    )
    assert [post.text for post in thread.posts] == ["", "b"]
    assert [note.what for note in thread.notes] == [
        "posts with control or bidi characters, removed",
        "posts without any text",
    ]


def test_lone_surrogate_in_json_goes(opened):
    thread = opened('[{"id": "\\ud800x", "author": "\\udfff", "text": "a\\ud800b"}]', "s.json")
    assert (thread.posts[0].id, thread.posts[0].author, thread.posts[0].text) == ("x", None, "ab")


def test_script_is_data_where_escaped_and_gone_where_real(opened):
    rows = [{"text": "a <script>x()</script><b>b</b> &lt;script&gt;"}, {"text": "so </script> it"}]
    thread = opened(json.dumps(rows), "x.json")
    assert [post.text for post in thread.posts] == ["a b <script>", "so </script> it"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_other_encodings_are_read_and_said(opened, encoding):
    text = "Das wäre für größere Öfen zu heiß, naïve café."
    thread = opened(text.encode(encoding), "enc.txt")
    assert thread.posts[0].text == text
    assert bool(thread.notes) == (encoding != "utf-8-sig")


def test_picture_is_no_discussion(opened):
    with pytest.raises(UnknownSource, match="--from: article, "):
        opened(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "a.png")


def test_unknown_reader_lists_the_known(opened):
    with pytest.raises(UnknownName, match=r"No reader called 'nope'. Known: .*hn.*--from"):
        opened("x", "x.txt", reader="nope")


@pytest.mark.parametrize("data", ["{}", "[]", '[{"a": 1}]', '{"hits": []}', "[[[]]]"])
def test_json_without_posts_is_refused(opened, data):
    with pytest.raises(BadSource):
        opened(data, "none.json")


FIELDS = (
    "id text children parent hits type by kids objectID title comment_text story_id replies "
    "comments author time deleted"
).split()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(FIELDS) | st.text(max_size=4),
            inner | st.sampled_from(("story", "comment", 1, 2, "1", "<p>&gt; a")),
            max_size=6,
        )
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=300)
@given(JSON)
def test_any_json_is_read_or_refused(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    try:
        assert holds(read(path))
    except ArgmapError as error:
        assert "\n" not in str(error)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(readers()))
def test_any_bytes_are_read_or_refused_by_every_reader(tmp_path_factory, data, reader):
    path = tmp_path_factory.getbasetemp() / "any.dat"
    path.write_bytes(data)
    for name in (None, reader):
        try:
            assert holds(read(path, reader=name))
        except ArgmapError as error:
            assert "\n" not in str(error)
