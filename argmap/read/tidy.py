"""Cuts out of a draft what must not stay in clean text, and tells where every offset went."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

SAME_LENGTH = {0xA0: " ", 0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0B: "\n", 0x0C: "\n"}
HOSTILE = re.compile(
    # C0 and C1 controls, bidi embeddings, overrides and isolates, byte order mark,
    # unpaired surrogates and noncharacters: none may stand in XML or be seen by a reader.
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
# The look-behind keeps it linear on long runs of blanks.
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
# Characters of these ranges never join with what stands before them.
_PIECE = re.compile("(?s:.)[^\\x00-\u02ff\u3400-\u9fff]*")
Moved = Callable[[int], int]


def without_hostile(text: str) -> tuple[str, int]:
    """The text with unified line ends, and how many characters were taken out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(SAME_LENGTH)
    return HOSTILE.subn("", text)


def tidy(draft: str) -> tuple[str, Moved]:
    """Cut blanks at line ends and more than one blank line; returns text, old -> new offset."""
    size, body = len(draft), draft.lstrip()
    cuts = [(0, size - len(body)), (len(draft.rstrip()), size)]
    cuts += [match.span() for match in _TRAILING.finditer(draft)]
    cuts += [(m.start() + 1, m.end() - 1) for m in _BLANK_LINES.finditer(draft)]
    starts, kept, lost = [0], [0], 0
    pieces, at = [], 0
    for start, end in sorted(cuts):
        start = max(start, at)
        if end <= start:
            continue
        pieces.append(draft[at:start])
        lost += end - start
        starts.extend((start, end))
        kept.extend((start - lost + (end - start), end - lost))
        at = end
    pieces.append(draft[at:])
    text = "".join(pieces)

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        inside_cut = index % 2 == 1
        return min(len(text), kept[index] + (0 if inside_cut else offset - starts[index]))

    if unicodedata.is_normalized("NFC", text):
        return text, moved
    whole, composed = _composed(text)
    return whole, lambda offset: composed(moved(offset))


def _composed(text: str) -> tuple[str, Moved]:
    """NFC piece by piece, so that a boundary moves with its piece; and old -> new offset."""
    starts, kept, pieces, length = [0], [0], [], 0
    for match in _PIECE.finditer(text):
        piece = match.group()
        new = unicodedata.normalize("NFC", piece)
        pieces.append(new)
        if len(new) != len(piece):
            starts.extend((match.start(), match.end()))
            kept.extend((length, length + len(new)))
        length += len(new)

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        ahead = offset - starts[index]
        if index % 2 == 1:  # inside a piece that changed
            piece = text[starts[index] : offset]
            ahead = len(unicodedata.normalize("NFC", piece))
            return min(kept[index] + ahead, kept[index + 1])
        return min(length, kept[index] + ahead)

    return "".join(pieces), moved
