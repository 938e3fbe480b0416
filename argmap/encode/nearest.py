"""Nearest neighbours: all pairs while that is quick, beyond that a forest of random splits.

Source: random projection trees, Dasgupta & Freund 2008, doi:10.1145/1374376.1374452; a forest of
them as an index, as in Annoy; their neighbours' neighbours, Dong et al. 2011,
doi:10.1145/1963405.1963487.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

EXACT = 5_000
"""Rows up to which every pair is looked at: a second or two."""
BLOCK = 1024
LEAF = 512
"""Most rows of a leaf; inside one every pair is looked at."""
TREES = 12
DIGITS = 6
"""Similarities are rounded, so that which rows are equally near is the same on every machine."""
NONE = -1

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]
Found = tuple[Rows, Vectors]
"""Neighbours and similarities, both of shape (rows, most), best first, ties by row; where there
are fewer, the row is -1 and the similarity -inf."""


def nearest(
    vectors: Vectors, most: int, *, groups: npt.NDArray[np.intp] | None = None, seed: int = 0
) -> Found:
    """Find for each row the rows with the largest dot product.

    Args:
        vectors: Shape (rows, dimensions), of about unit length.
        most: Neighbours wanted of each.
        groups: Rows of the same group are no neighbours (claims of one post, say).
        seed: Of the forest; the same seed, the same neighbours.

    Above ``EXACT`` rows some neighbours are missed: of ten, about one in twenty.
    """
    own = np.arange(len(vectors)) if groups is None else groups
    if len(vectors) <= EXACT:
        return _all_pairs(vectors, most, own)
    found = _nothing(len(vectors), most)
    for leaf_of_tree in _forest(vectors, seed):
        found = _merged(found, _inside(vectors, leaf_of_tree, most, own), most)
    return _merged(found, _beyond(vectors, found[0], most, own), most)


def _nothing(rows: int, most: int) -> Found:
    return np.full((rows, most), NONE, np.int32), np.full((rows, most), -np.inf, np.float32)


def _all_pairs(vectors: Vectors, most: int, own: npt.NDArray[np.intp]) -> Found:
    rows, likeness = _nothing(len(vectors), most)
    for start in range(0, len(vectors), BLOCK):
        block = slice(start, start + BLOCK)
        similar = vectors[block] @ vectors.T
        similar[own[block, None] == own[None, :]] = -np.inf
        columns, values = top(similar, most)
        rows[block, : columns.shape[1]] = np.where(np.isneginf(values), NONE, columns)
        likeness[block, : columns.shape[1]] = values
    return rows, likeness


def top(similar: Vectors, most: int) -> tuple[npt.NDArray[np.intp], Vectors]:
    """Return the columns with the largest values of each row, largest first, ties by column.

    The same as a stable sort of whole rows, without sorting them.
    """
    most = min(most, similar.shape[1])
    if most == 0:
        return np.zeros((len(similar), 0), np.intp), np.zeros((len(similar), 0), np.float32)
    bar = np.partition(similar, -most, axis=1)[:, -most]
    columns = np.zeros((len(similar), most), np.intp)
    for row, values in enumerate(similar):
        enough = np.flatnonzero(values >= bar[row])
        columns[row] = enough[np.argsort(-values[enough], kind="stable")[:most]]
    return columns, np.take_along_axis(similar, columns, axis=1)


def _forest(vectors: Vectors, seed: int) -> Iterator[list[Rows]]:
    """Yield the leaves of each tree; each halves the rows again and again at a median.

    Directions are differences of two rows, which lie where the rows lie.
    """
    dice = np.random.default_rng(seed)
    depth = int(np.ceil(np.log2(len(vectors) / LEAF)))
    for _ in range(TREES):
        ends = dice.integers(0, len(vectors), (2, depth))
        across = vectors[ends[0]] - vectors[ends[1]]
        heights = np.round(vectors @ across.T, DIGITS)
        leaves = [np.arange(len(vectors), dtype=np.int32)]
        for level in range(depth):
            leaves = [half for leaf in leaves for half in _halves(leaf, heights[leaf, level])]
        yield leaves


def _halves(leaf: Rows, heights: Vectors) -> tuple[Rows, Rows]:
    order = np.argsort(heights, kind="stable")
    middle = len(leaf) // 2
    return np.sort(leaf[order[:middle]]), np.sort(leaf[order[middle:]])


def _inside(vectors: Vectors, leaves: list[Rows], most: int, own: npt.NDArray[np.intp]) -> Found:
    """Find the nearest inside each row's leaf."""
    rows, likeness = _nothing(len(vectors), most)
    for leaf in leaves:
        part, group = vectors[leaf], own[leaf]
        similar = np.round(part @ part.T, DIGITS)
        similar[group[:, None] == group[None, :]] = -np.inf
        few = min(most, len(leaf))
        best = np.argpartition(-similar, few - 1, axis=1)[:, :few]
        rows[leaf, :few] = leaf[best]
        likeness[leaf, :few] = np.take_along_axis(similar, best, axis=1)
    return rows, likeness


def _beyond(vectors: Vectors, rows: Rows, most: int, own: npt.NDArray[np.intp]) -> Found:
    """Find the nearest among the neighbours of each row's nearest neighbours."""
    found = _nothing(len(vectors), most)
    some = min(most, 8)
    for start in range(0, len(vectors), BLOCK):
        block = slice(start, start + BLOCK)
        near = np.maximum(rows[block, :some], 0)
        other = rows[near, :some].reshape(len(near), -1)
        similar = np.einsum("rd,rcd->rc", vectors[block], vectors[np.maximum(other, 0)])
        similar = np.round(similar, DIGITS)
        similar[(other == NONE) | (own[np.maximum(other, 0)] == own[block, None])] = -np.inf
        best = _merged((other, similar), _nothing(len(near), 0), most)
        found[0][block], found[1][block] = best
    return found


def _merged(one: Found, other: Found, most: int) -> Found:
    """Return the best of both, each row once."""
    rows = np.concatenate((one[0], other[0]), axis=1)
    likeness = np.concatenate((one[1], other[1]), axis=1)
    order = np.argsort(rows, axis=1, kind="stable")
    rows = np.take_along_axis(rows, order, axis=1)
    likeness = np.take_along_axis(likeness, order, axis=1)
    likeness[:, 1:][rows[:, 1:] == rows[:, :-1]] = -np.inf
    best = np.argsort(-likeness, axis=1, kind="stable")[:, :most]
    rows = np.take_along_axis(rows, best, axis=1)
    likeness = np.take_along_axis(likeness, best, axis=1)
    rows[np.isneginf(likeness)] = NONE
    return rows, likeness
