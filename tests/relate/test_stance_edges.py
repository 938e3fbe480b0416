"""Stances become edges between claims."""

from __future__ import annotations

import numpy as np

from argmap.model import (
    Claim,
    Encodings,
    Evidence,
    Extraction,
    Post,
    Relation,
    Settings,
    Stance,
    Thread,
)
from argmap.relate import relate
from argmap.relate.replies import in_reading_order, main_claim, reply_relations

POSTS = (Post("1", "Tabs are better."), Post("2", "Well. Spaces are better. I like tea.", "1"))
CLAIMS = (
    Claim("1#0-16", "1", 0, 16, "Tabs are better."),
    Claim("2#6-24", "2", 6, 24, "Spaces are better."),
    Claim("2#25-36", "2", 25, 36, "I like tea."),
)
REASON = (Evidence("opening", "Well", "2", 0, 4),)


def extraction(second: float = 0.0, third: float = 0.0) -> Extraction:
    """Cosines of the reply's two claims with the parent's claim."""
    vectors = np.zeros((3, 384), dtype=np.float32)
    vectors[0, 0] = 1.0
    for row, cosine in ((1, second), (2, third)):
        vectors[row, 0], vectors[row, row] = cosine, (1 - cosine**2) ** 0.5
    posts = np.zeros((2, 384), dtype=np.float32)
    return Extraction(CLAIMS, (), (), {}, Encodings(vectors, posts, posts))


def edges(stance: Stance) -> tuple[Relation, ...]:
    return reply_relations(Thread("t", "Tabs", POSTS), extraction(0.5, 0.1), {"2": stance})


def test_a_signed_stance_becomes_an_edge_from_the_replys_main_claim() -> None:
    found = edges(Stance("contrasts", 0.8, "1#0-16", REASON))
    assert found == (Relation("2#6-24", "1#0-16", "contrasts", "reply", 0.8, REASON),)


def test_no_stance_and_no_target_give_no_edge() -> None:
    assert edges(Stance("none", 0.8, "1#0-16", REASON)) == ()
    assert edges(Stance("contrasts", 0.8, None, REASON)) == ()


def test_a_stance_more_likely_wrong_than_right_gives_no_edge() -> None:
    assert edges(Stance("contrasts", 0.49, "1#0-16", REASON)) == ()


def test_the_main_claim_is_the_one_like_the_target_with_a_liking_for_the_first() -> None:
    own = CLAIMS[1:]
    assert main_claim(own, "1#0-16", extraction(0.3, 0.35)).id == "2#6-24"
    assert main_claim(own, "1#0-16", extraction(0.1, 0.9)).id == "2#25-36"


def test_edges_are_sorted_by_source_then_target_then_kind() -> None:
    made = [
        Relation("2#6-24", "1#0-16", kind, "reply", 0.5, REASON)
        for kind in ("supports", "contrasts")
    ]
    made.append(Relation("1#0-16", "2#6-24", "supports", "thread", 0.5, REASON))
    ordered = in_reading_order(made, extraction())
    assert [(edge.source, edge.kind) for edge in ordered] == [
        ("1#0-16", "supports"),
        ("2#6-24", "contrasts"),
        ("2#6-24", "supports"),
    ]


def test_relate_gives_every_edge_a_reason() -> None:
    thread = Thread("t", "Tabs", POSTS)
    stances, relations = relate(thread, extraction(0.5, 0.1), Settings(fast=True))
    assert set(stances) == {"1", "2"}
    assert all(relation.evidence for relation in relations)
