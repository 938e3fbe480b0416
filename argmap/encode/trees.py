"""Boosted regression trees as plain arrays: trained with LightGBM, run with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DEPTH = 6
"""No tree is deeper, so this many steps reach every leaf."""
BLOCK = 128
"""Rows at once: what they need fits a core's cache."""


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
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        # The way left and the way right stand side by side: a comparison is then an address.
        ways = np.stack((self.right, self.left), axis=-1).reshape(trees, -1) + roots[:, None]
        onward = ways.ravel()
        values, row_starts = rows.ravel(), np.arange(len(rows))[:, None] * rows.shape[1]
        node = np.broadcast_to(roots, (len(rows), trees))
        for _ in range(DEPTH):
            below = values.take(row_starts + feature.take(node)) <= threshold.take(node)
            node = onward.take(2 * node + below)
        leaves = self.value.ravel().take(node).astype(np.float64)
        return np.asarray(leaves.reshape(len(rows), -1, labels).sum(axis=1))
