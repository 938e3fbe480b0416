"""What a rewritten sentence must keep to, checked by rules and the encoder, never by a model.

The rules are strict on purpose: a sentence that is wrongly rejected costs a little fluency, one
that is wrongly let through would put words into somebody's mouth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from argmap.encode import load_encoder
from argmap.extract.gazetteer import Entry, Gazetteer, common_words, load_gazetteer, squeeze
from argmap.extract.opinion import judging, tokenize
from argmap.model import Claim, MapData
from argmap.rewrite.negation import changes_negation
from argmap.rewrite.words import (
    FRAMES,
    OTHERS,
    PERSONS,
    QUANTIFIERS,
    figures,
    is_known,
    keys,
    quoted,
)

NEAR_ALL = 0.5
"""Least cosine of a sentence to what it cites as a whole."""
NEAR_EACH = 0.2
"""Least cosine to each claim it cites."""
LONGEST = 60
"""Words."""

_ODD = re.compile(
    r"[<>\[\]{}|`\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|://|www\."
)
_TOKEN = re.compile(r"[^\W_](?:[\w.+#’'-]*[\w+#])?")


class Guard:
    """Checks sentences on the claims of one map."""

    def __init__(self, argument_map: MapData) -> None:
        self.map = argument_map
        self.encoder = load_encoder()

    @cached_property
    def names(self) -> Gazetteer:
        """Names of this discussion first, then those known beforehand."""
        here = tuple(
            Entry(each.name, each.kind, tuple(filter(_is_plain, each.aliases)), None, False)
            for each in self.map.entities
            if _is_plain(each.name)
        )
        return Gazetteer(here + load_gazetteer().entries)

    def problem(
        self, sentence: str, cited: Sequence[str], offered: Mapping[str, Claim]
    ) -> str | None:
        """Say what is wrong with a sentence; None where it holds.

        Args:
            sentence: What a model wrote.
            cited: The short ids it gives for it.
            offered: The claims it was shown, by short id.
        """
        if not cited or any(short not in offered for short in cited):
            return "citing unknown claims"
        claims = [offered[short] for short in dict.fromkeys(cited)]
        checks: tuple[tuple[str, Callable[[str, Sequence[Claim]], bool]], ...] = (
            ("not in one plain sentence", _is_odd),
            ("not in the third person", _speaks),
            ("bringing quotes", _brings_quotes),
            ("bringing numbers", _brings_numbers),
            ("bringing names", self._brings_names),
            ("changing negations", _turns),
            ("bringing judgements", _brings_judgements),
            ("turning names around", self._swaps),
            ("straying from the claims", self._strays),
        )
        return next((reason for reason, fails in checks if fails(sentence, claims)), None)

    def _brings_names(self, sentence: str, claims: Sequence[Claim]) -> bool:
        allowed = self._allowed(claims)
        told = " ".join([*(claim.text for claim in claims), *allowed])
        known = keys(told)
        mentioned = {squeeze(told[hit.start : hit.end]) for hit in self.names.matches(told)}
        spelt = {token.casefold() for token in _TOKEN.findall(told)}
        for hit in self.names.matches(sentence):
            surface = sentence[hit.start : hit.end]
            ordinary = surface.islower() and surface in common_words()
            opener = hit.start == 0 and surface.lower() in FRAMES
            inside = squeeze(surface) in mentioned or hit.entry.name in allowed
            if not (ordinary or opener or inside):
                return True
        return any(
            not is_known(match[0], known, spelt, opens=match.start() == 0)
            for match in _TOKEN.finditer(sentence)
        )

    def _allowed(self, claims: Sequence[Claim]) -> list[str]:
        """Every spelling of what the claims name."""
        named = {mention.entity for claim in claims for mention in claim.mentions}
        entities = [self.map.entity[each] for each in sorted(named)]
        found = [form for entity in entities for form in (entity.name, *entity.aliases)]
        return [*found, *(hit for claim in claims for hit in self._order(claim.text))]

    def _swaps(self, sentence: str, claims: Sequence[Claim]) -> bool:
        """Two names stand the other way round than in every claim that has both."""
        orders = [self._order(claim.text) for claim in claims]
        for one, other in combinations(self._order(sentence), 2):
            both = [order for order in orders if one in order and other in order]
            if both and all(order.index(one) > order.index(other) for order in both):
                return True
        return False

    def _order(self, text: str) -> list[str]:
        return list(dict.fromkeys(hit.entry.name for hit in self.names.matches(text)))

    def _strays(self, sentence: str, claims: Sequence[Claim]) -> bool:
        vectors = self.encoder([sentence, *(claim.text for claim in claims)])
        near = [float(each) for each in vectors[1:] @ vectors[0]]
        mean = vectors[1:].mean(axis=0)
        whole = float(mean @ vectors[0]) / max(float((mean @ mean) ** 0.5), 1e-9)
        return max(whole, *near) < NEAR_ALL or min(near) < NEAR_EACH


def _is_plain(form: str) -> bool:
    # Marks with which the gazetteer writes conditions; a name out of a comment has none.
    return "~" not in form and not form.startswith("=")


def _is_odd(sentence: str, claims: Sequence[Claim]) -> bool:
    words = sentence.split()
    return (
        not 3 <= len(words) <= LONGEST
        or _ODD.search(sentence) is not None
        or not sentence.rstrip("”\"'’)").endswith((".", "!", "?"))
    )


def _speaks(sentence: str, claims: Sequence[Claim]) -> bool:
    bare = sentence
    for span in quoted(sentence) or ():
        bare = bare.replace(span, " ")
    return any(token.text.split("'")[0] in PERSONS for token in tokenize(bare))


def _brings_quotes(sentence: str, claims: Sequence[Claim]) -> bool:
    spans = quoted(sentence)
    if spans is None:
        return True
    texts = [" ".join(claim.text.split()) for claim in claims]
    wanted = (" ".join(span.split()).rstrip(".,;:!?…") for span in spans)
    return any(not any(span in text for text in texts) for span in wanted)


def _brings_numbers(sentence: str, claims: Sequence[Claim]) -> bool:
    told = {figure for claim in claims for figure in figures(claim.text)}
    words = {token.text for claim in claims for token in tokenize(claim.text)}
    counted = {token.text for token in tokenize(sentence)} & QUANTIFIERS
    return bool(set(figures(sentence)) - told) or bool(counted - words)


def _turns(sentence: str, claims: Sequence[Claim]) -> bool:
    return changes_negation(sentence, [claim.text for claim in claims])


def _brings_judgements(sentence: str, claims: Sequence[Claim]) -> bool:
    """It praises or blames more often than the cited claims do."""
    told = Counter(sign for claim in claims for sign in _signs(claim.text))
    return bool(Counter(_signs(sentence)) - told)


def _signs(text: str) -> Iterator[int]:
    tokens = tokenize(text)
    return (sign for at, sign in judging(tokens) if tokens[at].text not in OTHERS)
