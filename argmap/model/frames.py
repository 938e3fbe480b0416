"""The closed set of words a summary may say of its own; all else is verbatim from a post."""

from __future__ import annotations

import re

FRAMING_WORDS = frozenset(
    """
    a against agree agreed and another are argue ask asks against both but claim claims comment
    commenters counter disagree dissent each few for from half hold in is it many most neither
    nobody nor of on one others people point posts propose proposed proposes question reply
    several some supported that the their them they this those three to two view voice voices
    while who with also only still by answer answers opposed alone majority minority yet
    """.split()
)
"""Quantifiers, and verbs that say who holds what."""

_PLACE = re.compile(r"\{\d+\}")
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
