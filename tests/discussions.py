"""Small discussions with their extraction, built by hand: no trained model is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import spacy

from argmap.encode import HashingEncoder
from argmap.extract.passages import find_passages
from argmap.model import Claim, Encodings, Extraction, Phrase, Post, Relation, Stance, Thread

Line = tuple[str, str | None, str, str]
"""id, parent, author, text (each sentence is a claim)."""

_SENTENCE = re.compile(r"[^.?]+[.?]")


def thread_of(lines: Sequence[Line], kind: str = "thread", heading: str | None = None) -> Thread:
    posts = tuple(
        Post(id=name, text=text, parent=parent, author=author, heading=heading)
        for name, parent, author, text in lines
    )
    return Thread("test:1", "A discussion", posts, kind=kind)


def extraction_of(thread: Thread) -> Extraction:
    claims = []
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for post in thread.posts:
        for match in _SENTENCE.finditer(post.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            text = post.text[start : match.end()]
            claims.append(
                Claim(f"{post.id}#{start}-{match.end()}", post.id, start, match.end(), text)
            )
        phrases[post.id] = tuple(
            Phrase(word[0].lower(), word.start(), word.end())
            for word in re.finditer(r"\b[A-Za-z]{6,}\b", post.text)
        )
    encode = HashingEncoder()
    whole = encode([post.text for post in thread.posts])
    vectors = encode([claim.text for claim in claims])
    docs = [spacy.blank("en")(post.text) for post in thread.posts]
    return Extraction(
        tuple(claims),
        (),
        (),
        {},
        Encodings(vectors, whole, whole),
        phrases,
        find_passages(thread, docs, claims),
    )


def contrasts(confidence: float = 0.9) -> Stance:
    return Stance("contrasts", confidence)


def supports(confidence: float = 0.9) -> Stance:
    return Stance("supports", confidence)


def no_relations() -> tuple[Relation, ...]:
    return ()


def quarrel() -> list[Line]:
    """Two subjects, three subtrees each, with people on both sides."""
    return [
        ("y1", None, "ann", "Significant indentation makes yaml files fragile for deployment."),
        ("y2", "y1", "bob", "Indentation in yaml files is fine for deployment with an editor."),
        ("y3", "y1", "cat", "Fragile yaml indentation broke our deployment files twice."),
        ("y4", "y2", "dan", "No editor saves yaml deployment files from fragile indentation."),
        ("y5", None, "eve", "We generate yaml deployment files because indentation is fragile."),
        ("y6", "y5", "fay", "Generated yaml files hide the fragile indentation of a deployment."),
        ("n1", None, "gus", "Compiler plugins for nested syntax trees need a stable interface."),
        ("n2", "n1", "hal", "A stable compiler interface for syntax trees freezes the plugins."),
        ("n3", "n2", "ida", "Plugins freeze anyway when the compiler syntax trees change weekly."),
        ("n4", "n1", "jon", "Every compiler with plugins ends up with stable syntax trees."),
        ("n5", None, "kim", "Syntax trees without a stable interface break compiler plugins."),
        ("n6", "n5", "lee", "Compiler plugins break less than syntax trees suggest to people."),
    ]
