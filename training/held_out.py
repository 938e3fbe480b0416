"""Claims as argmap finds them in discussions that its claim heads have not seen.

What is trained on top of claims must meet them as they will be: found, and sometimes wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from claims_data import SETS, THREADS, Corpus, encode, load_cuts, load_segments
from sklearn.model_selection import GroupKFold
from train_claims import FOLDS, fit_cut, fit_heads

from argmap.extract import claims as stage
from argmap.extract.heads import Head, Mixed
from argmap.model import (
    Encodings,
    Extraction,
    InnerEncodings,
    Post,
    Settings,
    Thread,
    no_progress,
)
from argmap.read import read


def fold_of(corpus: Corpus) -> np.ndarray:
    """Number of the fold in which each post is held out: whole subtrees; -1 where never."""
    folds, rows = np.full(len(corpus.gold), -1), corpus.annotated
    splits = GroupKFold(FOLDS).split(rows, groups=corpus.groups[rows])
    for number, (_, test) in enumerate(splits):
        folds[rows[test]] = number
    return folds


def threads(shared: Path, corpus: Corpus) -> dict[str, tuple[Thread, np.ndarray]]:
    """Each annotated discussion, and the rows of its posts in the corpus."""
    found = {}
    for name in SETS:
        rows = np.flatnonzero(corpus.sets == name)
        if name in THREADS:
            thread = read(shared / "threads" / THREADS[name])
            by_id = {corpus.thread.posts[row].id: row for row in rows}
            posts = tuple(post for post in thread.posts if post.id in by_id)
            found[name] = (
                replace(thread, posts=posts),
                np.array([by_id[post.id] for post in posts]),
            )
        else:
            alone = tuple(replace(corpus.thread.posts[row], parent=None) for row in rows)
            found[name] = (Thread(name, name, alone), rows)
    return found


def held_out_extractions(
    shared: Path, corpus: Corpus, *, fast: bool = False
) -> dict[str, tuple[Thread, Extraction, np.ndarray]]:
    """For each discussion: its thread, what is found in it unseen, and the fold of each post."""
    folds, cuts = fold_of(corpus), load_cuts(corpus)
    known = threads(shared, corpus)
    parts: dict[str, list[Extraction]] = {name: [] for name in known}
    for fold in range(FOLDS):
        seen = np.flatnonzero(folds != fold)
        cut = fit_cut(cuts, seen)
        detect, kind = fit_heads(load_segments(corpus, cut), seen, fast=fast)
        with heads_in_use(cut, detect, kind):
            for name, (thread, rows) in known.items():
                docs = [corpus.docs[row] for row in rows]
                claims, encodings = stage.find_claims(
                    thread, docs, encode, Settings(fast=fast), no_progress
                )
                parts[name].append(Extraction(claims, (), (), {}, encodings))
    return {
        name: (thread, _joined(thread.posts, folds[rows], parts[name]), folds[rows])
        for name, (thread, rows) in known.items()
    }


@contextmanager
def heads_in_use(cut: Head, detect: Head, kind: Mixed) -> Iterator[None]:
    """Have the stage use these heads."""
    before = stage.load_heads, stage.load_mixed
    heads = {"cut": cut, "claim": detect, "claim_fast": detect}
    stage.load_heads = lambda name: heads  # type: ignore[assignment]
    stage.load_mixed = lambda name, line: kind  # type: ignore[assignment]
    try:
        yield
    finally:
        stage.load_heads, stage.load_mixed = before


def _joined(posts: tuple[Post, ...], folds: np.ndarray, parts: list[Extraction]) -> Extraction:
    """Take each post from the fold that has not seen it."""
    claims, rows = [], []
    for post, fold in zip(posts, folds, strict=True):
        part = parts[fold]
        for claim in part.by_post.get(post.id, ()):
            claims.append(claim)
            rows.append(part.encodings.claims[part.row[claim.id]])
    width = parts[0].encodings.claims.shape[1]
    inner = [part.encodings.inner for part in parts]
    return Extraction(
        tuple(claims),
        (),
        (),
        {},
        Encodings(
            np.array(rows, dtype=np.float32).reshape(-1, width),
            np.array([parts[f].encodings.posts[n] for n, f in enumerate(folds)]),
            np.array([parts[f].encodings.openings[n] for n, f in enumerate(folds)]),
            parts[0].encodings.subject,
            InnerEncodings(
                np.array([inner[f].posts[n] for n, f in enumerate(folds)]),
                np.array([inner[f].openings[n] for n, f in enumerate(folds)]),
                inner[0].subject,
            ),
        ),
    )
