"""Reads a whole post at once and says of two of its claims how they may be related.

Features (``pairs.py``) see each claim alone and words at its borders; here every word of the post
is seen beside every other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from argmap.encode.files import load_tokenizer
from argmap.relate.layers import Layers, Matrix, Scores, log_softmax

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Spans = Sequence[tuple[int, int]]
Pairs = Sequence[tuple[int, int]]

ANSWERED = 64
"""Word pieces of what a post answers, in training: of longer texts the beginning and the end."""
WINDOW = 250
"""Word pieces of a post read at once; longer posts are read in parts of like length."""
FARTHEST = 15
"""Claims further apart than this are as far apart as this."""
FIRST, LAST, UNKNOWN = 101, 102, 100
"""Numbers of BERT's [CLS], [SEP] and [UNK]."""


@dataclass(frozen=True)
class Pieces:
    """A post as word pieces, in windows."""

    windows: tuple[tuple[tuple[int, ...], int], ...]
    """Ids of each window with its marks, and where the post's own begin: after what it answers."""
    claims: tuple[tuple[int, int], ...]
    """First piece of each claim, and the one after its last, among the post's own."""


def divide(tokenizer: Tokenizer, answered: str, text: str, spans: Spans) -> Pieces:
    """Divide a post; ``spans`` are the offsets of its claims.

    ``answered`` stands before it in each window: in training its stance towards that is learned
    beside. How its claims are related is told as well without (F1 0.391 both ways).
    """
    before = tokenizer.encode(answered, add_special_tokens=False).ids
    if len(before) > ANSWERED:
        half = ANSWERED // 2
        before = before[:half] + before[half - ANSWERED :]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoded.ids, np.array(encoded.offsets).reshape(-1, 2)
    if not ids:
        # Nothing but characters the tokenizer drops.
        ids, offsets = [UNKNOWN], np.array([[0, len(text)]])
    claims = []
    for start, end in spans:
        first = min(int(np.searchsorted(offsets[:, 1], start, side="right")), len(ids) - 1)
        claims.append((first, max(int(np.searchsorted(offsets[:, 0], end)), first + 1)))
    parts = -(-len(ids) // WINDOW)
    size = -(-len(ids) // parts)
    head = (FIRST, *before, LAST)
    windows = [
        ((*head, *ids[start : start + size], LAST), len(head)) for start in range(0, len(ids), size)
    ]
    return Pieces(tuple(windows), tuple(claims))


@dataclass(frozen=True, eq=False)
class ReaderHead:
    """From the vectors of two claims to scores; trained by ``training/train_reader.py``."""

    earlier: Matrix
    """Shape (384, hidden); so the next four."""
    later: Matrix
    product: Matrix
    earlier_factor: Matrix
    later_factor: Matrix
    distance: Matrix
    """Shape (FARTHEST + 1, hidden)."""
    earlier_bias: Matrix
    later_bias: Matrix
    pair: Matrix
    """Shape (2 * hidden, 4)."""
    pair_bias: Matrix

    def __call__(self, claims: Matrix, pairs: Pairs) -> Scores:
        """Log-probabilities of shape (pairs, 4); ``claims`` has a row for each claim."""
        places = np.array(pairs, dtype=np.intp).reshape(-1, 2)
        one, other = claims[places[:, 0]], claims[places[:, 1]]
        apart = np.minimum(places[:, 1] - places[:, 0], FARTHEST)
        summed = (
            (claims @ self.earlier)[places[:, 0]]
            + (claims @ self.later)[places[:, 1]]
            + (one * other) @ self.product
            + self.distance[apart]
        )
        joined = (claims @ self.earlier_factor + self.earlier_bias)[places[:, 0]] * (
            claims @ self.later_factor + self.later_bias
        )[places[:, 1]]
        return log_softmax(np.hstack([np.maximum(summed, 0), joined]) @ self.pair + self.pair_bias)


class Reader:
    """A transformer over a post (int8 ONNX), then ``ReaderHead`` over the means of its claims.

    Source: Devlin et al. 2019, doi:10.18653/v1/N19-1423 (the layers); Reimers & Gurevych 2019,
    doi:10.18653/v1/D19-1410 (the weights it was trained from, Apache-2.0, see NOTICE).
    """

    def __init__(self, graph: bytes, stored: Mapping[str, Matrix]) -> None:
        self.tokenizer = load_tokenizer()
        self.head = ReaderHead(**{name: stored[name] for name in ReaderHead.__dataclass_fields__})
        self._layers = Layers(graph, stored)

    def __call__(self, text: str, spans: Spans, pairs: Pairs) -> Scores:
        """Read one post; what comes out depends on nothing but what is given.

        Args:
            text: The post's own words.
            spans: Offsets of its claims.
            pairs: Places of two claims among ``spans``, the earlier first.

        Returns:
            Log-probabilities of ``within.LABELS``, shape (pairs, 4).
        """
        pieces = divide(self.tokenizer, "", text, spans)
        return self.head(self._claims(pieces), pairs)

    def _claims(self, pieces: Pieces) -> Matrix:
        """Mean over the pieces of each claim; of a long post one window is held at a time."""
        first, last = np.array(pieces.claims, np.intp).reshape(-1, 2).T
        found = np.zeros((len(first), self._layers.width), np.float32)
        start = 0
        for ids, border in pieces.windows:
            states = self._layers(ids, border)[border:-1]
            end = start + len(states)
            for row in np.flatnonzero((first < end) & (last > start)):
                found[row] += states[max(first[row] - start, 0) : last[row] - start].sum(axis=0)
            start = end
        return np.asarray(found / (last - first)[:, None], np.float32)


def parse_reader(graph: bytes, stored: bytes) -> Reader:
    """Make a reader from the contents of its two files."""
    with np.load(BytesIO(stored), allow_pickle=False) as parts:
        return Reader(graph, {name: parts[name] for name in parts.files})


@cache
def load_reader() -> Reader:
    """The reader that travels with the package (see ``argmap/data/MODEL_CARD.md``)."""
    folder = files("argmap") / "data" / "heads"
    return parse_reader((folder / "reader.onnx").read_bytes(), (folder / "reader.npz").read_bytes())
