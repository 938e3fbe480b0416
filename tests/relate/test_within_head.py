"""The learned head abstains, names its reasons and never doubles an edge."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode.trees import Trees
from argmap.model import Claim, Encodings, Extraction, Post, Settings, Thread
from argmap.relate.pairs import FEATURES, candidate_pairs, describe, read_post
from argmap.relate.within import LABELS, Edge, decode, load_head, relate_within

TEXT = (
    "Copper kettles are the best choice for a small kitchen. For example, mine boils in two "
    "minutes. I have used it for ten years because it never rusts, but the price is awful."
)
PARTS = (
    "Copper kettles are the best choice for a small kitchen.",
    "For example, mine boils in two minutes.",
    "I have used it for ten years",
    "it never rusts",
    "the price is awful.",
)


def kettle() -> tuple[Thread, Extraction]:
    claims = tuple(
        Claim(
            f"p#{TEXT.index(p)}-{TEXT.index(p) + len(p)}",
            "p",
            TEXT.index(p),
            TEXT.index(p) + len(p),
            p,
        )
        for p in PARTS
    )
    vectors = np.random.default_rng(1).normal(size=(len(PARTS), 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    empty = np.zeros((1, 384), np.float32)
    thread = Thread("test:1", "Kettles", (Post("p", TEXT),))
    return thread, Extraction(claims, (), (), {}, Encodings(vectors, empty, empty))


def test_edges_carry_a_calibrated_score_reasons_and_a_verbatim_cue() -> None:
    relations = relate_within(*kettle(), Settings())
    assert relations
    for relation in relations:
        assert 0 < relation.confidence <= 1
        assert any(item.kind == "model" for item in relation.evidence)
        for item in relation.evidence:
            if item.kind == "connective":
                assert item.start is not None
                assert TEXT[item.start : item.end] == item.text
            if item.kind == "feature":
                assert item.text in FEATURES


def test_the_example_supports_the_thesis_and_the_price_contrasts() -> None:
    thread, extraction = kettle()
    place = extraction.row
    kinds = {
        (place[r.source], place[r.target], r.kind)
        for r in relate_within(thread, extraction, Settings())
    }
    assert (1, 0, "supports") in kinds
    assert any(kind == "contrasts" and 4 in (a, b) for a, b, kind in kinds)


def test_a_higher_bar_gives_a_subset() -> None:
    def ids(bar: float) -> set[tuple[str, str, str]]:
        found = relate_within(*kettle(), Settings(min_confidence=bar))
        assert all(relation.confidence >= bar for relation in found)
        return {(r.source, r.target, r.kind) for r in found}

    assert ids(0.5) <= ids(0.0)
    assert ids(1.0) == set()


def test_one_relation_per_pair_and_two_reasons_given_per_claim() -> None:
    edges = [
        Edge(0, 1, "later supports", 0.9, ()),
        Edge(0, 1, "contrasts", 0.5, ()),
        *(Edge(place, 4, "later supports", 0.8, ()) for place in range(4)),
    ]
    chosen = decode(edges)
    assert chosen[0] == edges[0]
    assert edges[1] not in chosen
    assert sum(edge.second == 4 for edge in chosen) == 2


def test_features_have_a_name_each_and_the_head_fits_them() -> None:
    thread, extraction = kettle()
    found = read_post(thread.posts[0], extraction.claims, extraction.encodings.claims)
    rows = describe(found, candidate_pairs(len(PARTS)))
    assert rows.shape == (10, len(FEATURES)) == (10, load_head().mean.shape[0])
    chances = load_head()(rows, np.zeros((10, len(LABELS))))
    assert chances.shape == (10, len(LABELS))
    assert chances.sum(axis=1) == pytest.approx(np.ones(10))


def test_distant_claims_are_paired_only_with_the_first() -> None:
    pairs = candidate_pairs(10)
    assert (0, 9) in pairs
    assert (1, 9) not in pairs


def test_trees_send_a_row_to_its_leaf() -> None:
    stump = Trees(
        feature=np.array([[0, 0, 0]], np.int16),
        threshold=np.array([[0.5, 0, 0]], np.float32),
        left=np.array([[1, 1, 2]], np.int16),
        right=np.array([[2, 1, 2]], np.int16),
        value=np.array([[0, -1, 2]], np.float32),
    )
    scores = stump(np.array([[0.0], [1.0]], np.float32), 1)
    assert scores.tolist() == [[-1.0], [2.0]]
