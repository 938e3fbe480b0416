"""Logistic heads: numpy runs them, ``training/`` fits them.

Source: multinomial logistic regression; calibration by Platt 1999.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Head:
    """Weights of one decision."""

    weights: Matrix
    """Shape (features, classes); one column for a yes–no head."""
    bias: Matrix
    """Shape (classes,)."""
    threshold: float = 0.5
    """Yes at this probability or above."""

    def probabilities(self, features: Matrix) -> npt.NDArray[np.float64]:
        """Return shape (rows,) for a yes–no head, (rows, classes) otherwise."""
        # In double precision: sums of float32 differ between machines in the fifth digit.
        scores = features.astype(np.float64) @ self.weights.astype(np.float64) + self.bias
        if scores.shape[1] == 1:
            return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores[:, 0], -30, 30))))
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def decide(self, features: Matrix) -> list[bool]:
        """Return whether each row reaches the threshold."""
        return [bool(value >= self.threshold) for value in self.probabilities(features)]


@cache
def load_heads(name: str) -> dict[str, Head]:
    """Load the heads of one file of ``argmap/data/heads``, by name."""
    with (files("argmap") / "data" / "heads" / f"{name}.npz").open("rb") as source:
        stored = np.load(source, allow_pickle=False)
        names = sorted({key.split("/")[0] for key in stored.files})
        return {
            head: Head(
                stored[f"{head}/weights"],
                stored[f"{head}/bias"],
                float(stored[f"{head}/threshold"]),
            )
            for head in names
        }
