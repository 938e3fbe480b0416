"""Arguments that return: grouped across discussions, never inside one, whatever the index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from argmap.corpus import recurring
from argmap.corpus.recurring import arguments
from argmap.corpus.rows import table

SUBJECTS = "parser compiler garbage borrow thread kernel socket driver memory cache".split()
START = datetime(2024, 1, 1, tzinfo=UTC)


def points(many: int, seed: int = 0, noise: float = 0.02) -> tuple[object, list[int]]:
    """``many`` discussions of two points, each a variant of one of ten arguments; and which."""
    dice = np.random.default_rng(seed)
    centres = dice.normal(size=(len(SUBJECTS), 384))
    rows, truth = [], []
    for number in range(many):
        for place, subject in enumerate(dice.choice(len(SUBJECTS), 2, replace=False)):
            vector = centres[subject] + noise * dice.normal(size=384)
            vector = (vector / np.linalg.norm(vector)).astype(np.float32)
            word = SUBJECTS[subject]
            quote = f"the {word} makes every {word} program slow"
            claim = f"1#{place}-9"
            when = START + timedelta(days=number)
            rows.append(
                (
                    f"hn:{number:04d}",
                    place,
                    "t1",
                    quote,
                    quote,
                    claim,
                    [claim],
                    [],
                    3,
                    2,
                    1,
                    when,
                    vector,
                )
            )
            truth.append(int(subject))
    return table("points", iter(rows)), truth


@pytest.mark.parametrize("index", [False, True], ids=["every pair", "cells"])
def test_points_that_say_the_same_are_one_argument(
    index: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if index:
        monkeypatch.setattr(recurring, "CELLS_FROM", 10)
    given, truth = points(60)
    found, links = arguments(given)  # type: ignore[arg-type]
    assert found.num_rows == len(SUBJECTS)
    places = {(row["discussion"], row["point"]): n for n, row in enumerate(given.to_pylist())}  # type: ignore[attr-defined]
    groups: dict[int, list[int]] = {}
    for row in links.to_pylist():
        groups.setdefault(row["argument"], []).append(places[row["discussion"], row["point"]])
    assert sorted(place for group in groups.values() for place in group) == list(range(120))
    assert all(len({truth[place] for place in group}) == 1 for group in groups.values())


def test_figures_of_an_argument_are_those_of_its_points() -> None:
    given, _ = points(12, noise=0.0)
    found, links = arguments(given)  # type: ignore[arg-type]
    rows = given.to_pylist()  # type: ignore[attr-defined]
    for argument in found.to_pylist():
        own = [
            row
            for link in links.to_pylist()
            if link["argument"] == argument["argument"]
            for row in rows
            if (row["discussion"], row["point"]) == (link["discussion"], link["point"])
        ]
        assert argument["text"] == own[0]["quote"]
        assert argument["discussions"] == len({row["discussion"] for row in own}) > 1
        assert argument["points"] == len(own)
        assert argument["voices"] == 3 * len(own)
        assert argument["first"] == min(row["created"] for row in own)
        assert argument["last"] == max(row["created"] for row in own)
    counts = [row["discussions"] for row in found.to_pylist()]
    assert counts == sorted(counts, reverse=True)


def test_what_one_discussion_says_twice_does_not_return() -> None:
    given, _ = points(1)
    rows = given.to_pylist()  # type: ignore[attr-defined]
    twice = table(
        "points",
        iter(
            [
                tuple(rows[0].values()),
                (*tuple(rows[0].values())[:1], 1, *list(rows[0].values())[2:]),
            ]
        ),
    )
    found, links = arguments(twice)
    assert (found.num_rows, links.num_rows) == (0, 0)


def test_no_points_give_no_arguments() -> None:
    found, links = arguments(table("points", iter([])))
    assert (found.num_rows, links.num_rows) == (0, 0)
