"""The real posts marked for training are sound, and those that have changed are left out."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture(scope="module")
def marked() -> ModuleType:
    spec = importlib.util.spec_from_file_location("marked_for_test", TRAINING / "marked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_marks_are_in_reading_order_and_relate_claims_that_are_there() -> None:
    lines = (TRAINING / "marked.jsonl").read_text(encoding="utf-8").splitlines()
    kinds: Counter[str] = Counter()
    for mark in map(json.loads, lines):
        ends = [0]
        for start, end, kind in mark["claims"]:
            assert ends[-1] <= start < end
            ends.append(end)
            kinds[kind] += 1
        for one, other, label in mark["within"]:
            assert one != other
            assert {one, other} <= set(range(len(mark["claims"])))
            assert label in ("supports", "contrasts")
    assert set(kinds) == {"claim", "evidence", "question", "proposal"}


def test_all_marked_posts_are_as_they_were(
    marked: ModuleType, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = list(marked.marked_posts(shared))
    assert len(posts) == len((TRAINING / "marked.jsonl").read_text(encoding="utf-8").splitlines())
    assert capsys.readouterr().err == ""
    assert len({post.id for _, _, post, _ in posts}) == len(posts)
    claims = [(claim["text"], post) for _, row, post, _ in posts for claim in row["claims"]]
    assert all(text == text.strip() and text in post.text for text, post in claims)
    assert {name for name, _, _, _ in posts} == {marked.NAME, marked.COMMENTS}
    assert not any(
        quote.start < post.text.find(text) < quote.end
        for text, post in claims
        for quote in post.quotes
    )


def test_a_post_that_has_changed_is_left_out_and_counted(
    marked: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "threads").mkdir()
    (tmp_path / "threads" / "talk.md").write_text(
        "# Kettles\n\n- Steel lasts.\n- Glass is pretty.\n", encoding="utf-8"
    )
    from argmap.read import read

    first, second = read(tmp_path / "threads" / "talk.md").posts[-2:]
    marks = tmp_path / "marks.jsonl"
    known = {"thread": "talk.md", "claims": [[0, 12, "claim"]], "within": []}
    marks.write_text(
        "".join(
            json.dumps({**known, "post": marked.digest(post.id), "text": marked.digest(text)})
            + "\n"
            for post, text in ((first, first.text), (second, "It was otherwise."))
        ),
        encoding="utf-8",
    )
    ((_, row, post, _),) = marked.marked_posts(tmp_path, marks)
    assert (row["claims"], post.text) == ([{"text": "Steel lasts.", "type": "claim"}], first.text)
    assert "1 marked posts left out" in capsys.readouterr().err
