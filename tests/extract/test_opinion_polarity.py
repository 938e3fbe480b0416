"""A claim praises or blames what it names, negation and contrast considered."""

from __future__ import annotations

import pytest

from argmap.extract.opinion import polarity_towards, valence


@pytest.mark.parametrize(
    ("text", "name", "polarity"),
    [
        ("Acme is great.", "Acme", "positive"),
        ("Acme is not great.", "Acme", "negative"),
        ("Acme is a nightmare to set up.", "Acme", "negative"),
        ("Acme isn't a problem.", "Acme", "positive"),
        ("Acme runs on port 80.", "Acme", "neutral"),
        ("Acme is slow but Brix is a joy.", "Acme", "negative"),
        ("Acme is slow but Brix is a joy.", "Brix", "positive"),
        ("It looks like Acme.", "Acme", "neutral"),
        ("I like Acme.", "Acme", "positive"),
        ("I'm happy with Acme.", "Acme", "positive"),
        ("Acme does the heavy lifting.", "Acme", "neutral"),
        ("Acme is heavy.", "Acme", "negative"),
        ("I'm not familiar with Acme.", "Acme", "neutral"),
    ],
)
def test_polarity_towards_a_name(text: str, name: str, polarity: str) -> None:
    start = text.index(name)
    assert polarity_towards(text, start, start + len(name)) == polarity


@pytest.mark.parametrize(
    ("word", "sign"),
    [("faster", 1), ("uglier", -1), ("slowest", -1), ("problems", -1), ("table", 0), ("nicely", 1)],
)
def test_inflected_words_keep_their_sign(word: str, sign: int) -> None:
    assert valence(word) == sign
