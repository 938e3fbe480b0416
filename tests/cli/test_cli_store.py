"""``argmap store``, and ``argmap query`` on what it makes."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def kb(run, folder: Path, tmp_path: Path) -> Path:
    done = run("store", "add", tmp_path / "kb", folder)
    assert done.code == 0
    assert done.err.startswith("added hn:100: 11 posts, 16 claims, ")
    return tmp_path / "kb"


def test_a_store_is_listed(run, kb: Path) -> None:
    done = run("store", "list", kb)
    assert done.out.startswith("hn:100\t11\t16\t")
    assert done.err == "1 discussion\n"


def test_a_store_answers_as_its_map(run, kb: Path, folder: Path) -> None:
    for named in ("contested", "voices"):
        asked = ("--named", named, "--format", "csv")
        assert run("query", kb, *asked).out == run("query", folder, *asked).out


def test_a_discussion_is_removed(run, kb: Path) -> None:
    assert run("store", "remove", kb, "hn:100").err.startswith("removed hn:100")
    assert run("store", "list", kb).err == "0 discussions\n"


def test_joins_are_undone(run, kb: Path) -> None:
    assert run("store", "join", "--undo", kb).code == 0
    assert run("store", "join", kb).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("list", "nowhere"), "no store there"),
        (("remove", "{kb}", "hn:404"), "No discussion called 'hn:404'. Known: hn:100."),
        (("add", "{kb}", "/nowhere/thread.json"), "no such file"),
    ],
)
def test_refusals_are_one_line(run, kb: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("store", *(each.format(kb=kb) for each in arguments))
    assert done.code == 1
    assert message in done.err
    assert done.err.count("\n") == 1
