"""What the reader of a post makes of two of its claims.

Features (``pairs.py``) see each claim alone and words at its borders; the reader saw every word of
the post beside every other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from argmap.encode.network import Matrix, Scores, log_softmax, shipped_parts
from argmap.model import Extraction, Thread
from argmap.relate.pairs import candidate_pairs

FARTHEST = 15
"""Claims further apart than this are as far apart as this."""


@dataclass(frozen=True, eq=False)
class PairHead:
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

    def __call__(
        self, claims: npt.NDArray[np.floating], pairs: Sequence[tuple[int, int]]
    ) -> Scores:
        """Log-probabilities of ``within.LABELS``.

        Args:
            claims: The claims of one post as the reader left them, shape (claims, 384).
            pairs: Places of two of them, the earlier first.

        Returns:
            Shape (pairs, 4).
        """
        claims = claims.astype(np.float32)
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


def pair_head(stored: Mapping[str, Matrix]) -> PairHead:
    """The head among the parts of a reader."""
    return PairHead(**{name: stored[name] for name in PairHead.__dataclass_fields__})


def read_pairs(thread: Thread, extraction: Extraction) -> dict[str, Scores]:
    """Judge the pairs of every post that has several claims; nothing where posts were not read.

    Returns:
        By post id, log-probabilities of ``within.LABELS`` for its ``candidate_pairs``, in their
        order: shape (pairs, 4).
    """
    read, head = extraction.encodings.read, load_pair_head()
    if read is None:
        return {}
    found = {}
    for post in thread.posts:
        claims = extraction.by_post.get(post.id, ())
        if len(claims) > 1:
            first = extraction.row[claims[0].id]
            own = read[first : first + len(claims)]
            found[post.id] = head(own, candidate_pairs(len(claims)))
    return found


@cache
def load_pair_head() -> PairHead:
    """The head of the reader that travels with the package."""
    return pair_head(shipped_parts("reader"))
