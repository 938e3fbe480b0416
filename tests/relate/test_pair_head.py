"""What the reader of a post makes of pairs of its claims, and where it is heard."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode.reader import load_reader
from argmap.extract import claims as claim_stage
from argmap.model import Claim, Encodings, Extraction, Post, Settings, Thread
from argmap.relate import relate
from argmap.relate.pair_head import load_pair_head, read_pairs
from argmap.relate.pairs import candidate_pairs
from argmap.relate.within import LABELS, load_head, relate_within

TEXT = "Kettles of copper boil fast. They cost too much, but they last."
SPANS = ((0, 28), (29, 47), (53, 63))


def discussion(*, read: bool = True) -> tuple[Thread, Extraction]:
    posts = (Post("1", TEXT), Post("2", "I agree.", "1", "b"))
    claims = tuple(Claim(f"1#{a}-{b}", "1", a, b, TEXT[a:b]) for a, b in SPANS)
    empty = np.zeros((len(posts), 384), np.float32)
    vectors = np.eye(len(claims), 384, dtype=np.float32)
    seen = load_reader()(TEXT).vectors(SPANS).astype(np.float16) if read else None
    encodings = Encodings(vectors, empty, empty, read=seen)
    return Thread("test:1", "Kettles", posts), Extraction(claims, (), (), {}, encodings)


def test_readings_are_log_probabilities() -> None:
    found = read_pairs(*discussion())
    assert list(found) == ["1"]
    assert found["1"].shape == (len(candidate_pairs(len(SPANS))), len(LABELS))
    assert np.exp(found["1"]).sum(axis=1) == pytest.approx(np.ones(len(found["1"])))


def test_what_stands_between_two_claims_counts() -> None:
    def contrast(word: str) -> float:
        text = f"Copper kettles boil fast {word} they cost too much."
        vectors = load_reader()(text).vectors([(0, 24), (26 + len(word), len(text))])
        (row,) = load_pair_head()(vectors, [(0, 1)])
        return float(np.exp(row[LABELS.index("contrasts")]))

    assert contrast("but") > contrast("because")


def test_a_reading_moves_the_chances_of_its_own_pair() -> None:
    rows = np.zeros((2, load_head().mean.shape[0]), np.float32)
    unread = np.log(np.full((2, len(LABELS)), 0.25))
    read = unread.copy()
    read[1] = np.log([0.1, 0.1, 0.1, 0.7])
    before, after = load_head()(rows, unread), load_head()(rows, read)
    assert after[1, 3] > before[1, 3]
    assert (after[0] == before[0]).all()


def test_an_edge_says_what_the_reader_makes_of_it() -> None:
    thread, extraction = discussion()
    readings = read_pairs(thread, extraction)
    found = relate_within(thread, extraction, Settings(), readings)
    assert found
    said = [item for relation in found for item in relation.evidence if item.kind == "reading"]
    assert len(said) == len(found)
    probabilities = {round(float(np.exp(x)), 4) for rows in readings.values() for x in rows.flat}
    assert all(item.text in LABELS and item.score in probabilities for item in said)


def test_claims_that_were_not_read_are_related_by_features_alone() -> None:
    thread, extraction = discussion(read=False)
    assert read_pairs(thread, extraction) == {}
    for relation in relate_within(thread, extraction, Settings()):
        assert all(item.kind != "reading" for item in relation.evidence)


def _forbidden() -> None:
    raise AssertionError


def test_fast_maps_do_without_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_stage, "load_reader", _forbidden)
    stances, relations = relate(*discussion(read=False), Settings(fast=True))
    assert stances
    assert relations
