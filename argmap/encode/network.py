"""The layers of the shared encoder, trained further, over the word pieces of a post.

Its word vectors are not stored twice but read from the encoder's file.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import numpy as np
import numpy.typing as npt

from argmap.encode.files import encoder_model, start_session

Matrix = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]

SLOWER = ("SkipLayerNormFusion",)
"""Of ONNX Runtime's optimisations: with this one the layers take a third more time."""


class Network:
    """A transformer (int8 ONNX) over two texts, what is answered and what answers.

    Source: Devlin et al. 2019, doi:10.18653/v1/N19-1423 (the layers); Reimers & Gurevych 2019,
    doi:10.18653/v1/D19-1410 (the weights it was trained from, Apache-2.0, see NOTICE).
    """

    def __init__(self, graph: bytes, stored: Mapping[str, Matrix]) -> None:
        """``stored``: ``places`` (512, 384) and ``sides`` (2, 384), added to the word vectors by
        place and by side; ``word_place`` and ``word_scale``, where the word vectors lie."""
        self._words = _WordVectors(encoder_model(), stored["word_place"], stored["word_scale"])
        self._places, self._sides = stored["places"], stored["sides"]
        self._session = start_session(graph, SLOWER)

    def __call__(self, ids: tuple[int, ...], border: int) -> Matrix:
        """States of shape (pieces, 384); ``border``: where the second text begins."""
        side = np.ones(len(ids), np.intp)
        side[:border] = 0
        vectors = self._words(ids) + self._places[: len(ids)] + self._sides[side]
        (states,) = self._session.run(None, {"vectors": vectors[None]})
        return np.asarray(states[0], np.float32)


class _WordVectors:
    """The shared encoder's vectors of word pieces, as they lie in its file."""

    def __init__(self, encoder: bytes, place: Matrix, scale: Matrix) -> None:
        """``place``: offset in bytes, rows and columns; ``scale``: of a step, and its zero."""
        offset, rows, columns = (int(number) for number in place)
        stored = np.frombuffer(encoder, np.uint8, rows * columns, offset)
        self._stored = stored.reshape(rows, columns).copy()
        self._step, self._zero = (np.float32(number) for number in scale)

    def __call__(self, ids: tuple[int, ...]) -> Matrix:
        return np.asarray((self._stored[np.asarray(ids)] - self._zero) * self._step, np.float32)


def unpacked(stored: bytes) -> dict[str, Matrix]:
    """The parts beside a graph, by name, from the contents of their file."""
    with np.load(BytesIO(stored), allow_pickle=False) as parts:
        return {name: parts[name] for name in parts.files}


def shipped_graph(name: str) -> bytes:
    """The graph of a reader that travels with the package (``argmap/data/MODEL_CARD.md``)."""
    return (_heads() / f"{name}.onnx").read_bytes()


def shipped_parts(name: str) -> dict[str, Matrix]:
    """What stands beside that graph, by name."""
    return unpacked((_heads() / f"{name}.npz").read_bytes())


def _heads() -> Traversable:
    return files("argmap") / "data" / "heads"


def log_softmax(scores: Matrix | Scores) -> Scores:
    """Rows of scores as log-probabilities."""
    raised = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    return np.asarray(raised - np.log(np.exp(raised).sum(axis=1, keepdims=True)))
