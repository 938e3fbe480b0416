"""With a cache the same bytes come out, and what is known is not worked out again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import argmap
from argmap.cache import Cache, DiskCache
from argmap.encode import encoder as encoders
from argmap.model import Thread

pytestmark = pytest.mark.trained
EXAMPLE = Path(__file__).parents[2] / "examples" / "leaving-meta.algolia.json"
FIRST = 57
GROWN = 60


@pytest.fixture(scope="module")
def thread() -> Thread:
    return argmap.read(EXAMPLE)


def first(thread: Thread, posts: int) -> Thread:
    """The discussion as it stood after so many posts; parents stand before their replies."""
    return replace(thread, posts=thread.posts[:posts])


def saved(thread: Thread, folder: Path, cache: bool | Cache, **settings: Any) -> dict[str, bytes]:
    paths = argmap.build(thread, cache=cache, **settings).save(folder)
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def filled(thread: Thread, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has seen the first posts."""
    folder = tmp_path_factory.mktemp("cache")
    saved(first(thread, FIRST), folder / "map", DiskCache(folder / "results", tell=pytest.fail))
    return folder / "results"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Counts of the texts that were parsed and encoded for real."""
    from argmap.extract.language import load_language

    counts = {"parsed": 0, "encoded": 0}
    language = load_language(None, lemmas=False)
    pipe, one = language.pipe, encoders.MiniLM._one

    def counting_pipe(docs: Any, **choices: Any) -> Any:
        docs = list(docs)
        counts["parsed"] += len(docs)
        return pipe(docs, **choices)

    def counting_one(self: Any, text: str) -> Any:
        counts["encoded"] += 1
        return one(self, text)

    monkeypatch.setattr(language, "pipe", counting_pipe)
    monkeypatch.setattr(encoders.MiniLM, "_one", counting_one)
    yield counts


def test_a_grown_discussion_parses_and_encodes_what_is_new(
    thread: Thread, filled: Path, worked: dict[str, int], tmp_path: Path
) -> None:
    grown = first(thread, GROWN)
    with_cache = saved(grown, tmp_path / "with", DiskCache(filled, tell=pytest.fail))
    new = dict(worked)
    without = saved(grown, tmp_path / "without", False)
    assert with_cache == without
    assert new["parsed"] == GROWN - FIRST
    total = worked["encoded"] - new["encoded"]
    assert 0 < new["encoded"] < total / 5


def test_the_same_discussion_does_nothing_twice(
    thread: Thread, filled: Path, worked: dict[str, int], tmp_path: Path
) -> None:
    same = first(thread, FIRST)
    with_cache = saved(same, tmp_path / "with", DiskCache(filled, tell=pytest.fail))
    assert worked == {"parsed": 0, "encoded": 0}
    assert with_cache == saved(same, tmp_path / "without", False)


def test_other_settings_make_another_map_of_the_same_parses(
    thread: Thread, filled: Path, worked: dict[str, int], tmp_path: Path
) -> None:
    same = first(thread, FIRST)
    found = saved(same, tmp_path / "with", DiskCache(filled, tell=pytest.fail), max_points=3)
    assert worked == {"parsed": 0, "encoded": 0}
    assert found == saved(same, tmp_path / "without", False, max_points=3)
    assert found["map.json"] != (filled.parent / "map" / "map.json").read_bytes()


def test_a_user_s_patterns_count_by_what_they_say(
    thread: Thread, filled: Path, tmp_path: Path
) -> None:
    same, names = first(thread, 12), tmp_path / "names.jsonl"
    cache = DiskCache(filled, tell=pytest.fail)
    found = []
    for name in ("One", "Other"):
        pattern = {"label": "PRODUCT", "pattern": [{"LEMMA": "be"}], "id": name}
        names.write_text(json.dumps(pattern))
        found.append(saved(same, tmp_path / name, cache, entity_patterns=str(names)))
        assert found[-1] == saved(same, tmp_path / "plain", False, entity_patterns=str(names))
    assert found[0] != found[1]


def test_a_changed_copy_is_not_taken_for_the_map(
    thread: Thread, filled: Path, tmp_path: Path
) -> None:
    known = argmap.build(first(thread, FIRST), cache=DiskCache(filled, tell=pytest.fail))
    renamed = replace(known, thread=replace(known.thread, title="Another title"))
    renamed.save(tmp_path)
    assert "Another title" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def run(folder: Path, source: Path, *options: str, **variables: str) -> str:
    """Map on the command line with a cache of its own; what it says on stderr."""
    environment = os.environ | {"ARGMAP_CACHE": str(folder / "cache"), "ARGMAP_NO_CACHE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "argmap", "map", str(source), *options],
        env=environment | variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stderr


def test_processes_share_it_and_the_command_line_can_do_without(tmp_path: Path) -> None:
    source = tmp_path / "thread.txt"
    source.write_text(
        "ada: Rust is faster than Go because it has no garbage collector.\n"
        "bob: I don't agree, Go's goroutines are great.\n"
    )
    names = ("fresh", "again", "none")
    run(tmp_path, source, "-o", str(tmp_path / "fresh"))
    database = (tmp_path / "cache" / "results" / "cache.db").stat()
    run(tmp_path, source, "-o", str(tmp_path / "none"), "--no-cache")
    assert (tmp_path / "cache" / "results" / "cache.db").stat().st_mtime == database.st_mtime
    # The map is forgotten, the parses and encodings are not: another process reads those.
    run(tmp_path, source, "-o", str(tmp_path / "other"), "--seed", "1")
    run(tmp_path, source, "-o", str(tmp_path / "again"))
    bytes_of = [
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in names
    ]
    assert bytes_of[0] == bytes_of[1] == bytes_of[2]


@pytest.mark.parametrize(("option", "lines"), [((), 1), (("-q",), 0)])
def test_a_cache_that_cannot_be_used_is_noted_once(
    tmp_path: Path, option: tuple[str, ...], lines: int
) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    source = tmp_path / "thread.txt"
    source.write_text("ada: Rust is faster than Go.\nbob: No, it is not.\n")
    said = run(tmp_path, source, "-o", str(tmp_path / "out"), *option)
    assert said.count("note: nothing is kept") == lines
    assert (tmp_path / "out" / "map.json").is_file()
