import numpy as np
import pytest

from argmap.encode import nearest as module
from argmap.encode.nearest import NONE, nearest, top


def vectors(rows: int, seed: int = 0) -> np.ndarray:
    """Rows around two hundred centres, as texts lie around subjects."""
    dice = np.random.default_rng(seed)
    centres = dice.normal(size=(200, 64))
    found = centres[dice.integers(0, 200, rows)] + 0.7 * dice.normal(size=(rows, 64))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def by_hand(given: np.ndarray, most: int, own: np.ndarray) -> np.ndarray:
    similar = given @ given.T
    similar[own[:, None] == own[None, :]] = -np.inf
    return np.argsort(-similar, axis=1, kind="stable")[:, :most]


def test_few_rows_are_compared_with_all():
    given, own = vectors(300), np.arange(300) // 3
    rows, likeness = nearest(given, 5, groups=own)
    assert (rows == by_hand(given, 5, own)).all()
    assert likeness[7, 0] == pytest.approx(float(given[7] @ given[rows[7, 0]]))


def test_the_forest_misses_few_and_never_joins_a_group(monkeypatch):
    given, own = vectors(8_000), np.arange(8_000) // 2
    rows, likeness = nearest(given, 10, groups=own)
    truth = by_hand(given, 10, own)
    met = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(rows, truth, strict=True)])
    assert met > 0.8
    assert np.mean(rows[:, 0] == truth[:, 0]) > 0.9
    assert (own[rows] != own[:, None]).all()
    assert (np.diff(likeness, axis=1) <= 0).all()
    assert all(len(set(row)) == 10 for row in rows.tolist())
    again = nearest(given, 10, groups=own)
    assert (again[0] == rows).all() and (again[1] == likeness).all()


@pytest.mark.parametrize("exact", [10_000, 0])
def test_equal_rows_and_rows_without_any_other_end(monkeypatch, exact):
    monkeypatch.setattr(module, "EXACT", exact)
    same = np.repeat(vectors(1), 2_000, axis=0)
    rows, likeness = nearest(same, 3)
    assert np.allclose(likeness, 1, atol=1e-5) and (rows != np.arange(2_000)[:, None]).all()
    alone, nothing = nearest(same, 3, groups=np.zeros(2_000, dtype=np.intp))
    assert (alone == NONE).all() and np.isneginf(nothing).all()


def test_no_rows_have_no_neighbours():
    rows, likeness = nearest(np.zeros((0, 8), np.float32), 3)
    assert rows.shape == likeness.shape == (0, 3)


@pytest.mark.parametrize("most", [1, 4, 50])
def test_top_is_the_head_of_a_stable_sort(most):
    similar = np.round(np.random.default_rng(0).normal(size=(40, 30)), 1).astype(np.float32)
    columns, values = top(similar, most)
    whole = np.argsort(-similar, axis=1, kind="stable")[:, :most]
    assert (columns == whole).all()
    assert (values == np.take_along_axis(similar, whole, axis=1)).all()
