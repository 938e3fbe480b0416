"""Relations between the claims of one post: connectives alone, or learned heads that see them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt

from argmap.encode.network import Scores
from argmap.encode.trees import Trees
from argmap.model import Claim, Evidence, Extraction, Post, Relation, Settings, Thread
from argmap.relate.connectives import Connective, Sense
from argmap.relate.pair_head import read_pairs
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
    """A multinomial logistic regression, boosted trees and a reading of the post, calibrated.

    The regression is linear in named features, so that it can say why; the trees see how
    features act together; the reading sees every word of the post beside every other.
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
    """Fitted on held-out posts: a factor on the log-probabilities from features, one on those
    from the reading, then one shift per label."""

    def from_features(self, features: Matrix) -> npt.NDArray[np.float64]:
        """Return log-probabilities of shape (rows, len(LABELS)), as yet without the reading."""
        line = ((features - self.mean) / self.scale) @ self.weights.T + self.bias
        mixed = (softmax(line) + softmax(self.trees(features, len(LABELS)))) / 2
        return np.asarray(np.log(mixed))

    def __call__(
        self, features: Matrix, reading: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Return probabilities of shape (rows, len(LABELS)); ``reading`` has that shape too."""
        return calibrated(self.from_features(features), reading, self.calibration)

    def reasons(self, row: Matrix, label: int) -> list[tuple[str, float]]:
        """The features that speak most for ``label`` against none: names, log-odds."""
        weights = self.weights[label] - self.weights[0]
        given = weights * (row - self.mean) / self.scale
        order = np.argsort(-given, kind="stable")[: 4 * NAMED]
        # Only what is there can be shown: a feature which is absent speaks for nothing.
        named = [(FEATURES[at], float(given[at])) for at in order if row[at] and given[at] > 0]
        return named[:NAMED]


def calibrated(
    features: npt.NDArray[np.float64], reading: npt.NDArray[np.float64], calibration: Matrix
) -> npt.NDArray[np.float64]:
    """Join two sets of log-probabilities (Hinton 2002, doi:10.1162/089976602760128018)."""
    by_features, by_reading, *shifts = (float(number) for number in calibration)
    return softmax(features * by_features + reading * by_reading + np.array(shifts))


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
    thread: Thread,
    extraction: Extraction,
    settings: Settings,
    readings: Mapping[str, Scores] | None = None,
) -> tuple[Relation, ...]:
    """Relate the claims of each post to each other.

    Args:
        thread: Posts in reading order.
        extraction: Claims, and their encodings.
        settings: ``fast`` takes connectives alone; ``min_confidence`` raises each kind's bar.
        readings: Those of ``read_pairs``; without them the pairs are judged here.

    Returns:
        Supports (reason to claim) and contrasts (later to earlier claim), in reading order.
    """
    found = [
        read_post(post, claims, _encodings(extraction, claims))
        for post in thread.posts
        if len(claims := extraction.by_post.get(post.id, ())) > 1
    ]
    if settings.fast:
        edges: Iterator[Iterable[Edge]] = map(rule_edges, found)
    else:
        if readings is None:
            readings = read_pairs(thread, extraction)
        edges = head_edges(found, load_head(), readings)
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


def head_edges(
    found: Sequence[PostClaims], head: Head, readings: Mapping[str, Scores]
) -> Iterator[list[Edge]]:
    """Edges of each post from the learned heads."""
    pairs = [candidate_pairs(len(read.claims)) for read in found]
    features = [describe(read, places) for read, places in zip(found, pairs, strict=True)]
    if not found:
        return
    # One call for the whole thread: the trees are slow to start and quick to run.
    seen = [
        readings.get(read.post.id, np.zeros((len(places), len(LABELS))))
        for read, places in zip(found, pairs, strict=True)
    ]
    chances = head(np.concatenate(features), np.concatenate(seen))
    ends = np.cumsum([len(places) for places in pairs])[:-1]
    parts = zip(found, pairs, features, np.split(chances, ends), seen, strict=True)
    for read, places, rows, probable, reading in parts:
        yield list(_post_edges(read, places, rows, probable, reading, head))


def _post_edges(
    found: PostClaims,
    pairs: Sequence[tuple[int, int]],
    features: Matrix,
    probable: npt.NDArray[np.float64],
    seen: npt.NDArray[np.float64],
    head: Head,
) -> Iterator[Edge]:
    """Edges above their bars; a connective that says the same is named first."""
    cues = {(edge.first, edge.second, edge.label): edge.evidence for edge in rule_edges(found)}
    for (first, second), row, chances, reading in zip(pairs, features, probable, seen, strict=True):
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
                    Evidence("model", "relation head and reader", score=chance),
                    *_read(reading, number),
                    *_others(chances, number),
                    *(Evidence("feature", name, score=round(by, 4)) for name, by in named),
                ),
            )


def _read(reading: npt.NDArray[np.float64], number: int) -> Iterator[Evidence]:
    """What the reader makes of it, where there was one."""
    if reading.any():
        yield Evidence("reading", LABELS[number], score=round(math.exp(reading[number]), 4))


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
