"""A point taken apart for a reader: its subject, how many speak to that, and what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.model import Point
from argmap.model.frames import fill
from argmap.write.cite import sided, voices

_SUBJECT = re.compile(r"(?P<labels>\{\d+\}(?:(?:, | and )\{\d+\})*): ")
_PLACE = re.compile(r"\{(\d+)\}")
_QUOTED = re.compile(r"“\{(\d+)\}”")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary: ``Subject (14 voices): one commenter says “…” (3 for, 2 against)``.

    All who speak to the subject are counted beside it; who is for and against the words quoted,
    beside those.
    """

    subject: str
    """The labels of the point; empty where it has none."""
    voices: str
    """``14 voices``: who speaks to the subject."""
    words: str
    """What is said of it."""
    sides: str = ""
    """``3 for, 2 against``: who holds the words and who objects; empty where they tell it."""

    @property
    def count(self) -> str:
        """What stands in brackets at the end of ``words``; empty where there is nothing to say."""
        parts = (self.sides,) if self.subject else (self.voices, self.sides)
        return ": ".join(part for part in parts if part)

    @property
    def plain(self) -> str:
        """The whole line without emphasis."""
        start = f"{self.subject} ({self.voices}): " if self.subject else ""
        return f"{start}{self.words}" + (f" ({self.count})" if self.count else "")


def line(point: Point, rewritten: str = "") -> Line:
    """Take a point apart; its words are those of its frame, or sentences that stand in for them.

    >>> from argmap.model import Quote
    >>> quotes = tuple(Quote("c", "p", 0, 1, text) for text in ("YAML", "it is hard"))
    >>> frame = "{0}: two commenters say “{1}”"
    >>> line(Point("", frame, quotes, ("c",), (), 3, 2, 0)).plain
    'YAML (3 voices): two commenters say “it is hard”'
    """
    start = _SUBJECT.match(point.frame)
    texts = [quote.text for quote in point.quotes]
    if start is None:
        return Line("", voices(point), rewritten or point.text)
    subject = _capital(fill(start["labels"], texts))
    return Line(subject, voices(point), rewritten or fill(point.frame[start.end() :], texts))


def _capital(subject: str) -> str:
    """Begin a line as one begins: names that are not plain lower case keep their spelling.

    >>> [_capital(words) for words in ("static graph", "tf.function", "iOS, Go")]
    ['Static graph', 'tf.function', 'iOS, Go']
    """
    first = subject.split(" ", 1)[0].rstrip(",")
    plain = first.isalpha() and first.islower()
    return subject[0].upper() + subject[1:] if plain else subject


def brief(point: Point, rewritten: str = "") -> Line:
    """Take the short form of a point apart: its subject and the first of its quotes.

    >>> from argmap.model import Quote
    >>> quotes = tuple(Quote("c", "p", 0, 1, text) for text in ("YAML", "it is hard", "it is not"))
    >>> frame = "{0}: two say “{1}”; one objects “{2}”"
    >>> brief(Point("", frame, quotes, ("c",), (), 3, 2, 1)).plain
    'YAML (3 voices): “it is hard” (2 for, 1 against)'
    """
    whole = line(point, rewritten)
    first = _QUOTED.search(point.frame)
    if not rewritten and first is not None and int(first[1]) < len(point.quotes):
        whole = Line(whole.subject, whole.voices, f"“{point.quotes[int(first[1])].text}”")
    return Line(whole.subject, whole.voices, whole.words, sided(point))
