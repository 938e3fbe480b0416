"""Posts are read while they are divided, once, side by side, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from caches import MemoryCache

from argmap.encode import threads as encoder_threads
from argmap.encode.reader import Reading, load_reader
from argmap.extract import divided as stage
from argmap.extract.claims import HEADS
from argmap.extract.divided import Segmented, segment_thread
from argmap.extract.heads import load_heads
from argmap.extract.language import load_language, parse
from argmap.model import Post, Thread, no_progress

TEXTS = (
    "The kettle is too loud, but it boils fast. I would buy it again because it lasts.",
    "",
    "It is fine.",
)


class Counting:
    """The reader, and how often it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> Reading:
        self.texts.append(text)
        return load_reader()(text)


def divided(reader: Counting, texts: tuple[str, ...] = TEXTS, **more: object) -> Segmented:
    posts = tuple(Post(f"p{number}", text) for number, text in enumerate(texts))
    thread = Thread("test:1", "Kettles", posts)
    docs = parse(thread, load_language(), no_progress)
    return segment_thread(thread, docs, load_heads(HEADS)["cut"], reader, **more)  # type: ignore[arg-type]


def same(one: Segmented, two: Segmented) -> bool:
    assert one.read is not None
    assert two.read is not None
    return (
        one.segments == two.segments
        and np.array_equal(one.read, two.read)
        and np.array_equal(one.odds, two.odds)
        and np.array_equal(one.features, two.features)
    )


def test_each_segment_has_a_vector_and_odds() -> None:
    reader = Counting()
    found = divided(reader)
    assert reader.texts == [TEXTS[0], TEXTS[2]]
    assert len(found.segments) > 3
    assert found.read is not None
    assert found.read.shape == (len(found.segments), 384)
    assert found.odds is not None
    assert np.isfinite(found.odds).all()


def test_the_number_of_threads_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "STRIDE", 1)
    found = []
    for number in (1, 2):
        monkeypatch.setattr(encoder_threads, "_asked", number)
        found.append(divided(Counting()))
    assert same(*found)


def test_what_was_read_before_is_not_read_again() -> None:
    cache, first, again = MemoryCache(), Counting(), Counting()
    assert same(divided(first, cache=cache), divided(again, cache=cache))
    assert (len(first.texts), again.texts) == (2, [])
    grown = Counting()
    divided(grown, (*TEXTS, "No, it is not."), cache=cache)
    assert grown.texts == ["No, it is not."]


@pytest.mark.parametrize("cut_to", [0, 7, 16, 100])
def test_a_spoilt_entry_is_read_again(cut_to: int) -> None:
    cache, again = MemoryCache(), Counting()
    whole = divided(Counting(), cache=cache)
    cache.kept = {key: value[:cut_to] for key, value in cache.kept.items()}
    assert same(whole, divided(again, cache=cache))
    assert len(again.texts) == 2


def test_other_gaps_than_those_kept_are_read_again() -> None:
    cache, again = MemoryCache(), Counting()
    divided(Counting(), cache=cache)
    texts = ("It is fine, but slow.",)
    fresh = divided(Counting(), texts)
    # As if another pipeline had parsed the same text another way.
    cache.kept = dict.fromkeys(cache.kept, next(iter(cache.kept.values())))
    keys = list(cache.kept)
    cache.get = lambda key: cache.kept[keys[0]]  # type: ignore[method-assign]
    assert same(fresh, divided(again, texts, cache=cache))
    assert again.texts == list(texts)


def test_without_a_reader_nothing_is_read() -> None:
    posts = tuple(Post(f"p{number}", text) for number, text in enumerate(TEXTS))
    thread = Thread("test:1", "Kettles", posts)
    docs = parse(thread, load_language(), no_progress)
    found = segment_thread(thread, docs, load_heads(HEADS)["cut_fast"])
    assert found.segments
    assert found.read is None
    assert found.odds is None
