"""Which of two marked things a sentence prefers: better, worse or none.

Rules over cue words: comparatives with *than*, verbs that rank, prepositions that set apart.
The task is CompSent-19's: Panchenko et al. 2019, doi:10.18653/v1/W19-4516.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from argmap.extract.comparative_words import (
    ADVERBS,
    BEATING,
    CHOOSING,
    COPULAS,
    LEAVING,
    LOSING,
    MOVING,
    PREFERRING,
    SETTING_APART,
    WINDOW,
    WINNING,
    degree,
    span,
)
from argmap.extract.opinion import BREAKS, Token, is_negated, is_negator, tokenize, valence

PLAIN = ("better", "worse")
"""Comparatives that name no aspect."""
Verdict = Literal["better", "worse", "none"]
Side = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A comparison that was found."""

    side: Side | None
    """The better of the two, in text order; None where they are only set against each other."""
    start: int
    end: int
    """The cue stands at ``text[start:end]``."""
    aspect: tuple[int, int] | None = None
    """Where the words stand that say in what they are compared."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The tokens of a sentence, with the places of two things in text order."""

    tokens: list[Token]
    first: int
    second: int
    """Index of the first token of each."""
    first_end: int
    """Index after the last token of the first."""
    second_end: int


def compare(text: str, a: tuple[int, int], b: tuple[int, int]) -> Verdict:
    """Say whether ``text`` finds what stands at ``a`` better than what stands at ``b``.

    Args:
        text: One sentence.
        a: Start and end of one thing.
        b: Start and end of the other.

    >>> compare("Go is faster than Ruby.", (0, 2), (18, 22))
    'better'
    >>> compare("Go is faster than Ruby.", (18, 22), (0, 2))
    'worse'
    """
    found = contrast(text, a, b)
    if found is None or found.side is None:
        return "none"
    return "better" if (found.side == "first") == (a <= b) else "worse"


def contrast(text: str, a: tuple[int, int], b: tuple[int, int]) -> Contrast | None:
    """Find what sets two things against each other in ``text``, the most telling cue first."""
    scene = set_scene(text, *sorted((a, b)))
    if scene is None:
        return None
    for rule in (by_than, by_as, by_verb, by_move, by_instead, by_sign, by_unlike, by_preference):
        found = rule(scene)
        if found is not None:
            if found.side is not None and is_open(text, scene):
                if rule is by_move:
                    return None
                return Contrast(None, found.start, found.end, found.aspect)
            return found
    return None


def set_scene(text: str, one: tuple[int, int], two: tuple[int, int]) -> Scene | None:
    """Find the two things among the tokens; None where they overlap."""
    tokens = tokenize(text)
    first = next((n for n, token in enumerate(tokens) if token.end > one[0]), None)
    second = next((n for n, token in enumerate(tokens) if token.end > two[0]), None)
    if first is None or second is None or one[1] > two[0]:
        return None
    after = next((n for n, token in enumerate(tokens) if token.start >= one[1]), len(tokens))
    last = next((n for n, token in enumerate(tokens) if token.start >= two[1]), len(tokens))
    return Scene(tokens, first, second, after, last)


def is_open(text: str, scene: Scene) -> bool:
    """Say whether the sentence asks, or supposes, what it compares."""
    opening = {token.text for token in scene.tokens[max(0, scene.first - 5) : scene.first]}
    return text.rstrip().endswith("?") or bool(opening & {"if", "whether"})


def by_than(scene: Scene) -> Contrast | None:
    """“X is faster than Y”, “X has better tools than Y”, “there is more to X than Y”."""
    tokens = scene.tokens
    for than in range(scene.first_end, scene.second):
        if tokens[than].text not in ("than", "then", "to") or scene.second - than > WINDOW:
            continue
        if any(token.text in BREAKS for token in tokens[than : scene.second]):
            continue
        for at in range(than - 1, max(-1, than - WINDOW), -1):
            if tokens[than].text == "to" and tokens[at].text not in (
                "superior",
                "inferior",
                "preferable",
            ):
                continue
            if at < scene.first - 4:
                break
            read = degree(tokens, at)
            if read is None or (tokens[than].text == "then" and than - at > 2):
                continue
            sign, start, end = read
            negated = is_negated(tokens, at) or tokens[at - 1].text == "no"
            side: Side = "first" if (sign > 0) != negated else "second"
            last = tokens[than]
            aspect = None if tokens[at].text in PLAIN else (start, end)
            return Contrast(side, tokens[at].start, last.end, aspect and span(tokens, *aspect))
    return None


def by_as(scene: Scene) -> Contrast | None:
    """“X is not as fast as Y” and, of equals, “X is as fast as Y”."""
    tokens = scene.tokens
    for at in range(scene.first_end, scene.second - 2):
        if tokens[at].text not in ("as", "so"):
            continue
        for second in range(at + 2, min(at + 6, scene.second)):
            if tokens[second].text in (",", ";", "("):
                break
            if tokens[second].text == "as" and scene.second - second <= 6:
                value = valence(tokens[at + 1].text) or 1
                aspect = span(tokens, at + 1, second)
                where = (tokens[at].start, tokens[second].end)
                lowered = is_negated(tokens, at) or "nowhere" in [t.text for t in tokens[:at]]
                side: Side | None = None
                if lowered:
                    side = "second" if value > 0 else "first"
                return Contrast(side, *where, aspect)
    return None


def by_verb(scene: Scene) -> Contrast | None:
    """“X beats Y”, “X was outperformed by Y”, “I prefer X to Y”, “we chose X over Y”."""
    tokens = scene.tokens
    for at in range(scene.first_end, scene.second):
        if tokens[at].text in BEATING:
            passive = any(token.text == "by" for token in tokens[at + 1 : scene.second])
            turned = passive != is_negated(tokens, at)
            return Contrast("second" if turned else "first", tokens[at].start, tokens[at].end)
    between = [token.text for token in tokens[scene.first_end : scene.second]]
    for at in range(max(0, scene.first - 6), scene.first):
        word = tokens[at].text
        linked = [
            link for link in ("over", "to", "than", "instead", "rather") if link in between[:6]
        ]
        if word in PREFERRING and linked:
            return Contrast(
                "second" if is_negated(tokens, at) else "first", tokens[at].start, tokens[at].end
            )
        if word in CHOOSING and "over" in between[:4]:
            over = tokens[scene.first_end + between.index("over")]
            return Contrast("second" if is_negated(tokens, at) else "first", over.start, over.end)
    return by_phrase(scene)


def by_phrase(scene: Scene) -> Contrast | None:
    """“X lags behind Y”, “X has the edge over Y”."""
    between = scene.tokens[scene.first_end : scene.second]
    text = " ".join(token.text for token in between[-8:])
    sides: tuple[tuple[re.Pattern[str], Side], ...] = ((LOSING, "second"), (WINNING, "first"))
    for pattern, side in sides:
        if pattern.search(text):
            first, last = between[-8:][0], between[-1]
            return Contrast(side, first.start, last.end)
    return None


def by_move(scene: Scene) -> Contrast | None:
    """“switched from Y to X”, “replaced Y with X”, “ditched Y for X”."""
    tokens = scene.tokens
    between = [token.text for token in tokens[scene.first_end : scene.second]]
    before = tokens[max(0, scene.first - 5) : scene.first]
    for token in before:
        came = "from" in [one.text for one in before]
        links: tuple[str, ...] = ("to",) if token.text in MOVING and came else ()
        if token.text in LEAVING:
            links = ("with", "for", "by", "in")
        if any(link in between[:5] for link in links):
            return Contrast("second", token.start, token.end)
        if token.text in MOVING and "to" in [one.text for one in before] and "from" in between[:5]:
            return Contrast("first", token.start, token.end)
    return None


def by_instead(scene: Scene) -> Contrast | None:
    """“X instead of Y”, “X rather than Y”; “instead of Y, X”."""
    tokens = scene.tokens
    leads = range(max(0, scene.first - 3), scene.first)
    follows = range(max(scene.first_end, scene.second - 6), scene.second)
    for at in (*leads, *follows):
        if [token.text for token in tokens[at : at + 2]] not in (
            ["instead", "of"],
            ["rather", "than"],
        ):
            continue
        between = tokens[scene.first_end : scene.second]
        if at >= scene.first_end:
            return Contrast("first", tokens[at].start, tokens[at + 1].end)
        if at == 0 and not any(token.text in BREAKS for token in between):
            return Contrast("second", tokens[at].start, tokens[at + 1].end)
    return None


def by_sign(scene: Scene) -> Contrast | None:
    """“X > Y”, “X >> Y”."""
    between = scene.tokens[scene.first_end : scene.second]
    signs = "".join(token.text for token in between)
    if re.fullmatch(r">{1,3}", signs) or re.fullmatch(r"<{1,3}", signs):
        return Contrast("first" if ">" in signs else "second", between[0].start, between[-1].end)
    return None


def by_unlike(scene: Scene) -> Contrast | None:
    """“Unlike Y, X is fast”, “compared to Y, X is slow”, “X vs Y”."""
    tokens = scene.tokens
    places = (*range(max(0, scene.first - 3), scene.first), *range(scene.first_end, scene.second))
    for at in places:
        word = tokens[at].text
        if word not in SETTING_APART:
            continue
        leads = at < scene.first
        about = range(scene.second_end, len(tokens)) if leads else range(scene.first_end, at)
        side: Side | None = None
        if word in ("unlike", "compared", "comparison"):
            side = judged(tokens, about, favourable="second" if leads else "first")
        return Contrast(side, tokens[at].start, tokens[at].end)
    return None


def judged(tokens: list[Token], about: range, favourable: Side) -> Side | None:
    """Return which side a judgement in ``about`` favours."""
    for at in about:
        read = degree(tokens, at)
        sign = read[0] if read else valence(tokens[at].text)
        if sign:
            good = (sign > 0) != is_negated(tokens, at)
            other: Side = "first" if favourable == "second" else "second"
            return favourable if good else other
    return None


def by_preference(scene: Scene) -> Contrast | None:
    """“X is easier, Y …”; “X is nice but Y is better”; “I like X but prefer Y”."""
    tokens = scene.tokens
    between = tokens[scene.first_end : scene.second]
    if any(token.text in PREFERRING for token in between[-3:]):
        at = next(n for n, token in enumerate(between) if token.text in PREFERRING)
        return Contrast("second", between[at].start, between[at].end)
    first = predicate(tokens, scene.first_end, scene.second)
    if first is not None:
        return ranked(tokens, first, "first")
    apart = any(token.text in BREAKS or token.text in (",", ".", "and") for token in between)
    if apart and len(between) > 1:
        second = predicate(tokens, scene.second_end, len(tokens))
        if second is not None:
            return ranked(tokens, second, "second")
    return None


def predicate(tokens: list[Token], start: int, stop: int) -> int | None:
    """Find the comparative that is said of what ends before ``start``: “… is much faster”."""
    if start >= stop or tokens[start].text not in COPULAS:
        return None
    for at in range(start + 1, min(start + 5, stop)):
        read = degree(tokens, at)
        word = tokens[at].text
        if read is not None and (word in PLAIN or valence(word) or read[2] > at + 1):
            followed = [token.text for token in tokens[at : at + 6]]
            return None if "than" in followed else at
        if word not in ADVERBS and not is_negator(word):
            return None
    return None


def ranked(tokens: list[Token], at: int, subject: Side) -> Contrast:
    """Turn a comparative said of ``subject`` into a verdict."""
    sign, start, end = degree(tokens, at) or (1, at, at + 1)
    other: Side = "second" if subject == "first" else "first"
    good = (sign > 0) != is_negated(tokens, at)
    aspect = None if tokens[at].text in PLAIN else span(tokens, start, end)
    return Contrast(subject if good else other, tokens[at].start, tokens[end - 1].end, aspect)
