"""The closed set of words a summary may say of its own; all else is verbatim from a post."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = """
    a against agree agreed alone also and another answer answers are argue ask asks both but by
    claim claims comment commenters counter disagree dissent each few for from half hold in is
    it majority many minority most neither nobody nor of on one only opposed others people point
    posts propose proposed proposes question reply several some still supported that the their
    them they this those three to two view voice voices while who with yet
"""
FRAMING_WORDS = frozenset(_WORDS.split())
"""Quantifiers, and verbs that say who holds what."""

_PLACE = re.compile(r"\{(\d+)\}")
_WORD = re.compile(r"\w+")


def frame_is_allowed(frame: str) -> bool:
    """True where a frame is made of framing words, figures, punctuation and ``{0}``, ``{1}`` …

    >>> frame_is_allowed("Many: “{0}” Others: “{1}”")
    True
    >>> frame_is_allowed("Rust is bad: “{0}”")
    False
    """
    bare = _PLACE.sub(" ", frame)
    words = _WORD.findall(bare.lower())
    return "{" not in bare and all(word in FRAMING_WORDS or word.isdigit() for word in words)


def fill(frame: str, quotes: Sequence[str]) -> str | None:
    """Put quotes into their places; None where the frame does not use each of them.

    >>> fill("Many: “{0}”", ["Go is small"])
    'Many: “Go is small”'
    """
    if {int(place) for place in _PLACE.findall(frame)} != set(range(len(quotes))):
        return None
    return _PLACE.sub(lambda place: quotes[int(place[1])], frame)
