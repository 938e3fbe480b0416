"""Posts as the reader is trained on them: annotated, and written for training."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import stance_data
import train_within
from claims_data import Corpus, encode, gaps_of, load_cuts, load_segments
from marked import comments
from reader_net import Example
from tokenizers import Tokenizer
from train_claims import fit_cut
from written import written_threads

from argmap.encode.files import load_tokenizer
from argmap.encode.pieces import divide
from argmap.extract.language import load_language, parse
from argmap.extract.plain import Plain
from argmap.model import Claim, Extraction, Post, Thread, no_progress
from argmap.relate.head import KINDS
from argmap.relate.pairs import candidate_pairs
from argmap.relate.text import own_words
from argmap.relate.within import LABELS

HERE = Path(__file__).parent
EXCHANGES = {"stance_exchanges.txt": 0.6, "stance_examples.txt": 0.5}

_JOINED = re.compile(
    r"(.{15,}?)[,;]?\s+(because|but|so|although|though|however|therefore)\s+"
    r"(?!of\b|that\b|far\b|much\b|many\b|then\b)(.{15,})",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(But|However|Although|So|Therefore|Because|For example|For instance)[,:]?\s+(.{15,})"
)
_EARLIER, _LATER, _CONTRASTS = 1, 2, 3
_MEANS = {
    "because": _LATER,
    "for example": _LATER,
    "for instance": _LATER,
    "so": _EARLIER,
    "therefore": _EARLIER,
    "but": _CONTRASTS,
    "although": _CONTRASTS,
    "though": _CONTRASTS,
    "however": _CONTRASTS,
}
"""Which of two clauses a connective between them makes the reason (``within.LABELS``)."""

Shares = Sequence[float] | np.ndarray
"""Of a pair: what is said for each of ``LABELS``."""
UNKNOWN: Shares = [0.0] * len(LABELS)
"""Of a pair from which nothing is learned."""

_ONLY = np.eye(len(LABELS))

Found = dict[str, tuple[Thread, Extraction, np.ndarray]]
Folded = list[tuple[Example, int]]
"""Each with the fold it is held out in."""


@cache
def tokenizer() -> Tokenizer:
    return load_tokenizer()


def kind_of(stance: str | None) -> int:
    """The number of a stance; -1 for those that are mixed or not known."""
    return KINDS.index(stance) if stance in KINDS else -1


def example(
    words: str,
    text: str,
    stance: int,
    claims: Iterable[tuple[tuple[Claim, ...], Mapping[tuple[int, int], Shares]]] = (),
    gaps: Sequence[tuple[tuple[int, int], int]] = (),
    segments: Sequence[tuple[tuple[int, int], int]] = (),
    weight: float = 1.0,
) -> Example:
    """One post.

    Args:
        words: What it answers.
        text: Its own words.
        stance: Among ``KINDS``, or -1.
        claims: Sets of claims, each with what is said of its pairs that may be related.
        gaps: Where its sentences might be cut, and whether they are.
        segments: What it was divided into, and whether each is a claim.
        weight: Of its stance.
    """
    spans: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    labels: list[list[float]] = []
    for own, truth in claims:
        start = len(spans)
        spans += [(claim.start, claim.end) for claim in own]
        for one, other in candidate_pairs(len(own)):
            pairs.append((start + one, start + other))
            labels.append([float(share) for share in truth.get((one, other), _ONLY[0])])
    pieces = divide(tokenizer(), words, text)
    return Example(
        pieces,
        stance,
        pieces.of(spans),
        pairs,
        labels,
        pieces.around([where for where, _ in gaps]),
        [cut for _, cut in gaps],
        pieces.of([where for where, _ in segments]),
        [mark for _, mark in segments],
        weight,
    )


def exchanges() -> Iterator[Example]:
    """Single replies to single posts."""
    for name, weight in EXCHANGES.items():
        parent = ""
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            sign, text = line[:1], line[2:]
            if sign == "P":
                parent = text
            elif sign in stance_data.SIGNS:
                kind = kind_of(stance_data.SIGNS[sign])
                yield example(parent, text, kind, weight=weight)


def written(paths: Iterable[Path], *, cut: bool = True) -> Iterator[Example]:
    """Discussions written for training; what their first posts say of the story is left out.

    ``cut`` asks for where sentences might be cut, too.
    """
    for path in paths:
        threads, rows = written_threads(path)
        for thread in threads:
            by_id = {post.id: post for post in thread.posts}
            found = train_within.annotated_extraction(thread, rows, _no_vectors)
            docs = parse(thread, load_language(), no_progress) if cut and found.claims else None
            for number, post in enumerate(thread.posts):
                row = rows[post.id]
                stance = kind_of(row["stance"]) if post.parent else -1
                words = answered(post, by_id, thread)
                gaps = gaps_of(Plain(docs[number]), row["claims"]) if docs else []
                yield example(words, own_words(post), stance, _related(post, row, [found]), gaps)


def connectives(shared: Path) -> Iterator[Example]:
    """Sentences whose connective is left out: the relation it stated is to be told without it.

    Source: Marcu & Echihabi 2002, doi:10.3115/1073083.1073145.
    """
    for text in sorted(_texts(shared)):
        sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if len(part) > 8][:12]
        for place, sentence in enumerate(sentences):
            before, after = sentences[:place][-2:], sentences[place + 1 : place + 3]
            if joined := _JOINED.fullmatch(sentence):
                label = _MEANS[joined[2].lower()]
                yield _without(before, [joined[1], joined[3]], after, len(before), label)
            elif before and (led := _LED.fullmatch(sentence)):
                label = _MEANS[led[1].lower()]
                yield _without(before, [led[2]], after, len(before) - 1, label)


def _texts(shared: Path) -> set[str]:
    """Online comments (Park & Cardie 2018) and arguments (Gretz et al. 2020, Chen et al. 2019)."""
    found = {post.text for post in comments(shared).posts}
    found.update(row["source"] for row in _rows(shared, "ibm_argq30k.relations"))
    found.update(row["argument"] for row in _rows(shared, "perspectrum.keypoints"))
    return found


def _rows(shared: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(shared / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _without(
    before: list[str], parts: list[str], after: list[str], earlier: int, label: int
) -> Example:
    text, claims = "", []
    for part in (*before, *parts, *after):
        claims.append(Claim("", "", len(text), len(text) + len(part), part))
        text += part + " "
    # Other neighbours may well be related, too.
    known = {(place, place + 1): UNKNOWN for place in range(len(claims) - 1)}
    known[earlier, earlier + 1] = _ONLY[label]
    return example("", text, -1, [(tuple(claims), known)])


def annotated(shared: Path, corpus: Corpus, found: Found) -> dict[str, Folded]:
    """The annotated discussions, with the annotated claims and those found by unseeing heads.

    Each post is read alone, as it will be.
    """
    sets: dict[str, Folded] = {}
    row = {key: number for number, key in enumerate(_keys(corpus))}
    gaps = [gaps_of(Plain(doc), gold) for doc, gold in zip(corpus.docs, corpus.gold, strict=True)]
    segments = _segments(corpus)
    for name, (thread, own, folds) in found.items():
        rows = train_within.load(shared, name)
        given = train_within.annotated_extraction(thread, rows, encode)
        for post, fold in zip(thread.posts, folds, strict=True):
            if post.id in rows:
                claims = _related(post, rows[post.id], [own, given])
                at = row[name, post.id]
                each = example("", own_words(post), -1, claims, gaps[at], segments[at])
                sets.setdefault(name, []).append((each, int(fold)))
    return sets


def _keys(corpus: Corpus) -> Iterator[tuple[str, str]]:
    return ((name, post.id) for name, post in zip(corpus.sets, corpus.thread.posts, strict=True))


def _segments(corpus: Corpus) -> list[list[tuple[tuple[int, int], int]]]:
    """What each post is divided into by a head that sees it; whether each part is a claim."""
    found = load_segments(corpus, fit_cut(load_cuts(corpus), corpus.annotated))
    segments: list[list[tuple[tuple[int, int], int]]] = [[] for _ in corpus.docs]
    for post, each, label in zip(found.posts, found.found.segments, found.labels, strict=True):
        segments[post].append(((each.start, each.end), int(label)))
    return segments


def answered(post: Post, by_id: Mapping[str, Post], thread: Thread) -> str:
    """The words a post speaks to: its parent's own, or the title."""
    parent = by_id.get(post.parent or "")
    return own_words(parent) if parent else thread.title


def _related(
    post: Post, row: dict[str, Any], found: list[Extraction]
) -> list[tuple[tuple[Claim, ...], dict[tuple[int, int], np.ndarray]]]:
    """Sets of claims of one post, each with its annotated relations."""
    return [
        (claims, _said(claims, row))
        for each in found
        if len(claims := each.by_post.get(post.id, ())) > 1
    ]


def _said(claims: tuple[Claim, ...], row: dict[str, Any]) -> dict[tuple[int, int], np.ndarray]:
    place = train_within.match([c.text for c in claims], [c["text"] for c in row["claims"]])
    return train_within.shares(row, place)


def _no_vectors(texts: list[str]) -> np.ndarray:
    return np.zeros((len(texts), 1), np.float32)
