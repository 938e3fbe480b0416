"""Where names may stand: known names, capitalised runs, code-like words, the NER's spans.

This file proposes generously; ``name_scores`` decides. NER labels are unreliable on technology
(“JAX” is a PERSON), so its spans are one hint among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.extract.gazetteer import Entry, Gazetteer, common_words, squeeze

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from argmap.model import Post

URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)/[\w.]+/\S*")
WORD = re.compile(r"[#@]?\w+(?:[-.'’&/]\w+)*(?:\+\+|\+|#)?")
POSSESSIVE = re.compile(r"['’](?:s|S)?$")
JOINERS = frozenset(("of", "the", "de", "von", "van", "for", "del", "la"))
"""Small words that may stand inside a capitalised name, never at its ends."""
SKIP_LABELS = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))
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


def starts_sentence(text: str, start: int) -> bool:
    """Say whether nothing but an opening stands between the sentence's start and ``start``."""
    before = text[:start].rstrip(" \t\"'“‘(*[-–—•>")
    return not before or before[-1] in ".!?:;\n…" or before.endswith("\n")


def is_cased(word: str) -> bool:
    """Say whether a word is written as a name might be: an upper-case letter."""
    return any(char.isupper() for char in word)


def capital_runs(text: str, words: list[re.Match[str]]) -> Iterator[tuple[int, int, int]]:
    """Yield ``(start, end, number of words)`` of maximal runs of capitalised words."""
    at = 0
    while at < len(words):
        if not is_cased(words[at].group()):
            at += 1
            continue
        last = at
        probe = at + 1
        while probe < len(words) and text[words[probe - 1].end() : words[probe].start()] in (
            " ",
            " & ",
        ):
            word = words[probe].group()
            if is_cased(word) or (last == probe - 1 and re.fullmatch(r"\d[\w.]*", word)):
                last = probe
            elif word not in JOINERS:
                break
            probe += 1
        yield words[at].start(), words[last].end(), last - at + 1
        at = last + 1


def is_code_like(word: str) -> bool:
    """Say whether a lower-case word looks like an identifier, a file or a package.

    >>> [is_code_like(word) for word in ("snake_case", "tree-sitter", "x86", "plain", "i.e")]
    [True, False, True, False, False]
    """
    if "_" in word.strip("_"):
        return True
    if re.search(r"[a-z]\d|\d[a-z]", word) and not re.fullmatch(r"\d+\w{0,2}", word):
        return True
    return bool(re.fullmatch(r"[a-z][\w-]+\.(?:com|org|net|io|dev|js|py|rs|sh|ai|app)", word))


def propose(
    row: int, doc: Doc, gazetteer: Gazetteer, words_of_thread: frozenset[str]
) -> list[Candidate]:
    """Propose names of one post; spans may overlap, no two are the same."""
    text = doc.text
    hidden = [match.span() for match in URL.finditer(text)]
    found: dict[tuple[int, int], Candidate] = {}

    def add(start: int, end: int, **facts: object) -> None:
        surface = text[start:end]
        tail = POSSESSIVE.search(surface)
        if tail:
            end -= len(tail.group())
            surface = text[start:end]
        if not surface or any(a < end and start < b for a, b in hidden):
            return
        known = found.get((start, end)) or Candidate(row, start, end, surface, name_key(surface))
        for name, value in facts.items():
            setattr(known, name, value)
        found[start, end] = known

    hits = list(gazetteer.matches(text, words_of_thread))
    hidden += [(hit.start, hit.end) for hit in hits if hit.entry.kind == "none"]
    for hit in hits:
        add(hit.start, hit.end, entry=hit.entry)
    words = list(WORD.finditer(text))
    common = common_words()
    for start, end, size in capital_runs(text, words):
        add(start, end, run=True)
        inner = [word for word in words if start <= word.start() < end]
        if size > 1:
            for part in inner:
                if is_cased(part.group()):
                    add(part.start(), part.end(), inside_run=True)
            first = inner[0].group().casefold()
            if (first in common or first in STOP) and is_cased(inner[1].group()):
                add(inner[1].start(), end, run=True)
        elif re.search(r"[-/&.]", text[start:end]):
            for part in re.finditer(r"\w+(?:\+\+|#)?", text[start:end]):
                if is_cased(part.group()):
                    add(start + part.start(), start + part.end(), inside_run=True)
    for word in words:
        if is_code_like(word.group()) or compounds_a_name(word.group(), gazetteer):
            add(*word.span())
    for token in doc:
        if token.pos_ == "PROPN" and token.is_lower and len(token) > 2 and token.is_alpha:
            add(
                token.idx,
                token.idx + len(token),
                **({} if token.lower_ in common else {"rare": True}),
            )
    add_ner(doc, add, found)
    return list(found.values())


def compounds_a_name(word: str, gazetteer: Gazetteer) -> bool:
    """Say whether a hyphenated lower-case word has a known name as a part: ``pkl-go``."""
    parts = word.split("-")
    return len(parts) > 1 and word.islower() and any(gazetteer.look_up(p) for p in parts)


def propose_aside(
    row: int, post: Post, gazetteer: Gazetteer, words_of_thread: frozenset[str]
) -> Iterator[Candidate]:
    """Propose known names in what the post quotes and in its code blocks."""
    for where, spans in (("quote", post.quotes), ("code", post.code)):
        for span in spans:
            for hit in gazetteer.matches(post.text[span.start : span.end], words_of_thread):
                if hit.entry.kind == "none":
                    continue
                start, end = span.start + hit.start, span.start + hit.end
                surface = post.text[start:end]
                yield Candidate(
                    row, start, end, surface, name_key(surface), entry=hit.entry, aside=where
                )


def add_ner(doc: Doc, add: object, found: dict[tuple[int, int], Candidate]) -> None:
    """Add the NER's spans, without a leading article, and note labels on those found before."""
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        lead = re.match(r"(?:the|an?|this|that)\s+", ent.text, re.IGNORECASE)
        start += lead.end() if lead else 0
        if ent.label_ not in SKIP_LABELS and is_cased(ent.text) and "\n" not in ent.text:
            add(start, end, label=ent.label_)  # type: ignore[operator]
        for (a, b), candidate in found.items():
            if a < end and start < b:
                if (a, b) == (start, end):
                    candidate.label = ent.label_
                candidate.overlap = ent.label_


def lower_case_names(
    row: int, text: str, keys: frozenset[str], taken: Iterable[Candidate]
) -> Iterator[Candidate]:
    """Yield words written small here that the discussion writes as names elsewhere."""
    hidden = [match.span() for match in URL.finditer(text)]
    hidden += [(one.start, one.end) for one in taken]
    for word in WORD.finditer(text):
        pieces = [word.span()]
        if re.search(r"[-/]", word.group()):
            pieces += [
                (word.start() + part.start(), word.start() + part.end())
                for part in re.finditer(r"[^-/]+", word.group())
            ]
        for start, end in pieces:
            surface = POSSESSIVE.sub("", text[start:end])
            end = start + len(surface)
            if squeeze(surface) in keys and not any(a < end and start < b for a, b in hidden):
                yield Candidate(row, start, end, surface, squeeze(surface))
