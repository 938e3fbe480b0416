"""The spaCy pipeline: found, loaded once, run over a thread (spaCy is used only in this room)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from argmap.cache import NO_CACHE, Cache
from argmap.errors import MissingPart
from argmap.extract.parsed import ParsedBefore
from argmap.extract.ruler import NAME, QuickRuler
from argmap.extract.sentences import sentence_spans
from argmap.model import Note, Post, Progress, Thread, spacy_pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARAGRAPH = "\n\n"


MAX_CHARS = 1_000_000
"""What is read of one post; the parser's own limit, and minutes of work."""
MAX_WORD = 1_000
"""Longer runs without a space are data, not words; they are blanked."""
CHUNK = 10_000
"""Longer posts are parsed in pieces of at most this length: memory grows with the longest."""
BATCH = 64
"""Pieces parsed at once: fewer cost time, more cost memory and no less time."""
SOON = 8
_RUN = re.compile(rf"\S{{{MAX_WORD},}}")


def mask(post: Post) -> str:
    """Return the post's text with quoted passages, code and endless words blanked.

    What others said and what a machine reads are not the author's claims; blanks keep offsets.
    Text after ``MAX_CHARS`` is left out.
    """
    pieces: list[str] = []
    done = 0
    for span in sorted((*post.quotes, *post.code), key=lambda span: (span.start, span.end)):
        start = max(span.start, done)
        if span.end > start:
            pieces += (post.text[done:start], _blank(post.text[start : span.end]))
            done = span.end
    text = "".join((*pieces, post.text[done:]))[:MAX_CHARS]
    return _RUN.sub(lambda match: _blank(match.group()), text)


def _blank(hidden: str) -> str:
    # A line end survives so that the sentence splitter still sees a break.
    return re.sub(r"[^\n]", " ", hidden)


def reading_notes(thread: Thread) -> tuple[Note, ...]:
    """Count what ``mask`` leaves out of long posts."""
    long = [post.id for post in thread.posts if len(post.text) > MAX_CHARS]
    runs = [post.id for post in thread.posts if _RUN.search(post.text)]
    notes = (
        (f"posts longer than {MAX_CHARS:,} characters, read up to there", long),
        (f"posts with words longer than {MAX_WORD:,} characters, left out", runs),
    )
    return tuple(Note(what, len(posts), posts[0]) for what, posts in notes if posts)


@cache
def load_language(name: str | None = None, *, lemmas: bool = False) -> Language:
    """Load a spaCy pipeline; ``None`` takes the small English one.

    Lemmas cost time and only a user's own patterns may ask for them (and for morphology).

    Raises:
        MissingPart: ``name`` is not installed.
    """
    import spacy

    chosen = spacy_pipeline(name)
    try:
        return spacy.load(chosen, exclude=[] if lemmas else ["lemmatizer"])
    except OSError as error:
        raise MissingPart(
            f"The spaCy pipeline {chosen!r}",
            f"Install it with: python -m pip install {chosen.replace('_', '-')}, "
            "or leave --model out.",
        ) from error


def parse(
    thread: Thread, language: Language, progress: Progress, cache: Cache = NO_CACHE
) -> list[Doc]:
    """Run the pipeline over every post; ``docs[i].text == mask(thread.posts[i])``.

    Sentence borders are ours (``sentences.py``); the parser works inside them. What was parsed
    before comes from the cache: a parse does not depend on what else is in its batch.
    """
    texts = [mask(post) for post in thread.posts]
    before = ParsedBefore(language, cache)
    found = [before.find(text) for text in texts]
    pieces = [
        [] if doc is not None else list(_pieces(text))
        for text, doc in zip(texts, found, strict=True)
    ]
    parsed = _piped(language, [piece for own in pieces for piece in own])
    docs: list[Doc] = []
    for own, known in zip(pieces, found, strict=True):
        doc = known if known is not None else _joined([next(parsed) for _ in own])
        if known is None:
            before.keep(doc)
        docs.append(doc)
        progress("parse", len(docs), len(pieces))
    before.flush()
    return docs


def _piped(language: Language, pieces: list[tuple[str, list[int]]]) -> Iterator[Doc]:
    quick = _quick_ruler(language)
    # A small batch first: it shows soon that something happens.
    for some, size in ((pieces[:SOON], SOON), (pieces[SOON:], BATCH)):
        bare = (bordered(language, *piece) for piece in some)
        docs = language.pipe(bare, batch_size=size, disable=[NAME] if quick else [])
        yield from map(quick, docs) if quick else docs


@cache
def _quick_ruler(language: Language) -> QuickRuler | None:
    """Return what stands in for the attribute ruler; None where it must run itself."""
    return QuickRuler.of(language)


def _pieces(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield stretches of at most ``CHUNK`` characters with the starts of their sentences."""
    starts = [start for start, _ in sentence_spans(text)]
    begin = 0
    while True:
        end = _piece_end(text, starts, begin)
        low, high = bisect_left(starts, begin), bisect_left(starts, end)
        yield text[begin:end], [start - begin for start in starts[low:high]]
        if end >= len(text):
            return
        begin = end


def _piece_end(text: str, starts: list[int], begin: int) -> int:
    limit = begin + CHUNK
    if limit >= len(text):
        return len(text)
    start = starts[bisect_right(starts, limit) - 1] if starts else 0
    if start > begin:
        return start
    # One sentence longer than a piece: break at a space, or anywhere.
    return max(text.rfind(" ", begin, limit) + 1, 0) or limit


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    from spacy.tokens import Doc

    return Doc.from_docs(docs, ensure_whitespace=False)


def bordered(language: Language, text: str, sentence_starts: list[int]) -> Doc:
    """Return the tokens of a text with sentence borders fixed."""
    doc = language.make_doc(text)
    borders = np.full(len(doc), -1, dtype=np.int64)
    # A sentence begins with the first token that begins at its start or after it.
    first = np.searchsorted(doc.to_array("IDX"), np.array(sentence_starts, dtype=np.uint64))
    borders[first[first < len(doc)]] = 1
    borders[:1] = 1
    # Not token by token: that setter looks at the whole doc each time.
    return doc.from_array(["SENT_START"], borders.astype(np.uint64))  # type: ignore[arg-type]
