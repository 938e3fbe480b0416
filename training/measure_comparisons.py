"""Measure ``comparatives.compare`` on CompSent-19 (never trained on).

python training/measure_comparisons.py eval-only.compsent19-train.comparisons.jsonl.gz
"""

from __future__ import annotations

import collections
import gzip
import json
import re
import sys
from pathlib import Path

from argmap.extract.comparatives import compare

LABELS = ("BETTER", "WORSE", "NONE")


def place(text: str, name: str) -> tuple[int, int] | None:
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    start = match.start() if match else text.casefold().find(name.casefold())
    return (start, start + len(name)) if start >= 0 else None


def measure(path: Path) -> tuple[dict[str, float], float, float]:
    """F1 by label, macro-F1 and accuracy."""
    seen: collections.Counter[tuple[str, str]] = collections.Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            a, b = (place(row["text"], row[key]) for key in ("object_a", "object_b"))
            said = compare(row["text"], a, b).upper() if a and b else "NONE"
            seen[row["label"], said] += 1
    scores = {}
    for label in LABELS:
        said = sum(seen[gold, label] for gold in LABELS)
        wanted = sum(seen[label, other] for other in LABELS)
        scores[label] = 2 * seen[label, label] / max(said + wanted, 1)
    accuracy = sum(seen[label, label] for label in LABELS) / max(seen.total(), 1)
    return scores, sum(scores.values()) / len(scores), accuracy


def main() -> None:
    scores, macro, accuracy = measure(Path(sys.argv[1]))
    for label, score in scores.items():
        print(f"{label}: F1 {score:.3f}")
    print(f"macro-F1 {macro:.3f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
