"""Whether a sentence denies what its claims assert, or asserts what they deny."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from argmap.extract.opinion import BREAKS, Token, is_negator, tokenize
from argmap.rewrite.words import keys

REACH = 5
"""Words after a negator that it may turn."""
DENIALS = frozenset(
    """
    deny denies denied denying dispute disputes disputed disputing doubt doubts doubted doubting
    disagree disagrees disagreed disagreeing refute refutes refuted refuting reject rejects rejected
    rejecting dismiss dismisses dismissed dismissing fail fails failed failing refuse refuses
    refused refusing lacking lacked nobody unable prevent prevents wrongly incorrectly hardly
    scarcely seldom stop stops stopped avoid avoids
    """.split()
)
"""Verbs and adverbs that turn what they govern."""
VERDICTS = frozenset("wrong false untrue incorrect mistaken unlikely impossible myth".split())
"""They turn what stands before them; a sentence has one where its claims have one."""
_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis")


@dataclass(frozen=True, slots=True)
class Turned:
    """What the negators of a text turn."""

    scopes: tuple[frozenset[str], ...]
    """Content words after each negator."""
    heads: frozenset[str]
    """The first content word after each."""
    plain: frozenset[str]
    """Content words that none turns."""


def turned(text: str) -> Turned:
    """Find what is negated in a text.

    >>> turned("YAML is not easy").heads
    frozenset({'easy'})
    """
    tokens = tokenize(text)
    scopes, heads, covered = [], set[str](), set[int]()
    for at, token in enumerate(tokens):
        if not (is_negator(token.text) or token.text in DENIALS):
            continue
        scope: dict[str, None] = {}
        for place in _reach(tokens, at):
            scope.update(dict.fromkeys(sorted(keys(tokens[place].text))))
            covered.add(place)
        scopes.append(frozenset(scope))
        heads.update(list(scope)[:1])
    plain = (keys(token.text) for at, token in enumerate(tokens) if at not in covered)
    return Turned(tuple(scopes), frozenset(heads), frozenset[str]().union(*plain))


def _reach(tokens: Sequence[Token], at: int) -> list[int]:
    places = []
    for place in range(at + 1, min(at + 1 + REACH, len(tokens))):
        if tokens[place].text in BREAKS or tokens[place].text in ".!?,":
            break
        places.append(place)
    return places


def changes_negation(sentence: str, claims: Sequence[str]) -> bool:
    """Say whether negation differs between a sentence and the claims it cites.

    It does where the sentence has more negators than the claims, or one that turns nothing that
    a claim denies; where it asserts what claims only deny; where all claims deny something and it
    nothing; and where one of the two has a word and the other that word with un-, in-, dis- …
    """
    mine = turned(sentence)
    theirs = [turned(claim) for claim in claims]
    scopes = [scope for each in theirs for scope in each.scopes]
    if len(mine.scopes) > len(scopes) or not all(_licensed(s, scopes) for s in mine.scopes):
        return True
    denied = frozenset[str]().union(*(each.heads for each in theirs))
    asserted = frozenset[str]().union(*(each.plain for each in theirs))
    negated = frozenset[str]().union(*mine.scopes)
    if (mine.plain - negated) & (denied - asserted):
        return True
    if not mine.scopes and theirs and all(each.scopes for each in theirs):
        return True
    words = _words(sentence)
    verdicts = [bool(_words(claim) & VERDICTS) for claim in claims]
    if not any(verdicts) if words & VERDICTS else all(verdicts) and not mine.scopes:
        return True
    told = frozenset[str]().union(*map(_words, claims))
    return _opposites(words, told) or _opposites(told, words)


def _licensed(scope: AbstractSet[str], scopes: Sequence[AbstractSet[str]]) -> bool:
    return any(scope & other if scope else True for other in scopes)


def _words(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokenize(text) if len(token.text) > 2)


def _opposites(some: AbstractSet[str], others: AbstractSet[str]) -> bool:
    """``some`` has “unsafe”, ``others`` only “safe”."""
    return any(
        word.startswith(prefix) and word[len(prefix) :] in others and word not in others
        for word in some
        for prefix in _PREFIXES
        if len(word) - len(prefix) > 2
    )
