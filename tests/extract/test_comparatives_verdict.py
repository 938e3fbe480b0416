"""Which of two marked things a sentence prefers."""

from __future__ import annotations

import pytest

from argmap.extract.comparatives import compare, contrast


def spans(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    a, b = text.index("Ada"), text.index("Bob")
    return (a, a + 3), (b, b + 3)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ada is faster than Bob.", "better"),
        ("Ada is slower than Bob.", "worse"),
        ("Bob is slower than Ada.", "better"),
        ("Ada is not better than Bob.", "worse"),
        ("Ada is more verbose than Bob.", "worse"),
        ("Ada has fewer bugs than Bob.", "better"),
        ("Ada has a lower cost than Bob.", "better"),
        ("Is Ada faster than Bob?", "none"),
        ("Ada is as fast as Bob.", "none"),
        ("Ada is not as fast as Bob.", "worse"),
        ("I prefer Ada to Bob.", "better"),
        ("I would pick Ada over Bob.", "better"),
        ("Ada beats Bob.", "better"),
        ("Ada was outperformed by Bob.", "worse"),
        ("We switched from Ada to Bob.", "worse"),
        ("We use Ada instead of Bob.", "better"),
        ("Unlike Bob, Ada is simple.", "better"),
        ("Unlike Bob, Ada is clumsy.", "worse"),
        ("Ada lags behind Bob.", "worse"),
        ("Ada > Bob", "better"),
        ("Ada is fine, but Bob is better.", "worse"),
        ("I like Ada but prefer Bob.", "worse"),
        ("Ada and Bob are both here.", "none"),
        ("I know someone other than Ada, like Bob.", "none"),
    ],
)
def test_verdict(text: str, verdict: str) -> None:
    a, b = spans(text)
    assert compare(text, a, b) == verdict
    assert compare(text, b, a) == {"better": "worse", "worse": "better", "none": "none"}[verdict]


def test_cue_and_aspect_are_verbatim() -> None:
    text = "Ada is much more readable than Bob."
    found = contrast(text, *spans(text))
    assert found is not None
    assert text[found.start : found.end] == "more readable than"
    assert found.aspect is not None
    assert text[slice(*found.aspect)] == "more readable"


def test_overlapping_things_are_not_compared() -> None:
    assert contrast("Ada Bob is better", (0, 7), (4, 7)) is None
