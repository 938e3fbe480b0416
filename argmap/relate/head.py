"""The learned stance head: a softmax regression over named features and encodings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from argmap.encode.network import Scores, log_softmax
from argmap.model import StanceKind
from argmap.relate.features import Features, feature_names
from argmap.relate.targets import TARGET_FEATURES

KINDS: tuple[StanceKind, ...] = ("supports", "contrasts", "none")
CLIP = 4.0
"""Standardised features are cut here: one odd post must not sway the sum."""
SIGNED = (0.5, -0.5, 0.0)
"""How log odds of ``supports`` against ``contrasts`` are shared out over ``KINDS``."""
DOUBT = 0.5
"""A head that gives no kind as much as this is in doubt, and the reply is read: one in ten."""
READING = 0.3
"""What the log-probabilities of the reply reader weigh beside the head's. Both were chosen with an
eye on cost, on discussions left out and on DEBAGREEMENT (decision 17)."""


@dataclass(frozen=True, eq=False)
class StanceHead:
    """Weights as trained by ``training/train_stance.py``; float32 throughout."""

    mean: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    named: npt.NDArray[np.float32]
    """Shape (features, 3), columns in the order of ``KINDS``."""
    reply: npt.NDArray[np.float32]
    """Shape (384, 3)."""
    first: npt.NDArray[np.float32]
    parent: npt.NDArray[np.float32]
    reply_inner: npt.NDArray[np.float32]
    """Shape (384, 3), for what the encoder's inner layer gives; so the next two."""
    first_inner: npt.NDArray[np.float32]
    parent_inner: npt.NDArray[np.float32]
    inner_bias: npt.NDArray[np.float32]
    """Shape (3,): added where there is an inner layer, so that an average post gets nothing."""
    bias: npt.NDArray[np.float32]
    """Shape (3,); holds the correction for the classes' unequal frequency."""
    calibration: npt.NDArray[np.float32]
    """Shape (3, 2): slope and intercept of Platt's sigmoid over the log odds, by kind."""
    target: npt.NDArray[np.float32]
    """Shape (len(TARGET_FEATURES),)."""

    def standardised(self, features: Features) -> npt.NDArray[np.float32]:
        """Return the named features centred, scaled and clipped; shape as ``features.named``."""
        found: npt.NDArray[np.float32] = np.clip(
            (features.named - self.mean) / self.scale, -CLIP, CLIP
        )
        return found

    def in_doubt(self, features: Features) -> npt.NDArray[np.bool_]:
        """Which posts the head alone cannot tell, and had better be read; shape (posts,)."""
        return _doubtful(_odds(self._scores(features)))

    def probabilities(
        self, features: Features, readings: Scores | None = None
    ) -> npt.NDArray[np.float64]:
        """Return shape (posts, 3), each row sums to 1.

        Args:
            features: Of the posts.
            readings: Log-probabilities by ``argmap.relate.reply_reader``, zeros where a post was
                not read; shape (posts, 3). They count where the head alone is in doubt.
        """
        return with_readings(self._scores(features), readings)

    def _scores(self, features: Features) -> Scores:
        """The head's own log odds."""
        logits: Scores = (
            self.standardised(features) @ self.named
            + features.reply @ self.reply
            + features.first @ self.first
            + features.parent @ self.parent
            + self.bias
        ).astype(np.float64)
        if features.inner is not None:
            reply, first, parent = (part.astype(np.float32) for part in features.inner)
            logits += (
                reply @ self.reply_inner
                + first @ self.first_inner
                + parent @ self.parent_inner
                + self.inner_bias
            )
        logits += np.outer(features.wording, SIGNED)
        return logits

    def confidence(self, probability: float, kind: int) -> float:
        """Calibrate (Platt 1999): how often a post with this score is of this kind."""
        safe = min(max(probability, 1e-6), 1 - 1e-6)
        slope, intercept = (float(value) for value in self.calibration[kind])
        return 1 / (1 + math.exp(-(slope * math.log(safe / (1 - safe)) + intercept)))

    def contributions(self, row: npt.NDArray[np.float32], kind: int) -> dict[str, float]:
        """Return what each named feature of a standardised row adds to the log odds of a kind."""
        others = [other for other in range(len(KINDS)) if other != kind]
        margin = self.named[:, kind] - self.named[:, others].mean(axis=1)
        return dict(zip(feature_names(), (row * margin).tolist(), strict=True))

    def target_weights(self) -> Mapping[str, float]:
        """Return the weights of the target ranker by feature name."""
        return dict(zip(TARGET_FEATURES, self.target.tolist(), strict=True))


def with_readings(scores: Scores, readings: Scores | None) -> Scores:
    """Probabilities from the head's log odds and, where it is in doubt, what was read.

    Both given, and what is returned, of shape (posts, 3); rows of zeros were not read.
    """
    alone = _odds(scores)
    if readings is None:
        return alone
    rows = readings.any(axis=1) & _doubtful(alone)
    scores = scores.copy()
    scores[rows] += READING * readings[rows]
    return _odds(scores)


def _doubtful(probabilities: Scores) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = probabilities.max(axis=1) < DOUBT
    return found


def _odds(scores: Scores) -> Scores:
    return np.asarray(np.exp(log_softmax(scores)))


@cache
def load_head() -> StanceHead:
    """Load the weights that travel with the package."""
    path = files("argmap") / "data" / "heads" / "stance.npz"
    with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as stored:
        return StanceHead(**{name: stored[name].astype(np.float32) for name in stored.files})
