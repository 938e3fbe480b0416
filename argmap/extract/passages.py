"""Passages: what of a sentence could be quoted by itself, and what would make it read badly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from argmap.extract.trim import trimmed
from argmap.model import Claim, Flaw, Passage, Thread
from argmap.model.frames import MOST_BETWEEN

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MOST_CLAIMS = 3
"""Claims of one sentence that a passage may run over."""

_POINTING = frozenset("it this that these those they he she them him both neither".split())
_MANY = frozenset("these those they them both".split())
_ANYBODY = frozenset(
    "anybody anyone everybody everyone guy nobody person somebody someone who".split()
)
_SPEAKER = frozenset("i me my mine myself".split())
_LISTENER = frozenset("you your yours yourself".split())
_GRANTING = frozenset("while although though whereas despite".split())
_GRANTED = re.compile(
    r"(?i)i (?:do |also |totally |fully |completely )*agree|i (?:get|see|understand) (?:that|why)"
    r"|(?:for [^,]{1,20}, )?i agree|granted|sure|it(?:'s|’s| is) true"
)
_TURNING = frozenset("but however though although yet".split())
_NAMELESS = frozenset("none one some many most all anyone someone everyone nothing lot".split())
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_CONDITION = frozenset("if unless whether when whenever until once as than before after".split())
_BACKWARD = re.compile(
    r"^(?:otherwise|instead|similarly|likewise|also|then|plus|besides|moreover|hence|thus"
    r"|therefore|as such|by contrast|same (?:here|for|with))\b(?! of\b)"
    r"|\bon the other hand\b|\b(?:is|are|be) (?:no|any|not) different(?! (?:from|than|to)\b)"
    r"|\bfor (?:that|this|those|these)\b(?! \w)|\bas well$"
    r"|"
    r"^your\b|\b(?:the (?:former|latter|above|same|other (?:one|two)|first one|second one)"
    r"|do(?:es|ing)? (?:so|that|this|it)|as (?:above|below|you sa\w+|mentioned)"
    r"|like (?:this|that|you said)|above|(?:gp|op|parent)(?:'s)? |same thing"
    r"|(?:your|this) (?:comment|point|example|argument|question|post|thread|reply)"
    r"|in (?:this|that) (?:case|context|regard|sense|situation)|such an?|either way)\b"
)
_YOUR = "analysis assumption claim logic opinion reasoning statement view words".replace(" ", "|")
# Words to one person about what they wrote, not of the “you” that means anyone.
_PERSONAL_ANSWER = re.compile(
    rf"\byour (?:\S+ )?(?:{_YOUR})\b"
    r"|\bi (?:did(?:n[’']t| not)|never|was(?:n[’']t)?|am(?: not)?) (?:say|said|saying|mean|meant"
    r"|claim|claimed|claiming|comment|suggest|suggesting|imply|implying|arguing|sorry|talking"
    r"|referring)\b"
    r"|\bi[’']m (?:not )?(?:saying|talking|referring|sorry)\b"
    r"|(?<!if )(?<!when )(?<!that )(?<!where )(?<!what )(?<!because )(?<!until )(?<!once )(?<!as )"
    r"\byou(?:[’']re| are| were) (?:just |still |simply |clearly |really |probably )*"
    r"(?:not |being )?(?:(?:an? |the )\w|right\b|wrong\b|missing|confusing|talking|assuming|saying"
    r"|describing|mistaken|misunder|conflating|ignoring)"
    r"|\byou (?:said|seem|sound|mentioned|wrote|claimed|missed|misunder\w+|call it)\b"
)
_WONDERING = re.compile(
    r"(?:i[’']m|i am|i was|just|am) (?:curious|wondering)\b|i (?:just )?wonder\b|wondering\b"
    r"|i[’']d (?:like|love|be curious) to (?:know|hear|understand)\b"
    r"|(?:can|could) (?:someone|anyone|you)\b"
)
_IF_BEFORE = re.compile(r"(?i)\b(?:if|unless|whether) $")
_PLAYFUL = re.compile(
    r"(?i:\b(?:lol|lmao|haha\w*|heh|rofl|oh my|yay|meh|ugh|duh|wtf|omg|jk)\b|\s/s\b)"
    r"|[:;]-?[)(DPp](?!\w)|[!?]{2,}|\.\.\.|…|\b[A-Z]{3,} [A-Z]{3,}\b|[\U0001F600-\U0001F64F]"
)
# Praise and certainty laid on too thick to be meant; a reader of the quote alone would take it so.
_SARCASTIC = re.compile(
    r"\b(?:how|very|so|really|truly|it[’']s) (?:great|brave|nice|clever|wonderful|convenient"
    r"|lovely|thoughtful|generous|kind|cute|refreshing) (?:that|to)\b(?! see)"
    r"|\b(?:oh|ah),? (?:great|sure|yes|good|wonderful|joy|no)\b|\byeah,? right\b|\bgood luck\b"
    r"|\bwhat could (?:possibly )?go wrong\b|\bwho needs\b|\bthank (?:god|goodness)\b|\bgee\b"
    r"|\bbecause (?:clearly|obviously|of course)\b|\bdefinitely does(?:n[’']t| not)\b"
    r"|\bgenius (?:move|idea|of)\b|\bclearly the (?:best|only|right)\b"
)
_ADDRESS = re.compile(r"https?://|\bwww\.|\[\d+\]")


def find_passages(
    thread: Thread, docs: Sequence[Doc], claims: Sequence[Claim]
) -> tuple[Passage, ...]:
    """Return every claim, and every run of neighbouring claims of one sentence, as a passage.

    Args:
        thread: The discussion.
        docs: Its parsed posts, in the same order.
        claims: In reading order.

    Returns:
        In reading order, shorter runs first; each claim opens one passage at least.
    """
    row = {post.id: number for number, post in enumerate(thread.posts)}
    found: list[Passage] = []
    text = ""
    parsed: _Parsed | None = None
    for at, claim in enumerate(claims):
        if parsed is None or claims[at - 1].post != claim.post:
            text, parsed = thread.posts[row[claim.post]].text, _Parsed(docs[row[claim.post]])
        for run in _runs(claims, at, parsed, text):
            start, end = trimmed(text, run[0].start, run[-1].end)
            if start >= run[0].end or end <= run[-1].start:
                # Of one of them nothing is left: a shorter run has the same words.
                continue
            flaws = _flaws(parsed, text, start, end)
            found.append(Passage(tuple(each.id for each in run), claim.post, start, end, flaws))
    return tuple(found)


class _Parsed:
    """A parsed post whose tokens are found by offset; spaCy's own look-up joins its text anew."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sentences: bool = doc.has_annotation("SENT_START")
        self.syntax: bool = doc.has_annotation("DEP")
        self._starts: list[int] = doc.to_array("IDX").tolist()

    def span(self, start: int, end: int) -> Span:
        """Return the tokens that ``text[start:end]`` touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return self.doc[first : max(bisect_left(self._starts, end), first)]


def _runs(claims: Sequence[Claim], at: int, doc: _Parsed, text: str) -> Iterator[Sequence[Claim]]:
    """Yield the runs of claims of one sentence that begin with the claim at ``at``."""
    last = at + 1
    yield claims[at:last]
    while last < len(claims) and last - at < MOST_CLAIMS:
        one, other = claims[last - 1], claims[last]
        if one.post != other.post:
            return
        between = text[one.end : other.start]
        if "\n" in between or len(between.split()) > MOST_BETWEEN:
            return
        if not doc.sentences or _border(doc, one.end, other.start):
            return
        last += 1
        yield claims[at:last]


def _border(doc: _Parsed, start: int, end: int) -> bool:
    """True where a sentence begins between two offsets."""
    tokens = doc.span(start, max(end, start + 1) + 1)
    return any(token.is_sent_start and token.idx >= start for token in tokens)


def _flaws(doc: _Parsed, post: str, start: int, end: int) -> tuple[Flaw, ...]:
    """Name what would make these words read badly out of their place, in a fixed order."""
    text = post[start:end]
    small = text.lower()  # patterns that ignore case take twice the time
    span = doc.span(start, end)
    found: list[Flaw] = []
    if len(span) and doc.syntax:
        words = [token for token in span if not token.is_punct and not token.is_space]
        asks = text.endswith("?")
        if _is_imperative(span) and not asks:
            found.append("imperative")
        elif not asks and (_is_cut(post, start, end) or not _is_sentence(span)):
            found.append("fragment")
        if _dangles(span, words):
            found.append("dangling")
        if sum(token.pos_ in ("NOUN", "PROPN") for token in words) < 2:
            found.append("empty")
        lower = {token.lower_ for token in words}
        if lower & _SPEAKER:
            found.append("personal")
        if lower & _LISTENER:
            found.append("addressed")
    if _concedes(span):
        found.append("conceded")
    elif _is_turned(span):
        found.append("turned")
    if _BACKWARD.search(small) or _PERSONAL_ANSWER.search(small):
        found.append("backward")
    if text.endswith("?") or _WONDERING.match(small):
        found.append("question")
    if _PLAYFUL.search(text) or _SARCASTIC.search(small):
        found.append("playful")
    if _ADDRESS.search(small):
        found.append("address")
    return tuple(found)


def _is_cut(post: str, start: int, end: int) -> bool:
    """True where words begin inside a compound or behind an “if”, or lead up to a colon."""
    inside = start > 1 and post[start - 1] in "–—-/" and post[start - 2].isalnum()
    return (
        inside
        or post[end : end + 1] == ":"
        or _IF_BEFORE.search(post[max(0, start - 9) : start]) is not None
    )


def _is_sentence(span: Span) -> bool:
    """True where the words have a finite verb with its subject, and hang on nothing outside."""
    head = span.root
    inside = [child for child in head.children if span.start <= child.i < span.end]
    # The “if” may stand before the words, where a segment was cut behind it.
    if any(child.dep_ == "mark" and child.lower_ in _CONDITION for child in head.children):
        return False
    if span[0].lower_ in ("that", "as", "of") and span[0].tag_ in ("IN", "WDT"):
        return False
    if span[-1].tag_ in ("IN", "TO", "CC", "DT", "MD"):
        return False
    if span[0].tag_ in ("WDT", "WP", "WRB") and not any(
        token.dep_ in ("csubj", "csubjpass", "advcl", "ccomp") and token.i < head.i
        for token in span
    ):
        return False
    if head.dep_ in ("relcl", "acl", "pcomp") and head.head.i < span.start:
        return False
    finite = head.tag_ in _FINITE or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in _FINITE for child in inside
    )
    return finite and any(child.dep_ in _SUBJECT for child in inside)


def _is_imperative(span: Span) -> bool:
    """True where the words begin with a bare verb that is their head: “use X”, “don't …”."""
    head = span.root
    subject = any(child.dep_ in _SUBJECT and child.i >= span.start for child in head.children)
    return bool(head.tag_ == "VB" and head.i - span.start <= 2 and not subject)


def _dangles(span: Span, words: Sequence[Token]) -> bool:
    """True where a pronoun or “this …” points at something said before these words."""
    named, said, root = set[bool](), set[str](), span.root
    for token in words:
        if token.lower_ in _POINTING and not _is_expletive(token):
            if token.dep_ == "mark" or token.tag_ in ("WDT", "IN"):
                continue  # “that” which opens a clause points nowhere
            # “this approach” points back even where something else was named before.
            if token.dep_ == "det":
                if token.head.lower_ not in said:
                    return True
            elif _number(token) not in named or _opens(token, root) or token.dep_ == "advmod":
                return True
        if token.pos_ in ("NOUN", "PROPN") and token.lower_ not in _NAMELESS:
            # A name may be one thing or many people, so either pronoun may stand for it.
            named |= {True, False} if token.pos_ == "PROPN" else {token.tag_ == "NNS"}
            said.add(token.lower_)
        if token.lower_ in _ANYBODY:
            named.add(True)
    return bool(words) and words[0].lower_ in ("which", "who", "such", "here", "so", "not", "nor")


def _number(pronoun: Token) -> bool:
    """True where a pronoun stands for many."""
    return pronoun.lower_ in _MANY


def _opens(token: Token, root: Token) -> bool:
    """True for the “this” or “that” whose being or doing the whole sentence tells."""
    return token.lower_ in ("this", "that") and token.dep_ in _SUBJECT and token.head == root


def _concedes(span: Span) -> bool:
    """True where the writer grants this before what they really say: “Sure, …”, “…, but …”."""
    if not len(span):
        return False
    if span[0].lower_ in _GRANTING or _GRANTED.match(span.text):
        return True
    turn = _turn(span)
    return turn is not None and not any(
        token.is_sent_start for token in span.doc[span.end : turn.i + 1]
    )


def _is_turned(span: Span) -> bool:
    """True where the writer's next sentence turns: “There are such formats. But …”."""
    return bool(len(span)) and _turn(span) is not None


def _turn(span: Span) -> Token | None:
    """Return the “but” that follows next, if one does."""
    for token in span.doc[span.end : span.end + 4]:
        if not token.is_punct and not token.is_space:
            return token if token.lower_ in _TURNING else None
    return None


def _is_expletive(token: Token) -> bool:
    """True for the “it” of “it is easy to …” and “it seems that …”, and for “those who …”."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.lower_ == "it" and token.dep_ in _SUBJECT:
        adjective = any(child.dep_ in ("acomp", "oprd") for child in head.children)
        later = any(
            child.dep_ in ("ccomp", "xcomp", "advcl", "csubj") and child.i > head.i
            for child in head.subtree
            if not _lacks_object(child)
        )
        return bool(later and (adjective or head.lower_ in ("seems", "takes", "helps", "feels")))
    if token.lower_ in ("those", "that", "they"):
        return any(child.dep_ in ("relcl", "prep", "acl") for child in token.children)
    return False


def _lacks_object(verb: Token) -> bool:
    """True for the “read” of “it is easy to read”: what is read is “it”."""
    bare = verb.dep_ == "xcomp" and verb.tag_ == "VB"
    return bare and not any(child.i > verb.i and not child.is_punct for child in verb.children)
