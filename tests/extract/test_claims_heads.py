"""Running logistic heads with numpy."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode.reader import load_reader
from argmap.extract.claims import KINDS, for_kinds
from argmap.extract.divided import segment_thread
from argmap.extract.heads import Head, load_heads
from argmap.extract.language import load_language, parse
from argmap.model import Post, Thread, no_progress


def head(weights: list[list[float]], bias: list[float], threshold: float = 0.5) -> Head:
    return Head(np.array(weights, dtype=np.float32), np.array(bias, dtype=np.float32), threshold)


def test_a_yes_no_head_gives_the_logistic_of_its_score() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    assert head([[2.0], [-2.0]], [0.0]).probabilities(rows) == pytest.approx(
        [0.8808, 0.1192], abs=1e-4
    )


def test_a_head_of_many_classes_gives_probabilities_that_add_up() -> None:
    rows = np.array([[1.0], [50.0]], dtype=np.float32)
    chances = head([[1.0, -1.0, 0.0]], [0.0, 0.0, 0.5]).probabilities(rows)
    assert chances.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert chances.argmax(axis=1).tolist() == [0, 0]


def test_the_threshold_decides() -> None:
    rows = np.array([[0.0]], dtype=np.float32)
    assert head([[1.0]], [0.0], 0.5).decide(rows) == [True]
    assert head([[1.0]], [0.0], 0.6).decide(rows) == [False]


def test_the_likeliest_class_is_chosen() -> None:
    rows = np.array([[1.0], [-1.0]], dtype=np.float32)
    chosen = head([[1.0, -1.0, 0.0]], [0.0, 0.0, 0.5]).choose(rows)
    assert chosen.tolist() == [0, 1]


@pytest.mark.trained
def test_kinds_are_chosen_by_words_as_the_post_around_them_shows_them() -> None:
    words = "You never know which version a build will take."
    asked = f"Is the lock file really needed? {words}"
    told = f"I ran it at work for two years. {words} It broke nine times. We went back."
    thread = Thread("test:1", "", (Post("1", asked), Post("2", told)))
    docs = parse(thread, load_language(), no_progress)
    found = segment_thread(thread, docs, load_heads("claims")["cut"], load_reader())
    assert found.read is not None
    rows = [row for row, text in enumerate(found.texts) if text == words]
    assert len(rows) == 2
    encoded = np.zeros((len(found.texts), 384), np.float32)
    described = for_kinds(np.hstack([found.features, encoded]), found)
    assert described.shape[1] == load_heads("claims")["kind"].weights.shape[0]
    assert not np.allclose(*described[rows, -384:], atol=0.1)


def test_the_shipped_heads_are_complete() -> None:
    heads = load_heads("claims")
    assert set(heads) == {
        "cut",
        "cut_fast",
        "claim",
        "claim_fast",
        "kind",
        "kind_fast",
    }
    assert heads["kind"].weights.shape[1] == len(KINDS)
    # An encoding, and what the reader makes of the segment.
    assert heads["claim"].weights.shape[0] == heads["claim_fast"].weights.shape[0] + 384 + 1
    assert heads["kind"].weights.shape[0] == heads["kind_fast"].weights.shape[0] + 2 * 384
    assert heads["cut"].weights.shape[0] == heads["cut_fast"].weights.shape[0] + 1
