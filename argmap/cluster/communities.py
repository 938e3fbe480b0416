"""Communities at two levels: fine ones become points, coarse ones themes."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from argmap.cluster.closeness import links_between

if TYPE_CHECKING:
    import networkx as nx

FINE_RESOLUTION = 10.0
"""Far above 1: communities small enough to hold one point; merging takes it from there."""
POINTED = 11
"""Posts a point may hold on average before the resolution is lowered: merging thousands of tiny
groups would cost more than it tells."""
SMALLEST = 3
DENSE = 400
"""Groups up to which every pair stands in a matrix."""

Groups = list[list[int]]


def fine_communities(graph: nx.Graph[int], *, most: int, resolution: float, seed: int) -> Groups:
    """Group posts that speak to the same point.

    Louvain at a high resolution, then the smallest are absorbed by their closest neighbour, then
    the pair with the strongest link relative to their sizes is merged until ``most`` are left.

    Returns:
        Largest first, ties by first row; every node in exactly one. Nodes that nothing joins
        stay alone, so there may be more than ``most``.

    Source: Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
    """
    import networkx as nx

    roomy = min(1.0, max(0.1, POINTED * most / max(1, graph.number_of_nodes())))
    found = nx.community.louvain_communities(
        graph, weight="weight", resolution=FINE_RESOLUTION * roomy * resolution, seed=seed
    )
    groups = absorb_small(ordered(found), graph)
    return merge(groups, graph, most, relative=True)


def ordered(groups: Sequence[set[int]] | Groups) -> Groups:
    """Sort members, then groups by size and first member."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def absorb_small(groups: Groups, graph: nx.Graph[int], least: int = SMALLEST) -> Groups:
    """Give groups of fewer than ``least`` to the group they are most linked to."""
    groups = [list(group) for group in groups]
    label = {row: number for number, group in enumerate(groups) for row in group}
    for number in sorted(range(len(groups)), key=lambda n: (len(groups[n]), groups[n][0])):
        group = groups[number]
        if not group or len(group) >= least:
            continue
        weights: dict[int, float] = {}
        for row in group:
            for other, edge in graph[row].items():
                if label[other] != number:
                    at = label[other]
                    weights[at] = weights.get(at, 0.0) + edge["weight"]
        if not weights:
            continue
        best = max(weights, key=lambda n: (weights[n] / len(groups[n]) ** 0.5, -n))
        groups[best] += group
        label.update(dict.fromkeys(group, best))
        groups[number] = []
    return ordered([group for group in groups if group])


def merge(groups: Groups, graph: nx.Graph[int], most: int, *, relative: bool) -> Groups:
    """Merge linked pairs, best first, until ``most`` groups are left or nothing links them.

    Args:
        groups: A partition of the nodes.
        graph: Edges carry ``weight``.
        most: Groups wanted at most.
        relative: True takes the pair with the most weight relative to their strengths (keeps
            points small); False the pair that adds most to the modularity (makes themes).

    Source: Clauset, Newman & Moore 2004, doi:10.1103/PhysRevE.70.066111.
    """
    if len(groups) > max(DENSE, most):
        groups = _merge_many(groups, graph, max(DENSE, most), relative=relative)
    groups = [list(group) for group in groups]
    weights = np.zeros((len(groups),) * 2)
    for (one, other), weight in links_between(graph, groups).items():
        weights[one, other] = weight
    while len(groups) > max(1, most):
        pair = _best_pair(weights, relative)
        if pair is None:
            break
        one, other = pair
        groups[one] += groups.pop(other)
        weights[one] += weights[other]
        weights[:, one] += weights[:, other]
        weights = np.delete(np.delete(weights, other, 0), other, 1)
    return ordered(groups)


def _merge_many(groups: Groups, graph: nx.Graph[int], most: int, *, relative: bool) -> Groups:
    """Merge as ``merge`` does, with a heap of linked pairs in place of a matrix of all."""
    held = {number: list(group) for number, group in enumerate(groups)}
    links: dict[int, dict[int, float]] = {number: {} for number in held}
    strength = dict.fromkeys(held, 0.0)
    for (one, other), weight in sorted(links_between(graph, groups).items()):
        strength[one] += weight
        if one != other:
            links[one][other] = weight
    total = sum(strength.values())
    born = dict.fromkeys(held, 0)
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(one: int, other: int) -> None:
        one, other = sorted((one, other))
        weight, expected = links[one][other], strength[one] * strength[other]
        gain = weight / expected if relative else weight / total - expected / total**2
        heapq.heappush(heap, (-round(gain, 12), one, other, born[one], born[other]))

    for one, near in links.items():
        for other in near:
            if one < other:
                offer(one, other)
    while heap and len(held) > most:
        _, one, other, *ages = heapq.heappop(heap)
        if [born.get(one), born.get(other)] != ages:
            continue  # one of the two has grown since, or is gone
        held[one] += held.pop(other)
        strength[one] += strength.pop(other)
        born[one] += 1
        del born[other]
        for third, weight in links.pop(other).items():
            del links[third][other]
            if third != one:
                links[one][third] = links[third][one] = links[one].get(third, 0.0) + weight
        for third in links[one]:
            offer(one, third)
    return ordered(list(held.values()))


def _best_pair(weights: npt.NDArray[np.float64], relative: bool) -> tuple[int, int] | None:
    strength, total = weights.sum(1), weights.sum()
    if not total:
        return None
    expected = np.outer(strength, strength)
    if relative:
        gain = weights / np.maximum(expected, 1e-12)
    else:
        gain = weights / total - expected / total**2
    gain = np.where(weights > 0, gain, -np.inf)
    np.fill_diagonal(gain, -np.inf)
    # Rounding makes ties equal on every machine; the first pair then wins.
    best = int(np.round(gain, 12).argmax())
    one, other = sorted(divmod(best, len(weights)))
    return None if np.isneginf(gain[one, other]) else (one, other)
