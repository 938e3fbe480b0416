"""What is done otherwise in a long discussion comes to what is done in a short one."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from argmap.cluster import communities, context
from argmap.cluster.communities import merge
from argmap.cluster.context import Contexts


def clumped(groups: int, seed: int) -> tuple[nx.Graph, list[list[int]]]:
    """Groups of three rows, each linked to a few others by uneven weights."""
    dice = Random(seed)
    graph: nx.Graph = nx.Graph()
    members = [[3 * n, 3 * n + 1, 3 * n + 2] for n in range(groups)]
    for one in members:
        for other in dice.sample(members, 4):
            for row in one:
                if one != other:
                    graph.add_edge(row, dice.choice(other), weight=dice.uniform(0.1, 2))
        nx.add_path(graph, one, weight=1.5)
    return graph, members


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_merging_by_heap_is_merging_by_matrix(monkeypatch, relative, seed):
    graph, groups = clumped(60, seed)
    by_matrix = merge(groups, graph, 7, relative=relative)
    monkeypatch.setattr(communities, "DENSE", 1)
    assert merge(groups, graph, 7, relative=relative) == by_matrix
    assert sorted(row for group in by_matrix for row in group) == sorted(graph)


def test_groups_that_nothing_links_stay_apart(monkeypatch):
    monkeypatch.setattr(communities, "DENSE", 1)
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(6))
    graph.add_edge(0, 1, weight=1.0)
    found = merge([[n] for n in range(6)], graph, 2, relative=True)
    assert found == [[0, 1], [2], [3], [4], [5]]


def test_a_sketch_finds_the_nearest_posts(monkeypatch):
    dice = np.random.default_rng(0)
    subject = dice.integers(0, 60, 1_200)
    meaning = dice.normal(size=(60, 384))[subject] + dice.normal(size=(1_200, 384))
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    words = sparse.random(1_200, 3_000, density=0.005, random_state=0, dtype=np.float32).tolil()
    for row, about in enumerate(subject):
        words[row, 50 * about : 50 * about + 6] = 0.5
    words = sparse.csr_matrix(words)
    length = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel())
    lexical = sparse.csr_matrix(sparse.diags(1 / length) @ words, dtype=np.float32)
    some = Contexts(meaning.astype(np.float32), lexical)
    rows = range(100, 1_200)
    columns, likeness = some.neighbours(rows, 11)
    assert (columns[:, 0] == np.arange(1_100)).all()
    assert likeness[:, 0] == pytest.approx(1, abs=1e-5)
    monkeypatch.setattr(context, "EXACT", 0)
    monkeypatch.setattr("argmap.encode.nearest.EXACT", 0)
    near, similar = some.neighbours(rows, 11)
    truth = [set(row[1:]) for row in columns.tolist()]
    met = np.mean([len(set(row) & real) for row, real in zip(near.tolist(), truth, strict=True)])
    assert met > 8
    for row in (0, 500, 1_099):
        for column, value in zip(near[row], similar[row], strict=True):
            exact = likeness[row][columns[row] == column]
            assert not len(exact) or exact[0] == pytest.approx(value, abs=1e-5)
