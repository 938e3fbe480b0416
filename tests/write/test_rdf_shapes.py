"""SHACL: what argmap writes fulfils the shapes; what is broken is named."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import XSD

from argmap.model import MapData
from argmap.vocab import ARGMAP, OA
from argmap.write.rdf import to_rdf

pytest.importorskip("pyshacl")
from argmap.shapes import shape_problems

# pyshacl and rdflib still call what they deprecate.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BASE = "https://w3id.org/argmap/map/hn/100#"
CLAIM, WRONG = URIRef(BASE + "claim-100:0-35"), URIRef(BASE + "claim-101:43-67")
TUNED = URIRef(BASE + "relation-101:68-116::contrasts::100:0-35")
MIND = URIRef(BASE + "relation-103:12-51::supports::101:43-67")


def test_map_fulfils_the_shapes(rich_map: MapData) -> None:
    assert shape_problems(to_rdf(rich_map)) == []


def change(subject: str, predicate: URIRef, value: object) -> Callable[[Graph], object]:
    """Put one value in the place of another; None takes it away."""

    def act(graph: Graph) -> None:
        node = URIRef(BASE + subject)
        graph.remove((node, predicate, None))
        if value is not None:
            graph.add((node, predicate, value))  # type: ignore[arg-type]

    return act


BREAKS: list[tuple[Callable[[Graph], object], str]] = [
    (
        change("claim-104:0-15", ARGMAP.text, None),
        "claim-104:0-15 argmap:text: A claim has exactly one text",
    ),
    (
        change("claim-100:36-57", ARGMAP.text, Literal("Go is easy.")),
        "claim-100:36-57: .* is not the text of its post from start to end",
    ),
    (
        change("claim-100:66-88", ARGMAP.confidence, Literal("1.2", datatype=XSD.decimal)),
        r"claim-100:66-88 argmap:confidence: .* decimal from 0 to 1\. \(found '1.2'\)",
    ),
    (
        change("claim-107:0-42:selector", OA.end, Literal(41)),
        "claim-107:0-42: .* is not the text of its post",
    ),
    (
        change("post-102", ARGMAP.state, Literal("gone")),
        r"post-102 argmap:state: .* ok or deleted or flagged\. \(found 'gone'",
    ),
    (
        change("post-101", ARGMAP.replyTo, URIRef(BASE + "post-107")),
        "post-101: .* answers a post that comes later",
    ),
    (
        change("post-103", ARGMAP.replyTo, CLAIM),
        "post-103 argmap:replyTo: .* at most one replyTo: Post",
    ),
    (
        lambda graph: graph.remove((TUNED, ARGMAP.evidence, None)),
        "argmap:evidence: A relation has at least one evidence",
    ),
    (
        lambda graph: graph.remove((WRONG, ARGMAP.contrasts, CLAIM)),
        "relation-101:43-67::contrasts::100:0-35: .* has no short form",
    ),
    (
        lambda graph: graph.add((CLAIM, ARGMAP.supports, WRONG)),
        "claim-100:0-35: .* without a relation that says why",
    ),
    (
        lambda graph: graph.add((TUNED, RDF.type, ARGMAP.Support)),
        "A relation is exactly one of Support, Contrast and Rephrase",
    ),
    (
        lambda graph: graph.set((MIND, ARGMAP.target, URIRef(BASE + "claim-103:12-51"))),
        "A relation joins two different claims",
    ),
    (
        change("summary:section-1:point-1:quote-1", ARGMAP.text, Literal("made up")),
        "point-1:quote-1: .* is not the text of its post from start to end, or reaches out",
    ),
    (
        change("entity-go", ARGMAP.sameAs, URIRef("javascript:alert(1)")),
        "entity-go argmap:sameAs: An entity has any number of sameAs: http, https or urn",
    ),
    (
        change("comparison-1", ARGMAP.preferred, URIRef(BASE + "entity-zig")),
        "comparison-1: .* prefers an entity that it does not compare",
    ),
    (
        change("claim-100:0-35:mention-1", OA.end, Literal(9999)),
        "mention-1: .* reaches beyond the end of its post",
    ),
    (
        change("summary:headline-1", ARGMAP.supportVoices, Literal(9)),
        "headline-1 .*Voices on one side are no more than all voices",
    ),
    (
        change("summary:lead-1", ARGMAP.role, Literal("gossip")),
        r"lead-1 argmap:role: .* about or opens or outcome\. \(found 'gossip'",
    ),
    (
        change("summary:lead-2", ARGMAP.quote, None),
        "lead-2 argmap:quote: A lead has exactly one quote: Quote",
    ),
    (
        change("summary:lead-3:quote-1", ARGMAP.text, Literal("I changed my coat")),
        "lead-3:quote-1: .* is not the text of its post from start to end",
    ),
    (change("map", ARGMAP.version, None), "#map argmap:version: A map has exactly one version"),
]


@pytest.fixture(scope="module")
def problems(rich_map: MapData) -> list[str]:
    """What the shapes say of a map broken in all these places; one run, for it is slow."""
    graph = to_rdf(rich_map)
    for break_it, _ in BREAKS:
        break_it(graph)
    return shape_problems(graph)


@pytest.mark.parametrize("line", [line for _, line in BREAKS])
def test_broken_part_is_named(problems: list[str], line: str) -> None:
    assert any(re.search(line, problem) for problem in problems), problems


def test_problems_come_sorted_one_line_each(problems: list[str]) -> None:
    assert problems == sorted(set(problems))
    assert not any("\n" in problem for problem in problems)
