"""argmap diff: two folders in, what changed out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from argmap.api import ArgumentMap
from argmap.model import MapData


@pytest.fixture
def earlier(rich_map: MapData, tmp_path: Path) -> Path:
    """The same map without its last relation."""
    before = replace(rich_map, relations=rich_map.relations[:-1])
    (tmp_path / "earlier").mkdir()
    from argmap.write.map_json import to_json

    (tmp_path / "earlier" / "map.json").write_text(to_json(before), encoding="utf-8")
    return tmp_path / "earlier"


def test_diff_tells_of_two_folders_or_files(run, earlier: Path, folder: Path) -> None:
    done = run("diff", earlier, folder)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("What changed: ")
    assert "edges 14 → 15" in done.out
    assert run("diff", earlier / "map.json", folder / "map.json").out == done.out


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("txt", "What changed"), ("md", "# What"), ("json", "{\n"), ("html", "<!doctype html>")],
)
def test_the_suffix_picks_the_form(run, earlier, folder, tmp_path, suffix, start) -> None:
    assert run("diff", earlier, folder, "-o", tmp_path / f"out.{suffix}").code == 0
    written = (tmp_path / f"out.{suffix}").read_text(encoding="utf-8")
    assert written.startswith(start)
    name = "text" if suffix == "txt" else suffix
    assert run("diff", earlier, folder, "--format", name).out == written


def test_exit_code_is_that_of_git(run, earlier: Path, folder: Path) -> None:
    assert run("diff", folder, folder, "--exit-code").code == 0
    assert run("diff", folder, folder).out.endswith("Nothing changed.\n")
    longer = ArgumentMap.of(_without_last_post(folder))
    assert run("diff", folder, _saved(longer, folder.parent / "short"), "--exit-code").code == 1


def test_two_discussions_are_refused_in_one_line(run, folder: Path, tmp_path: Path) -> None:
    text = (folder / "map.json").read_text(encoding="utf-8")
    told = json.loads(text)
    told["thread"]["id"] = "hn:7"
    for post in told["thread"]["posts"]:
        post["author"] = f"x{post['id']}"
    (tmp_path / "other.json").write_text(json.dumps(told), encoding="utf-8")
    done = run("diff", folder, tmp_path / "other.json")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "are two discussions" in done.err
    assert "--allow-unrelated" in done.err
    assert run("diff", folder, tmp_path / "other.json", "--allow-unrelated").code == 0


def test_what_is_no_map_is_refused(run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text("{}", encoding="utf-8")
    done = run("diff", folder, tmp_path / "map.json")
    assert done.code == 1
    assert done.err.startswith("argmap: error: ")
    assert run("diff", folder, tmp_path / "nope").code == 1


def test_python_takes_maps_and_folders(rich_map: MapData, folder: Path) -> None:
    import argmap

    found = argmap.diff(folder, rich_map)
    assert isinstance(found, argmap.MapDiff)
    assert found.is_empty
    assert found.markdown().startswith("# What changed")


def _without_last_post(folder: Path) -> MapData:
    import argmap

    whole = argmap.load(folder)
    last = whole.thread.posts[-1].id
    return replace(
        whole,
        thread=replace(whole.thread, posts=whole.thread.posts[:-1]),
        claims=tuple(claim for claim in whole.claims if claim.post != last),
    )


def _saved(argument_map: MapData, folder: Path) -> Path:
    from argmap.write.map_json import to_json

    folder.mkdir()
    (folder / "map.json").write_text(to_json(argument_map), encoding="utf-8")
    return folder
