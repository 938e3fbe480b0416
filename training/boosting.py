"""Boosted trees as the arrays that ``argmap.encode.trees`` runs."""

from __future__ import annotations

from typing import Any

import numpy as np
from lightgbm import LGBMClassifier

from argmap.encode.trees import DEPTH, Trees


def forest(
    features: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None, **changed: Any
) -> LGBMClassifier:
    """Fit boosted trees; ``changed`` are LightGBM's parameters that differ from ours."""
    chosen = {
        "n_estimators": 120,
        "learning_rate": 0.05,
        "num_leaves": 15,
        "max_depth": DEPTH,
        "min_child_samples": 20,
        "colsample_bytree": 0.3,
        "subsample": 0.8,
        "subsample_freq": 1,
        "reg_lambda": 5,
        "random_state": 0,
    } | changed
    model = LGBMClassifier(n_jobs=1, deterministic=True, verbose=-1, **chosen)
    return model.fit(features, labels, sample_weight=weights)


def grow(models: list[LGBMClassifier]) -> Trees:
    """Put the trees of all models into one set of arrays; their scores are averaged."""
    dumped = [model.booster_.dump_model()["tree_info"] for model in models]
    flat = [_flat(tree["tree_structure"], len(models)) for model in dumped for tree in model]
    size = max(len(tree[0]) for tree in flat)
    arrays = [[column + [0.0] * (size - len(column)) for column in tree] for tree in flat]
    kinds = (np.int16, np.float32, np.int16, np.int16, np.float32)
    return Trees(*(np.array(c, k) for c, k in zip(zip(*arrays, strict=True), kinds, strict=True)))


def _flat(tree: dict[str, Any], share: int) -> list[list[float]]:
    """One tree as rows of the five arrays, the root first; a leaf leads to itself."""
    nodes: list[list[float]] = [[0.0] * 5]
    waiting = [(0, tree)]
    while waiting:
        node, part = waiting.pop()
        if "split_feature" not in part:
            nodes[node] = [0.0, 0.0, node, node, part["leaf_value"] / share]
            continue
        left, right = len(nodes), len(nodes) + 1
        nodes[node] = [part["split_feature"], part["threshold"], left, right, 0.0]
        nodes += [[0.0] * 5, [0.0] * 5]
        waiting += [(left, part["left_child"]), (right, part["right_child"])]
    return [list(column) for column in zip(*nodes, strict=True)]
