"""Dividing sentences at given places, on hand-made parses."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from argmap.extract.cuts import MAX_TOKENS, candidate_cuts, cut_features
from argmap.extract.plain import Plain
from argmap.extract.segments import divide, find_segments


def make_doc(words: str, tags: str, heads: list[int] | None = None, deps: str = "") -> Plain:
    tokens = words.split()
    doc = Doc(
        spacy.blank("en").vocab,
        words=tokens,
        spaces=[True] * (len(tokens) - 1) + [False],
        tags=tags.split(),
        pos=["X"] * len(tokens),
        heads=heads or [0] * len(tokens),
        deps=deps.split() or ["ROOT"] + ["dep"] * (len(tokens) - 1),
    )
    return Plain(doc)


@pytest.fixture
def two_assertions() -> Plain:
    return make_doc(
        "It is quick , but the manual is thin .",
        "PRP VBZ JJ , CC DT NN VBZ JJ .",
        [1, 1, 1, 1, 1, 6, 7, 1, 7, 1],
        "nsubj ROOT acomp punct cc det nsubj conj acomp punct",
    )


def test_a_connective_between_two_finite_verbs_is_a_candidate(two_assertions: Plain) -> None:
    (sent,) = two_assertions.sents
    (cut,) = candidate_cuts(sent)
    assert (cut.connective, cut.mark) == ("but", ",")


def test_the_connective_belongs_to_neither_side(two_assertions: Plain) -> None:
    (sent,) = two_assertions.sents
    left, right = divide(sent, two_assertions.text, candidate_cuts(sent))
    text = two_assertions.text
    assert text[left.start : left.end] == "It is quick"
    assert text[right.start : right.end] == "the manual is thin ."
    assert (left.connective, right.connective) == ("", "but")


def test_no_cut_leaves_the_sentence_whole(two_assertions: Plain) -> None:
    (segment,) = find_segments(two_assertions, None)
    assert (segment.start, segment.end) == (0, len(two_assertions.text))


def test_one_finite_verb_gives_no_candidate() -> None:
    doc = make_doc("Cheap and quick is good .", "JJ CC JJ VBZ JJ .")
    (sent,) = doc.sents
    assert candidate_cuts(sent) == []


def test_nothing_is_cut_inside_a_parenthesis() -> None:
    doc = make_doc(
        "It is ( we know , it is old ) good .", "PRP VBZ -LRB- PRP VBP , PRP VBZ JJ -RRB- JJ ."
    )
    (sent,) = doc.sents
    assert candidate_cuts(sent) == []


def test_an_endless_sentence_stays_whole() -> None:
    count = MAX_TOKENS // 4 + 1
    doc = make_doc("it is , it " * count, "PRP VBZ , PRP " * count)
    (sent,) = doc.sents
    assert candidate_cuts(sent) == []


def test_features_have_one_length(two_assertions: Plain) -> None:
    bare = make_doc("It is x ; so it is", "PRP VBZ NN : RB PRP VBZ")
    lengths = {
        len(cut_features(sent, cut))
        for doc in (two_assertions, bare)
        for sent in doc.sents
        for cut in candidate_cuts(sent)
    }
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("But it is quick", "it is quick", id="leading-but"),
        pytest.param("However, it is quick", "it is quick", id="leading-however"),
        pytest.param("- it is quick", "it is quick", id="list-mark"),
        pytest.param("Well designed tools are rare", "Well designed tools are rare", id="adverb"),
        pytest.param("But why", "But why", id="too-short-to-trim"),
        pytest.param("It is there: https://example.org/x", "It is there", id="trailing-address"),
        pytest.param("https://example.org/x", "https://example.org/x", id="bare-address"),
    ],
)
def test_what_stands_around_an_assertion_is_left_out(words: str, expected: str) -> None:
    doc = make_doc(words, " ".join("X" for _ in words.split()))
    (segment,) = find_segments(doc, None)
    assert doc.text[segment.start : segment.end] == expected
