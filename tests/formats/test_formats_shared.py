"""Real files of each format: exactly the counts their own tools give."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from argmap.formats import read, registry
from argmap.formats.to_map import given
from argmap.model import ArgumentGraph
from argmap.read import open_source

pytestmark = pytest.mark.shared


def load(shared: Path, name: str) -> ArgumentGraph:
    graph = read(open_source(shared / "formats" / name))
    assert graph is not None
    return graph


AIF = {
    "6064-original": ({"I": 9, "L": 16, "YA": 14, "TA": 8, "RA": 5}, 54, 13),
    "us2016-reddit-nodeset10032": ({"I": 5, "L": 12, "YA": 7, "TA": 5, "RA": 1}, 26, 0),
    "qt30-nodeset25462": (
        {"I": 121, "L": 177, "YA": 79, "TA": 111, "RA": 19, "CA": 12, "MA": 45}, 521, 564,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(AIF))
def test_aif_is_whole_and_comes_back_as_it_was(shared: Path, name: str) -> None:
    graph = load(shared, f"aif/{name}.json")
    nodes, edges, locutions = AIF[name]
    assert Counter(node.kind for node in graph.nodes) == nodes
    assert (len(graph.edges), len(graph.locutions)) == (edges, locutions)
    document = json.loads((shared / "formats" / "aif" / f"{name}.json").read_text("utf-8"))
    assert json.loads(registry.dump("aif", graph)) == document


def test_aif_says_who_speaks(shared: Path) -> None:
    persons = {
        name: len({each.speaker for each in load(shared, f"aif/{name}.json").locutions})
        for name in AIF
    }
    assert persons == {"6064-original": 2, "us2016-reddit-nodeset10032": 0, "qt30-nodeset25462": 29}
    reddit = given(load(shared, "aif/us2016-reddit-nodeset10032.json")).thread
    assert [post.author for post in reddit.posts] == [
        "Hyperdrunk", "BenDes1313", "NsRhea", "aznsk8s87", "Skyrmir",
    ]  # fmt: skip
    question_time = given(load(shared, "aif/qt30-nodeset25462.json")).thread
    named = sum(post.author is not None for post in question_time.posts)
    assert named >= 115, "the speakers of nearly all statements are told"


def test_qt30_has_an_inference_without_premise(shared: Path) -> None:
    graph = load(shared, "aif/qt30-nodeset25462.json")
    bare = [n.id for n in graph.nodes if n.kind == "RA" and not graph.into.get(n.id)]
    without = [
        node.id
        for node in graph.nodes
        if node.kind == "RA"
        and not any(graph.node[start].kind == "I" for start in graph.into.get(node.id, ()))
    ]
    assert len(without) == 1 and len(bare) == 0


@pytest.mark.parametrize("name", ["oamf-pipeline-output-1", "xaif-readme-example"])
def test_xaif_comes_back_as_it_was(shared: Path, name: str) -> None:
    graph = load(shared, f"xaif/{name}.json")
    document = json.loads((shared / "formats" / "xaif" / f"{name}.json").read_text("utf-8"))
    assert json.loads(registry.dump("xaif", graph)) == document


def test_kialo(shared: Path) -> None:
    graph = load(shared, "kialo/should-hate-speech-be-illegal-6148.txt")
    assert Counter(node.kind for node in graph.nodes) == {"I": 105, "RA": 42, "CA": 63}
    found = given(graph)
    assert Counter(r.scope for r in found.relations) == {"reply": 104, "thread": 1}
    depth: dict[str | None, int] = {None: 0}
    for post in found.thread.posts:
        depth[post.id] = depth[post.parent] + 1
    assert max(depth.values()) == 6
    assert sum(node.text.count("](http") for node in graph.nodes) == 7
    assert not any("\r" in node.text for node in graph.nodes)


def test_argdown(shared: Path) -> None:
    veggie = load(shared, "argdown/veggie_debate.argdown")
    forms = Counter(node.extra["form"] for node in veggie.nodes if node.kind == "I")
    assert forms == {"argument": 22, "statement": 25}
    assert Counter(n.scheme for n in veggie.nodes if n.kind != "I") == {"support": 35, "attack": 23}
    assert sum(level == 1 for level, _ in veggie.headings) == 11
    drugs = load(shared, "argdown/legalisation-softdrugs.argdown")
    forms = Counter(node.extra["form"] for node in drugs.nodes if node.kind == "I")
    assert forms == {"argument": 17, "statement": 1}
    schemes = Counter(node.scheme for node in drugs.nodes if node.kind != "I")
    assert schemes == {"support": 9, "attack": 8, "undercut": 2}


def test_argdown_text_and_its_json_say_the_same(shared: Path) -> None:
    text = load(shared, "argdown/veggie_debate.argdown")
    tree = load(shared, "argdown-json/argdown-cli-1.7.5-veggie_debate.json")
    assert {node.id for node in text.nodes} == {node.id for node in tree.nodes}
    words = {node.id: node.text for node in text.nodes if node.kind == "I"}
    other = {node.id: " ".join(node.text.split()) for node in tree.nodes if node.kind == "I"}
    differing = [name for name in words if words[name] != other[name]]
    assert len(differing) <= 2, differing


@pytest.mark.parametrize("name", ["aif-6064", "kialo-6148"])
def test_arguebuf_comes_back_as_it_was(shared: Path, name: str) -> None:
    graph = load(shared, f"arguebuf/{name}.arguebuf.json")
    file = shared / "formats" / "arguebuf" / f"{name}.arguebuf.json"
    assert json.loads(registry.dump("arguebuf", graph)) == json.loads(file.read_text("utf-8"))


def test_sadface(shared: Path) -> None:
    graph = load(shared, "sadface/hangback-data.json")
    found = given(graph)
    assert (len(found.claims), Counter(r.kind for r in found.relations)) == (
        4,
        {"supports": 2, "contrasts": 1},
    )
    file = shared / "formats" / "sadface" / "hangback-data.json"
    assert json.loads(registry.dump("sadface", graph)) == json.loads(file.read_text("utf-8"))
