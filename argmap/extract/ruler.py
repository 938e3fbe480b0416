"""A pipeline's attribute ruler, asked once for each kind of token.

The ruler turns tags into parts of speech by some 180 patterns, matched token by token: an eighth
of spaCy's pass. What it says of a token depends on its tag, its dependency and, for a few hundred
words, the word; so the ruler itself is asked about one such token, and the answer is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

NAME = "attribute_ruler"
SEEN = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
"""What patterns may look at; a ruler that looks at more is left as it is."""
BLIND = frozenset({"ner", "parser", "senter", "sentencizer", "tagger", "tok2vec"})
"""Kinds of pipeline parts that read no part of speech."""
_ASKED: list[int | str] = ["LOWER", "TAG", "DEP", "IS_SPACE"]
_TOLD: list[int | str] = ["TAG", "POS", "DEP"]

Kind = tuple[int, int, int, int]
"""Word (0 where no pattern knows it), tag, dependency, and whether the token is white space."""
Told = tuple[int, int, int]
Pattern = list[dict[str, Any]]


class QuickRuler:
    """Sets tag, part of speech and dependency as the ruler does; lemma and morphology stay out."""

    def __init__(self, language: Language, ruler: AttributeRuler) -> None:
        self._language, self._ruler = language, ruler
        patterns = _patterns(ruler)
        words, self._written = _words(patterns)
        self._known = {language.vocab.strings.add(word): True for word in words}
        self._told: dict[tuple[Kind, ...], tuple[Told, ...]] = {}
        self._wide = _matcher(language, (tokens for tokens in patterns if len(tokens) > 1))

    @classmethod
    def of(cls, language: Language) -> Self | None:
        """Return the ruler of a pipeline, to run after the rest of it.

        None where it has no ruler, one that looks at more, or parts after it that may read what
        it says: a lemmatizer, a user's own.
        """
        from spacy.pipeline import AttributeRuler

        ruler = language.get_pipe(NAME) if language.has_pipe(NAME) else None
        if not isinstance(ruler, AttributeRuler):
            return None
        later = language.pipe_names[language.pipe_names.index(NAME) + 1 :]
        if any(language.get_pipe_meta(name).factory not in BLIND for name in later):
            return None
        looked_at = {name for tokens in _patterns(ruler) for token in tokens for name in token}
        return cls(language, ruler) if looked_at <= SEEN else None

    def __call__(self, doc: Doc) -> Doc:
        """Set what the ruler would set."""
        if not len(doc):
            return doc
        asked = doc.to_array(_ASKED).tolist()
        kinds = [
            (word if self._is_known(word) else 0, tag, dep, space)
            for word, tag, dep, space in asked
        ]
        told = [self._ask((kind,), asked[at : at + 1])[0] for at, kind in enumerate(kinds)]
        for start, end in self._runs(doc):
            told[start:end] = self._ask(tuple(kinds[start:end]), asked[start:end])
        return doc.from_array(_TOLD, np.array(told, dtype=np.uint64))  # type: ignore[arg-type]

    def _is_known(self, word: int) -> bool:
        known = self._known.get(word)
        if known is None:
            text = self._language.vocab.strings[word]
            known = self._known[word] = any(pattern.search(text) for pattern in self._written)
        return known

    def _runs(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the stretches that patterns over several tokens match, joined where they meet."""
        begin = stop = 0
        matches = self._wide(doc, allow_missing=True)
        for _, start, end in sorted(matches, key=itemgetter(1, 2)):
            if start >= stop and stop > begin:
                yield begin, stop
            begin, stop = (start, end) if start >= stop else (begin, max(stop, end))
        if stop > begin:
            yield begin, stop

    def _ask(self, kinds: tuple[Kind, ...], asked: Sequence[Sequence[int]]) -> tuple[Told, ...]:
        told = self._told.get(kinds)
        if told is None:
            told = self._told[kinds] = self._say(asked)
        return told

    def _say(self, asked: Sequence[Sequence[int]]) -> tuple[Told, ...]:
        """Let the ruler look at nothing but these tokens."""
        from spacy.tokens import Doc

        strings = self._language.vocab.strings
        words, tags, deps = (
            [strings[number] for number in column] for column in list(zip(*asked, strict=True))[:3]
        )
        doc = self._ruler(Doc(self._language.vocab, words=words, tags=tags, deps=deps))
        return tuple((tag, pos, dep) for tag, pos, dep in doc.to_array(_TOLD).tolist())


def _patterns(ruler: AttributeRuler) -> list[Pattern]:
    rules: Any = ruler.patterns  # its declared type leaves open what it holds
    return [tokens for rule in rules for tokens in rule["patterns"]]


def _words(patterns: Iterable[Pattern]) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the words that patterns name, and the regular expressions for words."""
    words: set[str] = set()
    written: list[re.Pattern[str]] = []
    for value in (token["LOWER"] for tokens in patterns for token in tokens if "LOWER" in token):
        if isinstance(value, str):
            words.add(value)
            continue
        for how, what in value.items():
            if how in ("IN", "NOT_IN"):
                words.update(what)
            else:
                # What is not foreseen (likeness, say) makes every word its own kind.
                written.append(re.compile(what if how == "REGEX" else ""))
    return words, written


def _matcher(language: Language, patterns: Iterable[Pattern]) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(language.vocab, validate=False)
    for number, tokens in enumerate(patterns):
        matcher.add(str(number), [tokens])
    return matcher
