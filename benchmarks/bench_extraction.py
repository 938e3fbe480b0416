"""How well claims, entities, stances and relations are found where nothing has been seen.

Run from a checkout, with the annotated discussions and corpora in SHARED::

    python benchmarks/bench_extraction.py SHARED [--write] [--debagreement]

All that is learned is fitted again in each of five folds (whole subtrees of a top-level comment),
with its calibration and its bars; the stages of the package then judge the held-out posts, and
``argmap.evaluate`` scores them. ``--write`` sets the tables into
``docs/reference/extraction-quality.md``. Needs argmap[train], and the readers of the folds that
``training/train_reader.py`` leaves.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "training")]

import keypoints  # noqa: E402
import measure_comparisons  # noqa: E402
import numpy as np  # noqa: E402
import train_bars  # noqa: E402
from held_out_maps import HeldOut, held_out_maps  # noqa: E402

from argmap.encode import load_encoder  # noqa: E402
from argmap.evaluate import ExtractionScores, read_annotations, score_extraction  # noqa: E402
from argmap.evaluate.matching import (  # noqa: E402
    Counted,
    Reliable,
    calibration_error,
    reliability,
)
from argmap.relate.bars import load_bars  # noqa: E402
from argmap.relate.within import load_head  # noqa: E402

PAGE = HERE.parent / "docs" / "reference" / "extraction-quality.md"
FLOORS = {
    "claims F1": 0.84,
    "claim kind accuracy": 0.83,
    "entities F1": 0.78,
    "stance accuracy": 0.70,
    "stance macro-F1": 0.60,
    "signed precision at half recall": 0.86,
    "target accuracy": 0.60,
    "relations inside a post, F1": 0.40,
}
TITLES = {"pkl": "Pkl", "burgers": "Burgers", "singles": "single comments"}


def entities_of(held: HeldOut, gold: Path) -> Counted:
    right = found = annotated = 0
    rows = read_annotations([gold])
    for argument_map, posts in held.folds:
        own = [row for row in rows if row.id in posts]
        counted = score_extraction(argument_map, own).entities
        right, found = right + counted.right, found + counted.found
        annotated += counted.annotated
    return Counted(right, found, annotated)


def figures(scores: ExtractionScores, entities: Counted) -> dict[str, float]:
    stance = scores.stance
    return {
        "claims F1": scores.claims.f1,
        "claim kind accuracy": scores.kind_accuracy,
        "entities F1": entities.f1,
        "stance accuracy": stance.accuracy,
        "stance macro-F1": stance.macro_f1,
        "signed precision at half recall": stance.at_half_recall,
        "target accuracy": stance.target_accuracy,
        "relations inside a post, F1": scores.within.f1,
    }


def main_table(found: dict[str, tuple[ExtractionScores, Counted]]) -> Iterator[str]:
    columns = {name: figures(*pair) for name, pair in found.items()}
    yield "| five folds | floor | " + " | ".join(TITLES[name] for name in found) + " |"
    yield "|---|---|" + "---|" * len(found)
    for label, floor in FLOORS.items():
        cells = [
            f"{columns[name][label]:.3f}"
            if name != "singles" or not label.startswith(("stance", "signed", "target"))
            else "–"
            for name in found
        ]
        yield f"| {label} | {floor:.2f} | " + " | ".join(cells) + " |"


def class_table(scores: ExtractionScores, entities: Counted) -> Iterator[str]:
    yield "| | precision | recall | F1 | right | found | annotated |"
    yield "|---|---|---|---|---|---|---|"
    rows = {
        "claims": scores.claims,
        **{f"kind: {name}": each for name, each in scores.kinds.items()},
        "entities": entities,
        **{f"stance: {name}": each for name, each in scores.stance.by_class.items()},
        "relations inside a post": scores.within,
        **{f"inside a post: {name}": each for name, each in scores.within_by_kind.items()},
    }
    for label, each in rows.items():
        yield (
            f"| {label} | {each.precision:.3f} | {each.recall:.3f} | {each.f1:.3f} "
            f"| {each.right} | {each.found} | {each.annotated} |"
        )


def reliability_table(scores: ExtractionScores) -> Iterator[str]:
    yield "| of | stated | number | mean stated | right |"
    yield "|---|---|---|---|---|"
    parts: dict[str, tuple[Reliable, ...]] = {
        "claims": scores.claim_reliability,
        "stances": scores.stance.reliability,
        **{f"edges: {kind}": rows for kind, rows in scores.edge_reliability.items()},
    }
    for label, rows in parts.items():
        for row in rows:
            yield (
                f"| {label} | {row.low:.1f}–{row.high:.1f} | {row.count} "
                f"| {row.stated:.2f} | {row.right:.2f} |"
            )
    errors = ", ".join(f"{label} {calibration_error(rows):.3f}" for label, rows in parts.items())
    yield ""
    yield f"Expected calibration error: {errors}."


def edge_table(scores: ExtractionScores, shared: Path) -> Iterator[str]:
    """Each kind's bar, how often it was to be right, and how often it was."""
    yield "| edge | bar that ships | asked for | edges | right |"
    yield "|---|---|---|---|---|"
    others = load_bars()
    for kind, number in (("supports", 1), ("contrasts", 3)):
        counted = scores.within_by_kind[kind]
        yield (
            f"| within {kind} | {load_head().bars[number]:.2f} | best F1 "
            f"| {counted.found} | {counted.precision:.2f} |"
        )
    pairs = train_bars.judge_rephrases(shared, "dev")
    kept = [edge for edge in pairs if edge[0] >= others["thread rephrases"]]
    judged = {**scores.edge_reliability, "thread rephrases": reliability(kept)}
    for kind, asked in train_bars.PRECISION.items():
        rows = judged.get(kind, ())
        number = sum(row.count for row in rows)
        right = sum(row.count * row.right for row in rows) / max(number, 1)
        yield f"| {kind} | {others[kind]:.2f} | {asked:.2f} | {number} | {right:.2f} |"
    yield f"| thread contrasts | {others['thread contrasts']:.2f} | – | – | not annotated |"


def other_table(shared: Path, debagreement: bool) -> Iterator[str]:
    yield "| never trained on | floor | |"
    yield "|---|---|---|"
    encoder = load_encoder()
    groups = keypoints.read_groups(shared / "corpora" / "argkp2021.keypoints.jsonl.gz", "dev")
    texts = sorted({text for labels in groups.values() for text in keypoints._texts(labels)})
    encoded = dict(zip(texts, encoder(texts), strict=True))

    def encode(wanted: list[str]) -> np.ndarray:
        return np.array([encoded[text] for text in wanted])

    strict, relaxed = keypoints.measure(groups, encode)["match scores"]
    yield f"| ArgKP-2021 dev, mAP strict / relaxed | 0.75 / 0.88 | {strict:.3f} / {relaxed:.3f} |"
    path = shared / "corpora" / "eval-only.compsent19-train.comparisons.jsonl.gz"
    by_label, macro, accuracy = measure_comparisons.measure(path)
    labels = ", ".join(f"{label} {value:.2f}" for label, value in by_label.items())
    yield f"| CompSent-19, macro-F1 ({labels}; accuracy {accuracy:.2f}) | 0.66 | {macro:.3f} |"
    if debagreement:
        import stance_data
        from sklearn.metrics import f1_score

        from argmap.relate.features import Features
        from argmap.relate.head import KINDS
        from argmap.relate.head import load_head as load_stance_head

        part = stance_data.debagreement(shared)
        inner = part.reply_inner, part.first_inner, part.parent_inner
        features = Features(
            part.named,
            part.reply,
            part.first,
            part.parent,
            inner,
            (),
            part.wording,
        )
        chosen = load_stance_head().probabilities(features, part.reading).argmax(axis=1)
        each = f1_score(part.kinds, chosen, labels=[0, 1, 2], average=None)
        told = ", ".join(f"{kind} {value:.2f}" for kind, value in zip(KINDS, each, strict=True))
        yield f"| DEBAGREEMENT dev, macro-F1 ({told}) | 0.53 | {each.mean():.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true", help="write the page of the documentation")
    parser.add_argument("--debagreement", action="store_true", help="too; takes minutes")
    asked = parser.parse_args()
    found = {}
    for name, held in held_out_maps(asked.shared).items():
        gold = asked.shared / "gold" / f"{name}.gold.jsonl"
        scores = score_extraction(held.map, read_annotations([gold]))
        found[name] = (scores, entities_of(held, gold))
    parts = {
        "": main_table(found),
        "## By class, Pkl": class_table(*found["pkl"]),
        "## Edges by kind, Pkl; rephrases on Perspectrum dev": edge_table(
            found["pkl"][0], asked.shared
        ),
        "## Do confidences mean what they say? Pkl": reliability_table(found["pkl"][0]),
        "## Other corpora": other_table(asked.shared, asked.debagreement),
    }
    lines = []
    for title, table in parts.items():
        lines += [title, "", *table, ""] if title else [*table, ""]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    if asked.write:
        intro = PAGE.read_text(encoding="utf-8").partition("<!-- tables -->")[0]
        PAGE.write_text(f"{intro}<!-- tables -->\n\n{text}", encoding="utf-8")
    low = [k for k, v in figures(*found["pkl"]).items() if v < FLOORS[k]]
    if low:
        print(f"below the floor: {', '.join(low)}", file=sys.stderr)
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
