"""Reply links where a format has none: from quotes, then @mentions, then whose turn it is.

Two people who answer each other in a flat list rarely say so: what follows a post that was
addressed to its author is taken for the answer (Elsner & Charniak 2010, doi:10.1162/coli_a_00003,
find the last addressee among the best signs of who replies to whom).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from argmap.read.assemble import Raw
from argmap.read.quotes import plain

_MENTION = re.compile(r"(?<![\w/.])@([A-Za-z0-9][\w-]{0,38})")
_ADDRESS = re.compile(
    r"\A(?:[^\s@]+ ){0,3}@([A-Za-z0-9][\w-]{0,38})(?!['’]s)"
    r"|, @([A-Za-z0-9][\w-]{0,38}) ?[?.!]?(?=\n|\Z)"
)
"""A name that opens a post, but for "Thanks" or "I agree with", or ends a line: "…, @ada?"."""
_TO_ALL = re.compile(
    r"(?:(?:hi|hello|hey|dear)\b,?\s*)?(?:all|everyone|everybody|folks|team|thread)\b\s*[,.!:-]",
    re.IGNORECASE,
)
_SHORTEST = 20
_LINES = 6
"""Lines of a quote looked for: its longest may be an address or a footer."""
_BACK = 500
"""Posts looked back through, so that a long thread stays quick."""
_NEAR = 10
"""Posts looked back through for somebody who is only spoken of."""
_TURN = 2
"""Posts looked back through for an answer to one's own."""


def with_parents(raws: Sequence[Raw], *, default: str | None = None) -> list[Raw]:
    """Give posts without a parent the earlier post they most likely answer.

    That is, in this order: the latest they quote; the last one of whom they address by
    @mention; of somebody they mention, among the last ten; one of the last two, where it
    answers the same author, who has not spoken since. What is said to all answers nobody but
    whom it quotes. Links found this way carry ``parent_inferred``.

    Args:
        raws: In order of time.
        default: Parent of the others (the opening post of an issue), inferred too.
    """
    done: list[Raw] = []
    texts: list[str] = []
    authors: dict[str | None, str | None] = {}
    for raw in raws:
        if raw.parent is None and raw.id != default:
            found = _quoted(raw, done, texts)
            if found is None and not _TO_ALL.match(raw.body.text):
                found = _mentioned(raw, done) or _turn(raw, done, authors, default)
            found = found or default
            if found is not None:
                raw = replace(raw, parent=found, parent_inferred=True)
        done.append(raw)
        authors[raw.id] = raw.author
        texts.append(plain(raw.body.text))
    return done


def _quoted(raw: Raw, earlier: list[Raw], texts: list[str]) -> str | None:
    for span in raw.body.quotes:
        lines = raw.body.text[span.start : span.end].split("\n")
        words = sorted({plain(line.lstrip("> ")) for line in lines}, key=lambda w: (-len(w), w))
        words = [line for line in words[:_LINES] if len(line) >= _SHORTEST]
        for index in range(len(earlier) - 1, max(-1, len(earlier) - _BACK), -1):
            if any(line in texts[index] for line in words):
                return earlier[index].id
    return None


def _mentioned(raw: Raw, earlier: list[Raw]) -> str | None:
    text = raw.body.text[:2_000]
    addressed = (match[1] or match[2] for match in _ADDRESS.finditer(text))
    named = (match[1] for match in _MENTION.finditer(text))
    return _last_of(addressed, earlier[-_BACK:], raw) or _last_of(named, earlier[-_NEAR:], raw)


def _last_of(names: Iterable[str], earlier: list[Raw], raw: Raw) -> str | None:
    for name in names:
        if name.casefold() == (raw.author or "").casefold():
            continue
        for post in reversed(earlier):
            if (post.author or "").casefold() == name.casefold():
                return post.id
    return None


def _turn(
    raw: Raw, earlier: list[Raw], authors: dict[str | None, str | None], default: str | None
) -> str | None:
    if raw.author is None:
        return None
    for back, post in enumerate(reversed(earlier[-_TURN:])):
        if post.author == raw.author:
            return None
        # Below an opening post stands all that answers nothing else.
        told = post.parent is not None and (post.parent != default or back == 0)
        if told and authors.get(post.parent) == raw.author:
            return post.id
    return None
