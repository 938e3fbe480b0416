"""What may be a name, and the keys under which mentions of one thing meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from argmap.extract.gazetteer import Entry, squeeze

WORD = re.compile(r"[#@]?\w+(?:[-.'’&/]\w+)*(?:\+\+|\+|#)?")
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_STOP = """
i i'm i'd i've i'll ok okay lol imo imho tldr tl;dr afaik afaict iirc fwiw btw wtf omg edit
update ps nb ie eg etc fyi tbh ymmv rtfm nih diy fud faq faqs todo wip mvp poc api apis cpu cpus
gpu gpus ram rom ssd ssds hdd ide ides os oses ui uis ux gui guis cli clis pr prs url urls uri
uris dsl dsls sdk sdks ci cd ci/cd io i/o db dbs rdbms orm orms llm llms ai ml nlp ceo cto cfo
vc vcs hr it qa pc pcs tv tvs id ids op oop fp gc jit aot vm vms ast asts repl regex regexes
crud http url dx tla lgtm loc kb mb gb tb ms kwh gw mw am pm utc gmt monday tuesday wednesday
thursday friday saturday sunday january february march april june july august september october
november december mr mrs ms dr sir god jan feb mar apr jun jul aug sep sept oct nov dec foo bar
baz qux yes no not and or true false null none nan xyz abc n/a re vs eu's iot saas paas iaas b2b
b2c roi kpi ops devops sre dev prod nda ip ips lan wan vpn vpns hn'ers internet web
"""
STOP = frozenset(_STOP.split())
"""Generic acronyms, days, and words capitalised for other reasons than being a name."""


@dataclass(slots=True)
class Candidate:
    """A stretch of a post that may be a name."""

    post: int
    """Row in ``Thread.posts``."""
    start: int
    end: int
    surface: str
    key: str
    """Under which mentions of the same thing meet, before aliases are resolved."""
    entry: Entry | None = None
    run: bool = False
    """A capitalised run."""
    inside_run: bool = False
    """A part of a longer capitalised run."""
    label: str = ""
    """The NER label of exactly this span."""
    own: tuple[str, str] | None = None
    """Name and kind, where the user's patterns found it."""
    aside: str = ""
    """``quote`` or ``code`` where the author does not speak; else empty."""
    rare: bool = False
    """A lower-case proper noun, says the tagger, that is no common English word."""
    overlap: str = ""
    """The NER label of a span that covers a part of it, or more."""
    features: dict[str, float] | None = None
    score: float = 0.0


@lru_cache(maxsize=1 << 14)
def name_key(surface: str) -> str:
    """Fold case, possessive and white space.

    >>> name_key("Python's")
    'python'
    """
    return squeeze(POSSESSIVE.sub("", surface))


def group_key(candidate: Candidate) -> str:
    """Return the key of the group a candidate starts in."""
    if candidate.own:
        return squeeze(candidate.own[0])
    return squeeze(candidate.entry.name) if candidate.entry else candidate.key


LOOK_BACK = 40
"""Characters that are looked at to find the start of a sentence."""


def starts_sentence(text: str, start: int) -> bool:
    """Say whether nothing but an opening stands between the sentence's start and ``start``."""
    before = text[max(0, start - LOOK_BACK) : start].rstrip(" \t\"'“‘(*[-–—•>")
    return not before or before[-1] in ".!?:;\n…"


def is_cased(word: str) -> bool:
    """Say whether a word is written as a name might be: with an upper-case letter."""
    return word != word.lower() and any(char.isupper() for char in word)
