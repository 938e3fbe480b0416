"""Reads a whole post at once: where its sentences are cut, what is a claim, each in its place.

The encoder sees one segment at a time; here every word of the post is seen beside every other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from argmap.encode.files import load_tokenizer
from argmap.encode.network import Matrix, Network, Scores, shipped_graph, shipped_parts
from argmap.encode.pieces import Pieces, divide

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Odds:
    """A small network from what was read to the log-odds of a yes."""

    inner: Matrix
    """Shape (columns, hidden)."""
    inner_bias: Matrix
    outer: Matrix
    """Shape (hidden, 1)."""
    outer_bias: Matrix

    def __call__(self, rows: Matrix) -> Scores:
        """Return shape (rows,)."""
        raised = np.maximum(rows @ self.inner + self.inner_bias, 0)
        return np.asarray((raised @ self.outer + self.outer_bias)[:, 0], np.float64)


@dataclass(frozen=True, eq=False)
class Reading:
    """One post as it was read."""

    pieces: Pieces
    states: Matrix
    """Shape (pieces, 384)."""
    cut: Odds
    claim: Odds

    def cuts(self, gaps: Spans) -> Scores:
        """Log-odds that what ends and what begins at each gap of the text are two assertions.

        Args:
            gaps: The end of a clause in the text, and where the next begins.

        Returns:
            Shape (gaps,).
        """
        states = self.states
        # The piece before, the piece after, and the mean from the one to the other: the joining
        # words are between them.
        rows = [
            np.concatenate([states[last], states[first], states[last : first + 1].mean(axis=0)])
            for last, first in self.pieces.around(gaps)
        ]
        return self.cut(np.array(rows, np.float32).reshape(len(gaps), 3 * states.shape[1]))

    def vectors(self, spans: Spans) -> Matrix:
        """The mean over the pieces of each span of the text: shape (spans, 384)."""
        found = np.empty((len(spans), self.states.shape[1]), np.float32)
        for row, (first, after) in enumerate(self.pieces.of(spans)):
            found[row] = self.states[first:after].mean(axis=0)
        return found

    def claims(self, vectors: Matrix) -> Scores:
        """Log-odds that a careful reader would mark a span as a claim, from its vector."""
        return self.claim(vectors)


class Reader(Protocol):
    """Reads posts."""

    def __call__(self, text: str) -> Reading:
        """Read one post; what comes out depends on nothing but its text."""
        ...


class PostReader:
    """A transformer over a post (int8 ONNX); trained by ``training/train_reader.py``."""

    def __init__(self, graph: bytes, stored: Mapping[str, Matrix]) -> None:
        """``stored``: what ``Network`` wants, and the parts of two ``Odds``."""
        self._tokenizer = load_tokenizer()
        self._network = Network(graph, stored)
        self._cut, self._claim = (
            Odds(**{part: stored[f"{name}_{part}"] for part in Odds.__dataclass_fields__})
            for name in ("cut", "claim")
        )

    def __call__(self, text: str) -> Reading:
        """Read one post; what comes out depends on nothing but its text."""
        pieces = divide(self._tokenizer, "", text)
        states = [self._network(ids, border)[border:-1] for ids, border in pieces.windows]
        return Reading(pieces, np.concatenate(states), self._cut, self._claim)


@cache
def load_reader() -> PostReader:
    """The reader that travels with the package."""
    return PostReader(shipped_graph("reader"), shipped_parts("reader"))
