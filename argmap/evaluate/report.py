"""Scores as a table to read and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from argmap.evaluate.extraction import ExtractionScores
from argmap.evaluate.matching import Counted, Reliable, calibration_error
from argmap.evaluate.summaries import SummaryScores

_SUMMARY = (
    ("recall, soft", "recall_soft"),
    ("recall, grounded", "recall_grounded"),
    ("evidence F1", "evidence_f1"),
    ("precision, soft", "precision_soft"),
    ("theme agreement", "theme_agreement"),
    ("cited posts found", "cited_recall"),
)


def as_text(scores: ExtractionScores | None, summaries: Sequence[SummaryScores] = ()) -> str:
    """Set the scores for reading, one line each."""
    lines = [*_extraction(scores)] if scores else []
    for each in summaries:
        lines += [
            "",
            f"Summary against {each.reference}: {each.points} points, {each.bullets} bullets",
            *(f"  {label:<26}{getattr(each, name):.3f}" for label, name in _SUMMARY),
        ]
    return "\n".join(lines).strip("\n") + "\n"


def as_document(
    scores: ExtractionScores | None, summaries: Sequence[SummaryScores] = ()
) -> dict[str, Any]:
    """Return the scores as plain data, ready for JSON."""
    document: dict[str, Any] = {}
    if scores:
        document["extraction"] = _plain(scores)
    if summaries:
        document["summaries"] = [asdict(each) for each in summaries]
    return document


def _extraction(scores: ExtractionScores) -> Iterator[str]:
    stance = scores.stance
    missing = f", {scores.missing} of them not in the map" if scores.missing else ""
    yield f"{scores.posts} annotated posts{missing}"
    yield f"{'':<28}{'precision':>9}{'recall':>8}{'F1':>8}{'right':>8}{'found':>8}{'annot.':>8}"
    yield _row("claims", scores.claims)
    yield from (_row(f"  kind: {name}", each) for name, each in scores.kinds.items())
    yield _row("entities", scores.entities)
    yield _row("relations inside a post", scores.within)
    yield from (_row(f"  {name}", each) for name, each in scores.within_by_kind.items())
    yield f"stance ({stance.posts} posts)"
    yield from (_row(f"  {name}", each) for name, each in stance.by_class.items())
    yield ""
    for label, value in (
        ("kind accuracy", scores.kind_accuracy),
        ("stance accuracy", stance.accuracy),
        ("stance macro-F1", stance.macro_f1),
        ("signed precision at half recall", stance.at_half_recall),
        (f"target accuracy ({stance.targets} targets)", stance.target_accuracy),
    ):
        yield f"{label:<36}{value:.3f}"
    yield from _reliability("claims", scores.claim_reliability)
    yield from _reliability("stances", stance.reliability)
    for kind, rows in scores.edge_reliability.items():
        yield from _reliability(f"edges: {kind}", rows)


def _row(label: str, counted: Counted) -> str:
    return (
        f"{label:<28}{counted.precision:>9.3f}{counted.recall:>8.3f}{counted.f1:>8.3f}"
        f"{counted.right:>8}{counted.found:>8}{counted.annotated:>8}"
    )


def _reliability(title: str, rows: Sequence[Reliable]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"Reliability of {title} (expected calibration error {calibration_error(rows):.3f})"
    yield f"  {'stated':<10}{'number':>8}{'mean':>8}{'right':>8}"
    for row in rows:
        stated = f"{row.low:.1f}-{row.high:.1f}"
        yield f"  {stated:<10}{row.count:>8}{row.stated:>8.2f}{row.right:>8.2f}"


def _plain(scores: ExtractionScores) -> dict[str, Any]:
    document = asdict(scores)
    for holder, name in (
        (document, "claims"),
        (document, "entities"),
        (document, "within"),
    ):
        holder[name] = _counted(getattr(scores, name))
    document["kinds"] = {name: _counted(each) for name, each in scores.kinds.items()}
    document["within_by_kind"] = {
        name: _counted(each) for name, each in scores.within_by_kind.items()
    }
    by_class = {name: _counted(each) for name, each in scores.stance.by_class.items()}
    document["stance"]["by_class"] = by_class
    return document


def _counted(counted: Counted) -> dict[str, float]:
    return {
        **asdict(counted),
        "precision": counted.precision,
        "recall": counted.recall,
        "f1": counted.f1,
    }
