"""Which claim of the parent a reply is taken to address."""

from __future__ import annotations

import numpy as np

from argmap.model import Claim, Encodings, Extraction, Post, Span, Thread
from argmap.relate.targets import TARGET_FEATURES, TargetFinder

FIRST, SECOND, THIRD = "Rust is fast.", "Its compiler is slow.", "The docs are good."
PARENT = f"{FIRST} {SECOND}\n\n{THIRD}"


def unit(*places: int) -> np.ndarray:
    vector = np.zeros(384, dtype=np.float32)
    vector[list(places)] = 1.0
    return vector / max(1e-9, float(np.linalg.norm(vector)))


def claims_of(post: str, text: str, *parts: str) -> list[Claim]:
    found = []
    for part in parts:
        start = text.index(part)
        found.append(
            Claim(f"{post}#{start}-{start + len(part)}", post, start, start + len(part), part)
        )
    return found


def finder_for(reply: Post, like: np.ndarray) -> TargetFinder:
    thread = Thread("t", "Languages", (Post("1", PARENT), reply))
    claims = claims_of("1", PARENT, FIRST, SECOND, THIRD)
    vectors = np.stack([unit(1), unit(2), unit(3)])
    posts = np.stack([unit(1, 2, 3), like])
    return TargetFinder(
        thread, Extraction(tuple(claims), (), (), {}, Encodings(vectors, posts, posts))
    )


def test_the_claim_most_like_the_reply_is_its_target() -> None:
    reply = Post("2", "Builds take an age.", "1")
    target = finder_for(reply, unit(2)).find(reply)
    assert target is not None
    assert target.claim.text == SECOND
    assert target.similarity == 1.0
    assert target.quote is None


def test_quoted_words_outweigh_likeness() -> None:
    text = f"> {THIRD}\n\nBuilds take an age."
    reply = Post("2", text, "1", quotes=(Span(0, 2 + len(THIRD)),))
    target = finder_for(reply, unit(2)).find(reply)
    assert target is not None
    assert target.claim.text == THIRD
    assert target.quote == Span(0, 2 + len(THIRD))


def test_a_part_of_a_claim_quoted_still_names_it() -> None:
    text = "> compiler is slow\n\nNot any more."
    reply = Post("2", text, "1", quotes=(Span(0, 18),))
    target = finder_for(reply, unit(9)).find(reply)
    assert target is not None
    assert target.claim.text == SECOND


def test_probabilities_lie_between_zero_and_one() -> None:
    reply = Post("2", "Builds take an age.", "1")
    target = finder_for(reply, unit(2)).find(reply)
    assert target is not None
    assert 1 / 3 < target.probability <= 1.0


def test_there_is_no_target_at_the_top_level_or_under_a_parent_without_claims() -> None:
    posts = (Post("1", "Hm."), Post("2", "No.", "1"))
    empty = np.zeros((0, 384), dtype=np.float32)
    blank = np.zeros((2, 384), dtype=np.float32)
    nothing = Extraction((), (), (), {}, Encodings(empty, blank, blank))
    finder = TargetFinder(Thread("t", "T", posts), nothing)
    assert finder.find(posts[0]) is None
    assert finder.find(posts[1]) is None


def test_features_have_a_column_for_each_name() -> None:
    reply = Post("2", "Builds take an age.", "1")
    assert finder_for(reply, unit(2)).features(reply).shape == (3, len(TARGET_FEATURES))
