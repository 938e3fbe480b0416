"""Arguments that return in many discussions: points of summaries that say the same.

Points are compared in the key point space (:mod:`argmap.encode.keypoints`) of the whole corpus.
So that not every pair is looked at, points are first dealt into about √n cells by their nearest
centres, as an inverted file index does, each point into its three nearest.

Source: inverted file index, Jégou et al. 2011, doi:10.1109/TPAMI.2010.57.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from argmap.corpus.rows import table
from argmap.encode.keypoints import keypoint_space

if TYPE_CHECKING:
    import pyarrow as pa

SAME = 0.75
"""Similarity from which two points are one argument. On the training topics of ArgKP-2021, all
mixed, 73 % of those grouped then match a key point of their centre (``benchmarks/recurring.py``);
two arguments drawn by chance, 1 %."""
CELLS_FROM = 4_000
"""Points up to which every pair is looked at."""
NEAREST = 3
ROUNDS = 6
BLOCK = 2_048

Floats = npt.NDArray[np.float32]


def arguments(points: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Find the arguments that return in more than one discussion.

    The point with most like it in other discussions takes these in; then the next among those
    that are left. Groups therefore never drift from their centre.

    Args:
        points: The table ``points``.

    Returns:
        The tables ``arguments`` and ``argument_points``.
    """
    rows = points.drop_columns(["encoding"]).to_pylist()
    groups = _groups(rows, _space(points))
    groups.sort(key=lambda g: (-len({rows[n]["discussion"] for n, _ in g}), -len(g), g[0][0]))
    found = [(number, *_summed(rows, group)) for number, group in enumerate(groups)]
    links = [
        (number, rows[place]["discussion"], rows[place]["point"], likeness)
        for number, group in enumerate(groups)
        for place, likeness in group
    ]
    return table("arguments", iter(found)), table("argument_points", iter(links))


def _space(points: pa.Table) -> Floats:
    if not points.num_rows:
        return np.zeros((0, 1), dtype=np.float32)
    flat = points["encoding"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    encodings = flat.reshape(points.num_rows, -1).astype(np.float32)
    return keypoint_space(points["quote"].to_pylist(), encodings)


def _groups(rows: list[dict[str, Any]], space: Floats) -> list[list[tuple[int, float]]]:
    """Return groups of row numbers with their similarity to the first, the centre."""
    _, discussion = np.unique([row["discussion"] for row in rows], return_inverse=True)
    near: dict[int, dict[int, float]] = {}
    for one, other, likeness in _alike(space, discussion):
        near.setdefault(one, {})[other] = likeness
        near.setdefault(other, {})[one] = likeness
    groups = []
    free = set(near)
    # Always the one with most free neighbours: counts only fall, so a stale one is put back.
    order = sorted(((-len(near[one]), one) for one in near), reverse=True)
    while order:
        many, one = order.pop()
        if one not in free:
            continue
        own = {other: like for other, like in near[one].items() if other in free}
        if -len(own) != many:
            _put_back(order, (-len(own), one))
            continue
        if not own:
            continue
        members = sorted(own.items(), key=lambda each: (-each[1], each[0]))
        groups.append([(one, 1.0), *members])
        free.difference_update(own, [one])
    return groups


def _put_back(order: list[tuple[int, int]], entry: tuple[int, int]) -> None:
    from bisect import insort

    insort(order, entry, key=lambda each: (-each[0], -each[1]))


def _alike(space: Floats, discussion: npt.NDArray[np.intp]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of points of different discussions that say the same."""
    seen: set[tuple[int, int]] = set()
    for cell in _cells(space):
        for start in range(0, len(cell), BLOCK):
            block = cell[start : start + BLOCK]
            likeness = space[block] @ space[cell].T
            likeness[discussion[block][:, None] == discussion[cell][None, :]] = 0
            for row, column in np.argwhere(likeness >= SAME):
                pair = (int(block[row]), int(cell[column]))
                if pair[0] < pair[1] and pair not in seen:
                    seen.add(pair)
                    # Rounded: the last bits depend on how the work was cut.
                    yield (*pair, round(float(likeness[row, column]), 4))


def _cells(space: Floats) -> Iterator[npt.NDArray[np.intp]]:
    """Yield sets of rows, sorted, such that like rows share one."""
    count = len(space)
    if count <= CELLS_FROM:
        yield np.arange(count)
        return
    dice = np.random.default_rng(0)
    sample = space[np.sort(dice.choice(count, min(count, 64 * int(count**0.5)), replace=False))]
    centres = sample[: int(count**0.5)].copy()
    for _ in range(ROUNDS):
        own = np.concatenate([(part @ centres.T).argmax(axis=1) for part in _blocks(sample)])
        for number in range(len(centres)):
            members = sample[own == number]
            if len(members):
                mean = members.mean(axis=0)
                centres[number] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    nearest = np.concatenate(
        [
            np.argsort(-(part @ centres.T), axis=1, kind="stable")[:, :NEAREST]
            for part in _blocks(space)
        ]
    )
    for number in range(len(centres)):
        yield np.flatnonzero((nearest == number).any(axis=1))


def _blocks(rows: Floats) -> Iterator[Floats]:
    for start in range(0, len(rows), BLOCK):
        yield rows[start : start + BLOCK]


def _summed(rows: list[dict[str, Any]], group: list[tuple[int, float]]) -> tuple[Any, ...]:
    members = [rows[place] for place, _ in group]
    times: list[datetime] = [row["created"] for row in members if row["created"] is not None]
    return (
        members[0]["quote"],
        len({row["discussion"] for row in members}),
        len(members),
        *(sum(row[name] for row in members) for name in ("voices", "supports", "contrasts")),
        min(times, default=None),
        max(times, default=None),
    )
