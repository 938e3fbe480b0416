"""Maps of the annotated discussions in which nothing learned has seen the post it judges.

Every head is fitted again in each fold; so are its calibration and its bars, on the held-out
predictions of the other folds. What is scored is what the package's own stages then say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import stance_data
import train_bars
import train_names
import train_stance
import train_within
from claims_data import FOLDS, MEASURED, Corpus, encode, load_corpus
from held_out import held_out_extractions
from held_readings import held_pairs
from sklearn.feature_extraction import DictVectorizer

import argmap.relate as relate_stage
from argmap.encode.network import Scores
from argmap.extract import entities as entity_stage
from argmap.model import (
    Coverage,
    Entity,
    Extraction,
    MapData,
    Relation,
    Settings,
    Stance,
    Summary,
    Thread,
)
from argmap.relate import relate
from argmap.relate import replies as reply_stage
from argmap.relate import stance as stance_stage
from argmap.relate import within as within_stage
from argmap.relate.bars import EDGE_KINDS, EdgeKind, load_bars
from argmap.relate.head import StanceHead

EMPTY = Summary((), (), Coverage(0, 0, 0, 0, 0, 0, ()))


@dataclass(frozen=True)
class HeldOut:
    """One discussion, every post as found by heads that have not seen it."""

    map: MapData
    """Entities are left out: their names differ from fold to fold."""
    folds: list[tuple[MapData, frozenset[str]]]
    """For entities: the map of each fold, and the posts it is good for."""


def held_out_maps(shared: Path) -> dict[str, HeldOut]:
    """Build the maps of all annotated discussions; takes some minutes."""
    corpus = load_corpus(shared)
    found = held_out_extractions(shared, corpus)
    stance_heads = _stance_heads(shared, found)
    replies = _judged_replies(shared, found, stance_heads)
    reply_bars = [_reply_bars(replies, fold) for fold in range(FOLDS)]
    readings = _readings(found)
    within_heads = _within_heads(shared, found, readings)
    name_weights = _name_weights(shared, corpus, found)
    return {
        name: _map(
            corpus,
            name,
            *parts,
            readings[name],
            stance_heads,
            reply_bars,
            within_heads,
            name_weights,
        )
        for name, parts in found.items()
        if name in MEASURED
    }


def held_out_replies(shared: Path) -> dict[EdgeKind, list[tuple[float, bool]]]:
    """Every edge between a reply and its parent, however unsure, and whether its sign is right."""
    corpus = load_corpus(shared)
    found = held_out_extractions(shared, corpus)
    judged = _judged_replies(shared, found, _stance_heads(shared, found))
    return {kind: [edge[:2] for edge in edges] for kind, edges in judged.items()}


Found = dict[str, tuple[Thread, Extraction, np.ndarray]]
Readings = dict[str, dict[str, Scores]]
"""By discussion and post, of a reader that has not seen the post."""


def _readings(found: Found) -> Readings:
    return {
        name: held_pairs(
            thread,
            extraction,
            {post.id: int(fold) for post, fold in zip(thread.posts, folds, strict=True)},
        )
        for name, (thread, extraction, folds) in found.items()
    }


def _map(
    corpus: Corpus,
    name: str,
    thread: Thread,
    extraction: Extraction,
    folds: np.ndarray,
    readings: dict[str, Scores],
    stance_heads: list[StanceHead],
    reply_bars: list[dict[EdgeKind, float]],
    within_heads: list[within_stage.Head],
    name_weights: list[dict[str, float]],
) -> HeldOut:
    stances: dict[str, Stance] = {}
    relations: list[Relation] = []
    by_fold = []
    docs = [corpus.docs[row] for row in np.flatnonzero(corpus.sets == name)]
    by_id = {
        corpus.thread.posts[row].id: doc
        for row, doc in zip(np.flatnonzero(corpus.sets == name), docs, strict=True)
    }
    docs = [by_id[post.id] for post in thread.posts]
    for fold in range(FOLDS):
        own = frozenset(p.id for p, f in zip(thread.posts, folds, strict=True) if f == fold)
        with (
            swapped(relate_stage, read_pairs=lambda *_: readings),
            swapped(stance_stage, load_head=lambda fold=fold: stance_heads[fold]),
            swapped(reply_stage, load_bars=lambda fold=fold: reply_bars[fold]),
            swapped(within_stage, load_head=lambda fold=fold: within_heads[fold]),
            swapped(entity_stage, load_weights=lambda fold=fold: name_weights[fold]),
        ):
            judged, related = relate(thread, extraction, Settings())
            named = entity_stage.find_entities(thread, docs, extraction.claims, Settings())
        stances |= {post: stance for post, stance in judged.items() if post in own}
        relations += [each for each in related if each.source.partition("#")[0] in own]
        by_fold.append(
            (_data(thread, named.claims, named.entities, named.loose_mentions, {}, ()), own)
        )
    ordered = {post.id: stances[post.id] for post in thread.posts if post.id in stances}
    whole = _data(thread, extraction.claims, (), {}, ordered, tuple(relations))
    return HeldOut(whole, by_fold)


def _data(
    thread: Thread,
    claims: Any,
    entities: tuple[Entity, ...],
    loose: Any,
    stances: dict[str, Stance],
    relations: tuple[Relation, ...],
) -> MapData:
    return MapData(thread, claims, entities, stances, loose, relations, (), (), EMPTY)


@contextmanager
def swapped(module: Any, **parts: Any) -> Iterator[None]:
    """Have a module use other weights."""
    before = {name: getattr(module, name) for name in parts}
    vars(module).update(parts)
    try:
        yield
    finally:
        vars(module).update(before)


# ----------------------------------------------------------------------------------- stances


def _stance_heads(shared: Path, found: Found) -> list[StanceHead]:
    """A head for each fold; a fold is the same subtrees as for claims."""
    parts, folds = [], []
    for name in ("pkl", "burgers"):
        thread, extraction, own = found[name]
        gold = train_within.load(shared, name)
        fold = {post.id: int(number) for post, number in zip(thread.posts, own, strict=True)}
        part = stance_data.join(thread, extraction, gold, 1.0)
        parts.append(part)
        folds.append(
            (
                np.array([fold[post] for post in part.ids]),
                np.array([fold[thread.posts[root].id] for root in part.target_groups]),
            )
        )
    beside = stance_data.beside(shared)
    quoted = replace(beside["singles"], weight=train_stance.TARGET_SINGLES)
    weights, targets, chances, kinds, where = [], [], [], [], []
    for fold in range(FOLDS):
        seen = [
            part.take(np.flatnonzero(own != fold))
            for part, (own, _) in zip(parts, folds, strict=True)
        ]
        weights.append(train_stance.train([*seen, *beside.values()]))
        addressed = [
            part.take_targets(np.flatnonzero(own != fold))
            for part, (_, own) in zip(parts, folds, strict=True)
        ]
        targets.append(train_stance.train_target([*addressed, quoted]))
        for part, (own, _) in zip(parts, folds, strict=True):
            unseen = part.take(np.flatnonzero(own == fold))
            chances.append(train_stance.predict(weights[-1], unseen))
            kinds.append(unseen.kinds)
            where.append(np.full(len(unseen.kinds), fold))
    chance, kind, number = np.vstack(chances), np.hstack(kinds), np.hstack(where)
    heads = []
    for fold in range(FOLDS):
        others = number != fold
        calibration = train_stance.calibrate(chance[others], kind[others])
        stored = {**weights[fold], "calibration": calibration, "target": targets[fold]}
        heads.append(StanceHead(**{name: part.astype(np.float32) for name, part in stored.items()}))
    return heads


def _judged_replies(
    shared: Path, found: Found, heads: list[StanceHead]
) -> dict[EdgeKind, list[tuple[float, bool, int]]]:
    """Confidence, whether right, and fold."""
    judged: dict[EdgeKind, list[tuple[float, bool, int]]] = {}
    for name in ("pkl", "burgers"):
        thread, extraction, folds = found[name]
        rows = train_within.load(shared, name)
        for fold in range(FOLDS):
            own = {p.id for p, f in zip(thread.posts, folds, strict=True) if f == fold}
            with (
                swapped(stance_stage, load_head=lambda fold=fold: heads[fold]),
                swapped(reply_stage, load_bars=lambda: dict.fromkeys(EDGE_KINDS, 0.0)),
            ):
                stances = stance_stage.find_stances(thread, extraction, Settings())
                edges = reply_stage.reply_relations(thread, extraction, stances)
            kept = {post: row for post, row in rows.items() if post in own}
            for kind, each in train_bars.judge_replies(edges, kept).items():
                judged.setdefault(kind, []).extend((*edge, fold) for edge in each)
    return judged


def _reply_bars(
    judged: dict[EdgeKind, list[tuple[float, bool, int]]], fold: int
) -> dict[EdgeKind, float]:
    """Bars set on the other folds."""
    return load_bars() | {
        kind: train_bars.lowest_bar(
            [edge[:2] for edge in edges if edge[2] != fold], train_bars.PRECISION[kind]
        )
        for kind, edges in judged.items()
    }


# --------------------------------------------------------------------------- inside a post


def _within_heads(shared: Path, found: Found, readings: Readings) -> list[within_stage.Head]:
    own, annotated = {}, {}
    for name, (thread, extraction, folds) in found.items():
        rows = train_within.load(shared, name)
        given = train_within.annotated_extraction(thread, rows, encode)
        own[name] = train_within.examples(thread, rows, extraction, folds, readings[name])
        annotated[name] = train_within.examples(thread, rows, given, folds)
    every = [*annotated.values(), *own.values(), *train_within.written_examples()]
    heads = []
    held = {name: np.zeros((len(d.labels), len(within_stage.LABELS))) for name, d in own.items()}
    for fold in range(FOLDS):
        heads.append(
            train_within.fit(
                np.concatenate([d.features[d.folds != fold] for d in every]),
                np.concatenate([d.shares[d.folds != fold] for d in every]),
            )
        )
        for name, data in own.items():
            rows = data.folds == fold
            held[name][rows] = heads[-1].from_features(data.features[rows])
    return [_barred(heads[fold], own, held, fold) for fold in range(FOLDS)]


def _barred(
    head: within_stage.Head,
    own: dict[str, train_within.Examples],
    held: dict[str, np.ndarray],
    fold: int,
) -> within_stage.Head:
    """Calibrate and set bars on the other folds."""
    others = {name: own[name].folds != fold for name in MEASURED}
    labels = np.concatenate([own[name].labels[rows] for name, rows in others.items()])
    scores = np.concatenate([held[name][rows] for name, rows in others.items()])
    reading = np.concatenate([own[name].reading[rows] for name, rows in others.items()])
    calibration = train_within.calibrate(scores, reading, labels)
    parts = []
    for name, rows in others.items():
        data = own[name]
        places = [place for place, kept in zip(data.places, rows, strict=True) if kept]
        part = replace(
            data,
            labels=data.labels[rows],
            places=places,
            annotated=round(data.annotated * (FOLDS - 1) / FOLDS),
        )
        chances = within_stage.calibrated(held[name][rows], data.reading[rows], calibration)
        parts.append((part, chances))
    bars = train_within.choose_bars(parts)
    return replace(
        head,
        bars=bars.astype(np.float32),
        calibration=calibration.astype(np.float32),
    )


# ------------------------------------------------------------------------------------- names


def _name_weights(shared: Path, corpus: Corpus, found: Found) -> list[dict[str, float]]:
    fold_of = {
        (name, post.id): int(fold)
        for name, (thread, _, folds) in found.items()
        for post, fold in zip(thread.posts, folds, strict=True)
    }
    data = list(train_names.examples(shared))
    columns = DictVectorizer(sort=True)
    x = columns.fit_transform([one.candidate.features for one in data])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    y = np.array([one.is_name for one in data], dtype=int)
    weight = np.array([train_names.WEIGHTS[one.set] for one in data])
    fold = np.array([fold_of[one.set, one.post] for one in data])
    found_weights = []
    for number in range(FOLDS):
        seen = np.flatnonzero(fold != number)
        model = train_names.fit(x[seen], y[seen], weight[seen])
        found_weights.append(
            dict(zip(columns.feature_names_, model.coef_[0].tolist(), strict=True))
        )
    return found_weights
