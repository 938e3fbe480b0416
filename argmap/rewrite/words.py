"""Closed sets of words, and what of a sentence the guard compares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from argmap.encode.words import content_words
from argmap.extract.gazetteer import common_words
from argmap.extract.opinion import stems

FRAMES = frozenset(
    """
    a according add adds advocate advocates another argue argues as asks because both but
    claim claims comment commenter commenters comments consider considers contend contends counter
    counters critic critics discussion even for from holds however if in its meanwhile note notes
    object objects observe observes on one other others participant participants people point
    points prefer prefers propose proposes report reports say says since skeptic skeptics some
    someone state states still suggest suggests supporter supporters that the their there these
    they think thinks this those to user users view views when while with yet
    """.split()
)
"""Words with which one reports what others say; they may open a sentence."""

OTHERS = frozenset("object objects critic critics support supporter supporters like".split())
"""Words of reporting that would pass for praise or blame."""

PERSONS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves".split()
)

QUANTIFIERS = frozenset(
    """
    all always any anybody anyone anything both dozens entire entirely every everybody everyone
    everything few half hundreds majority many millions minority most mostly nearly never nobody
    none only overwhelming overwhelmingly several thousands twice unanimous unanimously universal
    universally whole widely
    """.split()
) - {"both"}
"""Words that count; a model may not count people."""

# “one” is missing: a pronoun more often than a number.
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
} | dict(
    entry.split("=")
    for entry in """thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90
    hundred=100 thousand=1000 million=1000000 billion=1000000000 dozen=12 double=2 triple=3
    third=3 quarter=4""".split()
)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*%?")
_WORD = re.compile(r"[a-z]+")
_QUOTES = (
    re.compile(r"“([^“”]*)”"),
    re.compile(r'"([^"]*)"'),
    re.compile(r"«([^«»]*)»"),
    re.compile(r"(?<!\w)‘([^‘]*?)’(?!\w)"),
    re.compile(r"(?<!\w)'([^']*?)'(?!\w)"),
)


def figures(text: str) -> Iterator[str]:
    """Yield numbers, in figures or words, in one form.

    >>> list(figures("Ten builds took 1,000 s, 5% less"))
    ['1000', '5%', '10']
    """
    for found in _FIGURE.findall(text):
        yield found.replace(",", "")
    for word in _WORD.findall(text.lower()):
        if word in _NUMBERS:
            yield _NUMBERS[word]


def quoted(sentence: str) -> list[str] | None:
    """Return what stands between quotation marks; None where one mark has no other.

    >>> quoted("Some say “it is slow” and don't care.")
    ['it is slow']
    """
    spans: list[str] = []
    rest = sentence
    for pattern in _QUOTES:
        spans += pattern.findall(rest)
        rest = pattern.sub(" ", rest)
    return None if re.search('[“”"«»]', rest) else spans


def keys(text: str) -> frozenset[str]:
    """Return content words by their first letters, so that inflections come together."""
    return frozenset(word[:5] for word in content_words(text))


def is_known(token: str, told: AbstractSet[str], spelt: AbstractSet[str], *, opens: bool) -> bool:
    """Say whether a word of a sentence is ordinary English, or stands in the claims.

    Args:
        token: The word.
        told: :func:`keys` of the claims and the names in them.
        spelt: Their words, in folded case.
        opens: It opens the sentence, where a capital says nothing.
    """
    plain = token.replace("’", "'")
    folded = plain.casefold()
    if token.casefold() in spelt or folded in spelt or folded.removesuffix("'s") in spelt:
        return True
    if not plain.replace("'", "").replace("-", "").isalpha():
        # Numbers are checked on their own; anything else with signs in it is a name.
        return _FIGURE.fullmatch(plain) is not None
    if any(letter.isupper() for letter in plain[0 if not opens else 1 :]):
        return False
    parts = folded.split("-")
    return all(_is_ordinary(part, told) for part in parts)


def _is_ordinary(word: str, told: AbstractSet[str]) -> bool:
    bare = word.split("'")[0]
    return (
        len(bare) <= 2
        or bare in FRAMES
        or any(stem in common_words() for stem in stems(bare))
        or bool(keys(bare) & told)
    )
