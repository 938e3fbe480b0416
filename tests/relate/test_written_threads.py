"""The small discussions written for training are sound."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture(scope="module")
def written() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("written_for_test", TRAINING / "written.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        del sys.modules[spec.name]


def test_marks_become_claims_and_leave_the_text(written: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "threads.txt"
    path.write_text(
        "# head\nT A story\n@1 -\n[c|It works], but [e|it took me a day.]\n\nAnyone?\n"
        "stance supports -\nwithin 2>1 contrasts\n@2 1\n[q|Why a day?]\nstance contrasts 2\n",
        encoding="utf-8",
    )
    (thread,), rows = written.written_threads(path)
    first, second = thread.posts
    assert first.text == "It works, but it took me a day.\n\nAnyone?"
    assert second.parent == first.id
    assert [claim["type"] for claim in rows[first.id]["claims"]] == ["claim", "evidence"]
    assert rows[first.id]["within"] == [(1, 0, "contrasts")]
    assert rows[second.id]["target"] == "it took me a day."
    assert rows[second.id]["stance"] == "contrasts"


FILES = [path.stem for path in sorted(TRAINING.glob("written_*.txt"))]
STANCE_ALONE = ("written_chains", "written_plain")


@pytest.mark.parametrize("name", FILES)
def test_what_is_annotated_is_there(written: ModuleType, name: str) -> None:
    threads, rows = written.written_threads(TRAINING / f"{name}.txt")
    posts = [post for thread in threads for post in thread.posts]
    assert len(posts) == len(rows) == len({post.id for post in posts})
    for post in posts:
        row = rows[post.id]
        assert "[" not in post.text
        assert all(claim["text"] in post.text for claim in row["claims"])
        assert all("\n" not in claim["text"] for claim in row["claims"])
        for source, target, kind in row["within"]:
            assert source != target
            assert max(source, target) < len(row["claims"])
            assert kind in ("supports", "contrasts")
        assert row["stance"] in ("supports", "contrasts", "mixed", "none")
    if name in STANCE_ALONE:
        return
    kinds = Counter(claim["type"] for row in rows.values() for claim in row["claims"])
    assert min(kinds.values()) > 5
    assert len(kinds) == 4
