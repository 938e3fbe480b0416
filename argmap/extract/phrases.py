"""Noun phrases: what later stages name themes and points with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmap.model import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
MOST_WORDS = 3
EMPTY = frozenset(
    """
    thing things way ways lot lots bit kind sort people person something anything nothing everything
    someone anyone everyone one ones time times case cases point points reason reasons example
    examples issue issues problem problems question questions year years day days part parts
    stuff guy guys fact idea ideas place places number end bunch couple comment comments thread
    op post article same other such much many more most few good bad great nice better best worse
    real whole own new old big small little different certain sure able right wrong first last
    shit crap hell fuck word words joke jokes area areas work use need sense support
    next long short high low full hard easy simple
    chunk mix folk folks latter former world majority minority amount number set piece hand level
    type kinda everyone anybody somebody nobody topic matter discussion conversation opinion view
    perspective term terms man men woman women kid kids child children friend friends boss era
    mb gb kb tb ms thousand thousands hundred hundreds million millions half dozen percent
    """.split()
)
"""Words too general to name anything by themselves."""

_ODD = re.compile(r"[^\w.+#'’&/-]")
"""What no name has: “Hash(random[0” is code, or was split amiss."""


def find_phrases(doc: Doc) -> tuple[Phrase, ...]:
    """Return the noun phrases of a post, at most three words each, in text order.

    Only nouns, proper nouns and adjectives before the head are kept, so that articles, numbers
    and pronouns fall away; a phrase that spans a line break is left out.
    """
    found: list[Phrase] = []
    if not doc.has_annotation("DEP"):
        return ()
    for chunk in doc.noun_chunks:
        words: list[Token] = []
        for token in reversed(list(chunk)):
            if token.pos_ not in NAMING or token.is_space or _is_address(token.text):
                break
            words.insert(0, token)
        words = words[-MOST_WORDS:]
        while words and words[0].pos_ == "ADJ" and words[0].lower_ in EMPTY:
            words = words[1:]
        if not words or words[-1].pos_ == "ADJ" or "\n" in doc[words[0].i : words[-1].i + 1].text:
            continue
        if any(_ODD.search(token.text) for token in words):
            continue
        if all(token.lower_ in EMPTY or len(token) < 2 for token in words):
            continue
        if words[-1].lower_ in EMPTY and all(token.pos_ == "ADJ" for token in words[:-1]):
            continue  # “honest question” names nothing either
        start, last = words[0].idx, words[-1]
        key = " ".join([*(token.lower_ for token in words[:-1]), _singular(last)])
        found.append(Phrase(key, start, last.idx + len(last)))
    return tuple(found)


def _is_address(text: str) -> bool:
    return text.startswith(("@", "http", "www.", "/")) or "://" in text


def _singular(token: Token) -> str:
    # The tag knows a plural; the rule is enough to bring "configs" and "config" together.
    word = str(token.lower_)
    if token.tag_ != "NNS" or len(word) < 4 or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
