"""``training/train_all.py`` runs every training script, each after what it rests on."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

TRAINING = Path(__file__).parent.parent / "training"


@pytest.fixture(scope="module")
def names() -> list[str]:
    found: list[str] = runpy.run_path(str(TRAINING / "train_all.py"))["NAMES"]
    return found


def test_no_script_is_left_out(names: list[str]) -> None:
    scripts = {path.stem.removeprefix("train_") for path in TRAINING.glob("train_*.py")}
    assert sorted(names) == sorted(scripts - {"all"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("base", "reader"),
        ("reader", "claims"),
        ("reader", "within"),
        ("claims", "stance"),
        ("replies", "stance"),
        ("wording", "stance"),
        ("stance", "bars"),
    ],
)
def test_each_follows_what_it_rests_on(names: list[str], before: str, after: str) -> None:
    assert names.index(before) < names.index(after)
