"""A point taken apart for a reader: its subject, how many speak to that, and what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argmap.model import Point
from argmap.model.frames import fill, listed, says
from argmap.write.cite import sided, voices

_SUBJECT = re.compile(r"(?P<labels>\{\d+\}(?:(?:, | and )\{\d+\})*): ")
_PLACE = re.compile(r"\{(\d+)\}")
_ANSWERS = re.compile(r"\banswers?\b")
_QUOTED = re.compile(r"“\{(\d+)\}”")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary: ``Subject (14 voices): one commenter says “…” (3 agree, 2 object)``.

    All who speak to the subject are counted beside it; who is for and against the words quoted,
    beside those.
    """

    subject: str
    """The labels of the point that its quotes name; empty where they name none."""
    voices: str
    """``14 voices, also on Java``: who speaks to the subject, and the labels left unsaid."""
    words: str
    """What is said of it."""
    sides: str = ""
    """``3 agree, 2 object``: who holds the words beside the one quoted, and who objects."""

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
    >>> quotes = tuple(Quote("c", "p", 0, 1, text) for text in ("YAML", "Go", "YAML is hard"))
    >>> frame = "{0} and {1}: one commenter says “{2}”"
    >>> line(Point("", frame, quotes, ("c",), (), 3, 1, 0)).plain
    'YAML (3 voices, also on Go): one commenter says “YAML is hard”'
    """
    start = _SUBJECT.match(point.frame)
    texts = [quote.text for quote in point.quotes]
    if start is None:
        return Line("", voices(point), rewritten or point.text)
    places = [int(place) for place in _PLACE.findall(start["labels"])]
    quoted = texts[len(places) :]
    named = [texts[n] for n in places if any(says(text, texts[n]) for text in quoted)]
    beside = [texts[n] for n in places if texts[n] not in named]
    words = rewritten or fill(point.frame[start.end() :], texts)
    counted = voices(point)
    if beside:
        counted += f", {'also ' if named else ''}on {listed(beside)}"
    return Line(
        _capital(listed(named)) if named else "", counted, words if named else _begun(words)
    )


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


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
    >>> texts = ("YAML", "YAML is hard", "it is not")
    >>> quotes = tuple(Quote("c", "p", 0, 1, text) for text in texts)
    >>> frame = "{0}: two say “{1}”; one objects “{2}”"
    >>> brief(Point("", frame, quotes, ("c",), (), 3, 2, 1)).plain
    'YAML (3 voices): “YAML is hard” (1 agrees, 1 objects)'
    """
    whole = line(point, rewritten)
    first = _QUOTED.search(point.frame)
    if not rewritten and first is not None and int(first[1]) < len(point.quotes):
        whole = Line(whole.subject, whole.voices, f"“{point.quotes[int(first[1])].text}”")
    if rewritten:
        return Line(whole.subject, whole.voices, whole.words, sided(point))
    asks = first is not None and point.frame[: first.start()].endswith("asks ")
    sides = []
    if point.supports > 1 and not asks:
        sides.append(_does(point.supports - 1, "agree"))
    if point.contrasts:
        answers = asks or _ANSWERS.search(point.frame) is not None
        sides.append(_does(point.contrasts, "answer" if answers else "object"))
    return Line(whole.subject, whole.voices, whole.words, ", ".join(sides))


def _does(number: int, what: str) -> str:
    return f"{number} {what}" + ("s" if number == 1 else "")
