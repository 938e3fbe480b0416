"""Claims as argmap finds them in discussions that its claim heads have not seen.

What is trained on top of claims must meet them as they will be: found, and sometimes wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from claims_data import (
    FOLDS,
    SETS,
    THREADS,
    Corpus,
    encode,
    fold_of,
    load_cuts,
    load_segments,
)
from held_readings import held_reader
from train_claims import fit_cut, fit_heads

from argmap.encode.reader import Reader
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
    shared: Path, corpus: Corpus, *, fast: bool = False, reading: bool = True
) -> dict[str, tuple[Thread, Extraction, np.ndarray]]:
    """For each discussion: its thread, what is found in it unseen, and the fold of each post.

    ``reading`` asks the readers of the folds where sentences are cut; there are none at first.
    """
    reader = held_reader(corpus) if reading and not fast else None
    folds, cuts = fold_of(corpus), load_cuts(corpus, reader)
    known = threads(shared, corpus)
    parts: dict[str, list[Extraction]] = {name: [] for name in known}
    for fold in range(FOLDS):
        seen = np.flatnonzero(folds != fold)
        cut = fit_cut(cuts, seen)
        detect, kind = fit_heads(load_segments(corpus, cut, reader), seen, fast=fast)
        with heads_in_use(cut, detect, kind, reader):
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
def heads_in_use(
    cut: Head, detect: Head, kind: Head | Mixed, reader: Reader | None
) -> Iterator[None]:
    """Have the stage use these heads, and this reader or none."""
    before = stage.load_heads, stage.load_mixed, stage.load_reader
    heads = {"cut": cut, "cut_fast": cut, "claim": detect, "claim_fast": detect, "kind": kind}
    stage.load_reader = lambda: reader  # type: ignore[assignment,return-value]
    stage.load_heads = lambda name: heads  # type: ignore[assignment]
    stage.load_mixed = lambda name, line: kind  # type: ignore[assignment]
    try:
        yield
    finally:
        stage.load_heads, stage.load_mixed, stage.load_reader = before


def _joined(posts: tuple[Post, ...], folds: np.ndarray, parts: list[Extraction]) -> Extraction:
    """Take each post from the fold that has not seen it."""
    claims, rows, read = [], [], []
    for post, fold in zip(posts, folds, strict=True):
        part = parts[fold]
        for claim in part.by_post.get(post.id, ()):
            claims.append(claim)
            rows.append(part.encodings.claims[part.row[claim.id]])
            if part.encodings.read is not None:
                read.append(part.encodings.read[part.row[claim.id]])
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
            np.array(read) if read else None,
        ),
    )
