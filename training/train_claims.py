"""Fit the heads that cut sentences, detect claims and name their kinds.

    python training/train_claims.py --shared DIR

DIR holds ``gold/``, ``threads/`` and ``corpora/``. Writes ``argmap/data/heads/claims.npz`` and
prints the table of ``argmap/data/MODEL_CARD.md``. Needs scikit-learn and LightGBM; nothing is
random.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from boosting import forest, grow
from claims_data import (
    COMMENTS,
    FOLDS,
    MARKED,
    SETS,
    WRITTEN,
    Corpus,
    Cuts,
    Segments,
    fold_of,
    load_corpus,
    load_cuts,
    load_segments,
)
from held_readings import held_reader
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from argmap.encode.encoder import DIMENSIONS
from argmap.encode.reader import Reader
from argmap.extract.claims import for_detection, for_kinds
from argmap.extract.heads import Head, Mixed

OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads" / "claims.npz"
CUT_C, CUT_THRESHOLD, FAST_CUT_THRESHOLD = 0.05, 0.4, 0.44
LAST = slice(-1, None)
"""Where what the reader makes of it stands."""
READ_SCALE = 3.0
"""What the reader's odds count beside a feature."""
DETECT_C, DETECT_SCALE = 0.003, 0.5
KIND_C, KIND_READ_SCALE = 0.002, 0.5
KIND_WEIGHTS = (1.0, 1.0, 1.0, 1.5)
"""Proposals are rare and missed most."""
THRESHOLD = 0.42
KIND_SHARES = {WRITTEN: 0.3, MARKED: 0.15}
"""What a claim of these sets weighs beside an annotated one when kinds are learned."""
FAST_C = 0.003

Counts = Sequence[tuple[slice, float]]


def fit(
    features: np.ndarray,
    labels: np.ndarray,
    *,
    c: float,
    threshold: float = 0.5,
    counts: Counts = (),
    weights: np.ndarray | None = None,
) -> Head:
    """Fit a standardised logistic regression; ``counts`` says what some columns count, beside 1.

    ``weights`` has one for each row.
    """
    scaler = StandardScaler().fit(features)
    scale = np.where(scaler.scale_ == 0, 1, scaler.scale_)
    for columns, count in counts:
        scale[columns] /= count
    model = LogisticRegression(C=c, max_iter=5000)
    model.fit((features - scaler.mean_) / scale, labels, sample_weight=weights)
    table = model.coef_ / scale
    bias = model.intercept_ - table @ scaler.mean_
    return Head(table.T.astype(np.float32), bias.astype(np.float32), threshold)


def fit_cut(cuts: Cuts, posts: np.ndarray) -> Head:
    # Not from what was written: its writers cut finer than the annotators.
    rows = np.isin(cuts.posts, posts) & (cuts.labels >= 0) & ~cuts.written
    return fit(
        cuts.features[rows],
        cuts.labels[rows],
        c=CUT_C,
        threshold=CUT_THRESHOLD if cuts.read else FAST_CUT_THRESHOLD,
        counts=[(LAST, READ_SCALE)] if cuts.read else (),
    )


def fit_heads(segments: Segments, posts: np.ndarray, *, fast: bool) -> tuple[Head, Head | Mixed]:
    """Fit on some annotated posts; kinds also on all that was written for training.

    What is a claim is not learned from the latter: on discussions left out it does not help.
    """
    inputs = segments.found.features if fast else segments.inputs
    written = segments.sets == WRITTEN
    rows = np.isin(segments.posts, posts) & ~written
    # What people have lived through is most of what those comments say, and no evidence elsewhere.
    known = (rows | written) & (segments.kinds >= 0) & (segments.sets != COMMENTS)
    detect = fit(
        for_detection(inputs, segments.found)[rows],
        segments.labels[rows],
        c=FAST_C if fast else DETECT_C,
        threshold=THRESHOLD,
        counts=() if fast else _counts(segments),
    )
    shares = np.array([KIND_SHARES.get(name, 1.0) for name in segments.sets[known]])
    described, kinds = for_kinds(inputs, segments.found)[known], segments.kinds[known]
    weights = np.array(KIND_WEIGHTS, dtype=np.float32)
    if not fast:
        there = segments.found.read is not None
        read = [(slice(-DIMENSIONS, None), KIND_READ_SCALE)] if there else []
        line = fit(described, kinds, c=KIND_C, counts=read, weights=shares)
        return detect, replace(line, bias=line.bias + np.log(weights))
    line = fit(described, kinds, c=FAST_C, weights=shares)
    models = [
        forest(described, kinds, shares, n_estimators=160, learning_rate=0.06, random_state=seed)
        for seed in range(2)
    ]
    return detect, Mixed(line, grow(models), weights)


def _counts(segments: Segments) -> Counts:
    features = segments.found.features.shape[1]
    encoded = slice(features, features + DIMENSIONS)
    read = [] if segments.found.odds is None else [(LAST, READ_SCALE)]
    return [(encoded, DETECT_SCALE), *read]


def score(
    corpus: Corpus,
    segments: Segments,
    posts: np.ndarray,
    detect: Head,
    kind: Head | Mixed,
    *,
    fast: bool,
) -> np.ndarray:
    """Return counts per set: matched, found, annotated, right kind."""
    inputs = segments.found.features if fast else segments.inputs
    counts = np.zeros((len(SETS), 4))
    kept = np.array(detect.decide(for_detection(inputs, segments.found))) & np.isin(
        segments.posts, posts
    )
    kinds = kind.choose(for_kinds(inputs, segments.found))
    for number, name in enumerate(SETS):
        own = posts[corpus.sets[posts] == name]
        rows = kept & np.isin(segments.posts, own)
        counts[number] = (
            segments.labels[rows].sum(),
            rows.sum(),
            sum(len(corpus.gold[post]) for post in own),
            (kinds[rows] == segments.kinds[rows]).sum(),
        )
    return counts


def table(title: str, counts: np.ndarray) -> None:
    for name, (same, found, gold, right) in zip(SETS, counts, strict=True):
        if gold:
            f1 = 2 * same / (found + gold)
            print(
                f"| {title} | {name} | {same / max(found, 1):.3f} | {same / gold:.3f} "
                f"| {f1:.3f} | {right / max(same, 1):.3f} |"
            )


def cross_validate(corpus: Corpus, cuts: dict[bool, Cuts], reader: Reader) -> None:
    everything = corpus.annotated
    totals = {fast: np.zeros((len(SETS), 4)) for fast in (False, True)}
    folds = fold_of(corpus)[everything]
    for fold in range(FOLDS):
        train, test = everything[folds != fold], everything[folds == fold]
        for fast, total in totals.items():
            segments = load_segments(corpus, fit_cut(cuts[fast], train), None if fast else reader)
            heads = fit_heads(segments, train, fast=fast)
            total += score(corpus, segments, test, *heads, fast=fast)
    table("5-fold", totals[False])
    table("5-fold, fast", totals[True])


def transfer(corpus: Corpus, cuts: Cuts, reader: Reader) -> None:
    pkl = np.flatnonzero(corpus.sets == "pkl")
    rest = np.setdiff1d(corpus.annotated, pkl)
    for title, train, test in (("all but pkl", rest, pkl), ("pkl", pkl, rest)):
        segments = load_segments(corpus, fit_cut(cuts, train), reader)
        heads = fit_heads(segments, train, fast=False)
        table(f"trained on {title}", score(corpus, segments, test, *heads, fast=False))


def save(heads: dict[str, Head], mixed: Mixed) -> None:
    arrays = {f"trees/{name}": part for name, part in vars(mixed.trees).items()}
    arrays["trees/weights"] = mixed.weights
    for name, head in heads.items():
        arrays[f"{name}/weights"] = head.weights
        arrays[f"{name}/bias"] = head.bias
        arrays[f"{name}/threshold"] = np.float32(head.threshold)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(OUT, **arrays)


def finish(corpus: Corpus, cuts: dict[bool, Cuts], reader: Reader) -> None:
    """Fit the heads that ship on everything."""
    everything = corpus.annotated
    cut, cut_fast = (fit_cut(cuts[fast], everything) for fast in (False, True))
    segments = load_segments(corpus, cut, reader)
    detect, kind = fit_heads(segments, everything, fast=False)
    segments = load_segments(corpus, cut_fast)
    detect_fast, kind_fast = fit_heads(segments, everything, fast=True)
    assert isinstance(kind, Head)
    assert isinstance(kind_fast, Mixed)
    heads = {
        "cut": cut,
        "cut_fast": cut_fast,
        "claim": detect,
        "kind": kind,
        "claim_fast": detect_fast,
        "kind_fast": kind_fast.line,
    }
    save(heads, kind_fast)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="Fit only, no cross-validation.")
    arguments = parser.parse_args()
    corpus = load_corpus(arguments.shared)
    reader = held_reader(corpus)
    cuts = {False: load_cuts(corpus, reader), True: load_cuts(corpus)}
    if not arguments.quick:
        print("| heads | set | P | R | F1 | kind accuracy |\n|---|---|---|---|---|---|")
        cross_validate(corpus, cuts, reader)
        transfer(corpus, cuts[False], reader)
    finish(corpus, cuts, reader)


if __name__ == "__main__":
    main()
