"""Set the confidence that edges between posts must reach; writes ``argmap/data/heads/bars.json``.

    python training/train_bars.py SHARED [--dry]

For each kind the lowest bar from which its edges are right as often as ``PRECISION`` asks: replies
on the annotated discussions, judged by heads that have not seen the post; rephrases on the training
topics of Perspectrum (Chen et al. 2019). Contrasts across posts have no annotated pairs: theirs is
the least confidence its rules state. Run it after ``train_stance.py``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from argmap.encode import load_encoder
from argmap.model import Claim, Relation
from argmap.relate.across import PREFERENCE_CONFIDENCE, REPHRASE_BAR, rephrase
from argmap.relate.bars import EdgeKind

PRECISION: Mapping[EdgeKind, float] = {
    "reply supports": 0.7,
    "reply contrasts": 0.8,
    "thread rephrases": 0.97,
}
STEPS = np.arange(0.5, 0.95, 0.01).round(2)
"""An edge less sure than the first is more likely wrong than right."""
OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads" / "bars.json"

Judged = Sequence[tuple[float, bool]]
"""Confidence of each edge, and whether it is right."""


def lowest_bar(judged: Judged, precision: float) -> float:
    """The lowest step from which the edges are right often enough; the last where none is."""
    for bar in STEPS:
        right = [good for confidence, good in judged if confidence >= bar]
        if right and np.mean(right) >= precision:
            return float(bar)
    return float(STEPS[-1])


def judge_replies(
    relations: Iterable[Relation], rows: Mapping[str, Mapping[str, Any]]
) -> dict[EdgeKind, list[tuple[float, bool]]]:
    """Edges of replies whose stance is annotated as one thing; ``rows`` by post."""
    found: dict[EdgeKind, list[tuple[float, bool]]] = {"reply supports": [], "reply contrasts": []}
    for relation in relations:
        row = rows.get(relation.source.partition("#")[0])
        if relation.scope != "reply" or row is None or row["stance"] in (None, "mixed"):
            continue
        kind: EdgeKind = "reply supports" if relation.kind == "supports" else "reply contrasts"
        found[kind].append((relation.confidence, relation.kind == row["stance"]))
    return found


def judge_rephrases(shared: Path, split: str) -> Judged:
    """Pairs of Perspectrum that pass as rephrases, whatever their confidence."""
    path = shared / "corpora" / "perspectrum.keypoints.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as source:
        rows = [row for row in map(json.loads, source) if row["split"] == split]
    pairs = [
        (_claim(row["argument"], "1"), _claim(row["keypoint"], "2"), bool(row["label"]))
        for row in rows
        if row["argument"].strip() != row["keypoint"].strip()
    ]
    # Words first: the encoder is slow.
    pairs = [pair for pair in pairs if rephrase(*pair[:2], 1.0)]
    texts = sorted({claim.text for pair in pairs for claim in pair[:2]})
    vectors = dict(zip(texts, load_encoder()(texts), strict=True))
    found = []
    for one, other, same in pairs:
        cosine = float(vectors[one.text] @ vectors[other.text])
        relation = rephrase(one, other, cosine) if cosine >= REPHRASE_BAR else None
        if relation:
            found.append((relation.confidence, same))
    return found


def _claim(text: str, post: str) -> Claim:
    return Claim(f"{post}#0-{len(text)}", post, 0, len(text), text)


def main() -> None:
    from held_out_maps import held_out_replies

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = arguments.parse_args()
    judged: dict[EdgeKind, Judged] = {
        **held_out_replies(asked.shared),
        "thread rephrases": judge_rephrases(asked.shared, "train"),
    }
    stored: dict[str, dict[str, float]] = {}
    for kind, edges in judged.items():
        bar = lowest_bar(edges, PRECISION[kind])
        kept = [good for confidence, good in edges if confidence >= bar]
        stored[kind] = {"bar": bar, "asked": PRECISION[kind], "right": round(np.mean(kept), 3)}
        print(f"{kind}: {stored[kind]}, {len(kept)} of {len(edges)} edges")
    stored["thread contrasts"] = {"bar": PREFERENCE_CONFIDENCE}
    if not asked.dry:
        OUT.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
