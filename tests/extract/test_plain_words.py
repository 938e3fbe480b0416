"""Plain words say what spaCy's tokens say."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from argmap import read
from argmap.extract.language import load_language, parse
from argmap.extract.plain import Plain
from argmap.model import no_progress

pytestmark = pytest.mark.trained

EXAMPLES = Path(__file__).parents[2] / "examples"
SAME = (
    *("i", "idx", "text", "lower_", "whitespace_", "tag_", "pos_", "dep_"),
    *("ent_type_", "ent_iob_", "is_alpha", "is_punct", "is_space"),
)


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    thread = read(str(EXAMPLES / "leaving-meta.algolia.json"))
    return parse(thread, load_language(), no_progress)


def test_a_word_says_what_its_token_says(docs: list[Doc]) -> None:
    for doc in docs:
        words = Plain(doc).words
        assert len(words) == len(doc)
        for word, token in zip(words, doc, strict=True):
            assert [getattr(word, name) for name in SAME] == [getattr(token, name) for name in SAME]
            assert len(word) == len(token)
            assert word.head.i == token.head.i
            assert [child.i for child in word.children] == [child.i for child in token.children]


def test_sentences_are_the_same(docs: list[Doc]) -> None:
    for doc in docs:
        plain = Plain(doc)
        assert plain.text == doc.text
        assert [(s.start, s.end, s.text, s.root.i) for s in plain.sents] == [
            (s.start, s.end, s.text, s.root.i) for s in doc.sents
        ]


def test_slices_are_the_same(docs: list[Doc]) -> None:
    doc = max(docs, key=len)
    plain = Plain(doc)
    for start, end in ((0, 3), (2, 2), (4, 1), (5, 10**6)):
        assert (plain[start:end].text, len(plain[start:end])) == (
            doc[start:end].text,
            len(doc[start:end]),
        )
    assert [word.text for word in plain[1:9][2:]] == [token.text for token in doc[1:9][2:]]
