"""What is read of a post, and claims of whole threads with the trained parts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from argmap.encode import Layers, load_encoder
from argmap.extract.claims import KINDS, find_claims
from argmap.extract.language import MAX_CHARS, load_language, mask, parse, reading_notes
from argmap.model import Claim, Encodings, Post, Settings, Span, Thread, no_progress


def one(text: str, **fields: object) -> Thread:
    return Thread("test:1", "", (Post("1", text, **fields),))  # type: ignore[arg-type]


def claims_of(thread: Thread) -> tuple[tuple[Claim, ...], Encodings]:
    docs = parse(thread, load_language(), no_progress)
    settings = Settings(fast=True)
    return find_claims(thread, docs, load_encoder(fast=True), settings, no_progress)


def test_quotes_and_code_are_blanked_and_offsets_stay() -> None:
    post = Post("1", "> theirs\n\nmine x=1", quotes=(Span(0, 8),), code=(Span(15, 18),))
    assert mask(post) == " " * 8 + "\n\nmine    "


def test_overlapping_quotes_are_blanked_once() -> None:
    post = Post("1", "abcdef", quotes=(Span(0, 4), Span(2, 5)))
    assert mask(post) == "     f"


def test_endless_words_and_posts_are_left_out_and_counted() -> None:
    thread = Thread("test:1", "", (Post("1", "x" * 5000), Post("2", "a " * MAX_CHARS)))
    assert mask(thread.posts[0]).isspace()
    assert len(mask(thread.posts[1])) == MAX_CHARS
    assert [(note.count, note.where) for note in reading_notes(thread)] == [(1, "2"), (1, "1")]


def test_an_ordinary_thread_has_no_notes() -> None:
    assert reading_notes(one("It works.")) == ()


class Counting:
    """An encoder whose inner layer says how long a text is."""

    def __call__(self, texts, *, tick=None):  # type: ignore[no-untyped-def]
        return self.layers(texts, tick=tick).vectors

    def layers(self, texts, *, tick=None):  # type: ignore[no-untyped-def]
        length = np.array([len(text) for text in texts], dtype=np.float16)[:, None]
        vectors = np.full((len(texts), 384), 384**-0.5, dtype=np.float32)
        return Layers(vectors, np.tile(length, (1, 384)))


@pytest.mark.trained
def test_the_inner_layer_of_a_post_is_the_weighted_mean_of_its_segments() -> None:
    first, second = "Rust is safer than C.", "It compiles slowly on my old machine, though."
    thread = Thread("test:1", "Title", (Post("1", f"{first} {second}"), Post("2", "")))
    docs = parse(thread, load_language(), no_progress)
    _, encodings = find_claims(thread, docs, Counting(), Settings(), no_progress)
    inner = encodings.inner
    assert inner is not None
    weights = np.sqrt([len(first), len(second)])
    expected = weights @ [len(first), len(second)] / weights.sum()
    assert inner.posts[0] == pytest.approx(np.full(384, expected), abs=0.6)
    assert (inner.openings[0] == len(first)).all()
    assert not inner.posts[1].any()
    assert (inner.subject == len("Title")).all()
    assert claims_of(thread)[1].inner is None


@pytest.mark.trained
def test_claims_are_verbatim_in_order_and_never_overlap() -> None:
    text = "Thanks!\n\nRust is safer than C, but it compiles slowly. I have used both for years."
    claims, encodings = claims_of(one(text))
    assert claims
    assert all(claim.text == text[claim.start : claim.end] for claim in claims)
    assert all(claim.id == f"1#{claim.start}-{claim.end}" for claim in claims)
    assert all(a.end <= b.start for a, b in pairwise(claims))
    assert all(claim.kind in KINDS and 0 <= claim.confidence <= 1 for claim in claims)
    assert encodings.claims.shape == (len(claims), 384)
    assert "Thanks!" not in {claim.text for claim in claims}


@pytest.mark.trained
def test_a_claim_holds_no_quoted_words_and_no_blank_line() -> None:
    text = "I like it because\n\n> it never breaks\n\nthe editor support is very good."
    claims, _ = claims_of(one(text, quotes=(Span(19, 36),)))
    assert all("never breaks" not in claim.text and "\n\n" not in claim.text for claim in claims)


@pytest.mark.trained
def test_a_bullet_of_a_digest_is_a_claim_whatever_its_form() -> None:
    thread = one("faster builds")
    assert claims_of(thread)[0] == () or claims_of(thread)[0][0].text == "faster builds"
    digest = Thread("test:1", "", thread.posts, kind="digest")
    assert [claim.text for claim in claims_of(digest)[0]] == ["faster builds"]


@pytest.mark.trained
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\x00\x01\u202e", id="control-characters"),
        pytest.param("x" * 50_000, id="endless-word"),
        pytest.param("word " * 10_000, id="repeated-word"),
        pytest.param("It is good and it is bad but nobody cares. " * 400, id="long-post"),
        pytest.param("(" * 2000 + " " + ")" * 2000, id="parentheses"),
    ],
)
def test_degenerate_posts_do_no_harm(text: str) -> None:
    claims, encodings = claims_of(one(text))
    assert all(claim.text == text[claim.start : claim.end] for claim in claims)
    assert encodings.posts.shape == (1, 384)
    assert np.isfinite(encodings.posts).all()


@pytest.mark.trained
def test_a_long_post_is_parsed_in_pieces_that_join_to_its_text() -> None:
    thread = one("The parser is quick. It never stops! " * 900)
    (doc,) = parse(thread, load_language(), no_progress)
    assert doc.text == mask(thread.posts[0])
    assert sum(not sent.text.isspace() for sent in doc.sents) == 1800
