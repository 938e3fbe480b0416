"""The closed set of words a summary may say of its own; all else is verbatim from a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FRAMING_WORDS = frozenset(
    """
    a against agree agreed agrees also alone and another answer answers are argue ask asks both
    but by claim claims comment commenter commenters counter disagree dissent each few for from
    half hold in is it majority many minority most neither nobody nor object objects of on one
    only opposed other others people point posts propose proposed proposes question reply say
    says several some still supported that the their them they this those three to two view
    voice voices while who with yet
    """.split()
)
"""Quantifiers, and verbs that say who holds what."""

MOST_LABELS = 3
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


def fill(frame: str, texts: Sequence[str]) -> str:
    """Put texts in their places; braces inside a text stay as they are.

    A place without a text stays as it stands.

    >>> fill("Many: “{0}”", ["a {0} b"])
    'Many: “a {0} b”'
    """
    return _PLACE.sub(
        lambda place: texts[int(place[1])] if int(place[1]) < len(texts) else place[0], frame
    )


def quantifier(voices: int, noun: str) -> str:
    """Name a number of distinct voices, with the figure where the word is loose.

    >>> [quantifier(n, "commenter") for n in (1, 2, 4)]
    ['one commenter', 'two commenters', 'a few commenters (4)']
    >>> [quantifier(n, "other") for n in (6, 11)]
    ['several others (6)', 'many others (11)']
    """
    if voices == 1:
        return f"one {noun}"
    word = (
        "two" if voices == 2 else "a few" if voices <= 4 else "several" if voices <= 7 else "many"
    )
    return f"{word} {noun}s" + (f" ({voices})" if voices > 2 else "")


def point_frame(
    labels: int, *, also: bool, against: bool, supports: int, contrasts: int, quoted: int = 1
) -> str:
    """Return the frame of a point: key terms, who says what, who agrees, who objects.

    Args:
        labels: Key terms in front, 0 to 3; they fill the first places.
        also: A second quote, of another voice, stands beside the first.
        against: The last quote is an objection.
        supports: Distinct voices on the point's side, at least ``quoted``.
        contrasts: Distinct voices against it, told where one of them is quoted.
        quoted: How many of ``supports`` are quoted: 1, or 2 where the second quote is theirs too.

    >>> point_frame(2, also=False, against=True, supports=6, contrasts=1)
    '{0}, {1}: one commenter says “{2}”, several others (5) agree, while one other objects “{3}”'
    """
    start = ", ".join(f"{{{number}}}" for number in range(labels))
    place = iter(range(labels, labels + 3))
    text = f"{start}: one" if labels else "One"
    text += f" commenter says “{{{next(place)}}}”"
    if also:
        text += f", another “{{{next(place)}}}”"
    agree = supports - quoted
    if agree:
        text += f", {quantifier(agree, 'other')} agree{'s' if agree == 1 else ''}"
    if against:
        text += f", while {quantifier(contrasts, 'other')} object{'s' if contrasts == 1 else ''}"
        text += f" “{{{next(place)}}}”"
    return text


def point_frames(quotes: int, supports: int, contrasts: int) -> Iterator[str]:
    """Yield every frame that tells these counts truly with so many quotes."""
    for labels in range(MOST_LABELS + 1):
        for also in (False, True):
            for against in (False, True):
                if labels + 1 + also + against != quotes or (against and not contrasts):
                    continue
                for quoted in range(1, min(supports, 1 + also) + 1):
                    yield point_frame(
                        labels,
                        also=also,
                        against=against,
                        supports=supports,
                        contrasts=contrasts,
                        quoted=quoted,
                    )
