"""Annotated discussions as segments for the claim heads."""

from __future__ import annotations

import collections
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from marked import COMMENTS, marked_posts
from marked import NAME as MARKED
from sklearn.model_selection import GroupKFold
from written import NAME as WRITTEN
from written import written_threads

from argmap.encode import Layers, load_encoder
from argmap.encode.encoder import DIMENSIONS
from argmap.encode.reader import Reader
from argmap.extract.claims import KINDS
from argmap.extract.cuts import Cut, candidate_cuts
from argmap.extract.divided import Segmented, segment_thread
from argmap.extract.heads import Head
from argmap.extract.language import load_language, parse
from argmap.extract.plain import Plain, Stretch
from argmap.extract.segments import describe_cuts, gap
from argmap.model import Post, Span, Thread, no_progress
from argmap.read import read

THREADS = {"pkl": "hn-39232976-pkl.algolia.json", "burgers": "hn-7404389-burgers.algolia.json"}
MEASURED = ("pkl", "burgers", "singles")
SETS = (*MEASURED, MARKED, COMMENTS)
"""What heads and the reader are trained on in folds."""
FOLDS = 5


@dataclass(eq=False)
class Corpus:
    """Posts of all annotated sets, parsed once; then those written for training."""

    thread: Thread
    docs: list[Any]
    gold: list[list[dict[str, str]]]
    sets: np.ndarray
    groups: np.ndarray
    """Top-level subtree of each post: never split between training and test."""

    @property
    def annotated(self) -> np.ndarray:
        """Rows in folds; the others are only ever trained on."""
        return np.flatnonzero(self.sets != WRITTEN)


def load_corpus(shared: Path) -> Corpus:
    posts: list[Post] = []
    gold, sets, groups = [], [], []
    for name, row, post, group in _posts(shared):
        posts.append(post)
        gold.append(row["claims"])
        sets.append(name)
        groups.append(group)
    thread = Thread("training:claims", "", tuple(posts))
    docs = parse(thread, load_language(), no_progress)
    return Corpus(thread, docs, gold, np.array(sets), np.array(groups))


def _posts(shared: Path) -> Iterator[tuple[str, dict[str, Any], Post, str]]:
    for name in MEASURED:
        lines = (shared / "gold" / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        if name not in THREADS:
            for row in rows:
                yield name, row, _single(row), f"{name}:{row['id']}"
            continue
        thread = read(shared / "threads" / THREADS[name])
        for row in rows:
            post = thread.by_id[str(row["id"])]
            yield name, row, post, f"{name}:{_top(thread, post)}"
    for name, row, post, group in marked_posts(shared):
        if name in SETS:
            yield name, row, post, f"{MARKED}:{group}"
    written, rows_of = written_threads()
    for thread in written:
        for post in thread.posts:
            # As for single comments: nothing but whether there is a parent is seen.
            alone = Post(post.id, post.text, post.parent and "0")
            yield WRITTEN, rows_of[post.id], alone, f"{WRITTEN}:{thread.id}"


def _single(row: dict[str, Any]) -> Post:
    quotes = tuple(Span(*match.span()) for match in re.finditer(r"(?m)^>.*$", row["text"]))
    # A parent that is not here: only whether there is one is seen.
    return Post(str(row["id"]), row["text"], "0" if row["quoted"] else None, quotes=quotes)


def _top(thread: Thread, post: Post) -> str:
    while post.parent is not None:
        post = thread.by_id[post.parent]
    return post.id


def fold_of(corpus: Corpus) -> np.ndarray:
    """Number of the fold in which each post is held out: whole subtrees; -1 where never."""
    folds = np.full(len(corpus.gold), -1)
    # Apart, so that those measured on are in the same folds with the marked and without.
    measured, marked = np.isin(corpus.sets, MEASURED), np.isin(corpus.sets, (MARKED, COMMENTS))
    for rows in map(np.flatnonzero, (measured, marked)):
        if not rows.size:
            continue
        splits = GroupKFold(FOLDS).split(rows, groups=corpus.groups[rows])
        for number, (_, test) in enumerate(splits):
            folds[rows[test]] = number
    return folds


# ------------------------------------------------------------------------------------- cuts


@dataclass(eq=False)
class Cuts:
    features: np.ndarray
    labels: np.ndarray
    """1 cut, 0 not, -1 where the annotation does not say."""
    posts: np.ndarray
    written: np.ndarray
    """Whether the post was written for training."""
    read: bool = False
    """Whether the last column is what a reader makes of the place."""


def load_cuts(corpus: Corpus, reader: Reader | None = None) -> Cuts:
    """All places where a sentence might be cut; the last column is what ``reader`` makes of it."""
    rows, labels, posts = [], [], []
    for number, doc in enumerate(map(Plain, corpus.docs)):
        places = places_of(doc)
        if places:
            rows.append(describe_cuts(doc, places, reader(doc.text).cuts if reader else None))
            labels += [label for _, label in gaps_of(doc, corpus.gold[number])]
            posts += [number] * len(places)
    numbers = np.array(posts)
    written = corpus.sets[numbers] == WRITTEN
    return Cuts(np.concatenate(rows), np.array(labels), numbers, written, reader is not None)


def places_of(doc: Plain) -> list[tuple[Stretch, Cut]]:
    return [
        (sent, cut) for sent in doc.sents if not sent.text.isspace() for cut in candidate_cuts(sent)
    ]


def gaps_of(doc: Plain, gold: list[dict[str, str]]) -> list[tuple[tuple[int, int], int]]:
    """Each gap where a sentence might be cut, and whether it is: 1, 0, or -1 for not known."""
    spans = [span for claim in gold if (span := locate(doc.text, claim["text"]))]
    gaps = (gap(doc, cut) for _, cut in places_of(doc))
    return [(each, _cut_label(each, spans)) for each in gaps]


def locate(text: str, claim: str) -> tuple[int, int] | None:
    match = re.search(r"\s+".join(map(re.escape, claim.split())), text)
    return match.span() if match else None


def _cut_label(where: tuple[int, int], spans: list[tuple[int, int]]) -> int:
    left, right = where
    if any(start < left - 2 and end > right + 2 for start, end in spans):
        return 0
    if any(abs(end - left) <= 4 or abs(start - right) <= 4 for start, end in spans):
        return 1
    return -1


# --------------------------------------------------------------------------------- segments


@dataclass(eq=False)
class Segments:
    found: Segmented
    vectors: np.ndarray
    labels: np.ndarray
    """Whether an annotated claim matches (token F1 of 0.7)."""
    kinds: np.ndarray
    """Column in KINDS, -1 where no claim matches."""
    posts: np.ndarray
    sets: np.ndarray
    """Name of the set each is of."""

    @property
    def inputs(self) -> np.ndarray:
        return np.hstack([self.found.features, self.vectors])


def load_segments(corpus: Corpus, cut: Head | None, reader: Reader | None = None) -> Segments:
    found = segment_thread(corpus.thread, corpus.docs, cut, reader)
    return label_segments(corpus, found)


def label_segments(corpus: Corpus, found: Segmented) -> Segments:
    posts = np.array(found.posts)
    labels, kinds = np.zeros(len(posts), dtype=int), np.full(len(posts), -1)
    for number, gold in enumerate(corpus.gold):
        rows = np.flatnonzero(posts == number)
        texts = [found.texts[row] for row in rows]
        for target, chosen in match(texts, [claim["text"] for claim in gold]).items():
            labels[rows[chosen]] = 1
            kinds[rows[chosen]] = KINDS.index(gold[target]["type"])
    return Segments(found, encode(found.texts), labels, kinds, posts, corpus.sets[posts])


class _Remembers:
    """The shared encoder; texts met before are not encoded again: folds share most of theirs."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> np.ndarray:
        return self.layers(texts).vectors

    def layers(self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None) -> Layers:
        new = sorted({text for text in texts if text not in self.known})
        self.known.update(zip(new, zip(*load_encoder().layers(new), strict=True), strict=True))
        rows = [self.known[text] for text in texts]
        return Layers(
            np.array([row[0] for row in rows], dtype=np.float32).reshape(-1, DIMENSIONS),
            np.array([row[1] for row in rows], dtype=np.float16).reshape(-1, DIMENSIONS),
        )


encode = _Remembers()


def match(found: list[str], gold: list[str], threshold: float = 0.7) -> dict[int, int]:
    """Match one to one, best first, by token F1; gives {gold: found}."""
    pairs = sorted(
        ((token_f1(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(gold)),
        reverse=True,
    )
    used: set[int] = set()
    matched: dict[int, int] = {}
    for score, i, j in pairs:
        if score >= threshold and i not in used and j not in matched:
            used.add(i)
            matched[j] = i
    return matched


def token_f1(a: str, b: str) -> float:
    first, second = (collections.Counter(re.findall(r"[\w#+.'-]*\w", t.lower())) for t in (a, b))
    same = sum((first & second).values())
    return 2 * same / (sum(first.values()) + sum(second.values())) if same else 0.0
