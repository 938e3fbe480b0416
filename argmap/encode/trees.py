"""Boosted regression trees as plain arrays: trained with LightGBM, run with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DEPTH = 6
"""No tree is deeper, so this many steps reach every leaf."""
BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Trees:
    """All arrays have shape (trees, nodes); tree ``t`` adds to label ``t % labels``.

    Source: Ke et al. 2017, LightGBM (NeurIPS 30).
    """

    feature: npt.NDArray[np.int16]
    """Column tested at a node; at a leaf any column, for both ways lead back to it."""
    threshold: npt.NDArray[np.float32]
    left: npt.NDArray[np.int16]
    """Where a value up to the threshold leads."""
    right: npt.NDArray[np.int16]
    value: npt.NDArray[np.float32]
    """What a leaf adds; 0 at inner nodes."""

    def __call__(self, features: npt.NDArray[np.float32], labels: int) -> npt.NDArray[np.float64]:
        """Return scores of shape (rows, labels), before the softmax."""
        blocks = [
            self._run(features[start : start + BLOCK], labels)
            for start in range(0, len(features), BLOCK)
        ]
        return np.concatenate(blocks) if blocks else np.zeros((0, labels))

    def _run(self, rows: npt.NDArray[np.float32], labels: int) -> npt.NDArray[np.float64]:
        # Node numbers count on from tree to tree, so that flat arrays can be read at once.
        trees, nodes = self.feature.shape
        roots = np.arange(trees) * nodes
        feature, threshold, left, right = (
            part.ravel() for part in (self.feature, self.threshold, self.left, self.right)
        )
        row_starts = np.arange(len(rows))[:, None] * rows.shape[1]
        node = np.broadcast_to(roots, (len(rows), trees))
        for _ in range(DEPTH):
            below = rows.ravel()[row_starts + feature[node]] <= threshold[node]
            node = np.where(below, left[node], right[node]) + roots
        leaves = self.value.ravel()[node].astype(np.float64)
        return np.asarray(leaves.reshape(len(rows), -1, labels).sum(axis=1))
