"""Which way the words of a reply lean: n-grams weighed by what they part, support or contrast.

A log-linear model of word n-grams, as for sentiment (Wang & Manning 2012,
aclanthology.org/P12-2018), trained by ``training/train_wording.py`` on discussions written for
training alone. It is small enough to be read: one n-gram with its weight a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"\w[\w'’]*|[?!.,:;\"]+|/s\b")
OPENING = 8
"""Tokens of a reply that count as its opening."""
LONGEST_OPENING, LONGEST = 3, 2
"""Tokens in an n-gram of the opening, and of the whole reply."""
EVEN = 8
"""Tokens beyond which the n-grams of the whole reply weigh less each."""
WHOLE = 3.0
"""What they weigh together; n-grams of the opening weigh 1 each."""
START = "^"
SHOWN = 3


def grams(text: str) -> dict[str, float]:
    """The n-grams of a text and their values; those of its opening begin with ``^``.

    >>> list(grams("No, it is."))[:4]
    ['^no', '^,', '^it', '^is']
    """
    tokens = [found.lower().replace("’", "'") for found in _TOKEN.findall(text)]
    opening = _grams([START, *tokens[:OPENING]], LONGEST_OPENING)
    found = {START + gram: 1.0 for gram in opening if gram != START}
    each = WHOLE / max(len(tokens), EVEN) ** 0.5
    return found | dict.fromkeys(_grams(tokens, LONGEST), each)


def _grams(tokens: list[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            yield " ".join(tokens[start : start + length])


@dataclass(frozen=True)
class Wording:
    """N-grams and what each adds to the log odds of ``supports`` against ``contrasts``."""

    weights: Mapping[str, float]

    def __call__(self, text: str) -> float:
        """Log odds of ``supports`` against ``contrasts``, 0 where nothing tells."""
        known = self.weights
        return sum(value * known.get(gram, 0.0) for gram, value in grams(text).items())

    def telling(self, text: str, sign: int) -> list[str]:
        """The n-grams that speak most for ``supports`` (``sign`` 1) or ``contrasts`` (-1)."""
        known = self.weights
        scored = sorted(
            (-sign * value * known.get(gram, 0.0), gram) for gram, value in grams(text).items()
        )
        shown: list[str] = []
        for score, gram in scored:
            plain = gram.replace(START, "").strip()
            # "no" says nothing that "no, it" has not said.
            if score < 0 and plain.strip('.,:;"') and not any(plain in other for other in shown):
                shown.append(plain)
        return shown[:SHOWN]


def parse_wording(text: str) -> Wording:
    """Read lines of a weight, a tab and an n-gram; those that begin with ``#`` are remarks."""
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return Wording({gram: float(weight) for weight, gram in lines})


@cache
def load_wording() -> Wording:
    """Load the weights that travel with the package."""
    path = files("argmap") / "data" / "heads" / "wording.tsv"
    return parse_wording(path.read_text(encoding="utf-8"))
