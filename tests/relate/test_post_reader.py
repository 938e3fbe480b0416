"""A post is read whole, in parts where it is long, and the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from argmap.encode import threads as encoder_threads
from argmap.encode.files import load_tokenizer
from argmap.model import Claim, Encodings, Extraction, Post, Settings, Span, Thread
from argmap.relate import readings as reading_stage
from argmap.relate import relate
from argmap.relate.pairs import candidate_pairs
from argmap.relate.reader import ANSWERED, WINDOW, divide, load_reader
from argmap.relate.readings import read_posts
from argmap.relate.within import LABELS, load_head, relate_within

TEXT = "Kettles of copper boil fast. They cost too much, but they last."
SPANS = ((0, 28), (29, 47), (53, 63))
REPLY = "> They cost too much\n\nNo, they do not. Mine was cheap."
REPLY_SPANS = ((22, 38), (39, 54))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def discussion(reply: str = REPLY) -> tuple[Thread, Extraction]:
    posts = (
        Post("1", TEXT),
        Post("2", "I agree, mine still shines after ten years.", "1", "b"),
        Post("3", "", "1", "c", state="deleted"),
        Post("4", reply, "1", "d", quotes=(Span(0, 20),)),
    )
    claims = tuple(
        Claim(f"{post}#{a}-{b}", post, a, b, text[a:b])
        for post, text, spans in (("1", TEXT, SPANS), ("4", reply, REPLY_SPANS))
        for a, b in spans
    )
    empty = np.zeros((len(posts), 384), np.float32)
    vectors = np.eye(len(claims), 384, dtype=np.float32)
    thread = Thread("test:1", "Kettles", posts)
    return thread, Extraction(claims, (), (), {}, Encodings(vectors, empty, empty))


def test_claims_lie_on_their_own_words(tokenizer: Tokenizer) -> None:
    pieces = divide(tokenizer, "Which kettle?", TEXT, SPANS)
    ((ids, border),) = pieces.windows
    assert tokenizer.decode(list(ids[:border])) == "which kettle?"
    own = ids[border:-1]
    said = [tokenizer.decode(list(own[a:b])) for a, b in pieces.claims]
    assert said == ["kettles of copper boil fast.", "they cost too much", "they last."]


def test_long_posts_are_read_in_parts_beside_the_same_words(tokenizer: Tokenizer) -> None:
    pieces = divide(tokenizer, "why? " * 200, TEXT * 60, ())
    assert len(pieces.windows) > 2
    heads = {ids[:border] for ids, border in pieces.windows}
    assert [len(head) for head in heads] == [ANSWERED + 2]
    assert all(len(ids) - border - 1 <= WINDOW for ids, border in pieces.windows)
    joined = [piece for ids, border in pieces.windows for piece in ids[border:-1]]
    assert joined == tokenizer.encode(TEXT * 60, add_special_tokens=False).ids


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_any_text_gives_a_place_for_every_claim(
    before: str, text: str, data: st.DataObject
) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(pairwise(ends))
    pieces = divide(load_reader().tokenizer, before, text, spans)
    own = sum(len(ids) - border - 1 for ids, border in pieces.windows)
    assert len(pieces.claims) == len(spans)
    assert own > 0
    assert all(0 <= a < b <= own for a, b in pieces.claims)


def test_readings_are_log_probabilities_and_the_same_each_time() -> None:
    pairs = candidate_pairs(len(SPANS))
    found = load_reader()(TEXT, SPANS, pairs)
    assert found.shape == (len(pairs), len(LABELS))
    assert np.exp(found).sum(axis=1) == pytest.approx(np.ones(len(pairs)))
    assert (found == load_reader()(TEXT, SPANS, pairs)).all()


def test_a_long_post_is_read_to_its_end() -> None:
    times = 60
    spans = [(a + n * len(TEXT), b + n * len(TEXT)) for n in range(times) for a, b in SPANS]
    pairs = candidate_pairs(len(spans))
    found = load_reader()(TEXT * times, spans, pairs)
    assert found.shape == (len(pairs), len(LABELS))
    # The last claims of a long post are read as well as the first.
    contrast = LABELS.index("contrasts")
    last = np.exp(found[pairs.index((len(spans) - 2, len(spans) - 1))][contrast])
    assert last == pytest.approx(np.exp(found[pairs.index((1, 2))][contrast]), abs=0.25)
    assert last > np.exp(found[pairs.index((0, 9))][contrast])


def test_what_stands_between_two_claims_counts() -> None:
    def contrast(word: str) -> float:
        text = f"Copper kettles boil fast {word} they cost too much."
        spans = [(0, 24), (26 + len(word), len(text))]
        (row,) = load_reader()(text, spans, [(0, 1)])
        return float(np.exp(row[LABELS.index("contrasts")]))

    assert contrast("but") > contrast("because")


def test_posts_with_several_claims_are_read_whatever_the_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thread, extraction = discussion()
    found = []
    for number in (1, 2):
        monkeypatch.setattr(encoder_threads, "_asked", number)
        monkeypatch.setattr(reading_stage, "STRIDE", 1)
        found.append(read_posts(thread, extraction))
    one, two = found
    assert list(one) == list(two) == ["1", "4"]
    assert len(one["1"]) == len(candidate_pairs(len(SPANS)))
    for post, reading in one.items():
        assert (reading == two[post]).all()


def test_what_is_quoted_is_not_read() -> None:
    other = "> Kettles cost a bit" + REPLY[20:]
    one, two = (read_posts(*discussion(reply))["4"] for reply in (REPLY, other))
    assert (one == two).all()


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
    readings = read_posts(thread, extraction)
    found = relate_within(thread, extraction, Settings(), readings)
    assert found
    said = [item for relation in found for item in relation.evidence if item.kind == "reading"]
    assert len(said) == len(found)
    probabilities = {round(float(np.exp(x)), 4) for rows in readings.values() for x in rows.flat}
    assert all(item.text in LABELS and item.score in probabilities for item in said)


class Dictionary:
    """A cache in memory."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self.kept.get(key)

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        self.kept.update(entries)


def test_what_was_read_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, extraction = discussion()
    cache = Dictionary()
    first = read_posts(thread, extraction, cache=cache)
    monkeypatch.setattr(reading_stage, "load_reader", _forbidden)
    again = read_posts(thread, extraction, cache=cache)
    assert list(again) == list(first)
    for post, reading in first.items():
        assert (reading == again[post]).all()
    with pytest.raises(AssertionError):
        read_posts(*discussion(REPLY.replace("cheap", "dear")), cache=cache)


def _forbidden() -> None:
    raise AssertionError


def test_fast_maps_do_without_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_stage, "load_reader", _forbidden)
    stances, relations = relate(*discussion(), Settings(fast=True))
    assert stances
    assert relations
