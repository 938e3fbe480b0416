"""Posts as word pieces, in windows that a network can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ANSWERED = 64
"""Word pieces of what a post answers: of longer texts the beginning and the end."""
WINDOW = 250
"""Word pieces of a post read at once; longer posts are read in parts of like length."""
FIRST, LAST, UNKNOWN = 101, 102, 100
"""Numbers of BERT's [CLS], [SEP] and [UNK]."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """A post as word pieces, in windows."""

    windows: tuple[tuple[tuple[int, ...], int], ...]
    """Ids of each window with its marks, and where the post's own begin: after what it answers."""
    offsets: npt.NDArray[np.int64]
    """Shape (pieces, 2): where each of the post's own begins and ends in its text."""

    def of(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The first piece of each span of the text, and the one after its last; never none."""
        found = []
        for start, end in spans:
            first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
            first = min(first, len(self.offsets) - 1)
            found.append((first, max(int(np.searchsorted(self.offsets[:, 0], end)), first + 1)))
        return found

    def around(self, gaps: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The last piece before each gap between two spans of the text, and the first after it."""
        found = []
        for left, right in gaps:
            last = int(np.searchsorted(self.offsets[:, 1], left, side="right")) - 1
            first = int(np.searchsorted(self.offsets[:, 0], right))
            last = max(last, 0)
            found.append((last, max(min(first, len(self.offsets) - 1), last)))
        return found


def divide(tokenizer: Tokenizer, answered: str, text: str) -> Pieces:
    """Divide a post; ``answered`` stands before it in each window."""
    before = tokenizer.encode(answered, add_special_tokens=False).ids if answered else []
    if len(before) > ANSWERED:
        half = ANSWERED // 2
        before = before[:half] + before[half - ANSWERED :]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = encoded.ids, np.array(encoded.offsets, np.int64).reshape(-1, 2)
    if not ids:
        # Nothing but characters the tokenizer drops.
        ids, offsets = [UNKNOWN], np.array([[0, len(text)]], np.int64)
    parts = -(-len(ids) // WINDOW)
    size = -(-len(ids) // parts)
    head = (FIRST, *before, LAST)
    windows = [
        ((*head, *ids[start : start + size], LAST), len(head)) for start in range(0, len(ids), size)
    ]
    return Pieces(tuple(windows), offsets)
