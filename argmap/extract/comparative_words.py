"""The words that compare, and how to read a comparative."""

from __future__ import annotations

import re

from argmap.extract.opinion import Token, valence

PREFERRING = frozenset("prefer prefers preferred preferring favor favour favors favours".split())
CHOOSING = frozenset(
    "choose chose choosing chosen pick picked picking use used using recommend recommended want"
    " wanted take took buy bought go went get adopt adopted like".split()
)
BEATING = frozenset(
    "beat beats beating outperform outperforms outperformed outperforming trump trumps surpass"
    " surpasses surpassed exceed exceeds outshine outshines outclass outclasses destroys crushes"
    " smokes dominates defeats defeated edges obsoletes outsells outsold outranks outweighs".split()
)
MOVING = frozenset(
    "switch switched switching move moved moving migrate migrated migrating go went going port"
    " ported convert converted upgrade upgraded change changed".split()
)
LEAVING = frozenset(
    "drop dropped ditch ditched left leave abandon abandoned replace replaced".split()
)
SETTING_APART = ("vs", "vs.", "versus", "compared", "unlike", "whereas", "against", "comparison")
NOT_COMPARATIVE = frozenset(
    "other rather either neither whether never over under after her per user users number order"
    " computer server browser developer developers engineer customer customers consumer consumers"
    " player players power paper water ever however together another further later earlier former"
    " latter center matter letter layer router driver manager member september october november"
    " december super consider remember offer answer wonder".split()
)
GOOD_ER = frozenset(("more", "greater", "higher", "larger", "bigger", "newer", "longer"))
BAD_ER = frozenset(("lower", "less", "fewer", "smaller", "older", "shorter"))
COSTS = frozenset(
    "price prices cost costs latency overhead risk risks fee fees tax taxes crime time delay delays"
    " weight consumption usage noise rate rates barrier learning friction maintenance".split()
)
"""Nouns of which less is better."""
LOSING = re.compile(
    r"\b(?:loses? (?:out )?to|lags? behind|falls? (?:short of|behind)|pales? (?:in comparison|next)"
    r"|no match for|(?:can't|cannot|doesn't|don't|can not) (?:compete|compare|match|touch|beat)"
    r"|hold a candle to|inferior|behind)\b"
)
WINNING = re.compile(
    r"\b(?:(?:advantages?|edge|improvements?|upgrade|step up|benefits?|preference|wins?|won"
    r"|superiority) (?:over|from|on|against)|ahead of|blows? away"
    r"|light years ahead|runs? circles)\b"
)
COPULAS = frozenset(
    "is are was were be seems feels looks gets has have had does runs performs works 's will would"
    " can makes offers gives provides".split()
)
ADVERBS = frozenset(
    "much far way so even also just a lot bit still often usually generally the".split()
)
WINDOW = 12
"""Tokens between a comparative and its “than”, and from “than” to what it compares with."""


def degree(tokens: list[Token], at: int) -> tuple[int, int, int] | None:
    """Read a comparative at ``at``: its sign, and the tokens from and to it reaches.

    “faster” is +1, “slower” -1, “more verbose” -1, “less buggy” +1.
    """
    word = tokens[at].text
    if word in ("better", "superior", "preferable"):
        return 1, at, at + 1
    if word in ("worse", "inferior"):
        return -1, at, at + 1
    if word in GOOD_ER or word in BAD_ER:
        sign = 1 if word in GOOD_ER else -1
        for ahead in range(at + 1, min(at + 4, len(tokens))):
            if tokens[ahead].text == "than":
                return sign, at, ahead
            value = -1 if tokens[ahead].text in COSTS else valence(tokens[ahead].text)
            if value:
                return sign * value, at, ahead + 1
        return sign, at, min(at + 2, len(tokens)) if word in ("more", "less", "fewer") else at + 1
    if word.endswith("er") and len(word) > 4 and word not in NOT_COMPARATIVE:
        value = valence(word)
        return value or 1, at, at + 1
    return None


def span(tokens: list[Token], start: int, end: int) -> tuple[int, int]:
    """Return the characters from one token to another."""
    return tokens[start].start, tokens[end - 1].end
