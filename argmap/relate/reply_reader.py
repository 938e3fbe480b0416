"""Reads a reply beside what it answers and says where it stands towards that.

The stance head (``head.py``) sees numbers and one vector of each; here every word of the reply is
seen beside every word it answers. Trained on discussions written for training alone
(``training/train_replies.py``), so that it has seen nothing annotated.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from argmap.encode.files import load_tokenizer
from argmap.encode.network import Matrix, Network, Scores, log_softmax, shipped_graph, shipped_parts
from argmap.encode.pieces import LAST, divide

READ = 64
"""Word pieces of a reply that are read: where it stands is told early, and the replies it was
trained on were that short. With 128 it is no better on discussions left out."""


class ReplyReader:
    """A transformer over two texts, then a line over its first state and the mean of each."""

    def __init__(self, graph: bytes, stored: Mapping[str, Matrix]) -> None:
        """``stored``: those of ``Network``; ``stance`` (1152, 3) and ``stance_bias`` (3,)."""
        self._tokenizer = load_tokenizer()
        self._network = Network(graph, stored)
        self._stance, self._bias = stored["stance"], stored["stance_bias"]

    def __call__(self, answered: str, reply: str) -> Scores:
        """Log-probabilities of ``head.KINDS``, each kind held as frequent as the others; (3,)."""
        ids, border = divide(self._tokenizer, answered, reply).windows[0]
        if len(ids) > border + READ:
            ids = (*ids[: border + READ], LAST)
        states = self._network(ids, border)
        seen = (states[0], states[:border].mean(axis=0), states[border:].mean(axis=0))
        scores = np.concatenate(seen) @ self._stance + self._bias
        return np.asarray(log_softmax(scores[None])[0])


@cache
def load_reply_reader() -> ReplyReader:
    """The reader that travels with the package."""
    return ReplyReader(shipped_graph("replies"), shipped_parts("replies"))
