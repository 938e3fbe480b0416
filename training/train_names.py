"""Train ``argmap/data/name_weights.json``: which candidates are names.

    python training/train_names.py ROOT

ROOT holds ``threads`` and ``gold`` (annotations of two discussions and of single comments, by the
guidelines beside them). Prints entity precision, recall and F1 by 5-fold cross-validation over
top-level subtrees, and with each set left out whole; then trains on all. Needs argmap[train].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from argmap.extract.candidates import find_candidates
from argmap.extract.gazetteer import load_gazetteer, squeeze
from argmap.extract.language import load_language, parse
from argmap.extract.names import Candidate
from argmap.extract.select import THRESHOLD, best_spans
from argmap.model import Post, Span, Thread, no_progress
from argmap.read import read

OUT = Path(__file__).parent.parent / "argmap" / "data" / "name_weights.json"
SETS = {
    "pkl": "threads/hn-39232976-pkl.algolia.json",
    "burgers": "threads/hn-7404389-burgers.algolia.json",
    "singles": "",
}
WEIGHTS = {"pkl": 1.0, "burgers": 2.0, "singles": 3.0}
"""Single comments are of many subjects, and few: they count more."""
STRENGTH = 0.1
"""Inverse of the L2 penalty."""


@dataclass
class Example:
    candidate: Candidate
    is_name: int
    set: str
    group: str
    post: str


def gold_rows(root: Path, name: str) -> list[dict]:
    lines = (root / "gold" / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def single_threads(rows: list[dict]) -> Iterator[Thread]:
    for row in rows:
        quotes, at = [], 0
        for paragraph in row["text"].split("\n\n"):
            if paragraph.lstrip().startswith(">"):
                quotes.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        yield Thread(row["id"], "", (Post(row["id"], row["text"], quotes=tuple(quotes)),))


def is_gold(candidate: Candidate, row: dict) -> bool:
    names = {candidate.key, candidate.key.rstrip("s")}
    if candidate.entry:
        names.add(candidate.entry.name.casefold())
    return any(
        entity["name"].casefold() in names or squeeze(entity["mention"]) == candidate.key
        for entity in row["entities"]
    )


def examples(root: Path) -> Iterator[Example]:
    language, gazetteer = load_language(), load_gazetteer()
    for name, path in SETS.items():
        rows = {str(row["id"]): row for row in gold_rows(root, name)}
        threads = [read(root / path)] if path else list(single_threads(list(rows.values())))
        for thread in threads:
            docs = parse(thread, language, no_progress)
            top: dict[str, str] = {}
            found = find_candidates(thread, docs, gazetteer)
            for post, candidates in zip(thread.posts, found, strict=True):
                top[post.id] = top.get(post.parent or "", post.id)
                for one in candidates if post.id in rows else ():
                    good = is_gold(one, rows[post.id])
                    yield Example(one, good, name, name + top[post.id], post.id)


def score(data: list[Example], root: Path, threshold: float = THRESHOLD) -> str:
    """Entity precision, recall, F1 per set, before aliases of the discussion are joined."""
    out = []
    for name in SETS:
        by_post: dict[str, list[Candidate]] = {}
        if not any(one.candidate.score for one in data if one.set == name):
            continue
        for one in data:
            if one.set == name:
                by_post.setdefault(one.post, []).append(one.candidate)
        hit = said = wanted = 0
        for row in gold_rows(root, name):
            kept = best_spans(by_post.get(str(row["id"]), []), threshold)
            names = {one.entry.name.casefold() if one.entry else one.key for one in kept}
            gold = {entity["name"].casefold() for entity in row["entities"]}
            near = {squeeze(e["mention"]): e["name"].casefold() for e in row["entities"]}
            hit += len(gold & {near.get(name, name) for name in names})
            said, wanted = said + len(names), wanted + len(gold)
        p, r = hit / max(said, 1), hit / max(wanted, 1)
        out.append(f"{name} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}")
    return " | ".join(out)


def fit(x, y, weight) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, random_state=0)
    return model.fit(x, y, sample_weight=weight)


def main() -> None:
    root = Path(sys.argv[1])
    data = list(examples(root))
    columns = DictVectorizer(sort=True)
    x = columns.fit_transform([one.candidate.features for one in data])
    x.indices, x.indptr = (
        x.indices.astype(np.int32),
        x.indptr.astype(np.int32),
    )  # what liblinear takes
    y = np.array([one.is_name for one in data], dtype=int)
    weight = np.array([WEIGHTS[one.set] for one in data])
    folds = list(GroupKFold(5).split(x, y, [one.group for one in data]))
    splits = {"5 folds over subtrees": folds}
    for name in SETS:
        inside = np.array([one.set == name for one in data])
        splits[f"{name} left out"] = [(np.flatnonzero(~inside), np.flatnonzero(inside))]
    for title, parts in splits.items():
        for one in data:
            one.candidate.score = 0.0
        for train, test in parts:
            model = fit(x[train], y[train], weight[train])
            for row, value in zip(test, model.predict_proba(x[test])[:, 1], strict=True):
                data[row].candidate.score = float(value)
        print(f"{title}: {score(data, root)}")
    model = fit(x, y, weight)
    weights = {
        name: round(float(value), 4)
        for name, value in zip(columns.feature_names_, model.coef_[0], strict=True)
        if abs(value) >= 1e-3
    }
    card = "weights by feature of name_scores.describe; see MODEL_CARD.md"
    text = json.dumps({"about": card, "weights": dict(sorted(weights.items()))}, indent=0)
    OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{len(data)} candidates, {int(y.sum())} names, {len(weights)} weights")


if __name__ == "__main__":
    main()
