"""Where names may stand: known names, capitalised runs, code-like words, the NER's spans.

This file proposes generously; ``name_scores`` decides. NER labels are unreliable on technology
(“JAX” is a PERSON), so its spans are one hint among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from argmap.extract.gazetteer import Entry, Gazetteer, common_words
from argmap.extract.name_scores import Page
from argmap.extract.names import POSSESSIVE, STOP, WORD, Candidate, is_cased, name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from argmap.model import Post

URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,64}@[^\s@]{1,255}|(?<![\w/])/[\w.]{1,255}/\S*"
)
"""Addresses and paths: what they spell is not said by the author. Bounded, to stay linear."""
JOINERS = frozenset(("of", "the", "de", "von", "van", "for", "del", "la"))
"""Small words that may stand inside a capitalised name, never at its ends."""
SKIP_LABELS = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"))
LONGEST = 80
"""Characters of the longest name."""


class Proposals:
    """The candidates of one post, by span; no two are the same."""

    def __init__(self, row: int, text: str) -> None:
        self.row, self.text = row, text
        self.found: dict[tuple[int, int], Candidate] = {}
        self.hidden = bytearray(len(text))
        for match in URL.finditer(text):
            self.hide(*match.span())

    def hide(self, start: int, end: int) -> None:
        """Propose nothing there."""
        self.hidden[start:end] = b"\x01" * (end - start)

    def add(self, start: int, end: int) -> Candidate | None:
        """Propose a span, less a possessive ending; None where nothing may be proposed."""
        tail = POSSESSIVE.search(self.text, start, end)
        end = tail.start() if tail else end
        if not 0 < end - start <= LONGEST or any(self.hidden[start:end]):
            return None
        one = self.found.get((start, end))
        if one is None:
            surface = self.text[start:end]
            one = Candidate(self.row, start, end, surface, name_key(surface))
            self.found[start, end] = one
        return one

    def add_known(self, start: int, end: int, entry: Entry) -> None:
        """Propose a known name."""
        one = self.add(start, end)
        if one is not None:
            one.entry = entry

    def add_run(self, words: list[re.Match[str]]) -> None:
        """Propose a capitalised run, its parts, and itself without a common first word."""
        start, end = words[0].start(), words[-1].end()
        self._mark_run(start, end)
        if len(words) == 1:
            if re.search(r"[-/&.]", words[0].group()):
                parts = re.finditer(r"\w+(?:\+\+|#)?", words[0].group())
                self._mark_parts((start + one.start(), start + one.end()) for one in parts)
            return
        self._mark_parts(word.span() for word in words)
        first = words[0].group().casefold()
        if (first in common_words() or first in STOP) and is_cased(words[1].group()):
            self._mark_run(words[1].start(), end)

    def _mark_run(self, start: int, end: int) -> None:
        one = self.add(start, end)
        if one is not None:
            one.run = True

    def _mark_parts(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            one = self.add(start, end) if is_cased(self.text[start:end]) else None
            if one is not None:
                one.inside_run = True

    def add_ner(self, doc: Doc) -> None:
        """Propose the NER's spans, without an article, and label what they touch."""
        label_at: dict[int, str] = {}
        for ent in doc.ents:
            start, end = ent.start_char, ent.end_char
            lead = re.match(r"(?:the|an?|this|that)\s+", ent.text, re.IGNORECASE)
            start += lead.end() if lead else 0
            label_at.update((at, ent.label_) for at in range(start, end))
            if ent.label_ not in SKIP_LABELS and is_cased(ent.text) and "\n" not in ent.text:
                self.add(start, end)
            exact = self.found.get((start, end))
            if exact is not None:
                exact.label = ent.label_
        for one in self.found.values() if label_at else ():
            labels = (label_at[at] for at in range(one.start, one.end) if at in label_at)
            one.overlap = next(labels, "")


def propose(
    row: int, page: Page, gazetteer: Gazetteer, words_of_thread: frozenset[str]
) -> list[Candidate]:
    """Propose names of one post; spans may overlap, no two are the same."""
    doc, text = page.doc, page.text
    proposals = Proposals(row, text)
    hits = list(gazetteer.matches(text, words_of_thread))
    for hit in hits:
        if hit.entry.kind == "none":
            proposals.hide(hit.start, hit.end)
    for hit in hits:
        proposals.add_known(hit.start, hit.end, hit.entry)
    words = list(WORD.finditer(text))
    for run in capital_runs(text, words):
        proposals.add_run(run)
    for word in words:
        if is_code_like(word.group()) or compounds_a_name(word.group(), gazetteer):
            proposals.add(*word.span())
    for token in small_proper_nouns(doc):
        one = proposals.add(token.idx, token.idx + len(token))
        if one is not None and token.lower_ not in common_words():
            one.rare = True
    proposals.add_ner(doc)
    return list(proposals.found.values())


def small_proper_nouns(doc: Doc) -> Iterator[Token]:
    """Yield what the tagger calls a proper noun though it is written small."""
    from spacy.symbols import PROPN

    # Not token by token: each would be made anew, and nearly all passed over.
    asked = doc.to_array(["POS", "IS_LOWER", "IS_ALPHA", "LENGTH"])
    if len(doc):
        pos, small, letters, length = asked.T
        found = (pos == PROPN) & (small > 0) & (letters > 0) & (length > 2)
        yield from (doc[at] for at in found.nonzero()[0].tolist())


def capital_runs(text: str, words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield maximal runs of capitalised words, like “Bank of England”, “Ada H. Lee”."""
    at = 0
    while at < len(words):
        if not is_cased(words[at].group()):
            at += 1
            continue
        last, probe = at, at + 1
        while probe < len(words) and is_joined(text, words[probe - 1], words[probe]):
            word = words[probe].group()
            if is_cased(word) or (last == probe - 1 and re.fullmatch(r"\d[\w.]*", word)):
                last = probe
            elif word not in JOINERS:
                break
            probe += 1
        yield words[at : last + 1]
        at = last + 1


def is_joined(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    """Say whether two words stand side by side, or apart only by the dot of an initial."""
    between = text[word.end() : following.start()]
    return between == " " or (between == ". " and len(word.group()) == 1)


def is_code_like(word: str) -> bool:
    """Say whether a lower-case word looks like an identifier, a file or a package.

    >>> [is_code_like(word) for word in ("snake_case", "tree-sitter", "x86", "plain", "i.e")]
    [True, False, True, False, False]
    """
    if len(word) > LONGEST or word.isalpha():
        return False
    if "_" in word.strip("_"):
        return True
    if re.search(r"[a-z]\d|\d[a-z]", word) and not re.fullmatch(r"\d+\w{0,2}", word):
        return True
    return bool(re.fullmatch(r"[a-z][\w-]+\.(?:com|org|net|io|dev|js|py|rs|sh|ai|app)", word))


def compounds_a_name(word: str, gazetteer: Gazetteer) -> bool:
    """Say whether a hyphenated lower-case word has a known name as a part: ``pkl-go``."""
    parts = word.split("-") if "-" in word else ()
    return 1 < len(parts) < 6 and word.islower() and any(map(gazetteer.look_up, parts))


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


def lower_case_names(
    row: int, text: str, keys: frozenset[str], taken: Iterable[Candidate]
) -> Iterator[Candidate]:
    """Yield words written small here that the discussion writes as names elsewhere."""
    proposals = Proposals(row, text)
    for one in taken:
        proposals.hide(one.start, one.end)
    for word in WORD.finditer(text):
        pieces = [word.span()]
        if re.search(r"[-/]", word.group()):
            pieces += [
                (word.start() + part.start(), word.start() + part.end())
                for part in re.finditer(r"[^-/]+", word.group())
            ]
        for start, end in pieces:
            if name_key(text[start:end]) in keys:
                proposals.add(start, end)
    yield from proposals.found.values()
