"""The closed set of words a summary may say of its own; all else is verbatim from a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Literal, get_args

FRAMING_WORDS = frozenset(
    """
    a adding adds against agree agreed agrees alone also and another answer answers are argue
    argues arguing ask asking asks both but by claim claims comment commenter commenters counter
    disagree dissent each few for from half hold in is it majority many minority most neither
    nobody nor object objects of on one only opposed other others people point posts propose
    proposed proposes question reply report reporting reports say saying says several some still
    suggest suggesting suggests supported that the their them they this those three to two view
    voice voices while who with yet
    """.split()
)
"""Quantifiers, and verbs that say who holds what."""

Manner = Literal["argue", "suggest", "ask", "say"]
"""How quoted words are brought: as a view, as a proposal, as a question, or, where they speak of
“I” or of what was seen or done, as what one voice says."""
MANNERS: tuple[Manner, ...] = get_args(Manner)
_VERB: Mapping[Manner, str] = {
    "argue": "argues that",
    "suggest": "suggests",
    "ask": "asks",
    "say": "says",
}
_DOING: Mapping[Manner, str] = {
    "argue": "arguing that",
    "suggest": "suggesting",
    "ask": "asking",
    "say": "saying",
}
MOST_LABELS = 3
"""Key terms that may stand in front of a point."""
MOST_BETWEEN = 3
"""Words between two claims that one quote runs over: a connective, not another assertion."""
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


def says(text: str, term: str) -> bool:
    """True where a text has a term as whole words, in whatever case.

    >>> says("Go is good", "go"), says("It is good", "go")
    (True, False)
    """
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) is not None


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["YAML", "JSON", "TOML"])
    'YAML, JSON and TOML'
    """
    return " and ".join([", ".join(words[:-1]), *words[-1:]] if len(words) > 1 else words)


def point_frame(
    manners: Sequence[Manner],
    *,
    against: bool,
    supports: int,
    contrasts: int,
    quoted: int = 1,
    labels: int = 0,
    mild: bool = False,
) -> str:
    """Return the frame of a point: its subject, who says what, who agrees, who objects.

    Args:
        manners: Of the quotes, one or two.
        against: The second quote is an objection.
        supports: Distinct voices on the point's side, at least ``quoted``.
        contrasts: Distinct voices against it, told where one of them is quoted.
        quoted: How many of ``supports`` are quoted: 1, or 2 where the second quote is theirs too.
        labels: Key terms in front, 0 to ``MOST_LABELS``; they fill the first places.
        mild: The second quote answers rather than objects: it qualifies, or speaks to other words
            of the same remark.

    >>> point_frame(["argue", "argue"], against=True, supports=6, contrasts=1)
    'One commenter argues that “{0}”, several others (5) agree, while one other objects that “{1}”'
    >>> point_frame(["ask", "argue"], against=True, supports=1, contrasts=3, labels=1)
    '{0}: one commenter asks “{1}”, while a few others (3) answer, one arguing that “{2}”'
    """
    text = f"one commenter {_VERB[manners[0]]} “{{{labels}}}”"
    if len(manners) > 1 and not against:
        text += _beside(manners, labels + 1, quoted)
    agree = supports - quoted
    if agree:
        text += f", {quantifier(agree, 'other')} agree{'s' if agree == 1 else ''}"
    if len(manners) > 1 and against:
        text += _answer(manners, labels + 1, contrasts, mild=mild)
    subject = listed([f"{{{place}}}" for place in range(labels)])
    return f"{subject}: {text}" if labels else text[0].upper() + text[1:]


def _beside(manners: Sequence[Manner], place: int, quoted: int) -> str:
    """Bring a second quote: one that agrees with the first, or just another."""
    if quoted > 1:
        return f", another agrees, adding “{{{place}}}”"
    first, manner = manners
    verb = "that" if manner == first and manner == "argue" else _VERB[manner]
    return f", another {verb} “{{{place}}}”"


def _answer(manners: Sequence[Manner], place: int, contrasts: int, *, mild: bool) -> str:
    """Bring an objection; of several who object, one is quoted: each has words of their own."""
    first, manner = manners
    verb = "answer" if mild or first == "ask" else "object"
    start = f", while {quantifier(contrasts, 'other')} {verb}"
    if contrasts > 1:
        return f"{start}, one {_DOING[manner]} “{{{place}}}”"
    that = " that" if manner == "argue" else f", {_DOING[manner]}"
    return f"{start}s{that} “{{{place}}}”"


def point_frames(quotes: int, supports: int, contrasts: int) -> Iterator[str]:
    """Yield every frame that tells these counts truly with so many quotes, labels among them."""
    for labels in range(MOST_LABELS + 1):
        said = quotes - labels
        for manners in product(MANNERS, repeat=said) if said in (1, 2) else ():
            for against in (False, True):
                if against and not (contrasts and said == 2):
                    continue
                most = min(supports, said - against)
                for quoted, mild in product(range(1, most + 1), (False, True)):
                    yield point_frame(
                        manners,
                        against=against,
                        supports=supports,
                        contrasts=contrasts,
                        quoted=quoted,
                        labels=labels,
                        mild=mild,
                    )
