"""The key point space keeps shape and order, and sets the shared subject aside."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode import HashingEncoder
from argmap.encode.keypoints import WORD_DIMENSIONS, keypoint_space
from argmap.encode.words import content_words

TEXTS = [
    "this copper kettle on the stove is fast",
    "this copper kettle on the stove is so fast",
    "this copper kettle on the stove costs money",
]


def test_rows_are_unit_length_and_an_empty_text_stays_zero() -> None:
    space = keypoint_space([*TEXTS, ""], HashingEncoder()([*TEXTS, ""]))
    assert space.shape == (4, 384 + WORD_DIMENSIONS)
    assert space.dtype == np.float32
    assert np.linalg.norm(space, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-5)


def test_the_same_point_is_nearer_than_another_point_on_the_same_subject() -> None:
    plain = HashingEncoder()(TEXTS)
    space = keypoint_space(TEXTS, plain)
    gap = plain[0] @ plain[1] - plain[0] @ plain[2]
    assert space[0] @ space[1] - space[0] @ space[2] > gap > 0


def test_no_texts_give_no_rows() -> None:
    assert keypoint_space([], np.zeros((0, 384), np.float32)).shape == (0, 384 + WORD_DIMENSIONS)


def test_content_words_drop_common_words_and_endings() -> None:
    assert content_words("The kettles were boiling") == content_words("a kettle boiled, boils")
