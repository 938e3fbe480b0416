"""What a user may choose on the command line changes the map as it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = [
    {"id": "1", "author": "ann", "text": "Rust is fast because it is compiled to machine code."},
    {"id": "2", "parent": "1", "author": "bob", "text": "No, that is wrong: compiling is slow."},
    {"id": "3", "parent": "1", "author": "cy", "text": "Exactly. We ran three kettles on it."},
]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return path


def mapped(run: Any, talk: Path, out: Path, *options: object) -> dict[str, Any]:
    done = run("map", talk, "-o", out, "-q", *options)
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads((out / "map.json").read_text(encoding="utf-8"))
    return document


def stances(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {post["id"]: post["stance"] for post in document["thread"]["posts"]}


@pytest.mark.trained
def test_fast_uses_no_learned_head(run: Any, talk: Path, tmp_path: Path) -> None:
    document = mapped(run, talk, tmp_path / "out", "--fast")
    assert stances(document)["2"]["kind"] == "contrasts"
    kinds = {each["kind"] for each in stances(document)["2"]["evidence"]}
    assert not kinds & {"model", "reading", "feature", "alternative"}


@pytest.mark.trained
def test_what_is_less_sure_than_asked_for_is_left_out(run: Any, talk: Path, tmp_path: Path) -> None:
    document = mapped(run, talk, tmp_path / "out", "--min-confidence", "0.999")
    assert {stance["kind"] for stance in stances(document).values()} == {"none"}
    assert [each for each in document["relations"] if each["confidence"] < 0.999] == []
    assert mapped(run, talk, tmp_path / "all")["relations"]


@pytest.mark.trained
def test_own_patterns_may_ask_for_lemmas(run: Any, talk: Path, tmp_path: Path) -> None:
    patterns = tmp_path / "own.jsonl"
    line = {"label": "PRODUCT", "pattern": [{"LEMMA": "kettle"}], "id": "Kettle"}
    patterns.write_text(json.dumps(line), encoding="utf-8")
    document = mapped(run, talk, tmp_path / "out", "--entities", patterns)
    assert "Kettle" in [each["name"] for each in document["entities"]]


@pytest.mark.trained
def test_a_pipeline_may_be_named(run: Any, talk: Path, tmp_path: Path) -> None:
    from argmap.extract.language import load_language

    meta = load_language().meta
    name = f"{meta['lang']}_{meta['name']}"
    named = mapped(run, talk, tmp_path / "named", "--model", name)
    assert named == mapped(run, talk, tmp_path / "out")


@pytest.mark.trained
def test_explain_names_what_else_a_stance_may_be(run: Any, talk: Path, tmp_path: Path) -> None:
    mapped(run, talk, tmp_path / "out")
    out = run("explain", tmp_path / "out", "2").out
    assert "because: reply “reply link”" in out
    assert "because: model “logistic head”" in out
    assert out.count("or else: ") >= 2


@pytest.mark.trained
def test_evaluate_scores_annotations_from_a_discussion(
    run: Any, talk: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [{"id": "2", "stance": "contrasts"}, {"id": "3", "stance": "supports"}]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("evaluate", gold, "--thread", talk, "--json", "-q")
    assert json.loads(done.out)["extraction"]["stance"]["accuracy"] == 1.0
    assert "stance accuracy" in run("evaluate", gold, "--thread", talk, "--fast", "-q").out


def test_evaluate_says_what_it_needs(run: Any, tmp_path: Path) -> None:
    assert "Give annotations" in run("evaluate").err
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1"}', encoding="utf-8")
    assert "bring no texts" in run("evaluate", gold).err
    done = run("evaluate", tmp_path / "nope.jsonl", "--map", tmp_path)
    assert done.code == 1
    assert done.err.startswith("argmap: error: nope.jsonl: ")
