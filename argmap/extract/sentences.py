"""Sentence borders of informal text, by rules over characters.

A statistical parser trained on edited prose splits chat badly: it breaks inside ``e.g.``,
addresses and parentheses, and runs on over list items and blank lines. These rules decide
every border; the parser then works inside them.
"""

from __future__ import annotations

import re
from itertools import pairwise

_HARD = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-*•–·+]|\(?\d{1,2}[.)\]]|\[\d+\]:?|>)\s)")
"""A blank line, or a line end before a list item: never inside a sentence."""
_LINE_END = re.compile(r"(?<=[.!?…:;)\"”\]])[^\S\n]*\n|\n(?=[^\S\n]*\[\d+\]|https?://)")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*+(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|vs|cf|mr|mrs|ms|dr|prof|st|jr|sr|approx|esp|incl|viz|al|resp|fig|inc|ltd"
    r"|no|vol|pp|ed|eds|misc|dept|est)\.|\b[A-Za-z]\.[A-Za-z]\.|\b(?-i:[A-Z][a-z]+ [A-HJ-Z])\.)$",
    re.IGNORECASE,
)
_WEAK_ABBREVIATION = re.compile(
    r"\b(?:etc|no|al|inc|ltd|ed|st|[A-Za-z]\.[A-Za-z])\.$", re.IGNORECASE
)
"""May also end a sentence: a capital after it decides."""
_ENUMERATOR = re.compile(r"(?:^|\n)\s*(?:\(?\d{1,2}|[a-z])\.$")
_PAIRED = re.compile(r"\([^()\n]{1,240}\)|\"[^\"\n]{1,160}\"|“[^“”\n]{1,160}”|\[[^\[\]\n]{1,160}\]")
_NEXT = re.compile(r"\s*+[\"'“‘(\[*_]*+(\w?)")
_GAP = re.compile(r"[^\S\n]{12,}")
"""Where a quotation or code was blanked out."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as (start, end), trimmed, in order, never overlapping.

    No sentence holds a blank line or a blanked-out passage.

    >>> text = "It works, e.g. on Windows. But why?\\n\\n- a list item"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['It works, e.g. on Windows.', 'But why?', '- a list item']
    """
    borders = {0, len(text)}
    borders.update(match.end() for match in _HARD.finditer(text))
    borders.update(match.end() for match in _LINE_END.finditer(text))
    borders.update(match.end() for match in _GAP.finditer(text))
    hard = sorted(borders)
    for start, end in pairwise(hard):
        borders.update(_soft_borders(text, start, end))
    return [span for pair in pairwise(sorted(borders)) if (span := trim(text, *pair))]


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Shrink a span to its first and last visible characters; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _soft_borders(text: str, start: int, end: int) -> list[int]:
    block = text[start:end]
    shelters = [
        match.span()
        for match in _PAIRED.finditer(block)
        # A parenthesis or quotation that opens a sentence may hold whole sentences.
        if block[max(0, match.start() - 4) : match.start()].rstrip()[-1:]
        not in ("", ".", "!", "?", ":")
    ]
    found: list[int] = []
    shelter = 0
    for match in _STOP.finditer(block):
        while shelter < len(shelters) and shelters[shelter][1] <= match.start():
            shelter += 1
        if shelter < len(shelters) and shelters[shelter][0] < match.start():
            # The closing mark itself may end the sentence: ‘(as he said.) Next one.’
            if match.end() < shelters[shelter][1]:
                continue
            if match.end() == shelters[shelter][1] and not _capital_follows(block, match.end()):
                continue
        if _ends_sentence(block, match):
            found.append(start + match.end())
    return found


def _ends_sentence(block: str, stop: re.Match[str]) -> bool:
    mark = stop.group().rstrip("\"'”’)]*_")
    # Enough to see the word before the mark; slicing from the start would be quadratic.
    before = block[max(0, stop.start() - 24) : stop.start() + len(mark)]
    capital = _capital_follows(block, stop.end())
    if mark == ".":
        if _ABBREVIATION.search(before):
            return capital and _WEAK_ABBREVIATION.search(before) is not None
        if before.lower().endswith("etc."):
            return capital
        return not _ENUMERATOR.search(before if stop.start() > 24 else "\n" + before)
    if mark.startswith(("..", "…")):
        return capital
    return True


def _capital_follows(block: str, position: int) -> bool:
    following = _NEXT.match(block, position)
    return following is not None and (following.group(1).isupper() or following.group(1).isdigit())
