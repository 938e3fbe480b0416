"""A reply is read beside what it answers, and the same each time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from caches import MemoryCache
from hypothesis import given
from hypothesis import strategies as st

from argmap.encode import threads as encoder_threads
from argmap.model import Encodings, Extraction, Post, Settings, Span, Stance, Thread
from argmap.relate import head as stance_head
from argmap.relate import readings as reading_stage
from argmap.relate import relate
from argmap.relate.features import find_features
from argmap.relate.head import KINDS, StanceHead, load_head
from argmap.relate.reply_reader import READ, load_reply_reader
from argmap.relate.stance import find_stances

OPENING = "Copper kettles are the best. They boil fast."
QUOTING = "> They boil fast\n\nMine does not, it takes ten minutes."


def discussion(opening: str = OPENING, quoting: str = QUOTING) -> tuple[Thread, Extraction]:
    posts = (
        Post("1", opening, author="a"),
        Post("2", "I agree, mine still shines after ten years.", "1", "b"),
        Post("3", "", "1", "c", state="deleted"),
        Post("4", quoting, "1", "d", quotes=(Span(0, 16),)),
        Post("5", "> They boil fast", "1", "e", quotes=(Span(0, 16),)),
    )
    empty = np.zeros((len(posts), 384), np.float32)
    found = Extraction((), (), (), {}, Encodings(empty[:0], empty, empty))
    return Thread("test:1", "Kettles", posts), found


def test_a_reading_is_log_probabilities_and_the_same_each_time() -> None:
    found = load_reply_reader()(OPENING, "No.")
    assert found.shape == (len(KINDS),)
    assert np.exp(found).sum() == pytest.approx(1)
    assert (found == load_reply_reader()(OPENING, "No.")).all()


@given(st.text(max_size=80), st.text(min_size=1, max_size=80))
def test_any_two_texts_can_be_read(answered: str, reply: str) -> None:
    assert np.isfinite(load_reply_reader()(answered, reply)).all()


def test_agreement_and_objection_are_told_apart() -> None:
    def sign(reply: str) -> float:
        supports, contrasts, _ = load_reply_reader()("Copper kettles boil faster.", reply)
        return float(supports - contrasts)

    assert sign("Yes, mine is done in two minutes.") > 0 > sign("No, steel ones are faster.")


def test_the_words_answered_count() -> None:
    def sign(answered: str) -> float:
        supports, contrasts, _ = load_reply_reader()(answered, "It is slow.")
        return float(supports - contrasts)

    assert sign("I hate the new kettle. It is slow.") > sign("I like the new kettle. It is fast.")


def test_of_a_long_reply_the_beginning_is_read() -> None:
    long = "No, steel is faster. " * READ
    one, two = (load_reply_reader()(OPENING, long + end) for end in ("", "Yes, you are right."))
    assert (one == two).all()


def test_replies_with_words_of_their_own_are_read_whatever_the_number_of_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thread, _ = discussion()
    found = []
    for number in (1, 2):
        monkeypatch.setattr(encoder_threads, "_asked", number)
        monkeypatch.setattr(reading_stage, "STRIDE", 1)
        found.append(reading_stage.read_replies(thread))
    one, two = found
    assert list(one) == list(two) == ["2", "4"]
    assert all((one[post] == two[post]).all() for post in one)


def test_a_passage_quoted_is_what_is_answered() -> None:
    other = discussion("They boil fast. I bought mine in Prague.")[0]
    one, two = (reading_stage.read_replies(thread) for thread in (discussion()[0], other))
    assert (one["4"] == two["4"]).all()
    assert (one["2"] != two["2"]).any()


@pytest.mark.parametrize("kind", ["digest", "document"])
def test_what_has_one_voice_has_no_replies_to_read(kind: str) -> None:
    thread = replace(discussion()[0], kind=kind)
    assert reading_stage.read_replies(thread) == {}


def test_a_reading_moves_the_stance_of_its_own_post(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, extraction = discussion()
    features = find_features(thread, extraction)
    head = doubtful(monkeypatch)
    read = reading_stage.in_rows(thread, {"4": np.log([0.8, 0.1, 0.1])})
    before, after = head.probabilities(features), head.probabilities(features, read)
    assert after[3, 0] > before[3, 0]
    assert (np.delete(after, 3, 0) == np.delete(before, 3, 0)).all()


def test_what_the_head_can_tell_alone_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, extraction = discussion()
    features = find_features(thread, extraction)
    monkeypatch.setattr(stance_head, "DOUBT", 0.0)
    head = load_head()
    assert not head.in_doubt(features).any()
    read = np.log(np.full((5, 3), 1 / 3))
    assert (head.probabilities(features, read) == head.probabilities(features)).all()
    monkeypatch.setattr(reading_stage, "load_reply_reader", _forbidden)
    assert find_stances(thread, extraction, Settings())


def test_of_the_posts_those_in_doubt_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, extraction = discussion()
    own = load_head().probabilities(find_features(thread, extraction)).max(axis=1)
    bar = (own[1] + own[3]) / 2
    monkeypatch.setattr(stance_head, "DOUBT", bar)
    stances = find_stances(thread, extraction, Settings())
    read = {post for post, stance in stances.items() if "reading" in kinds_of(stance)}
    assert read == {"2" if own[1] < own[3] else "4"}


def test_a_stance_says_what_the_reader_makes_of_the_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, extraction = discussion()
    readings = reading_stage.read_replies(thread)
    doubtful(monkeypatch)
    stances = find_stances(thread, extraction, Settings())
    for post, stance in stances.items():
        said = [item for item in stance.evidence if item.kind == "reading"]
        assert len(said) == (post in readings)
        for item in said:
            chance = float(np.exp(readings[post][KINDS.index(stance.kind)]))
            assert (item.text, item.score) == (stance.kind, pytest.approx(chance, abs=1e-4))


def test_what_was_read_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    thread, _ = discussion()
    cache = MemoryCache()
    first = reading_stage.read_replies(thread, cache=cache)
    monkeypatch.setattr(reading_stage, "load_reply_reader", _forbidden)
    again = reading_stage.read_replies(thread, cache=cache)
    assert list(again) == list(first)
    assert all((again[post] == first[post]).all() for post in first)
    with pytest.raises(AssertionError):
        reading_stage.read_replies(discussion(OPENING + " Really.")[0], cache=cache)


def doubtful(monkeypatch: pytest.MonkeyPatch) -> StanceHead:
    """A head that is sure of nothing."""
    monkeypatch.setattr(stance_head, "DOUBT", 1.1)
    return load_head()


def kinds_of(stance: Stance) -> list[str]:
    return [item.kind for item in stance.evidence]


def _forbidden() -> None:
    raise AssertionError


def test_fast_maps_do_without_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_stage, "load_reply_reader", _forbidden)
    stances, _ = relate(*discussion(), Settings(fast=True))
    assert stances
