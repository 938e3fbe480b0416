"""What cue words say of a reply, without a trained model."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode import load_encoder
from argmap.model import Claim, Encodings, Extraction, Post, Settings, Span, Stance, Thread
from argmap.relate.cues import find_cues
from argmap.relate.stance import find_stances
from argmap.relate.text import opening, own_words

PARENT = "Containers make deployment simple. Everyone should use them."


def extraction_of(thread: Thread) -> Extraction:
    """One claim for each sentence that ends in a full stop; encodings by hashed words."""
    claims = []
    for post in thread.posts:
        start = 0
        for part in own_words(post).split(". "):
            text = part.strip()
            if len(text.split()) > 2:
                at = post.text.index(text, start)
                end = at + len(text)
                claims.append(Claim(f"{post.id}#{at}-{end}", post.id, at, end, text))
            start += len(part) + 2
    encode = load_encoder(fast=True)
    own = [own_words(post) for post in thread.posts]
    first = [text[opening(text).start : opening(text).end] for text in own]
    vectors = encode([claim.text for claim in claims])
    encodings = Encodings(vectors.reshape(len(claims), 384), encode(own), encode(first))
    return Extraction(tuple(claims), (), (), {}, encodings)


def stance_of(text: str, parent: str = PARENT, **extra: object) -> Stance | None:
    posts = (Post("1", parent), Post("2", text, "1", **extra))  # type: ignore[arg-type]
    thread = Thread("t", "Containers", posts)
    return find_stances(thread, extraction_of(thread), Settings(fast=True)).get("2")


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        pytest.param("Exactly, it saves us hours.", "supports", id="agreement"),
        pytest.param("+1", "supports", id="plus-one"),
        pytest.param("Thanks, this was the push I needed.", "supports", id="thanks"),
        pytest.param("No, they leak memory.", "contrasts", id="opening-no"),
        pytest.param("No doubt about it.", "supports", id="opening-no-doubt"),
        pytest.param("But it breaks on Windows.", "contrasts", id="opening-but"),
        pytest.param("Yes, but only for small teams.", "contrasts", id="yes-but"),
        pytest.param("I disagree. Plain binaries are enough.", "contrasts", id="disagree"),
        pytest.param("I don\u2019t think that follows.", "contrasts", id="typographic-apostrophe"),
        pytest.param("Which version did they ship with?", "none", id="a-question-takes-no-side"),
        pytest.param("See https://example.org/docs", "none", id="a-bare-link"),
    ],
)
def test_cue_words_tell_where_a_reply_stands(reply: str, kind: str) -> None:
    stance = stance_of(reply)
    assert stance is not None
    assert stance.kind == kind


def test_words_of_a_quotation_are_not_the_authors_own() -> None:
    quoted = "> No, never, I disagree."
    stance = stance_of(f"{quoted}\n\nExactly.", quotes=(Span(0, len(quoted)),))
    assert stance is not None
    assert stance.kind == "supports"


def test_every_cue_given_as_evidence_stands_in_the_reply() -> None:
    text = "Hm, no, that isn't how it works."
    stance = stance_of(text)
    assert stance is not None
    cues = [item for item in stance.evidence if item.start is not None]
    assert cues
    for item in cues:
        assert item.post == "2"
        assert text[item.start : item.end] == item.text


def test_a_stance_always_rests_on_something() -> None:
    stance = stance_of("Banana.")
    assert stance is not None
    assert stance.kind == "none"
    assert stance.evidence


@pytest.mark.parametrize(
    ("text", "state"), [("", "deleted"), ("", "ok"), ("No!", "flagged"), ("  \n ", "ok")]
)
def test_a_post_without_words_of_its_own_takes_no_stance(text: str, state: str) -> None:
    assert stance_of(text, state=state) is None


def test_a_stance_less_sure_than_asked_for_becomes_none_and_says_so() -> None:
    posts = (Post("1", PARENT), Post("2", "Exactly, it saves us hours.", "1"))
    thread = Thread("t", "Containers", posts)
    found = find_stances(thread, extraction_of(thread), Settings(fast=True, min_confidence=0.99))
    assert found["2"].kind == "none"
    assert found["2"].evidence[-1].kind == "abstained"


def test_stances_come_in_thread_order_and_progress_reaches_the_end() -> None:
    posts = tuple(
        Post(str(n), f"No, answer number {n}.", str(n - 1) if n else None) for n in range(4)
    )
    thread = Thread("t", "Counting", posts)
    seen: list[tuple[str, int, int]] = []
    found = find_stances(
        thread, extraction_of(thread), Settings(fast=True), lambda *step: seen.append(step)
    )
    assert list(found) == ["0", "1", "2", "3"]
    assert seen[-1] == ("stance", 4, 4)


@pytest.mark.parametrize("kind", ["digest", "document"])
def test_one_voice_alone_takes_no_stance(kind: str) -> None:
    thread = Thread("t", "Notes", (Post("1", "No, that is wrong."),), kind=kind)
    assert find_stances(thread, extraction_of(thread), Settings(fast=True)) == {}


def test_an_empty_thread_has_no_stances() -> None:
    thread = Thread("t", "Nothing", ())
    empty = np.zeros((0, 384), dtype=np.float32)
    nothing = Extraction((), (), (), {}, Encodings(empty, empty, empty))
    assert find_stances(thread, nothing, Settings(fast=True)) == {}
    assert find_stances(thread, nothing, Settings()) == {}


def test_greetings_before_an_opening_are_skipped() -> None:
    groups = {cue.group for cue in find_cues("Oh well, nope, it never did.")}
    assert "opening:disagree" in groups


@pytest.mark.parametrize("text", ["well " * 20_000, "yes " * 20_000, "(" * 50_000, "no\n" * 20_000])
def test_hostile_repetition_does_not_hang_the_cue_search(text: str) -> None:
    assert isinstance(find_cues(text), tuple)
