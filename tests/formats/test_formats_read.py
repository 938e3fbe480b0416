"""Each argument format is recognised by its content, and read as it means."""

from __future__ import annotations

import json
from collections import Counter

import graphs
import pytest

from argmap.errors import BadSource
from argmap.formats import names
from argmap.formats.to_map import Given, given
from argmap.model import ArgumentGraph
from argmap.read.source import Source


def edges(found: Given) -> set[tuple[str, str, str]]:
    claims = {claim.id: claim.text for claim in found.claims}
    return {(claims[r.source], r.kind, claims[r.target]) for r in found.relations}


def unread(graph: ArgumentGraph) -> dict[str, int]:
    return {what: count for what, count, _ in graph.unread}


@pytest.mark.parametrize("name", sorted(graphs.ALL))
def test_a_format_is_recognised_by_its_content(name: str) -> None:
    graph = graphs.read(graphs.ALL[name])
    assert graph.format == name
    assert name in names()


@pytest.mark.parametrize(
    "text",
    ["Just a note.\n\nAnother [link](x).", '{"nodes": [], "links": []}', "[]", "<p>hi</p>",
     "<alice>: hello\n<bob>: hi\n - a list\n", '{"id": 1, "children": []}', "1. one\n2. two\n"],
)  # fmt: skip
def test_other_content_is_no_argument_format(text: str) -> None:
    assert graphs.read(text) is None


def test_aif_gives_claims_speakers_replies_and_counts_what_is_odd() -> None:
    graph = graphs.read(graphs.NODESET)
    found = given(graph)
    assert [(p.text, p.author, p.parent) for p in found.thread.posts] == [
        ("Buses should be free", "Ann Lee", None),
        ("free buses fill up", "Bo", "1"),
        ("streets get emptier", "Cy", None),
    ]
    assert found.thread.posts[0].created == "2021-03-01T09:00:00Z"
    assert found.claims[2].kind == "question"
    assert edges(found) == {
        ("free buses fill up", "contrasts", "Buses should be free"),
        ("streets get emptier", "supports", "Buses should be free"),
    }
    assert [r.scope for r in found.relations] == ["reply", "thread"]
    assert unread(graph) == {
        "nodes of an unknown type, kept aside": 1,
        "edges of a node that is not here, kept aside": 1,
        "locutions of a node that is not here, kept aside": 1,
    }
    notes = {note.what: note.count for note in found.thread.notes}
    assert notes["relations without a claim at each end, kept aside"] == 1
    assert "file of aif: claims as it gives them, no comments to quote" in notes


def test_a_speaker_is_told_by_the_transition_where_no_illocution_says() -> None:
    nodes = [
        {"nodeID": "1", "text": "Ann : cats are quiet pets", "type": "L"},
        {"nodeID": "2", "text": "Bo : dogs guard a house", "type": "L"},
        {"nodeID": "3", "text": "cats are quiet", "type": "I"},
        {"nodeID": "4", "text": "dogs guard houses", "type": "I"},
        {"nodeID": "5", "text": "TA", "type": "TA"},
        {"nodeID": "6", "text": "Disagreeing", "type": "YA"},
        {"nodeID": "7", "text": "CA", "type": "CA"},
    ]
    path = [("1", "5"), ("5", "2"), ("5", "6"), ("6", "7"), ("4", "7"), ("7", "3")]
    links = [{"edgeID": f"e{a}{b}", "fromID": a, "toID": b} for a, b in path]
    found = given(graphs.read({"nodes": nodes, "edges": links, "locutions": []}))
    assert [(p.author, p.parent) for p in found.thread.posts] == [("Ann", None), ("Bo", "3")]


def test_xaif_takes_ids_of_any_type_and_missing_participants() -> None:
    graph = graphs.read(graphs.XAIF)
    found = given(graph)
    assert [post.author for post in found.thread.posts] == ["Dee Ray", "person 9"]
    assert [r.kind for r in found.relations] == ["rephrases"]
    assert unread(graph) == {
        "locutions of a participant who is not listed": 1,
        "locutions of a node that is not here, kept aside": 1,
    }


def test_argdown_relations_point_where_their_symbols_say() -> None:
    graph = graphs.read(graphs.ARGDOWN)
    found = given(graph)
    ban = "Cars should be banned from the centre."
    shops = "Shops [small ones] lose customers."
    assert edges(found) == {
        ("The air gets better.", "supports", ban),
        ("Electric cars are clean.", "contrasts", "The air gets better."),
        ("Nobody measured it.", "contrasts", "The air gets better."),
        (shops, "contrasts", ban),
        (shops, "contrasts", "The air gets better."),
        (shops, "supports", ban),
        (shops, "supports", "Towns lose taxes."),
        ("Customers pay taxes.", "supports", "Towns lose taxes."),
        ("Towns lose taxes.", "contrasts", ban),
    }
    first = found.thread.posts[0]
    assert (first.author, first.url, first.heading) == (
        'Ann "A" Lee',
        "https://x.example/1",
        "Cars",
    )
    assert graph.title == "Cars in town"
    schemes = Counter(node.scheme for node in graph.nodes if node.kind != "I")
    assert schemes == {"support": 2, "attack": 4, "undercut": 1, "Modus ponens": 1}
    tags = {node.text: node.extra.get("tags") for node in graph.nodes if "tags" in node.extra}
    assert tags == {"The air gets better.": ["pro"], "Electric cars are clean.": ["con side"]}


def test_strict_mode_of_argdown_entails_and_excludes() -> None:
    text = "===\nmodel:\n    mode: strict\n===\n\n[a]: A\n  + [b]: B\n  - [c]: C\n  - <d>: D\n"
    graph = graphs.read(text, "x.argdown")
    schemes = [node.scheme for node in graph.nodes if node.kind != "I"]
    assert schemes == ["entails", "contrary", "attack"]


def test_argdown_json_is_read_without_a_map_key() -> None:
    graph = graphs.read(graphs.ARGDOWN_JSON)
    found = given(graph)
    assert edges(found) == {
        ("Air gets better.", "supports", "Cars out."),
        ("Cars out.", "contrasts", "Shops lose."),
    }
    assert unread(graph) == {"relations of an unknown type, skipped": 1}


def test_kialo_is_a_tree_with_a_claim_that_stands_twice() -> None:
    found = given(graphs.read(graphs.KIALO))
    assert [(post.id, post.parent) for post in found.thread.posts] == [
        ("1", None), ("1.1", "1"), ("1.1.1", "1.1"), ("1.2", "1"),
    ]  # fmt: skip
    assert found.thread.posts[1].text == "Air gets [better](https://x.example/air) (much)."
    assert found.thread.posts[3].text == "Shops lose customers.\nThey told me:\n1. prices rise"
    kinds = [(r.source.partition("#")[0], r.kind, r.scope) for r in found.relations]
    assert kinds == [
        ("1.1", "supports", "reply"),
        ("1.1.1", "contrasts", "reply"),
        ("1.1.1", "supports", "thread"),
        ("1.2", "contrasts", "reply"),
    ]
    assert found.thread.title == "Should towns ban cars?"


def test_a_list_in_a_claim_of_kialo_is_no_thesis_but_a_second_thesis_is() -> None:
    text = "1. One.\n1.1. Pro: Because:\n1. a\n2. b\n1.2. Con: No.\n2. Two.\n2.1. Pro: Yes.\n"
    graph = graphs.read(text)
    assert [n.id for n in graph.nodes if n.kind == "I"] == ["1", "1.1", "1.2", "2", "2.1"]
    assert unread(graph) == {"theses besides the first (each starts a tree of its own)": 1}


def test_sadface_keeps_who_said_it_and_its_title() -> None:
    graph = graphs.read(graphs.SADFACE)
    found = given(graph)
    assert edges(found) == {("It is warm", "supports", "Tea is better")}
    assert [post.author for post in found.thread.posts] == [None, "Bo"]
    assert graph.title == "Tea"
    assert unread(graph) == {
        "nodes of an unknown type, kept aside": 1,
        "edges without both ends, skipped": 1,
    }


def test_arguebuf_participants_are_authors() -> None:
    graph = graphs.read(graphs.ARGUEBUF)
    found = given(graph)
    assert [post.author for post in found.thread.posts] == ["Ann Lee", None]
    assert edges(found) == {("It is warm", "contrasts", "Tea is better")}
    assert graph.node["s2"].scheme == "Position To Know"


def test_microtexts_join_segments_and_linked_premises() -> None:
    graph = graphs.read(graphs.MICROTEXT)
    found = given(graph)
    assert [(post.text, post.author) for post in found.thread.posts] == [
        ("Buses should be free, that is clear.", "proponent"),
        ("They cost a lot, though.", "opponent"),
        ("Taxes pay for roads too,", "proponent"),
        ("and roads cost more.", "proponent"),
    ]
    assert graph.into["c8"] == ("a3", "a4")
    assert ("and roads cost more.", "contrasts", "They cost a lot, though.") in edges(found)


def test_broken_xml_names_its_line() -> None:
    with pytest.raises(BadSource, match="not XML"):
        graphs.read("<arggraph>\n<edu></arggraph>")


CONCLUSION = [{"role": "main-conclusion", "title": 3}]
HOSTILE = [
    {"nodes": [None, 3, {"nodeID": None}, {"nodeID": "1"}, {"nodeID": "1", "type": []}]},
    {"nodes": [{"nodeID": "1", "type": "RA", "text": None}], "edges": 7},
    {"nodes": [{"nodeID": "1", "type": "RA"}], "edges": [{"fromID": "1", "toID": "1"}]},
    {"AIF": {"nodes": {"a": 1}, "edges": None, "locutions": [{}], "participants": "x"}},
    {"AIF": {}},
    {"nodes": [{"type": "atom"}, {"id": "s", "type": "scheme"}], "edges": [{"source_id": 1}]},
    {"nodes": {"a": None, "b": {"atom": 3}, "c": {"scheme": "x"}}, "edges": {"e": 1}},
    {"arguments": {"a": None}, "statements": {"s": {"members": 3}}, "relations": [None, {}]},
    {"arguments": {"a": {"pcs": CONCLUSION}}, "statements": {}, "sections": {}},
]


@pytest.mark.parametrize("document", HOSTILE, ids=range(len(HOSTILE)))
def test_parts_of_the_wrong_shape_never_crash(document: object) -> None:
    graph = graphs.read(json.dumps(document))
    assert graph is not None
    given(graph)


def test_a_folder_is_no_argument_format() -> None:
    from argmap import formats

    assert formats.read(Source("folder", members=(Source("a", b"x"),))) is None
