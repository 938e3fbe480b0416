"""Train the head for relations inside a post; writes ``argmap/data/heads/within.npz``.

    python training/train_within.py SHARED [--dry]

SHARED holds ``threads/``, ``gold/`` and ``corpora/``. Both the annotated claims and the claims
argmap itself finds are examples: the head must work on the latter, so they are found by heads that
have not seen the post. Folds are whole subtrees of a top-level comment, the same for claims and
relations.
Other readers' opinions of the annotated claims (``opinions.jsonl``) are learned from, and never
measured by. Prints F1 as the scorer counts it: every annotated relation, claims found or not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from boosting import forest, grow
from claims_data import FOLDS, MEASURED, encode, load_corpus
from held_out import held_out_extractions
from held_readings import held_pairs
from marked import digest, marked_posts
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from written import PATH, PLAIN_THREADS, written_threads

from argmap.encode import Encoder
from argmap.encode.network import Scores
from argmap.model import Claim, Encodings, Extraction, Thread
from argmap.relate.pairs import candidate_pairs, describe, read_post
from argmap.relate.within import LABELS, Edge, Head, calibrated, decode

WORD = re.compile(r"[\w#+.'-]*\w")
STRENGTH = 0.004
"""Inverse of the L2 penalty on standardised features."""
OWN_SHARE = 0.5
"""Of what is learned of a pair, what the annotation says; opinions share the rest."""
OPINIONS = Path(__file__).parent / "opinions.jsonl"
OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads" / "within.npz"


@dataclass
class Examples:
    features: np.ndarray
    reading: np.ndarray
    """Of a reader that has not seen the post; zeros where every reader has."""
    labels: np.ndarray
    shares: np.ndarray
    """Of each of ``LABELS``, by all who judged the pair."""
    folds: np.ndarray
    places: list[tuple[str, int, int]]
    """Post, earlier, later place: what decoding needs."""
    annotated: int
    """All annotated relations, also those whose claims were not found."""


def token_f1(one: str, other: str) -> float:
    a, b = (Counter(WORD.findall(text.lower())) for text in (one, other))
    both = sum((a & b).values())
    return 2 * both / (a.total() + b.total()) if both else 0.0


def match(found: list[str], annotated: list[str]) -> dict[int, int]:
    """Greedy one-to-one matching at token F1 >= 0.7: annotated place -> found place."""
    scored = sorted(
        ((token_f1(f, a), i, j) for i, f in enumerate(found) for j, a in enumerate(annotated)),
        reverse=True,
    )
    used: set[int] = set()
    out: dict[int, int] = {}
    for score, i, j in scored:
        if score >= 0.7 and i not in used and j not in out:
            used.add(i)
            out[j] = i
    return out


def related(row: dict, place: dict[int, int]) -> dict[tuple[int, int], int]:
    """Pairs of found claims that are annotated as related: their number among ``LABELS``."""
    truth: dict[tuple[int, int], int] = {}
    for source, target, kind in row["within"]:
        if source in place and target in place:
            a, b = place[source], place[target]
            label = 3 if kind == "contrasts" else 1 if a < b else 2
            truth.setdefault((min(a, b), max(a, b)), label)
    return truth


def shares(row: dict, place: dict[int, int]) -> dict[tuple[int, int], np.ndarray]:
    """Of pairs that anyone relates: how much is said for each of ``LABELS``; sums to 1."""
    others = row.get("opinions", ())
    weights = [OWN_SHARE, *[(1 - OWN_SHARE) / len(others)] * len(others)] if others else [1.0]
    said = [related({"within": each}, place) for each in (row["within"], *others)]
    only = np.eye(len(LABELS))
    return {
        pair: sum(
            weight * only[each.get(pair, 0)] for weight, each in zip(weights, said, strict=True)
        )
        for pair in sorted(set().union(*said))
    }


def load(shared: Path, name: str) -> dict[str, dict]:
    if name not in MEASURED:
        return {row["id"]: row for own, row, _, _ in marked_posts(shared) if own == name}
    lines = (shared / f"gold/{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {str(row["id"]): row for row in map(json.loads, lines)}
    opinions = _opinions(name)
    for key, row in rows.items():
        found = opinions.get(digest(key))
        if found and found["claims"] == digest("\n".join(c["text"] for c in row["claims"])):
            row["opinions"] = found["within"]
    return rows


def _opinions(name: str) -> dict[str, dict]:
    lines = OPINIONS.read_text(encoding="utf-8").splitlines()
    return {row["post"]: row for row in map(json.loads, lines) if row["set"] == name}


def annotated_extraction(thread: Thread, rows: dict[str, dict], encode: Encoder) -> Extraction:
    """The annotated claims as if argmap had found them."""
    claims = []
    for post in thread.posts:
        row, at, spans = rows.get(post.id), 0, []
        for claim in row["claims"] if row else ():
            start = max(post.text.find(claim["text"], at), post.text.find(claim["text"]))
            if start >= 0:
                spans.append((start, start + len(claim["text"]), claim["type"]))
                at = start + 1
        for start, end, kind in sorted(set(spans)):
            text = post.text[start:end]
            claims.append(Claim(f"{post.id}#{start}-{end}", post.id, start, end, text, kind))
    vectors = encode([claim.text for claim in claims])
    empty = np.zeros((len(thread.posts), vectors.shape[1]), np.float32)
    return Extraction(tuple(claims), (), (), {}, Encodings(vectors, empty, empty))


def examples(
    thread: Thread,
    rows: dict[str, dict],
    found: Extraction,
    fold_of_post: np.ndarray,
    readings: Mapping[str, Scores] | None = None,
) -> Examples:
    features, reading, labels, said, folds, places, annotated = [], [], [], [], [], [], 0
    for post, fold in zip(thread.posts, fold_of_post, strict=True):
        row = rows.get(post.id)
        if row is None:
            continue
        annotated += len({tuple(edge) for edge in row["within"]})
        claims = found.by_post.get(post.id, ())
        if len(claims) < 2:
            continue
        place = match([c.text for c in claims], [c["text"] for c in row["claims"]])
        truth, opinions = related(row, place), shares(row, place)
        at = found.row[claims[0].id]
        read_claims = read_post(post, claims, found.encodings.claims[at : at + len(claims)])
        pairs = candidate_pairs(len(claims))
        features.append(describe(read_claims, pairs))
        nothing = np.zeros((len(pairs), len(LABELS)))
        reading.append(nothing if readings is None else readings[post.id])
        labels += [truth.get(pair, 0) for pair in pairs]
        said += [opinions.get(pair, np.eye(len(LABELS))[0]) for pair in pairs]
        folds += [int(fold)] * len(pairs)
        places += [(post.id, *pair) for pair in pairs]
    return Examples(
        np.concatenate(features),
        np.concatenate(reading),
        np.array(labels),
        np.array(said),
        np.array(folds),
        places,
        annotated,
    )


def written_examples() -> list[Examples]:
    """Discussions written for training, in no fold: between their annotated claims alone."""
    found = []
    for path in (PATH, PLAIN_THREADS):
        threads, rows = written_threads(path)
        for thread in threads:
            claims = annotated_extraction(thread, rows, encode)
            if any(len(of_post) > 1 for of_post in claims.by_post.values()):
                unheld = np.full(len(thread.posts), -1)
                found.append(examples(thread, rows, claims, unheld))
    return found


def fit(features: np.ndarray, shares: np.ndarray) -> Head:
    """Fit on pairs (n, features) and what is said of each (n, labels), every row summing to 1."""
    mean, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 0.05)
    rows, labels = np.nonzero(shares)
    features, weights = features[rows], shares[rows, labels]
    model = LogisticRegression(C=STRENGTH, max_iter=150)
    model.fit((features - mean) / scale, labels, sample_weight=weights)
    return Head(
        mean.astype(np.float32),
        scale.astype(np.float32),
        model.coef_.astype(np.float32),
        model.intercept_.astype(np.float32),
        np.zeros(len(LABELS), np.float32),
        grow([forest(features, labels, weights, random_state=seed) for seed in range(3)]),
        np.array([1.0, 0.0, *[0.0] * len(LABELS)], np.float32),
    )


def calibrate(features: np.ndarray, reading: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """``Head.calibration``, fitted on held-out log-probabilities from features and reading."""

    def whole(free: np.ndarray) -> np.ndarray:
        return np.array([*free[:2], 0.0, *free[2:]])

    def loss(free: np.ndarray) -> float:
        chances = calibrated(features, reading, whole(free))
        return float(-np.log(chances[np.arange(len(labels)), labels] + 1e-12).mean())

    start = np.array([0.7, 0.4, 0.2, 0.2, 0.2])
    return whole(minimize(loss, start, method="L-BFGS-B").x)


def score(data: Examples, chances: np.ndarray, bars: np.ndarray) -> tuple[float, float, float]:
    by_post: dict[str, list[Edge]] = {}
    truth = {}
    for (post, first, second), label, row in zip(data.places, data.labels, chances, strict=True):
        truth[post, first, second] = LABELS[label]
        for number in range(1, len(LABELS)):
            if row[number] >= bars[number]:
                edge = Edge(first, second, LABELS[number], float(row[number]), ())
                by_post.setdefault(post, []).append(edge)
    right = given = 0
    for post, edges in by_post.items():
        for edge in decode(edges):
            given += 1
            right += truth[post, edge.first, edge.second] == edge.label
    precision, recall = right / max(given, 1), right / data.annotated
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def choose_bars(sets: list[tuple[Examples, np.ndarray]]) -> np.ndarray:
    """One bar for supports, one for contrasts: the best mean F1 over the discussions."""
    bars = np.array([1.0, 0.3, 0.3, 0.3])
    for numbers in ([1, 2], [3], [1, 2], [3]):
        tried = []
        for bar in np.arange(0.14, 0.6, 0.02):
            bars[numbers] = bar
            tried.append((sum(score(d, c, bars)[0] * d.annotated for d, c in sets), -bar))
        bars[numbers] = -max(tried)[1]
    return bars


def reliability(chances: np.ndarray, labels: np.ndarray) -> None:
    for number in range(1, len(LABELS)):
        for low in np.arange(0.1, 1.0, 0.2):
            rows = (chances[:, number] >= low) & (chances[:, number] < low + 0.2)
            if rows.sum():
                print(
                    f"  {LABELS[number]:17} {low:.1f}-{low + 0.2:.1f}: said "
                    f"{chances[rows, number].mean():.2f}, was "
                    f"{(labels[rows] == number).mean():.2f} (n={rows.sum()})"
                )


def tell(what: str, scores: tuple[float, float, float]) -> None:
    print(what, "F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(*scores))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--dry", action="store_true", help="print scores, write nothing")
    asked = arguments.parse_args()
    corpus = load_corpus(asked.shared)
    annotated, own = {}, {}
    for name, (thread, found, folds) in held_out_extractions(asked.shared, corpus).items():
        rows = load(asked.shared, name)
        held_in = {post.id: int(fold) for post, fold in zip(thread.posts, folds, strict=True)}
        own[name] = examples(thread, rows, found, folds, held_pairs(thread, found, held_in))
        annotated[name] = examples(thread, rows, annotated_extraction(thread, rows, encode), folds)
        reached = int((own[name].labels > 0).sum())
        print(f"{name}: {reached} of {own[name].annotated} relations between claims found")
    written = written_examples()
    every = [*annotated.values(), *own.values(), *written]
    held = {name: np.zeros((len(data.labels), len(LABELS))) for name, data in own.items()}
    for fold in range(FOLDS):
        head = fit(
            np.concatenate([data.features[data.folds != fold] for data in every]),
            np.concatenate([data.shares[data.folds != fold] for data in every]),
        )
        for name, data in own.items():
            rows = data.folds == fold
            held[name][rows] = head.from_features(data.features[rows])
    labels = np.concatenate([own[name].labels for name in MEASURED])
    reading = np.concatenate([own[name].reading for name in MEASURED])
    calibration = calibrate(np.concatenate([held[name] for name in MEASURED]), reading, labels)
    chances = {
        name: calibrated(scores, own[name].reading, calibration) for name, scores in held.items()
    }
    bars = choose_bars([(own[name], chances[name]) for name in MEASURED])
    print(f"calibration {calibration.round(2)}, bars {bars.round(2)}")
    for name, data in own.items():
        tell(f"{name}, held out", score(data, chances[name], bars))
    for train, test in ((("singles", "burgers"), "pkl"), (("pkl",), "singles")):
        sets = [*(kind[name] for name in train for kind in (annotated, own)), *written]
        head = fit(
            np.concatenate([d.features for d in sets]), np.concatenate([d.shares for d in sets])
        )
        unseen = calibrated(head.from_features(own[test].features), own[test].reading, calibration)
        tell(f"{'+'.join(train)} -> {test}", score(own[test], unseen, bars))
    reliability(np.concatenate([chances[name] for name in MEASURED]), labels)
    if not asked.dry:
        head = fit(
            np.concatenate([data.features for data in every]),
            np.concatenate([data.shares for data in every]),
        )
        head = replace(
            head,
            bars=bars.astype(np.float32),
            calibration=calibration.astype(np.float32),
        )
        OUT.parent.mkdir(parents=True, exist_ok=True)
        stored = {name: part for name, part in vars(head).items() if name != "trees"}
        np.savez_compressed(OUT, **stored, **vars(head.trees))


if __name__ == "__main__":
    main()
