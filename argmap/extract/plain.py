"""A parsed post as plain objects, for code that looks at every token many times.

spaCy makes a new object at each look at a token, and each of its attributes is a look-up. The
names here are spaCy's, so that the same code reads either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_READ: list[int | str] = ["ORTH", "LOWER", "SPACY", "TAG", "POS", "DEP", "ENT_TYPE", "ENT_IOB"]
_IOB = ("", "I", "O", "B")
"""As spaCy numbers them."""


_NONE: list[Any] = []
"""The children of a word that has none: one list for all, never written to."""


class Word:
    """A token; spaCy's documentation of ``Token`` says what its attributes are."""

    __slots__ = (
        "children",
        "dep_",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_space",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    i: int
    idx: int
    text: str
    lower_: str
    whitespace_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_alpha: bool
    is_punct: bool
    is_space: bool
    head: Word
    children: list[Word]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``start`` to ``end`` of a post."""

    doc: Plain
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        return self.doc.words[self.start : self.end][at]

    @property
    def text(self) -> str:
        """The words as they stand in the post."""
        if self.end <= self.start:
            return ""
        first, last = self.doc.words[self.start], self.doc.words[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last)]

    @property
    def root(self) -> Word:
        """The head of a sentence: the first token that is its own."""
        inside = self.doc.words[self.start : self.end]
        return next((word for word in inside if word.head is word), inside[0])


class Plain:
    """A parsed post; not worth keeping: it takes more memory than spaCy's own."""

    def __init__(self, doc: Doc) -> None:
        self.words = _words(doc)
        self.text = "".join([word.text + word.whitespace_ for word in self.words])
        starts: list[int] = (doc.to_array("SENT_START").astype(np.int64) == 1).nonzero()[0].tolist()
        # The first token opens a sentence whether or not it says so.
        borders = [0, *(at for at in starts if at), len(self.words)]
        self.sents = [Stretch(self, start, end) for start, end in pairwise(borders) if end > start]

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, int):
            return self.words[at]
        start, end, _ = at.indices(len(self.words))
        return Stretch(self, start, max(start, end))


def _words(doc: Doc) -> list[Word]:
    name, lexeme = _names(doc.vocab), _lexemes(doc.vocab)
    heads = doc.to_array("HEAD").astype(np.int64).tolist()
    words, at = [], 0
    for number, (orth, lower, spaced, tag, pos, dep, kind, iob) in enumerate(
        doc.to_array(_READ).tolist()
    ):
        word = Word()
        word.i, word.idx = number, at
        word.text, word.is_alpha, word.is_punct, word.is_space = lexeme[orth]
        word.lower_ = name[lower]
        word.whitespace_ = " " if spaced else ""
        word.tag_, word.pos_, word.dep_ = name[tag], name[pos], name[dep]
        word.ent_type_, word.ent_iob_ = name[kind], _IOB[iob]
        word.children = _NONE
        at += len(word.text) + spaced
        words.append(word)
    for number, offset in enumerate(heads):
        word = words[number]
        word.head = words[number + offset]
        if offset:
            if word.head.children is _NONE:
                word.head.children = [word]
            else:
                word.head.children.append(word)
    return words


class _Names(dict[int, str]):
    """Strings by their numbers."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, number: int) -> str:
        name = self[number] = self._strings[number]
        return name


class _Lexemes(dict[int, tuple[str, bool, bool, bool]]):
    """What a word is wherever it stands: its text, and whether it is letters, a mark, blank."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, orth: int) -> tuple[str, bool, bool, bool]:
        word = self._vocab[orth]
        found = self[orth] = (word.text, word.is_alpha, word.is_punct, word.is_space)
        return found


@cache
def _names(vocab: Vocab) -> _Names:
    return _Names(vocab)


@cache
def _lexemes(vocab: Vocab) -> _Lexemes:
    return _Lexemes(vocab)
