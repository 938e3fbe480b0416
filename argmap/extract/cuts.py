"""Where a sentence might be cut in two: candidate places, and what a head sees of each."""

from __future__ import annotations

import math
from dataclasses import dataclass

from argmap.extract.plain import Plain, Stretch, Word

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
_CONCESSIVE = frozenset({"while", "although", "though", "whereas"})
_MIND = frozenset(
    ("think", "know", "guess", "say", "said", "mean", "believe", "feel", "wonder", "hope", "tell")
)
_HEADS = ("ROOT", "conj", "advcl", "ccomp", "parataxis", "relcl", "acl", "xcomp", "pcomp", "nsubj")
_VERBLESS = frozenset({"but", "though", "although", "yet", ";", ":", "--", "—", "–"})
"""May join an assertion without a verb: ‘controversial, but very useful’."""
MIN_WORDS = 2
"""A cut never leaves fewer words than this on one side."""
MAX_TOKENS = 300
"""Longer sentences are lists or noise; they stay whole."""


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


def candidate_cuts(sent: Stretch) -> list[Cut]:
    """Return the places between two finite verbs where a sentence might be cut."""
    doc = sent.doc.words
    finite = [token.i for token in sent if token.tag_ in _FINITE]
    if not finite or len(sent) > MAX_TOKENS:
        return []
    sheltered = _sheltered(sent)
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
        if divided and position not in sheltered and _wordy(sent, position, right):
            cuts.append(Cut(position, right, word, mark))
        position = max(right, position + 1)
    return cuts


def _wordy(sent: Stretch, left: int, right: int) -> bool:
    doc = sent.doc.words
    before = sum(token.is_alpha for token in doc[sent.start : left])
    after = sum(token.is_alpha for token in doc[right : sent.end])
    return before >= MIN_WORDS and after >= MIN_WORDS


def cut_features(sent: Stretch, cut: Cut) -> list[float]:
    """Describe a candidate in a fixed order."""
    doc = sent.doc
    left, right = _side(doc[sent.start : cut.left]), _side(doc[cut.right : sent.end])
    near_left = _since_border(doc, cut.left, sent.start)
    near_right = _until_border(doc, cut.right, sent.end)
    clause_left, clause_right = _side(near_left), _side(near_right)
    first = doc[cut.right]
    subject_first = float(_subject_first(first))
    shape = [
        math.log1p(left.words),
        math.log1p(right.words),
        math.log1p(clause_left.words),
        math.log1p(clause_right.words),
        float(left.words < 4),
        float(right.words < 4),
        min(left.words, right.words) / max(left.words, right.words, 1),
        float(left.subject),
        float(right.subject),
        float(left.finite and left.subject and right.finite and right.subject),
        float(clause_left.subject and clause_left.finite),
        float(clause_right.subject and clause_right.finite),
        float(clause_right.finite),
        float(clause_left.finite),
        subject_first,
        float(sent.text.rstrip().endswith("?")),
    ]
    joins = [float(cut.connective == name) for name in CONNECTIVES]
    marks = [float(cut.mark == name) for name in (",", ";", ":")]
    marks.append(float(cut.mark in _DASHES))
    bare = float(cut.connective == cut.mark)
    both = shape[11]
    return [
        *shape,
        *_first_token(first),
        *_opening(sent, near_left, cut),
        *_syntax(sent, near_right, cut, joins[:6], marks),
        *joins,
        *marks,
        bare,
        *(value * both for value in (*joins[:12], *marks)),
        *(value * subject_first for value in (*joins[:2], *marks)),
        *(value * shape[3] for value in (*joins[:2], marks[0] * bare)),
        *(value * bare for value in marks),
    ]


def _first_token(first: Word) -> list[float]:
    return [
        float(first.lower_ in _PRONOUNS),
        float(first.lower_ == "i"),
        float(first.tag_ in _FINITE or first.tag_ in ("VB", "VBN", "VBG")),
        float(first.tag_ in ("IN", "WDT", "WP", "WRB")),
        float(first.tag_ in ("RB", "UH")),
        float(first.lower_ == "that"),
    ]


def _opening(sent: Stretch, near_left: Stretch, cut: Cut) -> list[float]:
    """Describe how the sentence and the clause before the cut begin."""
    left = sent.doc[sent.start : cut.left]
    opener, near = sent[0].lower_, near_left[0].lower_
    only_clause = not any(token.text == "," for token in left)
    comma = cut.mark == "," and cut.connective == ","
    return [
        float(opener in _OPENERS),
        float(opener in _OPENERS and only_clause),
        float(opener in _CONCESSIVE and only_clause and comma),
        float(opener in ("if", "when") and only_clause and comma),
        float(near in _OPENERS and comma),
        float(near in _CONCESSIVE and comma),
        float(_subordinate(near_left)),
        float(any(token.lower_ == "that" for token in left)),
        float(any(token.lower_ in ("if", "when", "whether") for token in left)),
        float(any(token.lower_ in _MIND for token in left)),
        float(any(token.lower_ in _MIND for token in near_left)),
        float(near == "i"),
        float(any(token.lower_ == "but" for token in sent) and cut.connective != "but"),
    ]


def _syntax(
    sent: Stretch, near_right: Stretch, cut: Cut, joins: list[float], marks: list[float]
) -> list[float]:
    """Describe how the parser joins the two sides."""
    verb = _main_verb(near_right)
    if verb is None:
        return [0.0] * (7 + len(_HEADS) + 2 * len(joins) + 2 * len(marks) + 1)
    crosses = sent.start <= verb.head.i < cut.left
    to_root = verb.head.dep_ == "ROOT"
    own = any(child.dep_ in _SUBJECTS and child.i >= cut.right for child in verb.children)
    coordinated = float(verb.dep_ == "conj" and to_root and own)
    main = float(verb.dep_ == "ROOT")
    return [
        float(sent.root.i < cut.left),
        float(crosses),
        float(to_root),
        float(own),
        coordinated,
        main,
        float(verb.dep_ == "conj" and own),
        *(float(verb.dep_ == name) for name in _HEADS),
        *(value * coordinated for value in (*joins, *marks)),
        *(value * own for value in (*joins, *marks)),
        float(verb.dep_ in ("ccomp", "ROOT") and sent.root.i >= cut.left) * marks[0],
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    words: int
    finite: bool
    subject: bool


def _side(span: Stretch) -> _Side:
    words = finite = subject = 0
    for token in span:
        words += token.is_alpha
        finite += token.tag_ in _FINITE
        subject += token.dep_ in _SUBJECTS
    return _Side(words, finite > 0, subject > 0)


def _until_border(doc: Plain, start: int, end: int) -> Stretch:
    """Return the clause that begins at ``start``."""
    for position in range(start + 3, end):
        if _is_border(doc[position]):
            return doc[start:position]
    return doc[start:end]


def _since_border(doc: Plain, end: int, start: int) -> Stretch:
    """Return the clause that ends before ``end``."""
    for position in range(end - 4, start, -1):
        if _is_border(doc[position]):
            return doc[position + 1 : end]
    return doc[start:end]


def _is_border(token: Word) -> bool:
    return token.text in _MARKS or token.lower_ in CONNECTIVES[:5]


def _main_verb(span: Stretch) -> Word | None:
    verbs = [token for token in span if token.pos_ in ("VERB", "AUX") and token.dep_ != "aux"]
    for token in verbs:
        if not span.start <= token.head.i < span.end or token.dep_ == "ROOT":
            return token
    return verbs[0] if verbs else None


def _subject_first(token: Word) -> bool:
    """Say whether a noun phrase that is a subject begins here."""
    while token.dep_ not in _SUBJECTS:
        if token.head.i <= token.i or token.dep_ not in _PREMODIFIERS:
            return False
        token = token.head
    return True


def _subordinate(span: Stretch) -> bool:
    return any(token.lower_ in _OPENERS and token.dep_ in ("mark", "advmod") for token in span[:3])


def _sheltered(sent: Stretch) -> frozenset[int]:
    """Return the tokens inside parentheses that close within the sentence."""
    inside: set[int] = set()
    opened: list[int] = []
    for token in sent:
        if token.text in ("(", "["):
            opened.append(token.i)
        elif token.text in (")", "]") and opened:
            inside.update(range(opened.pop(), token.i + 1))
    return frozenset(inside)
