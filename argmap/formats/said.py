"""Which locution put a statement forward: how AIF says who holds what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from argmap.model import ArgumentGraph, ArgumentNode, NodeKind
from argmap.read.assemble import Tally

MOST = 100
"""Locutions of one statement that are looked at."""
_WORD = re.compile(r"\w+")


def sayings(graph: ArgumentGraph, tally: Tally) -> dict[str, ArgumentNode]:
    """Return the locution of each statement that has one, by the statement's id.

    Where no illocution leads from a locution to a statement, as in nodesets that anchor only
    relations (``L → TA → L``, ``TA → YA → RA``), the two locutions of the transition are the ones
    that put the relation's statements forward: each statement takes the likelier by its words.
    """
    found: dict[str, ArgumentNode] = {}
    for node in graph.nodes:
        if node.kind != "I":
            continue
        spoken = list(islice(_locutions(graph, node.id), MOST))
        if spoken:
            found[node.id] = next((each for each in spoken if each.speaker), spoken[0])
    for statement, spoken in _by_transition(graph).items():
        if statement not in found:
            words = _words(graph.node[statement].text)
            found[statement] = max(spoken, key=lambda each: _likeness(words, each))
            tally.add("speakers told by the transition around a relation", f"node {statement}")
    return found


def anchors(graph: ArgumentGraph) -> set[str]:
    """Return the ids of locutions that lead to a statement through an illocution."""
    found: set[str] = set()
    for node in graph.nodes:
        ends = graph.out_of.get(node.id, ()) if node.kind == "YA" else ()
        if any(is_kind(graph, end, "I") for end in ends):
            found.update(e for e in graph.into.get(node.id, ()) if is_kind(graph, e, "L"))
    return found


def is_kind(graph: ArgumentGraph, node: str, *kinds: NodeKind) -> bool:
    """True for a node that is there and of one of these kinds."""
    return node in graph.node and graph.node[node].kind in kinds


def _locutions(graph: ArgumentGraph, statement: str) -> Iterator[ArgumentNode]:
    """Yield L of ``L → YA → I``, then the answering L of ``L → TA → L``, ``TA → YA → I``."""
    middles = [m for m in graph.into.get(statement, ()) if is_kind(graph, m, "YA")]
    starts = [s for m in middles for s in islice(graph.into.get(m, ()), MOST)]
    for start in starts:
        if is_kind(graph, start, "L"):
            yield graph.node[start]
    for start in starts:
        if is_kind(graph, start, "TA"):
            for end in graph.out_of.get(start, ()):
                if is_kind(graph, end, "L"):
                    yield graph.node[end]


def _by_transition(graph: ArgumentGraph) -> dict[str, list[ArgumentNode]]:
    found: dict[str, dict[str, None]] = {}
    for node in graph.nodes:
        if node.kind != "TA":
            continue
        around = (*graph.out_of.get(node.id, ())[:MOST], *graph.into.get(node.id, ())[:MOST])
        spoken = [each for each in around if is_kind(graph, each, "L")]
        for statement in _statements_over(graph, node.id):
            held = found.setdefault(statement, {})
            if len(held) < MOST:
                held.update(dict.fromkeys(spoken[:MOST]))
    return {name: [graph.node[each] for each in held] for name, held in found.items() if held}


def _statements_over(graph: ArgumentGraph, transition: str) -> Iterator[str]:
    """Yield the statements joined by relations that this transition established."""
    for illocution in graph.out_of.get(transition, ())[:MOST]:
        for relation in graph.out_of.get(illocution, ())[:MOST]:
            if is_kind(graph, illocution, "YA") and is_kind(graph, relation, "RA", "CA", "MA"):
                ends = (
                    *graph.into.get(relation, ())[:MOST],
                    *graph.out_of.get(relation, ())[:MOST],
                )
                yield from (end for end in ends if is_kind(graph, end, "I"))


def _likeness(words: set[str], locution: ArgumentNode) -> float:
    """Dice coefficient of the words; a locution that answers stands first among equals."""
    other = _words(locution.text)
    return 2 * len(words & other) / max(1, len(words) + len(other))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
