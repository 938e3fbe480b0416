"""Near-duplicates of different posts are rephrases; abstention is the rule."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode import HashingEncoder
from argmap.model import Claim, Comparison, Encodings, Extraction, Post, Relation, Settings, Thread
from argmap.relate.across import relate_across


def related(
    *texts: str,
    same_post: bool = False,
    reply: bool = False,
    comparisons: tuple[Comparison, ...] = (),
) -> tuple[Relation, ...]:
    posts = tuple(
        Post(f"p{n}", text, parent="p0" if reply and n else None) for n, text in enumerate(texts)
    )
    claims = tuple(
        Claim(f"p{n}#0-{len(text)}", "p0" if same_post else f"p{n}", 0, len(text), text)
        for n, text in enumerate(texts)
    )
    vectors = HashingEncoder()(texts)
    empty = np.zeros((len(posts), 384), dtype=np.float32)
    extraction = Extraction(claims, (), comparisons, {}, Encodings(vectors, empty, empty))
    return relate_across(Thread("test:1", "t", posts), extraction, {}, Settings())


def test_the_later_claim_rephrases_the_earlier() -> None:
    (relation,) = related(
        "the copper kettle boils water quickly", "The copper kettle boils water quickly!"
    )
    assert (relation.kind, relation.scope) == ("rephrases", "thread")
    assert (relation.source[:2], relation.target[:2]) == ("p1", "p0")
    assert relation.evidence


@pytest.mark.parametrize(
    "other",
    [
        "the copper kettle boils water quickly?",
        "the copper kettle boils 3 water quickly",
        "gardens need rain in spring",
    ],
)
def test_question_number_or_other_words_block_a_rephrase(other: str) -> None:
    assert related("the copper kettle boils water quickly", other) == ()


def test_claims_of_one_post_do_not_rephrase_each_other() -> None:
    text = "the copper kettle boils water quickly"
    assert related(text, text, same_post=True) == ()


def test_an_empty_thread_gives_nothing() -> None:
    empty = np.zeros((0, 384), dtype=np.float32)
    extraction = Extraction((), (), (), {}, Encodings(empty, empty, empty))
    assert relate_across(Thread("test:1", "t", ()), extraction, {}, Settings()) == ()


def test_a_negation_of_the_same_words_contrasts_and_shows_the_word() -> None:
    denial = "the copper kettle never boils water quickly"
    (relation,) = related("the copper kettle boils water quickly", denial)
    assert (relation.kind, relation.scope) == ("contrasts", "thread")
    cue = relation.evidence[0]
    assert (cue.kind, cue.text) == ("negation", "never")
    assert denial[cue.start : cue.end] == "never"


def test_a_denial_in_a_direct_reply_is_left_to_the_stance() -> None:
    texts = ("the copper kettle boils water quickly", "the copper kettle never boils water quickly")
    assert related(*texts, reply=True) == ()


@pytest.mark.parametrize(("second", "count"), [("steel", 1), ("copper", 0), (None, 0)])
def test_opposite_preferences_between_the_same_two_contrast(second: str | None, count: int) -> None:
    texts = ("copper beats steel for tea", "in a kitchen I would rather have steel than copper")
    claims = [f"p{n}#0-{len(text)}" for n, text in enumerate(texts)]
    found = related(
        *texts,
        comparisons=(
            Comparison("copper", "steel", None, "copper", claims[0], "beats"),
            Comparison("steel", "copper", None, second, claims[1], "rather"),
        ),
    )
    assert [(r.source, r.target, r.kind) for r in found] == [
        (claims[1], claims[0], "contrasts")
    ] * count
    assert all(r.evidence[0].text == "rather" for r in found)
