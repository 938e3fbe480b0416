"""How a claim speaks of what it names: judging words near the mention, with negation.

Cue words and distances rather than a trained classifier: they carry over from one subject to the
next, and each verdict can be shown. Compare Ding, Liu & Yu 2008, doi:10.1145/1341531.1341561,
whose distance-weighted aggregation this follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from argmap.extract.gazetteer import data_text
from argmap.model import Polarity

TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|[^\s\w]|\d[\w.]*|\w+")
NEGATORS = frozenset(
    ("not", "no", "never", "none", "nothing", "neither", "nor", "hardly", "barely", "without",
     "cannot", "cant", "dont", "doesnt", "isnt", "wont", "lack", "lacks", "few", "rarely")
)  # fmt: skip
BREAKS = frozenset(
    ("but", "although", "though", "while", "whereas", "however", "yet", "except", ";", ":", "—")
)
IDIOMS = frozenset(
    {("heavy", "lifting"), ("heavy", "on"), ("hard", "coded"), ("hard", "drive"), ("hard", "disk"),
     ("dead", "simple"), ("cold", "start"), ("cold", "storage"), ("old", "school")}
)  # fmt: skip
"""Judging words that judge nothing with the word after them."""
KNOWING = frozenset("familiar confident sure lost stupid dumb ignorant lazy old sorry".split())
"""Judging words that, said of oneself, judge nothing else."""
REACH = 4
"""Tokens before a judging word in which a negator turns it."""
BAR = 0.08
"""Sums of this size or less are neutral."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign at ``text[start:end]``."""

    text: str
    """In lower case, with plain apostrophes."""
    start: int
    end: int


@lru_cache(maxsize=64)
def tokenize(text: str) -> list[Token]:
    """Split into words and signs; kept a while, for a claim is looked at once for each name."""
    return [
        Token(match.group().lower().replace("’", "'"), match.start(), match.end())
        for match in TOKEN.finditer(text)
    ]


@cache
def opinion_words() -> dict[str, int]:
    """Return judging words: 1 for praise, -1 for blame."""
    sign, found = 0, {}
    for line in data_text("opinion_words.txt").splitlines():
        if line.startswith("["):
            sign = 1 if line == "[positive]" else -1
        elif not line.startswith("#"):
            found.update({word: sign for word in line.split() if word not in found})
    return found


def stems(word: str) -> Iterator[str]:
    """Yield what a word may be an inflection of.

    >>> list(stems("uglier"))
    ['uglier', 'ugli', 'uglie', 'ugly']
    """
    yield word
    for ending in ("er", "est", "ed", "ing", "es", "s", "ly", "r", "d", "st"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            yield stem
            if ending in ("er", "est", "ed", "ing"):
                yield stem + "e"
                if stem.endswith("i"):
                    yield stem[:-1] + "y"
                elif len(stem) > 3 and stem[-1] == stem[-2]:
                    yield stem[:-1]
            elif ending == "es" and stem.endswith("i"):
                yield stem[:-1] + "y"


@cache
def valence(word: str) -> int:
    """Return 1 for praise, -1 for blame, 0 for neither."""
    words = opinion_words()
    return next((words[stem] for stem in stems(word) if stem in words), 0)


def is_negator(word: str) -> bool:
    """Say whether a word turns what follows."""
    return word in NEGATORS or word.endswith("n't")


def is_negated(tokens: list[Token], at: int) -> bool:
    """Say whether a negator stands shortly before ``at``, in the same clause."""
    for token in reversed(tokens[max(0, at - REACH) : at]):
        if token.text in BREAKS or token.text == ",":
            return False
        if is_negator(token.text):
            return True
    return False


def polarity_towards(text: str, start: int, end: int) -> Polarity:
    """Judge how ``text`` speaks of what stands at ``text[start:end]``.

    >>> polarity_towards("YAML is not a nice format but JSON is easy.", 0, 4)
    'negative'
    """
    tokens = tokenize(text)
    spot = next((n for n, token in enumerate(tokens) if token.end > start), len(tokens))
    stop = next((n for n, token in enumerate(tokens) if token.start >= end), len(tokens))
    total = 0.0
    for number, sign in judging(tokens):
        if spot <= number < stop:
            continue
        between = tokens[number:spot] if number < spot else tokens[stop:number]
        clauses = sum(one.text in BREAKS or one.text in (".", "!", "?") for one in between)
        total += sign / (2.0 + len(between)) / (1 + 2 * clauses)
    return "positive" if total > BAR else "negative" if total < -BAR else "neutral"


def judging(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the place and sign of each judging word, turned where it is negated."""
    for number, token in enumerate(tokens):
        sign = valence(token.text)
        if not sign or (token.text == "like" and not is_liking(tokens, number)):
            continue
        after = tokens[number + 1].text if number + 1 < len(tokens) else ""
        if (token.text, after) in IDIOMS or is_of_speaker(tokens, number):
            continue
        yield number, -sign if is_negated(tokens, number) else sign


def is_of_speaker(tokens: list[Token], at: int) -> bool:
    """Say whether a word tells what the writer knows or is: “I am not familiar with it”."""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    return tokens[at].text in KNOWING and ("i'm" in before or "am" in before)


def is_liking(tokens: list[Token], at: int) -> bool:
    """Say whether “like” is the verb: someone likes."""
    before = tokens[at - 1].text if at else ""
    return before in ("i", "we", "people", "they", "really", "also", "do", "would") or (
        is_negator(before) or before == "to"
    )
