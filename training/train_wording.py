"""Weigh the words by which replies support or contrast; writes ``argmap/data/heads/wording.tsv``.

    python training/train_wording.py [SHARED]

Trained on the discussions written for training alone: nothing annotated is seen, so that what it
says of an annotated discussion is honest in every fold. With SHARED, prints how well it parts the
signs there (area under the ROC curve).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from written import WRITTEN, written_threads

from argmap.relate.text import own_words
from argmap.relate.wording import grams, parse_wording

OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads" / "wording.tsv"
SEEN = 8
"""Replies an n-gram must be in."""
STRENGTH = 0.15
SHARE = 0.4
"""Of its log odds that the head gets, which knows part of it from its cues; chosen where the mean
of macro-F1 is best on discussions left out."""
LEAST = 0.002
"""N-grams that add less than this are not kept."""
SIGNS = ("contrasts", "supports")


def replies() -> tuple[list[str], list[int]]:
    """Texts of the replies with a sign, and whether it is ``supports``."""
    texts, signs = [], []
    for path in WRITTEN:
        threads, rows = written_threads(path)
        for post in (post for thread in threads for post in thread.posts if post.parent):
            stance = rows[post.id]["stance"]
            if stance in SIGNS:
                texts.append(own_words(post))
                signs.append(SIGNS.index(stance))
    return texts, signs


def main() -> None:
    texts, signs = replies()
    found = [grams(text) for text in texts]
    seen = Counter(gram for each in found for gram in each)
    rows = [{g: v for g, v in each.items() if seen[g] >= SEEN} for each in found]
    names = DictVectorizer(dtype=np.float32)
    inputs = names.fit_transform(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced")
    model.fit(inputs, signs)
    weights = model.coef_[0] * SHARE
    lines = [
        f"{weight:.3f}\t{gram}"
        for gram, weight in sorted(zip(names.feature_names_, weights, strict=True))
        if abs(weight) >= LEAST
    ]
    head = "# What an n-gram adds to the log odds of supports against contrasts; ^ begins a reply."
    OUT.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(f"{len(texts)} replies, {len(lines)} n-grams, {OUT.stat().st_size / 1024:.0f} KiB")
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))


def measure(shared: Path) -> None:
    from stance_data import THREADS, _lines

    from argmap.read import read

    wording = parse_wording(OUT.read_text(encoding="utf-8"))
    for name, file in THREADS.items():
        gold = {str(row["id"]): row for row in _lines(shared / "gold" / f"{name}.gold.jsonl")}
        posts = read(str(shared / "threads" / file)).posts
        known = [(wording(own_words(p)), gold[p.id]["stance"]) for p in posts if p.id in gold]
        scored = [(score, SIGNS.index(kind)) for score, kind in known if kind in SIGNS]
        scores, kinds = zip(*scored, strict=True)
        print(f"{name}: signs parted with area {roc_auc_score(kinds, scores):.3f}")


if __name__ == "__main__":
    main()
