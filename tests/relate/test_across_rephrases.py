"""Near-duplicates of different posts are rephrases; abstention is the rule."""

from __future__ import annotations

import numpy as np
import pytest

from argmap.encode import HashingEncoder
from argmap.model import Claim, Encodings, Extraction, Post, Relation, Settings, Thread
from argmap.relate.across import relate_across


def related(*texts: str, same_post: bool = False) -> tuple[Relation, ...]:
    posts = tuple(Post(f"p{n}", text) for n, text in enumerate(texts))
    claims = tuple(
        Claim(f"p{n}#0-{len(text)}", "p0" if same_post else f"p{n}", 0, len(text), text)
        for n, text in enumerate(texts)
    )
    vectors = HashingEncoder()(texts)
    empty = np.zeros((len(posts), 384), dtype=np.float32)
    extraction = Extraction(claims, (), (), {}, Encodings(vectors, empty, empty))
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
        "the copper kettle never boils water quickly",
        "the copper kettle boils water quickly?",
        "the copper kettle boils 3 water quickly",
        "gardens need rain in spring",
    ],
)
def test_negation_question_number_or_other_words_block_a_rephrase(other: str) -> None:
    assert related("the copper kettle boils water quickly", other) == ()


def test_claims_of_one_post_do_not_rephrase_each_other() -> None:
    text = "the copper kettle boils water quickly"
    assert related(text, text, same_post=True) == ()


def test_an_empty_thread_gives_nothing() -> None:
    empty = np.zeros((0, 384), dtype=np.float32)
    extraction = Extraction((), (), (), {}, Encodings(empty, empty, empty))
    assert relate_across(Thread("test:1", "t", ()), extraction, {}, Settings()) == ()
