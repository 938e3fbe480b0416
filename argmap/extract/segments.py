"""Sentences to segments: where one sentence makes two assertions, it is cut between them.

Candidate places are connectives and punctuation between two finite verbs; a small learned
head (``heads.py``) decides, from their form and from what the reader of the whole post makes of
them. The connective itself belongs to neither side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.encode.network import Scores
from argmap.extract.cuts import MIN_WORDS, Cut, candidate_cuts, cut_features
from argmap.extract.heads import Head
from argmap.extract.plain import Plain, Stretch
from argmap.extract.sentences import trim

_LEAD = re.compile(
    r"(?P<item>(?:[-*•–·+]|\(?\d{1,2}[.)\]]|\[\d+\]:?|\(?[a-z]\))\s+)?"
    r"(?P<word>(?:(?:but|and|also)\b[,:]?|(?:however|well|yeah|oh|fwiw|additionally|plus|anyway"
    r"|meanwhile|moreover|furthermore|besides|interestingly),)\s+)*",
    re.IGNORECASE,
)
"""A list mark and discourse words before an assertion; they belong to no claim."""


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


Gaps = Sequence[tuple[int, int]]
"""Where a clause ends in the text of its post, and where the next begins."""


def find_segments(
    doc: Plain, head: Head | None, read: Callable[[Gaps], Scores] | None = None
) -> list[Segment]:
    """Return the segments of a parsed post, in order.

    Args:
        doc: The parsed post.
        head: Decides where sentences are cut; ``None`` cuts nothing.
        read: What a reader of the post makes of gaps, if ``head`` wants to know it.
    """
    found: list[Segment] = []
    text = doc.text
    sentences = [sent for sent in doc.sents if not sent.text.isspace()]
    per_sentence = [candidate_cuts(sent) if head else [] for sent in sentences]
    places = [
        (sent, cut) for sent, cuts in zip(sentences, per_sentence, strict=True) for cut in cuts
    ]
    chosen = iter(head.decide(describe_cuts(doc, places, read)) if head and places else ())
    for number, (sent, cuts) in enumerate(zip(sentences, per_sentence, strict=True)):
        kept = [cut for cut in cuts if next(chosen)]
        found.extend(divide(sent, text, kept, number))
    return found


def describe_cuts(
    doc: Plain,
    places: Sequence[tuple[Stretch, Cut]],
    read: Callable[[Gaps], Scores] | None,
) -> npt.NDArray[np.float32]:
    """Rows that the heads decide on; the last column is what was read, if something was."""
    rows = np.array([cut_features(sent, cut) for sent, cut in places], dtype=np.float32)
    if read is None:
        return rows
    return np.hstack([rows, read([gap(doc, cut) for _, cut in places])[:, None].astype(np.float32)])


def gap(doc: Plain, cut: Cut) -> tuple[int, int]:
    """Where in the text the left part of a cut ends and the right part begins."""
    last = doc[cut.left - 1]
    return last.idx + len(last), doc[cut.right].idx


def divide(sent: Stretch, text: str, cuts: list[Cut], number: int = 0) -> list[Segment]:
    """Divide a sentence of a doc with this text at the given cuts."""
    starts = [(sent.start, "")] + [(cut.right, cut.connective) for cut in cuts]
    ends = [cut.left for cut in cuts] + [sent.end]
    found: list[Segment] = []
    for (first, connective), last in zip(starts, ends, strict=True):
        if first >= last:
            continue
        words = sent.doc.words
        span = trim(text, words[first].idx, words[last - 1].idx + len(words[last - 1]))
        if span:
            start, word = _after_lead(text, *span)
            end = _before_address(text, start, span[1])
            found.append(Segment(start, end, first, last, number, connective or word))
    return found


def _after_lead(text: str, start: int, end: int) -> tuple[int, str]:
    """Skip a list mark and leading discourse words; return the new start and the last word."""
    # Cut first: a pattern must not look past the segment, and long texts are not copied whole.
    match = _LEAD.match(text[start : min(end, start + 80)])
    if match is None or len(text[start + match.end() : end].split()) < MIN_WORDS:
        return start, ""
    word = (match.group("word") or "").strip().rstrip(",:").lower()
    return start + match.end(), word


def _before_address(text: str, start: int, end: int) -> int:
    """Leave out an address that trails the words: ‘It works: https://…’."""
    address = max(text.rfind("https://", start, end), text.rfind("http://", start, end))
    if address < 0 or any(char.isspace() for char in text[address:end]):
        return end
    words = text[start:address].rstrip(" \n\t:,;([<-–—")
    return start + len(words) if len(words.split()) >= MIN_WORDS else end
