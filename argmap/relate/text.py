"""What a post's author wrote, without what others said."""

from __future__ import annotations

import re

from argmap.model import Post, Span

_WORD = re.compile(r"[^\W_]+(?:['’+#-][^\W_]+)*[+#]*")


def own_words(post: Post) -> str:
    """Return the text with quotes and code blanked, of the same length: offsets stay good."""
    text = post.text
    for span in (*post.quotes, *post.code):
        blank = re.sub(r"[^\n]", " ", text[span.start : span.end])
        text = text[: span.start] + blank + text[span.end :]
    return text


def opening(text: str) -> Span:
    """Return the first sentence of a text (of at most 240 characters), blanks left aside."""
    start = len(text) - len(text.lstrip())
    stop = min(len(text), start + 240)
    end = re.compile(r"[.!?…]+[\"')”’]*(?=\s)|\n").search(text, start, stop)
    return Span(start, end.end() if end else stop)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, straight apostrophes."""
    return [found.lower().replace("’", "'") for found in _WORD.findall(text)]
