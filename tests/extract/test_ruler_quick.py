"""The quick ruler says of every token what the pipeline's own ruler says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from argmap import read
from argmap.extract.language import load_language, mask, parse
from argmap.extract.ruler import NAME, QuickRuler
from argmap.model import no_progress

EXAMPLES = Path(__file__).parents[2] / "examples"
TOLD: list[int | str] = ["TAG", "POS", "DEP"]


def told(doc: Doc) -> list[list[int]]:
    values: list[list[int]] = doc.to_array(TOLD).tolist()
    return values


def pipeline(*rules: dict[str, Any]) -> Language:
    language = spacy.blank("en")
    ruler = language.add_pipe(NAME)
    assert isinstance(ruler, AttributeRuler)
    for rule in rules:
        ruler.add(**rule)
    return language


def tagged(language: Language, words: str, tags: str, deps: str) -> Doc:
    return Doc(language.vocab, words=words.split(), tags=tags.split(), deps=deps.split())


def test_it_agrees_with_spacys_own_on_a_discussion() -> None:
    thread = read(str(EXAMPLES / "leaving-meta.algolia.json"))
    language = load_language()
    quick = QuickRuler.of(language)
    assert quick is not None
    for text in map(mask, thread.posts):
        whole = language(text)
        with language.select_pipes(disable=[NAME]):
            bare = language(text)
        assert told(quick(bare)) == told(whole)


def test_parsing_leaves_no_token_without_a_part_of_speech() -> None:
    thread = read(str(EXAMPLES / "leaving-meta.digest.txt"))
    docs = parse(thread, load_language(), no_progress)
    assert all(token.pos for doc in docs for token in doc)


def test_patterns_over_several_tokens_win_where_they_stand() -> None:
    language = pipeline(
        {"patterns": [[{"TAG": "B"}]], "attrs": {"POS": "NOUN"}},
        {"patterns": [[{"LOWER": "a"}, {"TAG": "B"}]], "attrs": {"POS": "VERB"}, "index": 1},
        {"patterns": [[{"TAG": "B"}, {"LOWER": {"REGEX": "^c+$"}}]], "attrs": {"POS": "ADJ"}},
        {"patterns": [[{"LOWER": {"IN": ["d"]}}]], "attrs": {"POS": "ADV", "TAG": "E"}},
    )
    quick = QuickRuler.of(language)
    assert quick is not None
    line = ("a b ccc b a b x d cc b", "A B C B A B X D C B", "p " * 10)
    own = language.get_pipe(NAME)(tagged(language, *line))
    assert told(quick(tagged(language, *line))) == told(own)
    assert [token.pos_ for token in own if token.tag_ == "B"] == ["ADJ", "NOUN", "VERB", "NOUN"]


@pytest.mark.parametrize("looks_at", ["ORTH", "SHAPE", "OP"])
def test_a_ruler_that_looks_at_more_is_left_alone(looks_at: str) -> None:
    token = {"TAG": "B", looks_at: "?" if looks_at == "OP" else "Xx"}
    language = pipeline({"patterns": [[token]], "attrs": {"POS": "NOUN"}})
    assert QuickRuler.of(language) is None


@pytest.mark.parametrize(("part", "stands_in"), [("lemmatizer", False), ("ner", True)])
def test_a_part_that_may_read_what_the_ruler_says_keeps_it(part: str, stands_in: bool) -> None:
    language = pipeline({"patterns": [[{"TAG": "B"}]], "attrs": {"POS": "NOUN"}})
    language.add_pipe(part)
    assert (QuickRuler.of(language) is not None) == stands_in


def test_a_pipeline_without_a_ruler_has_no_quick_one() -> None:
    assert QuickRuler.of(spacy.blank("en")) is None
