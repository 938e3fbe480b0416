"""What argmap writes in an argument format says the same when read again, speakers included."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import graphs
import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from argmap.formats import registry
from argmap.formats.from_map import graph_of
from argmap.formats.losses import of_graph
from argmap.formats.to_map import given
from argmap.model import ArgumentEdge, ArgumentGraph, ArgumentNode, MapData, Speaker
from argmap.read.clean import clean_line, clean_text
from argmap.write import formats

Said = Counter[tuple[str, str | None]]
Joined = Counter[tuple[str, str, str]]


def said(graph: ArgumentGraph, *, folded: bool = False) -> Said:
    found = given(graph)
    return Counter(
        (clean_line(p.text) if folded else p.text, p.author) for p in found.thread.posts if p.text
    )


def joined(graph: ArgumentGraph, kinds: str = "supports contrasts rephrases") -> Joined:
    found = given(graph)
    texts = {claim.id: clean_line(claim.text) for claim in found.claims}
    return Counter(
        (texts[r.source], r.kind, texts[r.target]) for r in found.relations if r.kind in kinds
    )


def again(graph: ArgumentGraph, name: str) -> ArgumentGraph:
    found = graphs.read(registry.dump(name, graph), f"again{registry.WRITERS[name][1]}")
    assert found.format == name
    assert isinstance(found, ArgumentGraph)
    return found


@pytest.mark.parametrize("name", ["aif", "xaif", "sadface", "arguebuf"])
def test_a_file_of_the_format_itself_is_written_as_it_was(name: str) -> None:
    document = graphs.ALL[name]
    written = json.loads(registry.dump(name, graphs.read(document)))
    expected: Any = json.loads(json.dumps(document))
    if name == "sadface":
        # An edge without both ends says nothing; it was counted.
        expected["edges"] = [edge for edge in expected["edges"] if "target_id" in edge]
        expected["nodes"][1].setdefault("sources", [])
        expected["nodes"][3] |= {"name": ""}
    assert written == expected


@pytest.mark.parametrize("target", sorted(registry.WRITERS))
@pytest.mark.parametrize("source", sorted(graphs.ALL))
def test_claims_speakers_and_signs_survive_between_any_two(source: str, target: str) -> None:
    graph = graphs.read(graphs.ALL[source])
    other = again(graph, target)
    folded = target == "argdown"
    assert said(other, folded=folded) == said(graph, folded=folded)
    kinds = "supports contrasts" if folded else "supports contrasts rephrases"
    assert joined(other, kinds) == joined(graph, kinds)


@pytest.mark.parametrize("target", sorted(registry.WRITERS))
def test_a_map_of_a_discussion_is_written_with_its_authors(rich_map: MapData, target: str) -> None:
    text = formats.render(rich_map, target)
    assert isinstance(text, str)
    graph = graphs.read(text, f"map{registry.WRITERS[target][1]}")
    author = {post.id: post.author for post in rich_map.thread.posts}
    assert said(graph, folded=True) == Counter(
        (clean_line(claim.text), author[claim.post] and clean_line(author[claim.post]))
        for claim in rich_map.claims
    )
    texts = {claim.id: clean_line(claim.text) for claim in rich_map.claims}
    kept = [r for r in rich_map.relations if r.kind != "rephrases" or target != "argdown"]
    assert joined(graph) == Counter((texts[r.source], r.kind, texts[r.target]) for r in kept)


def test_replies_of_a_discussion_are_transitions(rich_map: MapData) -> None:
    graph = graph_of(rich_map)
    found = given(graph)
    answers = {(p.text, found.thread.by_id[p.parent].text) for p in found.thread.posts if p.parent}
    assert ("that benchmark is wrong.", "Rust is faster than Go for parsers.") in answers


def test_losses_name_what_a_format_has_no_place_for(rich_map: MapData) -> None:
    lost = formats.losses(rich_map, "argdown")
    assert lost["rephrases"] == 1
    assert lost["leads"] == 3
    assert lost["locutions"] == len(rich_map.claims)
    assert lost["kinds of claims (evidence, proposal)"] == 5
    assert "headings of statements" not in lost
    assert "locutions" not in formats.losses(rich_map, "aif")
    assert of_graph(graphs.read(graphs.NODESET), "aif") == {}
    assert of_graph(graphs.read(graphs.NODESET), "sadface")["locutions"] == 3


WORDS = st.text(
    st.one_of(
        st.sampled_from("[]<>#@*_{}()/:=~^+-.|`\\'\"$%&!;,1a é🚀\n"),
        st.characters().filter(lambda c: not "\ufdd0" <= c <= "\ufdef"),
    ),
    min_size=1,
    max_size=25,
).filter(lambda text: clean_line(clean_text(text).text))


@st.composite
def argument_graphs(draw: st.DrawFn) -> ArgumentGraph:
    texts = draw(st.lists(WORDS.map(lambda text: clean_text(text).text), min_size=1, max_size=6))
    names = draw(st.lists(WORDS.map(clean_line), max_size=3, unique=True))
    speakers = tuple(Speaker(str(n), name) for n, name in enumerate(names))
    people = st.none() if not names else st.sampled_from([None, *(s.id for s in speakers)])
    nodes = [ArgumentNode(f"{n}", "I", text, speaker=draw(people)) for n, text in enumerate(texts)]
    edges: list[ArgumentEdge] = []
    number = st.integers(0, len(texts) - 1)
    for place, (start, end) in enumerate(draw(st.lists(st.tuples(number, number), max_size=6))):
        if start != end:
            nodes.append(ArgumentNode(f"s{place}", draw(st.sampled_from(["RA", "CA", "MA"])), ""))
            edges.append(ArgumentEdge(f"a{place}", str(start), f"s{place}"))
            edges.append(ArgumentEdge(f"b{place}", f"s{place}", str(end)))
    return ArgumentGraph("argmap", "x", "t", tuple(nodes), tuple(edges), speakers)


@settings(max_examples=60, deadline=None)
@each(argument_graphs(), st.sampled_from(sorted(registry.WRITERS)))
def test_whatever_is_said_survives_being_written_and_read(graph: ArgumentGraph, name: str) -> None:
    if "names with a colon, cut at it" in of_graph(graph, name):
        speakers = tuple(replace(s, name=s.name.replace(":", ";")) for s in graph.speakers)
        graph = replace(graph, speakers=speakers)
    other = again(graph, name)
    folded = name == "argdown"
    assert said(other, folded=folded) == said(graph, folded=folded)
    kinds = "supports contrasts" if folded else "supports contrasts rephrases"
    assert joined(other, kinds) == joined(graph, kinds)


@settings(max_examples=60, deadline=None)
@each(st.text(max_size=200))
def test_any_text_is_read_as_argdown_or_kialo_without_a_crash(text: str) -> None:
    for name in ("argdown", "kialo"):
        graph = graphs.read(text.encode("utf-8", "replace").decode("utf-8"), "x", name)
        given(graph)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "nodes edges locutions AIF nodeID fromID toID text type id atom scheme source "
                "target source_id target_id participants personID statements arguments relations "
                "members pcs role title from to sections name metadata core ova".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@each(JSON, st.sampled_from(["aif", "xaif", "sadface", "arguebuf", "argdown-json"]))
def test_any_json_is_read_without_a_crash(document: object, name: str) -> None:
    graph = graphs.read(json.dumps({"x": document} if name == "never" else document), "x", name)
    for target in registry.WRITERS:
        registry.dump(target, graph)
    given(graph)
