"""Content words of a text: the lexical side of saying the same."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z0-9][a-z0-9+#.'-]*[a-z0-9+#]|[a-z0-9]", re.IGNORECASE)
_ENDING = re.compile(r"(?:ations?|ings?|edly|ed|ies|es|s|ly|ments?|er|e)$")
_COMMON_WORDS = """
a about actually also am an and any are as at be because been being but by can could did do
does doing don't for from get got had has have he her here him his how i i'd i'll i'm i've if
in into is it it's its just let like make me more most much my no not of on one only or other
our out over really same she should so some still such than that that's the their them then
there these they they're thing things think this those to too up use used using very was way we
were what when where which while who why will with would you you're your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def content_words(text: str) -> frozenset[str]:
    """Content words, lower case, common endings cut."""
    words = (word.lower() for word in _WORD.findall(text.replace("’", "'")))
    return frozenset(
        _ENDING.sub("", word) if len(word) > 4 else word for word in words if word not in _COMMON
    )
