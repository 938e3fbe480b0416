"""A post is read whole, in parts where it is long, and the same each time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from argmap.encode.files import load_tokenizer
from argmap.encode.pieces import ANSWERED, WINDOW, divide
from argmap.encode.reader import load_reader

TEXT = "Kettles of copper boil fast. They cost too much, but they last."
SPANS = ((0, 28), (29, 47), (53, 63))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def test_spans_lie_on_their_own_words(tokenizer: Tokenizer) -> None:
    pieces = divide(tokenizer, "Which kettle?", TEXT)
    ((ids, border),) = pieces.windows
    assert tokenizer.decode(list(ids[:border])) == "which kettle?"
    own = ids[border:-1]
    said = [tokenizer.decode(list(own[a:b])) for a, b in pieces.of(SPANS)]
    assert said == ["kettles of copper boil fast.", "they cost too much", "they last."]


def test_a_gap_lies_between_its_neighbours(tokenizer: Tokenizer) -> None:
    pieces = divide(tokenizer, "", TEXT)
    ((ids, border),) = pieces.windows
    ((last, first),) = pieces.around([(47, 53)])
    own = ids[border:-1]
    assert tokenizer.decode(list(own[last : first + 1])) == "much, but they"


def test_long_posts_are_read_in_parts_beside_the_same_words(tokenizer: Tokenizer) -> None:
    pieces = divide(tokenizer, "why? " * 200, TEXT * 60)
    assert len(pieces.windows) > 2
    heads = {ids[:border] for ids, border in pieces.windows}
    assert [len(head) for head in heads] == [ANSWERED + 2]
    assert all(len(ids) - border - 1 <= WINDOW for ids, border in pieces.windows)
    joined = [piece for ids, border in pieces.windows for piece in ids[border:-1]]
    assert joined == tokenizer.encode(TEXT * 60, add_special_tokens=False).ids


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_text_gives_a_place_for_every_span_and_gap(
    before: str, text: str, data: st.DataObject
) -> None:
    pieces = divide(load_tokenizer(), before, text)
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(pairwise(ends))
    own = sum(len(ids) - border - 1 for ids, border in pieces.windows)
    assert own == len(pieces.offsets) > 0
    assert len(pieces.of(spans)) == len(spans)
    assert all(0 <= a < b <= own for a, b in pieces.of(spans))
    assert all(0 <= a <= b < own for a, b in pieces.around(spans))


def test_what_is_read_is_the_same_each_time() -> None:
    one, two = load_reader()(TEXT), load_reader()(TEXT)
    assert (one.states == two.states).all()
    assert one.vectors(SPANS).shape == (len(SPANS), 384)
    assert one.claims(one.vectors(SPANS)).shape == (len(SPANS),)
    assert (one.cuts([(47, 53)]) == two.cuts([(47, 53)])).all()
    assert one.cuts([]).shape == (0,)


def test_a_sentence_is_rather_cut_between_two_assertions() -> None:
    text = "The kettle is too loud, but it boils fast and clean."
    between, inside = load_reader()(text).cuts([(22, 28), (41, 46)])
    assert between > inside


def test_an_opinion_is_rather_a_claim_than_a_greeting() -> None:
    text = "Thanks for sharing! Copper kettles are too expensive for most people."
    reading = load_reader()(text)
    thanks, opinion = reading.claims(reading.vectors([(0, 19), (20, len(text))]))
    assert opinion > thanks


def test_a_long_post_is_read_to_its_end() -> None:
    times = 60
    reading = load_reader()(TEXT * times)
    assert len(reading.states) == len(reading.pieces.offsets)
    start = (times - 1) * len(TEXT)
    spans = [(29, 47), (start + 29, start + 47), (start, start + 28)]
    first, last, other = (v / np.linalg.norm(v) for v in reading.vectors(spans))
    assert first @ last > first @ other
