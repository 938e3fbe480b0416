"""A space where cosine says "makes the same point" rather than "is on the same subject"."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from argmap.encode.words import content_words

CENTRE = 0.5
"""Share of the mean encoding that is taken away: what all texts of a discussion have in common
is its subject, and says nothing about which point is made."""
WORDS = 0.3
"""Weight of word overlap against 1.0 for the encodings. Both numbers were chosen on the 24
training topics of ArgKP-2021; see the model card."""
WORD_DIMENSIONS = 512
MARGIN = 2.0
"""How much it counts that one key point is closer than any other; chosen likewise."""


def keypoint_space(
    texts: Sequence[str], encodings: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Map the encodings of one discussion to a space for key point matching.

    The encodings, less half their mean, stand beside hashed words weighted by how rare they are
    in this discussion. Nothing is learned, so nothing ties it to a subject.

    Args:
        texts: Claims (or key points and arguments together) of one discussion.
        encodings: Unit-length float32, shape (len(texts), dimensions).

    Returns:
        Unit-length float32, shape (len(texts), dimensions + 512); a zero row stays zero. The dot
        product of two rows is (cosine of centred encodings + 0.3 × word overlap) / 1.3.

    Source: task and measure, Friedman et al. 2021, doi:10.18653/v1/2021.argmining-1.16; hashed
    words, Weinberger et al. 2009, doi:10.1145/1553374.1553516.
    """
    if not len(texts):
        return np.zeros((0, encodings.shape[1] + WORD_DIMENSIONS), dtype=np.float32)
    present = encodings.any(axis=1, keepdims=True)
    common = encodings.sum(axis=0) / max(int(present.sum()), 1)
    meaning = _unit((encodings - CENTRE * common) * present)
    return _unit(np.hstack([meaning, math.sqrt(WORDS) * _unit(_hashed_words(texts))]))


def match_scores(
    arguments: Sequence[str],
    key_points: Sequence[str],
    encodings: npt.NDArray[np.float32],
) -> npt.NDArray[np.float32]:
    """Say how surely each argument makes each of some key points.

    An argument that is close to one key point and far from all others surely makes it; one that
    is about as close to two is on the subject of both. So the best gets a bonus: twice its lead.

    Args:
        arguments: Texts of one discussion.
        key_points: What they may express.
        encodings: Of the arguments, then of the key points: unit-length float32.

    Returns:
        Float32 of shape (len(arguments), len(key_points)), comparable across arguments.
    """
    space = keypoint_space([*arguments, *key_points], encodings)
    similar = space[: len(arguments)] @ space[len(arguments) :].T
    if len(key_points) > 1:
        ranked = np.sort(similar, axis=1)
        rows = np.arange(len(arguments))
        similar[rows, similar.argmax(axis=1)] += MARGIN * (ranked[:, -1] - ranked[:, -2])
    return np.asarray(similar, dtype=np.float32)


def _hashed_words(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    words = [sorted(content_words(text)) for text in texts]
    seen = Counter(word for row in words for word in row)
    out = np.zeros((len(texts), WORD_DIMENSIONS), dtype=np.float32)
    for row, found in enumerate(words):
        for word in found:
            place, sign = _place(word)
            out[row, place] += sign * (math.log((1 + len(texts)) / (1 + seen[word])) + 1)
    return out


@cache
def _place(word: str) -> tuple[int, float]:
    number = int.from_bytes(hashlib.blake2b(word.encode("utf-8"), digest_size=4).digest(), "big")
    return number % WORD_DIMENSIONS, 1.0 if number & 0x8000_0000 else -1.0


def _unit(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
