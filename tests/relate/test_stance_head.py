"""The learned head on hand-made encodings: shapes, ranges, evidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from argmap.model import Claim, Encodings, Extraction, InnerEncodings, Post, Settings, Thread
from argmap.relate.features import TOWARDS_SUBJECT, feature_names, find_features
from argmap.relate.head import KINDS, load_head
from argmap.relate.stance import find_stances
from argmap.relate.targets import TARGET_FEATURES

TEXTS = (
    ("a", None, "I love this language, congratulations to the team."),
    ("b", "a", "Exactly, it is wonderful. I agree with you."),
    ("a", "b", "No, you are wrong. That isn't true at all, and it doesn't even compile."),
    ("c", "a", ""),
)


def thread_and_extraction() -> tuple[Thread, Extraction]:
    names = [str(number) for number in range(len(TEXTS))]
    by_author = {"a": "0", "b": "1"}
    posts = tuple(
        Post(name, text, by_author[parent] if parent else None, author)
        for name, (author, parent, text) in zip(names, TEXTS, strict=True)
    )
    claims = tuple(Claim(f"{post.id}#0-9", post.id, 0, 9, post.text[:9]) for post in posts[:3])
    random = np.random.default_rng(7)
    vectors = random.normal(size=(4, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[3] = 0
    return (
        Thread("t", "A language", posts),
        Extraction(claims, (), (), {}, Encodings(vectors[:3], vectors, vectors)),
    )


def test_weights_fit_the_features_of_this_version() -> None:
    head = load_head()
    assert head.named.shape == (len(feature_names()), len(KINDS))
    assert head.target.shape == (len(TARGET_FEATURES),)
    assert all(np.isfinite(value).all() for value in vars(head).values())


def test_feature_names_are_distinct_and_name_every_column() -> None:
    thread, extraction = thread_and_extraction()
    found = find_features(thread, extraction)
    assert found.named.shape == (4, len(feature_names()))
    assert len(set(feature_names())) == len(feature_names())
    assert np.isfinite(found.named).all()


def test_features_towards_the_subject_are_zero_below_the_top_level() -> None:
    thread, extraction = thread_and_extraction()
    found = find_features(thread, extraction)
    assert found.named[0, -len(TOWARDS_SUBJECT) :].any()
    assert not found.named[1:, -len(TOWARDS_SUBJECT) :].any()
    assert not found.parent[0].any()


def test_a_top_level_post_is_set_against_the_title() -> None:
    thread, extraction = thread_and_extraction()
    title = np.full(384, 384**-0.5, dtype=np.float32)
    titled = replace(extraction, encodings=replace(extraction.encodings, subject=title))
    found = find_features(thread, titled)
    assert (found.parent[0] == title).all()
    assert (found.parent[1] == extraction.encodings.posts[0]).all()
    assert (found.named == find_features(thread, extraction).named).all()


def test_the_inner_layer_is_that_of_post_opening_and_parent_and_is_heard() -> None:
    thread, extraction = thread_and_extraction()
    plain = find_features(thread, extraction)
    assert plain.inner is None
    drawn = np.random.default_rng(3).normal(size=(9, 384)).astype(np.float16)
    inner = InnerEncodings(drawn[:4], drawn[4:8], drawn[8])
    given = replace(extraction, encodings=replace(extraction.encodings, inner=inner))
    found = find_features(thread, given)
    assert found.inner is not None
    post, opening, parent = found.inner
    assert (post == drawn[:4]).all()
    assert (opening == drawn[4:8]).all()
    # The second answers the first, the third the second, the fourth the first again.
    assert (parent == drawn[[8, 0, 1, 0]]).all()
    head = load_head()
    assert (head.probabilities(found) != head.probabilities(plain)).all()


def test_probabilities_sum_to_one_and_confidences_stay_in_range() -> None:
    thread, extraction = thread_and_extraction()
    head = load_head()
    probabilities = head.probabilities(find_features(thread, extraction))
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(4))
    for kind in range(3):
        sure = [head.confidence(value, kind) for value in (0.0, 0.3, 0.6, 0.9, 1.0)]
        assert sure == sorted(sure)
        assert 0 <= sure[0] <= sure[-1] <= 1


def test_plain_agreement_and_plain_disagreement_are_told_apart() -> None:
    thread, extraction = thread_and_extraction()
    stances = find_stances(thread, extraction, Settings())
    assert list(stances) == ["0", "1", "2"]
    assert stances["1"].kind == "supports"
    assert stances["2"].kind == "contrasts"


def test_a_learned_stance_names_cues_probability_and_features() -> None:
    thread, extraction = thread_and_extraction()
    stance = find_stances(thread, extraction, Settings())["2"]
    kinds = [item.kind for item in stance.evidence]
    assert kinds[0] == "reply"
    assert "model" in kinds
    assert "feature" in kinds
    assert stance.target == "1#0-9"
    for item in stance.evidence:
        if item.start is not None:
            assert item.text == TEXTS[2][2][item.start : item.end]


def test_stances_do_not_change_between_runs() -> None:
    thread, extraction = thread_and_extraction()
    assert find_stances(thread, extraction, Settings()) == find_stances(
        thread, extraction, Settings()
    )
