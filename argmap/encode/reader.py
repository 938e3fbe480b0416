"""Reads a whole post at once: where its sentences may be cut, and each stretch of it in its place.

The encoder sees one segment at a time; here every word of the post is seen beside every other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Protocol

import numpy as np

from argmap.encode.files import load_tokenizer
from argmap.encode.network import Matrix, Network, Scores
from argmap.encode.pieces import Pieces, divide

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class CutHead:
    """From the states around a gap to the log-odds that two assertions meet there."""

    cut_in: Matrix
    """Shape (3 * 384, hidden): for the piece before, the piece after, and the mean from the one
    to the other, the joining words between them."""
    cut_in_bias: Matrix
    cut_out: Matrix
    """Shape (hidden, 1)."""
    cut_out_bias: Matrix

    def __call__(self, states: Matrix, gaps: Spans) -> Scores:
        """``gaps``: the last piece before each, and the first after it; returns shape (gaps,)."""
        seen = [
            np.concatenate([states[last], states[first], states[last : first + 1].mean(axis=0)])
            for last, first in gaps
        ]
        if not seen:
            return np.zeros(0)
        raised = np.maximum(np.array(seen) @ self.cut_in + self.cut_in_bias, 0)
        return np.asarray((raised @ self.cut_out + self.cut_out_bias)[:, 0], np.float64)


@dataclass(frozen=True, eq=False)
class Reading:
    """One post as it was read."""

    pieces: Pieces
    states: Matrix
    """Shape (pieces, 384)."""
    head: CutHead

    def cuts(self, gaps: Spans) -> Scores:
        """Log-odds that what ends and what begins at each gap of the text are two assertions.

        Args:
            gaps: The end of a clause in the text, and where the next begins.

        Returns:
            Shape (gaps,).
        """
        return self.head(self.states, self.pieces.around(gaps))

    def vectors(self, spans: Spans) -> Matrix:
        """The mean over the pieces of each span of the text: shape (spans, 384)."""
        found = np.empty((len(spans), self.states.shape[1]), np.float32)
        for row, (first, after) in enumerate(self.pieces.of(spans)):
            found[row] = self.states[first:after].mean(axis=0)
        return found


class Reader(Protocol):
    """Reads posts."""

    def __call__(self, text: str) -> Reading:
        """Read one post; what comes out depends on nothing but its text."""
        ...


class PostReader:
    """A transformer over a post (int8 ONNX); trained by ``training/train_reader.py``."""

    def __init__(self, graph: bytes, stored: Mapping[str, Matrix]) -> None:
        """``stored``: what ``Network`` wants, and the parts of ``CutHead``."""
        self._tokenizer = load_tokenizer()
        self._network = Network(graph, stored)
        self._head = CutHead(**{name: stored[name] for name in CutHead.__dataclass_fields__})

    def __call__(self, text: str) -> Reading:
        """Read one post; what comes out depends on nothing but its text."""
        pieces = divide(self._tokenizer, "", text)
        states = [self._network(ids, border)[border:-1] for ids, border in pieces.windows]
        return Reading(pieces, np.concatenate(states), self._head)


def parse_reader(graph: bytes, stored: bytes) -> PostReader:
    """Make a reader from the contents of its two files."""
    with np.load(BytesIO(stored), allow_pickle=False) as parts:
        return PostReader(graph, {name: parts[name] for name in parts.files})


@cache
def load_reader() -> PostReader:
    """The reader that travels with the package (see ``argmap/data/MODEL_CARD.md``)."""
    folder = files("argmap") / "data" / "heads"
    return parse_reader((folder / "reader.onnx").read_bytes(), (folder / "reader.npz").read_bytes())
