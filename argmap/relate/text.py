"""What a post's author wrote, without what others said."""

from __future__ import annotations

import re

from argmap.model import Post, Span

_WORD = re.compile(r"[^\W_]+(?:['’+#-][^\W_]+)*[+#]*")
_INK = re.compile(r"[^\n]")
_STOP = re.compile(r"[.!?…]+[\"')”’]*(?=\s)|\n")


def own_words(post: Post) -> str:
    """Return the text with quotes and code blanked, of the same length: offsets stay good."""
    parts, place = [], 0
    for span in sorted((*post.quotes, *post.code), key=lambda span: (span.start, span.end)):
        start = max(span.start, place)
        if span.end > start:
            parts += [post.text[place:start], _INK.sub(" ", post.text[start : span.end])]
            place = span.end
    return "".join((*parts, post.text[place:]))


def quoted(post: Post) -> str:
    """Return what a post quotes, without the marks; empty if it quotes nothing."""
    parts = (post.text[span.start : span.end].lstrip("> ") for span in post.quotes)
    return " ".join(parts).strip()


def lowered(text: str) -> str:
    """Return a text in lower case, of the same length: offsets stay good.

    >>> lowered("İ AM")
    'İ am'
    """
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def opening(text: str) -> Span:
    """Return the first sentence of a text (of at most 240 characters), blanks left aside."""
    start = len(text) - len(text.lstrip())
    stop = min(len(text), start + 240)
    end = _STOP.search(text, start, stop)
    return Span(start, end.end() if end else stop)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, straight apostrophes."""
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]
