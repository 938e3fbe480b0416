"""Explicit connectives give an edge, its direction and its cue."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.model import Claim, Encodings, Extraction, Post, Settings, Thread
from argmap.relate.connectives import find_connective
from argmap.relate.within import relate_within

FAST = Settings(fast=True)


def build(text: str, *parts: str) -> tuple[Thread, Extraction]:
    """A post whose claims are ``parts``, with encodings drawn from a fixed seed."""
    claims = []
    for part in parts:
        start = text.index(part)
        end = start + len(part)
        claims.append(Claim(f"p#{start}-{end}", "p", start, end, part))
    vectors = np.random.default_rng(0).normal(size=(len(claims), 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    empty = np.zeros((1, 384), dtype=np.float32)
    thread = Thread("test:1", "Kettles", (Post("p", text),))
    return thread, Extraction(tuple(claims), (), (), {}, Encodings(vectors, empty, empty))


@pytest.mark.parametrize(
    ("text", "first", "second", "kind", "backward", "cue"),
    [
        (
            "Copper kettles are worth it because they last a lifetime.",
            "Copper kettles are worth it",
            "they last a lifetime",
            "supports",
            True,
            "because",
        ),
        (
            "The handle gets hot, so you need a glove.",
            "The handle gets hot",
            "you need a glove",
            "supports",
            False,
            "so",
        ),
        (
            "It looks lovely but the lid leaks.",
            "It looks lovely",
            "the lid leaks",
            "contrasts",
            True,
            "but",
        ),
        (
            "Some kettles are loud. For example, mine wakes the dog.",
            "Some kettles are loud.",
            "For example, mine wakes the dog.",
            "supports",
            True,
            "For example",
        ),
        (
            "Because they last a lifetime, copper kettles are worth it.",
            "they last a lifetime",
            "copper kettles are worth it",
            "supports",
            False,
            "Because",
        ),
    ],
)
def test_a_connective_gives_kind_direction_and_verbatim_cue(
    text: str, first: str, second: str, kind: str, backward: bool, cue: str
) -> None:
    thread, extraction = build(text, first, second)
    (relation,) = relate_within(thread, extraction, FAST)
    ends = [claim.id for claim in extraction.claims]
    assert [relation.source, relation.target] == (ends[::-1] if backward else ends)
    assert (relation.kind, relation.scope) == (kind, "within")
    (evidence,) = relation.evidence
    assert evidence.kind == "connective"
    assert text[evidence.start : evidence.end] == evidence.text == cue


def test_no_connective_gives_no_edge_by_rules() -> None:
    thread, extraction = build("Tea is hot. Cups are round.", "Tea is hot.", "Cups are round.")
    assert relate_within(thread, extraction, FAST) == ()


def test_min_confidence_raises_the_bar() -> None:
    thread, extraction = build("It is old but it boils.", "It is old", "it boils.")
    assert relate_within(thread, extraction, Settings(fast=True, min_confidence=0.95)) == ()


@pytest.mark.parametrize(
    "text", ["so far it has boiled well", "buttons are everywhere", "island life suits me"]
)
def test_words_that_only_look_like_connectives_are_left_alone(text: str) -> None:
    assert find_connective(text, 0, 0, len(text)) is None


def test_a_connective_before_a_sentence_break_does_not_lead_the_next_sentence() -> None:
    text = "I said but. Water is wet."
    assert find_connective(text, 6, 12, len(text)) is None
