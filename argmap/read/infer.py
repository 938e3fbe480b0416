"""Reply links where a format has none: from quoted passages, then from @mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from argmap.read.assemble import Raw
from argmap.read.quotes import plain

_MENTION = re.compile(r"(?<![\w/])@([A-Za-z0-9][\w-]{0,38})")
_SHORTEST = 20
_BACK = 500
"""Posts looked back through, so that a long thread stays quick."""


def with_parents(raws: Sequence[Raw], *, default: str | None = None) -> list[Raw]:
    """Give posts without a parent the latest earlier post they quote or whose author they name.

    Links found this way carry ``parent_inferred``.

    Args:
        raws: In order of time.
        default: Parent of the others (the opening post of an issue), inferred too.
    """
    done: list[Raw] = []
    texts: list[str] = []
    for raw in raws:
        if raw.parent is None and raw.id != default:
            found = _quoted(raw, done, texts) or _mentioned(raw, done) or default
            if found is not None:
                raw = replace(raw, parent=found, parent_inferred=True)
        done.append(raw)
        texts.append(plain(raw.body.text))
    return done


def _quoted(raw: Raw, earlier: list[Raw], texts: list[str]) -> str | None:
    for span in raw.body.quotes:
        lines = raw.body.text[span.start : span.end].split("\n")
        words = max((plain(line.lstrip("> ")) for line in lines), key=len)
        if len(words) < _SHORTEST:
            continue
        for index in range(len(earlier) - 1, max(-1, len(earlier) - _BACK), -1):
            if words in texts[index]:
                return earlier[index].id
    return None


def _mentioned(raw: Raw, earlier: list[Raw]) -> str | None:
    for match in _MENTION.finditer(raw.body.text[:2_000]):
        name = match.group(1).casefold()
        for post in reversed(earlier[-_BACK:]):
            if (post.author or "").casefold() == name:
                return post.id
    return None
