"""``argmap map`` from file to folder, on good and on hostile input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FILES = ["map.html", "map.json", "map.ttl", "summary.md"]


def lines(*posts: tuple[str, str | None, str, str]) -> str:
    """JSON lines of (id, parent, author, text)."""
    keys = ("id", "parent", "author", "text")
    return "\n".join(json.dumps(dict(zip(keys, post, strict=True))) for post in posts)


@pytest.fixture
def source(tmp_path: Path):
    def write(content: str | bytes, name: str = "talk.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


TALK = lines(
    ("1", None, "ann", "Rust is fast because it is compiled."),
    ("2", "1", "bob", "No, Rust is slow to compile and Go is faster there."),
    ("3", "1", "cy", "Exactly, the compiler removes the abstractions."),
)


@pytest.mark.trained
def test_a_discussion_becomes_a_folder(run, source, tmp_path: Path) -> None:
    done = run("map", source(TALK), "-o", tmp_path / "out")
    assert done.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert done.out.startswith("talk\n")
    closing = done.err.splitlines()[-2]
    assert closing.startswith("file:talk.jsonl: 3 posts, ")
    for word in ("claims, ", "entit", "relation", "theme", "0 notes, ", " seconds"):
        assert word in closing
    assert run("check", tmp_path / "out", "--source", source(TALK)).code == 0


@pytest.mark.trained
def test_quiet_says_nothing_but_the_summary(run, source, tmp_path: Path) -> None:
    assert run("map", source(TALK), "-o", tmp_path / "out", "-q").err == ""


@pytest.mark.trained
def test_summarize_reads_a_source_too(run, source) -> None:
    assert run("summarize", source(TALK), "--fast").out.startswith("# talk\n")


@pytest.mark.trained
def test_an_unknown_model_names_the_mend(run, source, tmp_path: Path) -> None:
    done = run("map", source(TALK), "-o", tmp_path / "out", "--model", "xx_none")
    assert done.code == 1
    assert "'xx_none' is not installed. Install it with: " in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.trained
def test_a_folder_that_cannot_be_written_is_one_line(run, source, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    done = run("map", source(TALK), "-o", tmp_path / "file" / "out")
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("argmap: error: ")


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param("", "a.json", "it is empty", id="empty"),
        pytest.param('{"id": 1, "children": [{"te', "a.json", "line 1", id="truncated"),
        pytest.param("[" * 100_000 + "]" * 100_000, "a.json", "nested", id="deep"),
        pytest.param(bytes(range(256)) * 9, "a.bin", "not a kind of discussion", id="binary"),
        pytest.param("a,b\n1,2\n", "a.csv", "", id="csv-of-something-else"),
    ],
)
def test_bad_input_is_one_clear_line(
    run, source, tmp_path: Path, content: str | bytes, name: str, message: str
) -> None:
    done = run("map", source(content, name), "-o", tmp_path / "out")
    if message:
        assert done.code == 1
        assert message in done.err
        assert done.err.startswith(f"argmap: error: {name}")
        assert done.err.count("\n") == 1
        assert not (tmp_path / "out").exists()


@pytest.mark.trained
@pytest.mark.parametrize(
    ("content", "name", "note"),
    [
        pytest.param(
            lines(
                ("1", None, "a", "\x00\x01\x02\x1b[31m\u202e\x07"),
                ("2", "1", "b", "It is\x00 slow."),
            ),
            "a.jsonl",
            "control or bidi characters, removed",
            id="control-characters",
        ),
        pytest.param(
            lines(
                ("1", "2", "a", "Rust is fast."),
                ("2", "1", "b", "No, it is slow."),
                ("3", "3", "c", "Go is small."),
            ),
            "a.jsonl",
            "",
            id="ids-that-loop",
        ),
        pytest.param(
            lines(
                (
                    "1",
                    None,
                    "<script>alert(1)</script>",
                    "</script><script>alert(1)</script> Rust is fast.",
                ),
                ("2", "1", "b", "No, <img src=x onerror=alert(1)> it is slow to compile."),
            ),
            "a.jsonl",
            "",
            id="script-tags",
        ),
        pytest.param(
            "Le café est bon. Mais il est cher.".encode("latin-1"), "a.txt", "", id="latin-1"
        ),
        pytest.param("word " * 60_000, "a.txt", "", id="long-line"),
        pytest.param(TALK[:-12], "a.jsonl", "", id="last-line-cut"),
    ],
)
def test_odd_input_gives_a_map_that_holds(
    run, source, tmp_path: Path, content: str | bytes, name: str, note: str
) -> None:
    path, out = source(content, name), tmp_path / "out"
    done = run("map", path, "-o", out)
    assert done.code == 0, done.err
    assert note in done.err
    assert run("check", out, "--source", path).code == 0
    page = (out / "map.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<script>" not in (out / "summary.md").read_text(encoding="utf-8").replace("\\<", "")
