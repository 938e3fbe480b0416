"""Logistic heads, and one mixed with trees: numpy runs them, ``training/`` fits them.

Source: multinomial logistic regression; calibration by Platt 1999.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from argmap.encode.trees import Trees

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
        return softmax(scores)

    def decide(self, features: Matrix) -> list[bool]:
        """Return whether each row reaches the threshold."""
        return [bool(value >= self.threshold) for value in self.probabilities(features)]

    def choose(self, features: Matrix) -> npt.NDArray[np.intp]:
        """Return the class of each row, of a head with several."""
        return np.asarray(self.probabilities(features).argmax(axis=1))


@dataclass(frozen=True, eq=False)
class Mixed:
    """The mean of a multinomial logistic regression and of boosted trees over the same signs.

    The trees see how signs act together; where words are encoded and read they add nothing.
    """

    line: Head
    trees: Trees
    weights: Matrix
    """Shape (classes,): classes that are rare and missed most count for more."""

    def choose(self, features: Matrix) -> npt.NDArray[np.intp]:
        """Return the class of each row."""
        both = self.line.probabilities(features) + softmax(
            self.trees(np.ascontiguousarray(features), len(self.weights))
        )
        return np.asarray((both * self.weights).argmax(axis=1))


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Rows of scores to rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@cache
def load_heads(name: str) -> dict[str, Head]:
    """Load the heads of one file of ``argmap/data/heads``, by name."""
    stored = _stored(name)
    names = [key.removesuffix("/bias") for key in sorted(stored) if key.endswith("/bias")]
    return {
        head: Head(
            stored[f"{head}/weights"], stored[f"{head}/bias"], float(stored[f"{head}/threshold"])
        )
        for head in names
    }


@cache
def load_mixed(name: str, line: str) -> Mixed:
    """Load the trees of one file, mixed with its head called ``line``."""
    stored = _stored(name)
    trees = Trees(**{part: stored[f"trees/{part}"] for part in Trees.__dataclass_fields__})
    return Mixed(load_heads(name)[line], trees, stored["trees/weights"])


@cache
def _stored(name: str) -> dict[str, npt.NDArray[Any]]:
    with (files("argmap") / "data" / "heads" / f"{name}.npz").open("rb") as source:
        return dict(np.load(source, allow_pickle=False))
