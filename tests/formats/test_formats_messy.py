"""Larger and messier files than the examples: all of it is read, counted, and written again."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import graphs
import pytest
from test_formats_tools import tool

from argmap.formats import registry
from argmap.formats.to_map import given
from argmap.model import ArgumentGraph


@dataclass
class Export:
    """A made-up Kialo export, and what is in it."""

    text: str
    claims: int
    signs: Counter[str] = field(default_factory=Counter)
    references: int = 0
    depth: int = 0


def kialo(lines: int, seed: int, end: str) -> Export:
    """Grow a tree; one line in forty only refers to another, some run over several lines."""
    random = Random(seed)
    found = Export("", 0)
    below: dict[str, int] = {"1": 0}
    order: dict[tuple[int, ...], str] = {(1,): "1. Towns should ban cars.\nSo it is \\(said\\)."}
    referring: set[str] = set()
    while len(order) < lines:
        above = random.choice([name for name in below if name not in referring])
        if above.count(".") > 11:
            continue
        below[above] += 1
        name = f"{above}.{below[above]}"
        below[name] = 0
        stance = random.choice(("Pro", "Con"))
        words = f"{stance}: Claim number {len(order)} [here](https://x.example/{len(order)})."
        if len(order) > 20 and random.random() < 1 / 40:
            there = random.choice([n for n in below if n not in referring and n != name])
            words = f"{stance}: -> See {there}."
            referring.add(name)
            found.references += 1
        elif random.random() < 0.1:
            words += "\nIt goes on:\n1. one\n2. Pro: two\n\n- 3.4 and more"
        found.signs[stance] += 1
        order[tuple(map(int, name.split(".")))] = f"{name}. {words}"
        found.depth = max(found.depth, name.count("."))
    body = "\n".join(order[key] for key in sorted(order))
    found.text = f"Discussion Title: Cars?\n\n{body}\n".replace("\n", end)
    found.claims = lines - found.references
    return found


@pytest.mark.parametrize(
    ("lines", "end"), [(545, "\n"), (965, "\r\n"), (3000, "\n")], ids=["545", "965", "3000"]
)
def test_long_kialo_exports_are_read_whole(lines: int, end: str) -> None:
    export = kialo(lines, lines, end)
    graph = graphs.read(export.text)
    kinds = Counter(node.kind for node in graph.nodes)
    assert kinds == {"I": export.claims, "RA": export.signs["Pro"], "CA": export.signs["Con"]}
    assert graph.unread == ()
    found = given(graph)
    assert len(found.thread.posts) == export.claims
    assert sum(post.parent is None for post in found.thread.posts) == 1
    assert "Claim number 1 [here](https://x.example/1)." in {p.text for p in found.thread.posts} | {
        p.text.partition("\n")[0] for p in found.thread.posts
    }
    assert not any("\\(" in post.text or "\r" in post.text for post in found.thread.posts)


def nodeset(statements: int, persons: int, seed: int) -> dict[str, Any]:
    """Make a debate: stacked prefixes, locutions doubled or lost, schemes without a premise."""
    random = Random(seed)
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    locutions: list[dict[str, Any]] = []
    stamp = "2021-03-01 10:00:00"

    def node(kind: str, text: str, **more: Any) -> str:
        nodes.append({"nodeID": str(1000 + len(nodes)), "text": text, "type": kind,
                      "timestamp": stamp, **more})  # fmt: skip
        return str(nodes[-1]["nodeID"])

    def edge(*path: str) -> None:
        for start, end in pairwise(path):
            edges.append({"edgeID": str(len(edges)), "fromID": start, "toID": end,
                          "formEdgeID": None})  # fmt: skip

    said: list[str] = []
    claims: list[str] = []
    for number in range(statements):
        person = number % persons
        opening = "Reporter: " if number % 7 == 0 else ""
        said.append(node("L", f"{opening}Person {person} : statement {number} is said"))
        claims.append(node("I", f"statement {number} is held"))
        scheme = "Pure Questioning" if number % 11 == 0 else "Asserting"
        edge(said[-1], node("YA", scheme, scheme=scheme, schemeID="74"), claims[-1])
        locution = {"nodeID": said[-1], "personID": str(500 + person), "timestamp": stamp}
        more = {"start": stamp, "end": None, "source": None}
        locutions += [{**locution, **more} for _ in range(random.choice((0, 1, 1, 2, 9)))]
        if number:
            turn = node("TA", "Default Transition", schemeID="82")
            edge(random.choice(said[:-1]), turn, said[-1])
            kind, name = random.choice(
                (
                    ("RA", "Default Inference"),
                    ("CA", "Default Conflict"),
                    ("MA", "Default Rephrase"),
                )
            )
            scheme_node = node(kind, name, scheme=name, schemeID="3")
            if number % 13:
                edge(claims[-1], scheme_node)
            edge(scheme_node, random.choice(claims[:-1]))
            edge(turn, node("YA", "Arguing", scheme="Arguing", schemeID="80"), scheme_node)
    edges.append({"edgeID": "x", "fromID": "1000", "toID": "9999999", "formEdgeID": None})
    locutions.append({"nodeID": "9999999", "personID": "1"})
    return {"nodes": nodes, "edges": edges, "locutions": locutions}


def test_a_debate_of_600_edges_and_79_speakers_keeps_all_of_it() -> None:
    document = nodeset(90, 79, 1)
    assert len(document["edges"]) >= 600
    graph = graphs.read(document)
    assert json.loads(registry.dump("aif", graph)) == document
    found = given(graph)
    assert [post.author for post in found.thread.posts].count(None) == 0
    assert {post.author for post in found.thread.posts} == {f"Person {n}" for n in range(79)}
    assert {what: count for what, count, _ in graph.unread} == {
        "edges of a node that is not here, kept aside": 1,
        "locutions of a node that is not here, kept aside": 1,
    }


@pytest.mark.parametrize("target", ["xaif", "arguebuf", "sadface", "argdown"])
def test_a_debate_keeps_its_speakers_in_every_format(target: str) -> None:
    graph = graphs.read(nodeset(90, 79, 2))
    again = graphs.read(registry.dump(target, graph), f"x{registry.WRITERS[target][1]}")
    assert people(again) == people(graph)


def people(graph: ArgumentGraph) -> Counter[tuple[str, str | None]]:
    return Counter((post.text, post.author) for post in given(graph).thread.posts)


def dangling() -> dict[str, Any]:
    """The same debate as a pipeline leaves it: ids of both types, lists that are null."""
    random = Random(3)
    inner = nodeset(40, 9, 3)
    as_number = {node["nodeID"] for node in inner["nodes"] if random.random() < 0.5}

    def odd(value: Any) -> Any:
        if value in as_number:
            return int(value)
        return f"{value}_abc" if value.endswith("7") else value

    for node in inner["nodes"]:
        node["nodeID"] = odd(node["nodeID"])
        node.pop("timestamp")
    for edge in inner["edges"]:
        edge |= {"fromID": odd(edge["fromID"]), "toID": odd(edge["toID"])}
        edge["edgeID"] = int(edge["edgeID"]) if edge["edgeID"].isdigit() else "12_abc"
    for locution in inner["locutions"]:
        locution["nodeID"] = odd(locution["nodeID"])
        locution["personID"] = int(locution["personID"])
    listed = [
        {"participantID": 500 + n, "firstname": f"Person {n}", "surname": ""} for n in range(5)
    ]
    return {
        "AIF": {**inner, "participants": listed, "schemefulfillments": None,
                "descriptorfulfillments": [], "cqdescriptorfulfillments": None},
        "text": "Person 0: …", "dialog": {}, "ova": [],
    }  # fmt: skip


def test_xaif_with_dangling_locutions_and_ids_of_both_types_comes_back() -> None:
    document = dangling()
    graph = graphs.read(document)
    assert graph.format == "xaif"
    assert json.loads(registry.dump("xaif", graph)) == document
    notes = {what: count for what, count, _ in graph.unread}
    assert notes["locutions of a node that is not here, kept aside"] == 1
    assert notes["edges of a node that is not here, kept aside"] == 1
    assert notes["locutions of a participant who is not listed"] > 0
    found = given(graph)
    assert len(found.thread.posts) == 40
    assert {post.author for post in found.thread.posts} == {f"Person {n}" for n in range(9)}
    kinds = Counter(node.kind for node in graph.nodes if node.kind in ("RA", "CA", "MA"))
    without_premise = sum(number % 13 == 0 for number in range(1, 40))
    assert len(found.relations) == sum(kinds.values()) - without_premise


ARGDOWN = """===
title: Cars, strictly
model:
    mode: strict
===

/* over
several lines */
# Cars #towns

[Ban]: Cars should be **banned** from the _centre_. #(main claim) {author: Ann}
    +> [Calm]: Streets get calm.
    - [Free]: Everybody drives where they like.
        >< [Ban]
    + <Air>: The air gets better.
        <_ <Wind>: The wind blows it away.
        - [Electric]: Electric cars are clean.
    _ <Shops>

<Shops>: Shops need cars.

(1) [Need]: Customers come by car.
(2) No cars, no customers.
    <- [Walk]: Customers walk.
-- Modus ponens {uses: [1, 2]} --
(3) Shops close.
----
(4) [Dead]: The centre dies.
    -> [Ban]

## Below

[Ban]: Cars ought to go.

<Wind>
    _> <Shops>

[Need]
    + A statement without a title
      over two lines
    +
"""


def test_argdown_in_strict_mode_with_undercuts_is_read_as_it_means() -> None:
    graph = graphs.read(ARGDOWN, "x.argdown")
    kinds = Counter(node.scheme for node in graph.nodes if node.kind in ("RA", "CA"))
    assert kinds == {
        "entails": 3, "contrary": 3, "contradictory": 1, "undercut": 3, "attack": 1, "support": 1,
        "Modus ponens": 1, None: 1,
    }  # fmt: skip
    text = registry.dump("argdown", graph)
    assert "mode: strict" in text
    again = graphs.read(text, "x.argdown")
    assert Counter(n.scheme for n in again.nodes if n.kind != "I") == Counter(
        n.scheme for n in graph.nodes if n.kind != "I"
    )


def test_the_reference_tool_reads_messy_argdown_as_we_do(tmp_path: Path) -> None:
    argdown = tool("argdown", "ARGMAP_ARGDOWN")
    (tmp_path / "x.argdown").write_text(ARGDOWN, encoding="utf-8")
    done = subprocess.run(
        [argdown, "json", "--stdout", "x.argdown"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    document, _ = json.JSONDecoder().raw_decode(done.stdout)
    theirs, ours = graphs.read(document, "x.json"), graphs.read(ARGDOWN, "x.argdown")

    def schemes(graph: ArgumentGraph) -> Counter[str | None]:
        return Counter(node.scheme for node in graph.nodes if node.kind != "I")

    # Of an argument that is spelled out, the tool relates the conclusion, we the argument.
    assert schemes(theirs) == schemes(ours)
    assert {n.id for n in theirs.nodes if n.kind == "I"} == {
        n.id for n in ours.nodes if n.kind == "I"
    }
