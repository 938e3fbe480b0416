"""Real files of each format: exactly the counts their own tools give."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from argmap import api
from argmap.errors import BadSource
from argmap.formats import read, registry
from argmap.formats.to_map import given
from argmap.model import ArgumentGraph
from argmap.read import open_source
from argmap.read.source import Source
from argmap.write import formats

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


COUNTS = {
    "aif/6064-original.json": ("aif", 9, 5, 0, 54, 13, 2),
    "aif/qt30-nodeset25462.json": ("aif", 121, 19, 12, 521, 564, 30),
    "aif/us2016-reddit-nodeset10032.json": ("aif", 5, 1, 0, 26, 0, 5),
    "argdown-json/argdown-cli-1.7.5-veggie_debate.json": ("argdown-json", 47, 35, 23, 116, 0, 0),
    "argdown-json/argdown-primer.json": ("argdown-json", 20, 6, 5, 23, 0, 0),
    "argdown/argdown-primer.argdown": ("argdown", 20, 6, 5, 23, 0, 0),
    "argdown/legalisation-softdrugs.argdown": ("argdown", 18, 9, 10, 38, 0, 0),
    "argdown/veggie_debate.argdown": ("argdown", 47, 35, 23, 116, 0, 0),
    "arguebuf/aif-6064.arguebuf.json": ("arguebuf", 9, 5, 0, 10, 0, 0),
    "arguebuf/kialo-6148.arguebuf.json": ("arguebuf", 105, 42, 63, 210, 0, 0),
    "gexf/les-miserables.gexf": ("gexf", 77, 0, 0, 254, 0, 0),
    "graphml/airlines.graphml": ("graphml", 235, 0, 0, 2101, 0, 0),
    "kialo/should-hate-speech-be-illegal-6148.txt": ("kialo", 105, 42, 63, 210, 0, 0),
    "sadface/hangback-data.json": ("sadface", 4, 1, 1, 5, 0, 0),
    "xaif/oamf-pipeline-output-1.json": ("xaif", 1, 0, 0, 3, 2, 1),
    "xaif/xaif-readme-example.json": ("xaif", 3, 1, 0, 8, 3, 3),
}
"""Format, statements, inferences, conflicts, edges, locutions, speakers."""
ELSEWHERE = {"csv", "hncompanion", "polis"}
"""Folders of discussions: see ``tests/read/test_real_discussions.py``."""


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_real_file_opens_with_exactly_its_counts(shared: Path, name: str) -> None:
    graph = load(shared, name)
    statements, inferences, conflicts = (graph.count(kind) for kind in ("I", "RA", "CA"))
    assert (
        graph.format, statements, inferences, conflicts,
        len(graph.edges), len(graph.locutions), len(graph.speakers),
    ) == COUNTS[name]  # fmt: skip


def test_every_real_file_is_counted(shared: Path) -> None:
    here = {
        str(path.relative_to(shared / "formats"))
        for path in (shared / "formats").rglob("*")
        if path.is_file() and path.parent.name not in ELSEWHERE | {"formats", "rdf"}
    }
    assert here == set(COUNTS)


@pytest.mark.parametrize("name", ["context.jsonld", "dg_core.ttl"])
def test_vocabularies_are_refused_in_one_line(shared: Path, name: str) -> None:
    with pytest.raises(BadSource, match="RDF, and no discussion"):
        api.read_any(shared / "formats" / "rdf" / name)


@pytest.mark.trained
def test_a_map_of_a_real_nodeset_gives_back_every_node_edge_and_locution(
    shared: Path, tmp_path: Path
) -> None:
    file = shared / "formats" / "aif" / "qt30-nodeset25462.json"
    api.build(api.read_any(file), fast=True).save(tmp_path)
    again = json.loads(str(formats.render(api.load(tmp_path), "aif")))
    document = json.loads(file.read_text(encoding="utf-8"))
    assert again == document
    assert len(again["locutions"]) == 564
    assert len({each["personID"] for each in again["locutions"]}) == 29


def test_speakers_of_a_real_nodeset_survive_the_way_over_xaif(shared: Path) -> None:
    file = shared / "formats" / "aif" / "qt30-nodeset25462.json"
    graph = load(shared, "aif/qt30-nodeset25462.json")
    over = read(Source("x.json", registry.dump("xaif", graph).encode("utf-8")))
    assert over is not None
    again = json.loads(registry.dump("aif", over))
    document = json.loads(file.read_text(encoding="utf-8"))
    assert again["nodes"] == document["nodes"] and again["edges"] == document["edges"]
    # Speakers whom only the words of a locution name become participants, and are listed.
    assert again["locutions"][:564] == document["locutions"]
    assert len(again["locutions"]) == 578
