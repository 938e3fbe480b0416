"""Relations between the claims of one post: connectives first, a learned head for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt

from argmap.encode.trees import Trees
from argmap.model import Claim, Evidence, Extraction, Post, Relation, Settings, Thread
from argmap.relate.connectives import Connective, Sense
from argmap.relate.pairs import (
    FEATURES,
    Matrix,
    PostClaims,
    candidate_pairs,
    describe,
    read_post,
)

Label = Literal["none", "earlier supports", "later supports", "contrasts"]
LABELS: tuple[Label, ...] = ("none", "earlier supports", "later supports", "contrasts")
OUT_DEGREE = 2
"""A claim is a reason for at most this many others, and contrasts with at most as many."""
WORTH_NAMING = 0.1
"""Probability from which an edge names what else it may be."""
NAMED = 3
"""How many of the strongest features an edge names as its evidence."""

# What a connective right before or at the start of the later claim says of the two, and how
# often the annotators of unrelated discussions agree; concessive clauses mostly qualify.
_SAYS: dict[Sense, tuple[Label, float]] = {
    "cause": ("later supports", 0.8),
    "example": ("later supports", 0.9),
    "result": ("earlier supports", 0.75),
    "contrast": ("contrasts", 0.8),
    "concession": ("contrasts", 0.5),
}


@dataclass(frozen=True)
class Edge:
    """A decision on the claims at two places of one post."""

    first: int
    second: int
    label: Label
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, eq=False)
class Head:
    """The mean of a multinomial logistic regression and of boosted trees, calibrated.

    The regression is linear in named features, so that it can say why; the trees see how
    features act together.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    """Shape (len(LABELS), columns)."""
    bias: Matrix
    bars: Matrix
    """The confidence each label must reach; the first, of "none", is not used."""
    trees: Trees
    calibration: Matrix
    """One factor on the log-probabilities, then one shift per label, fitted on held-out posts."""

    def __call__(self, features: Matrix) -> npt.NDArray[np.float64]:
        """Return probabilities of shape (rows, len(LABELS))."""
        line = ((features - self.mean) / self.scale) @ self.weights.T + self.bias
        mixed = (softmax(line) + softmax(self.trees(features, len(LABELS)))) / 2
        return softmax(np.log(mixed) * self.calibration[0] + self.calibration[1:])

    def reasons(self, row: Matrix, label: int) -> list[tuple[str, float]]:
        """The features that speak most for ``label`` against none: names, log-odds."""
        weights = self.weights[label] - self.weights[0]
        given = weights * (row - self.mean) / self.scale
        order = np.argsort(-given, kind="stable")[: 4 * NAMED]
        # Only what is there can be shown: a feature which is absent speaks for nothing.
        named = [(FEATURES[at], float(given[at])) for at in order if row[at] and given[at] > 0]
        return named[:NAMED]


@cache
def load_head() -> Head:
    """The head that travels with the package (see ``argmap/data/MODEL_CARD.md``)."""
    with (files("argmap") / "data" / "heads" / "within.npz").open("rb") as source:
        stored = np.load(source, allow_pickle=False)
        trees = Trees(**{name: stored[name] for name in Trees.__dataclass_fields__})
        parts = {name: stored[name] for name in Head.__dataclass_fields__ if name != "trees"}
        return Head(trees=trees, **parts)


def softmax(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Rows of scores to rows of probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True), dtype=np.float64)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def relate_within(
    thread: Thread, extraction: Extraction, settings: Settings
) -> tuple[Relation, ...]:
    """Relate the claims of each post to each other.

    Args:
        thread: Posts in reading order.
        extraction: Claims, and their encodings.
        settings: ``fast`` takes connectives alone; ``min_confidence`` raises each kind's bar.

    Returns:
        Supports (reason to claim) and contrasts (later to earlier claim), in reading order.
    """
    found = [
        read_post(post, claims, _encodings(extraction, claims))
        for post in thread.posts
        if len(claims := extraction.by_post.get(post.id, ())) > 1
    ]
    edges = map(rule_edges, found) if settings.fast else head_edges(found, load_head())
    relations = []
    for read, proposed in zip(found, edges, strict=True):
        kept = [edge for edge in proposed if edge.confidence >= settings.min_confidence]
        relations += [_relation(edge, read.claims) for edge in decode(kept)]
    order = extraction.row
    return tuple(sorted(relations, key=lambda r: (order[r.source], order[r.target], r.kind)))


def _encodings(extraction: Extraction, claims: Sequence[Claim]) -> Matrix:
    first = extraction.row[claims[0].id]
    return extraction.encodings.claims[first : first + len(claims)]


def rule_edges(found: PostClaims) -> Iterator[Edge]:
    """Edges from explicit connectives alone."""
    for place, lead in enumerate(found.leads):
        if lead is None or lead.sense not in _SAYS:
            continue
        label, confidence = _SAYS[lead.sense]
        pair = _joined(found, place, lead)
        if pair is None:
            continue
        if pair[0] == place:
            # "Because A, B" and "Although A, B": the clause led is the earlier of the two.
            label = "earlier supports" if label == "later supports" else label
        yield Edge(*pair, label, confidence, (_cue(found.post, lead),))


def _joined(found: PostClaims, place: int, lead: Connective) -> tuple[int, int] | None:
    """The two claims a connective at ``place`` joins, in reading order."""
    starts = place == 0 or found.sentence[place] != found.sentence[place - 1]
    follows = place + 1 < len(found.claims) and found.sentence[place + 1] == found.sentence[place]
    if starts and follows and lead.sense in ("cause", "concession"):
        return place, place + 1
    return (place - 1, place) if place else None


def _cue(post: Post, lead: Connective) -> Evidence:
    words = post.text[lead.start : lead.end]
    return Evidence("connective", words, post.id, lead.start, lead.end)


def head_edges(found: Sequence[PostClaims], head: Head) -> Iterator[list[Edge]]:
    """Edges of each post from the learned head."""
    pairs = [candidate_pairs(len(read.claims)) for read in found]
    features = [describe(read, places) for read, places in zip(found, pairs, strict=True)]
    if not found:
        return
    # One call for the whole thread: the trees are slow to start and quick to run.
    chances = np.split(head(np.concatenate(features)), np.cumsum([len(p) for p in pairs])[:-1])
    for read, places, rows, probable in zip(found, pairs, features, chances, strict=True):
        yield list(_post_edges(read, places, rows, probable, head))


def _post_edges(
    found: PostClaims,
    pairs: Sequence[tuple[int, int]],
    features: Matrix,
    probable: npt.NDArray[np.float64],
    head: Head,
) -> Iterator[Edge]:
    """Edges above their bars; a connective that says the same is named first."""
    cues = {(edge.first, edge.second, edge.label): edge.evidence for edge in rule_edges(found)}
    for (first, second), row, chances in zip(pairs, features, probable, strict=True):
        for number in range(1, len(LABELS)):
            chance = round(float(chances[number]), 4)
            if chance < head.bars[number]:
                continue
            label = LABELS[number]
            named = head.reasons(row, number)
            yield Edge(
                first,
                second,
                label,
                chance,
                (
                    *cues.get((first, second, label), ()),
                    Evidence("model", "relation head", score=chance),
                    *_others(chances, number),
                    *(Evidence("feature", name, score=round(by, 4)) for name, by in named),
                ),
            )


def _others(chances: npt.NDArray[np.float64], chosen: int) -> Iterator[Evidence]:
    """What else the two may well be, with its probability."""
    for number, label in enumerate(LABELS):
        if number != chosen and chances[number] >= WORTH_NAMING:
            yield Evidence("alternative", label, score=round(float(chances[number]), 4))


def decode(edges: Sequence[Edge]) -> list[Edge]:
    """Choose greedily, surest first: one relation per pair, few reasons given per claim."""
    taken: set[tuple[int, int]] = set()
    given: Counter[tuple[int, bool]] = Counter()
    chosen = []
    for edge in sorted(edges, key=lambda e: (-e.confidence, e.first, e.second, e.label)):
        source, _ = _ends(edge)
        slot = (source, edge.label == "contrasts")
        if (edge.first, edge.second) in taken or given[slot] >= OUT_DEGREE:
            continue
        taken.add((edge.first, edge.second))
        given[slot] += 1
        chosen.append(edge)
    return chosen


def _ends(edge: Edge) -> tuple[int, int]:
    if edge.label == "earlier supports":
        return edge.first, edge.second
    return edge.second, edge.first


def _relation(edge: Edge, claims: Sequence[Claim]) -> Relation:
    source, target = _ends(edge)
    kind: Literal["supports", "contrasts"] = (
        "contrasts" if edge.label == "contrasts" else "supports"
    )
    return Relation(
        claims[source].id, claims[target].id, kind, "within", edge.confidence, edge.evidence
    )
