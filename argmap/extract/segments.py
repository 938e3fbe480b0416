"""Sentences to segments: where one sentence makes two assertions, it is cut between them.

Candidate places are connectives and punctuation between two finite verbs; a small learned
head (``heads.py``) decides. The connective itself belongs to neither side.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from argmap.extract.heads import Head
from argmap.extract.sentences import trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

CONNECTIVES = (
    "and", "but", "because", "so", "since", "while", "although", "though", "whereas", "yet",
    "or", "however", "as", "which", "except", "unless", "if", "when", "whereby", "plus",
    "nor", "cause", "cos", "&", "therefore", "thus", "hence", "otherwise", "instead", "then",
)  # fmt: skip
_DASHES = frozenset({"-", "--", "—", "–", "---"})
_MARKS = frozenset({",", ";", ":", "...", "…", *_DASHES})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_PRONOUNS = frozenset(
    ("i", "you", "he", "she", "it", "we", "they", "this", "that", "there", "these", "those")
)
_OPENERS = ("if", "when", "while", "although", "though", "because", "since", "as", "whether")
_PREMODIFIERS = frozenset({"det", "poss", "amod", "compound", "nummod"})
_HEADS = ("ROOT", "conj", "advcl", "ccomp", "parataxis", "relcl", "acl", "xcomp", "pcomp", "nsubj")
_VERBLESS = frozenset({"but", "though", "although", "yet", ";", ":", "--", "—", "–"})
"""May join an assertion without a verb: ‘controversial, but very useful’."""
_LEAD = re.compile(
    r"(?P<item>(?:[-*•–·+]|\(?\d{1,2}[.)\]]|\[\d+\]:?|\(?[a-z]\))\s+)?"
    r"(?P<word>(?:(?:but|and|also)\b[,:]?|(?:however|well|yeah|oh|fwiw|additionally|plus|anyway"
    r"|meanwhile|moreover|furthermore|besides|interestingly),)\s+)*",
    re.IGNORECASE,
)
"""A list mark and discourse words before an assertion; they belong to no claim."""
MIN_WORDS = 2
"""A cut never leaves fewer words than this on one side."""


@dataclass(frozen=True, slots=True)
class Segment:
    """``doc.text[start:end]``: a sentence or a clause of one."""

    start: int
    end: int
    first: int
    """Index of its first token in the doc."""
    last: int
    """Index after its last token."""
    sentence: int
    """Number of its sentence in the post."""
    connective: str = ""
    """The word or mark before it that joined it to the clause before."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a sentence may be cut: the left part ends before token ``left``."""

    left: int
    right: int
    """The right part begins with this token."""
    connective: str
    """The joining word, or the mark where there is no word."""
    mark: str
    """The punctuation before it, or nothing."""


def find_segments(doc: Doc, head: Head | None) -> list[Segment]:
    """Return the segments of a parsed post, in order; ``None`` cuts nothing."""
    found: list[Segment] = []
    sentences = [sent for sent in doc.sents if not sent.text.isspace()]
    per_sentence = [candidate_cuts(sent) if head else [] for sent in sentences]
    rows = [
        cut_features(sent, cut)
        for sent, cuts in zip(sentences, per_sentence, strict=True)
        for cut in cuts
    ]
    chosen = iter(head.decide(np.array(rows, dtype=np.float32)) if head and rows else ())
    for number, (sent, cuts) in enumerate(zip(sentences, per_sentence, strict=True)):
        kept = [cut for cut in cuts if next(chosen)]
        found.extend(divide(sent, kept, number))
    return found


def divide(sent: Span, cuts: list[Cut], number: int = 0) -> list[Segment]:
    """Divide a sentence at the given cuts."""
    starts = [(sent.start, "")] + [(cut.right, cut.connective) for cut in cuts]
    ends = [cut.left for cut in cuts] + [sent.end]
    found: list[Segment] = []
    for (first, connective), last in zip(starts, ends, strict=True):
        if first >= last:
            continue
        doc = sent.doc
        span = trim(doc.text, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
        if span:
            start, word = _after_lead(doc.text, *span)
            found.append(Segment(start, span[1], first, last, number, connective or word))
    return found


def _after_lead(text: str, start: int, end: int) -> tuple[int, str]:
    """Skip a list mark and leading discourse words; return the new start and the last word."""
    # Cut first: a pattern must not look past the segment, and long texts are not copied whole.
    match = _LEAD.match(text[start : min(end, start + 80)])
    if match is None or len(text[start + match.end() : end].split()) < MIN_WORDS:
        return start, ""
    word = (match.group("word") or "").strip().rstrip(",:").lower()
    return start + match.end(), word


def candidate_cuts(sent: Span) -> list[Cut]:
    """Return the places between two finite verbs where a sentence might be cut."""
    doc = sent.doc
    finite = [token.i for token in sent if token.tag_ in _FINITE]
    if not finite:
        return []
    cuts: list[Cut] = []
    position = sent.start + 1
    while position < sent.end - 1:
        token = doc[position]
        mark = token.text if token.text in _MARKS else ""
        if token.text == "-" and not (doc[position - 1].whitespace_ and token.whitespace_):
            mark = ""
        right = position + bool(mark)
        word = doc[right].lower_ if right < sent.end else ""
        if word in CONNECTIVES:
            right += 1
        elif not mark:
            position += 1
            continue
        else:
            word = mark
        divided = finite[0] < position and (finite[-1] >= right or word in _VERBLESS)
        if divided and _wordy(sent, position, right):
            cuts.append(Cut(position, right, word, mark))
        position = max(right, position + 1)
    return cuts


def _wordy(sent: Span, left: int, right: int) -> bool:
    doc = sent.doc
    before = sum(token.is_alpha for token in doc[sent.start : left])
    after = sum(token.is_alpha for token in doc[right : sent.end])
    return before >= MIN_WORDS and after >= MIN_WORDS


def cut_features(sent: Span, cut: Cut) -> list[float]:
    """Describe a candidate in a fixed order."""
    doc = sent.doc
    left, right = _side(doc[sent.start : cut.left]), _side(doc[cut.right : sent.end])
    nearest_right = _until_mark(doc, cut.right, sent.end)
    nearest_left = _since_mark(doc, cut.left, sent.start)
    clause_right, clause_left = _side(nearest_right), _side(nearest_left)
    verb = _main_verb(nearest_right)
    first = doc[cut.right]
    opener = sent[0].lower_
    shape = [
        math.log1p(left.words),
        math.log1p(right.words),
        math.log1p(clause_left.words),
        math.log1p(clause_right.words),
        float(left.words < 4),
        float(right.words < 4),
        float(left.subject),
        float(right.subject),
        float(clause_left.subject and clause_left.finite),
        float(clause_right.subject and clause_right.finite),
        float(clause_right.finite),
        float(clause_left.finite),
        float(_subject_first(first)),
        float(first.lower_ in _PRONOUNS),
        float(first.tag_ in _FINITE or first.tag_ in ("VB", "VBN", "VBG")),
        float(first.tag_ in ("IN", "WDT", "WP", "WRB")),
        float(first.tag_ in ("RB", "UH")),
        float(_depth(doc, sent.start, cut.left) > 0),
        float(sent.text.rstrip().endswith("?")),
        float(opener in _OPENERS),
        float(_subordinate_left(nearest_left)),
        float(opener in _OPENERS and not any(t.text == "," for t in doc[sent.start : cut.left])),
        float(any(token.lower_ == "that" for token in doc[sent.start : cut.left])),
        float(first.lower_ == "that"),
        float(_root(sent).i < cut.left),
        float(verb is not None and cut.left > verb.head.i >= sent.start),
        float(verb is not None and verb.head.dep_ == "ROOT"),
    ]
    heads = [float(verb is not None and verb.dep_ == name) for name in _HEADS]
    joins = [float(cut.connective == name) for name in CONNECTIVES]
    marks = [float(cut.mark == name) for name in (",", ";", ":")]
    marks.append(float(cut.mark in _DASHES))
    bare = float(cut.connective == cut.mark)
    both = float(clause_right.subject and clause_right.finite)
    crossed = [value * both for value in (*joins[:12], *marks)]
    starts = [value * shape[12] for value in (*joins[:2], *marks)]
    lengths = [value * shape[3] for value in (*joins[:2], marks[0] * bare)]
    bare_marks = [value * bare for value in marks]
    return [*shape, *heads, *joins, *marks, bare, *crossed, *starts, *lengths, *bare_marks]


@dataclass(frozen=True, slots=True)
class _Side:
    words: int
    finite: bool
    subject: bool


def _side(span: Span) -> _Side:
    words = finite = subject = 0
    for token in span:
        words += token.is_alpha
        finite += token.tag_ in _FINITE
        subject += token.dep_ in _SUBJECTS
    return _Side(words, finite > 0, subject > 0)


def _until_mark(doc: Doc, start: int, end: int) -> Span:
    """Return the clause that begins at ``start``."""
    for position in range(start + 3, end):
        if _is_border(doc[position]):
            return doc[start:position]
    return doc[start:end]


def _since_mark(doc: Doc, end: int, start: int) -> Span:
    """Return the clause that ends before ``end``."""
    for position in range(end - 4, start, -1):
        if _is_border(doc[position]):
            return doc[position + 1 : end]
    return doc[start:end]


def _is_border(token: Token) -> bool:
    return token.text in _MARKS or token.lower_ in CONNECTIVES[:5]


def _main_verb(span: Span) -> Token | None:
    verbs = [token for token in span if token.pos_ in ("VERB", "AUX") and token.dep_ != "aux"]
    for token in verbs:
        if not span.start <= token.head.i < span.end or token.dep_ == "ROOT":
            return token
    return verbs[0] if verbs else None


def _subject_first(token: Token) -> bool:
    """Say whether a noun phrase that is a subject begins here."""
    while token.dep_ not in _SUBJECTS:
        if token.head.i <= token.i or token.dep_ not in _PREMODIFIERS:
            return False
        token = token.head
    return True


def _subordinate_left(span: Span) -> bool:
    return any(token.lower_ in _OPENERS and token.dep_ in ("mark", "advmod") for token in span[:3])


def _root(sent: Span) -> Token:
    return sent.root


def _depth(doc: Doc, start: int, end: int) -> int:
    depth = 0
    for token in doc[start:end]:
        depth += (token.text in "([") - (token.text in ")]")
    return depth
