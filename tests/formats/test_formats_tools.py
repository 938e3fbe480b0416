"""What we write is taken by the formats' own tools and schemas; each test says what it lacks."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import graphs
import pytest

from argmap.formats import registry
from argmap.graph import to_networkx
from argmap.model import MapData
from argmap.write import formats

ODD = 'a "quoted" \\N back\\slash <tag> [1] {x} // # @b | é🚀 \u202e end\n\nnext ]]> & more'
MAPS = ["rich", "odd"]


@pytest.fixture
def drawn(rich_map: MapData, request: pytest.FixtureRequest) -> MapData:
    """The rich map; or the same with every author, title and heading full of odd marks."""
    if request.param == "rich":
        return rich_map
    posts = tuple(
        replace(post, author=post.author and f"{post.author} {ODD}")
        for post in rich_map.thread.posts
    )
    themes = tuple(replace(theme, heading=f"{theme.heading} {ODD}") for theme in rich_map.themes)
    thread = replace(rich_map.thread, posts=posts, title=ODD)
    return replace(rich_map, thread=thread, themes=themes)


def tool(name: str, variable: str) -> str:
    """The path of a program; the variable names one that is not on the path."""
    found = os.environ.get(variable) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (or set {variable})")
    return found


@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_graphviz_draws_every_claim_and_relation(drawn: MapData, tmp_path: Path) -> None:
    dot = tool("dot", "ARGMAP_DOT")
    text = str(formats.render(drawn, "dot"))
    done = subprocess.run(
        [dot, "-Tjson0"], input=text, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    # Control characters of odd titles stand in its JSON as they are.
    picture = json.loads(done.stdout, strict=False)
    nodes = [each for each in picture["objects"] if not each["name"].startswith("cluster")]
    assert len(nodes) == len(drawn.claims)
    kinds = Counter(edge["label"] for edge in picture["edges"])
    assert kinds == Counter(relation.kind for relation in drawn.relations)


@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_the_reference_tool_of_argdown_reads_our_document(drawn: MapData, tmp_path: Path) -> None:
    argdown = tool("argdown", "ARGMAP_ARGDOWN")
    file = tmp_path / "map.argdown"
    file.write_text(str(formats.render(drawn, "argdown")), encoding="utf-8")
    done = subprocess.run(
        [argdown, "json", "--stdout", file.name],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    document, _ = json.JSONDecoder().raw_decode(done.stdout)
    assert len(document["statements"]) == len(drawn.claims)
    kinds = Counter(each["relationType"] for each in document["relations"])
    mine = Counter(relation.kind for relation in drawn.relations)
    assert (kinds["support"], kinds["attack"]) == (mine["supports"], mine["contrasts"])


@pytest.mark.parametrize("source", sorted(graphs.ALL))
def test_the_reference_tool_of_argdown_reads_every_format_we_turn_into_it(
    source: str, tmp_path: Path
) -> None:
    argdown = tool("argdown", "ARGMAP_ARGDOWN")
    graph = graphs.read(graphs.ALL[source])
    (tmp_path / "x.argdown").write_text(registry.dump("argdown", graph), encoding="utf-8")
    done = subprocess.run(
        [argdown, "json", "--stdout", "x.argdown"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    document, _ = json.JSONDecoder().raw_decode(done.stdout)
    theirs = graphs.read(document, "x.json")
    ours = graphs.read(registry.dump("argdown", graph), "x.argdown")
    assert sorted(node.text for node in theirs.nodes if node.kind == "I") == sorted(
        node.text for node in ours.nodes if node.kind == "I"
    )
    assert Counter(node.scheme for node in theirs.nodes if node.kind != "I") == Counter(
        node.scheme for node in ours.nodes if node.kind != "I"
    )


_LOAD = """
import json, sys, arguebuf
document = json.load(open(sys.argv[1], encoding="utf-8"))
load = arguebuf.load.sadface if sys.argv[2] == "sadface" else arguebuf.load.dict
graph = load(document)
said = [[a.plain_text, a.participant.name if a.participant else None]
        for a in graph.atom_nodes.values()]
kinds = [type(s.scheme).__name__ for s in graph.scheme_nodes.values()]
print(json.dumps([said, kinds, len(graph.edges)]))
"""


@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_arguebuf_loads_our_graph_with_its_speakers(drawn: MapData, tmp_path: Path) -> None:
    python = tool("arguebuf", "ARGMAP_ARGUEBUF_PYTHON")
    file = tmp_path / "map.json"
    file.write_text(str(formats.render(drawn, "arguebuf")), encoding="utf-8")
    done = subprocess.run(
        [python, "-c", _LOAD, file, "own"], capture_output=True, encoding="utf-8", check=True
    )
    said, kinds, edges = json.loads(done.stdout)
    author = {post.id: post.author for post in drawn.thread.posts}
    assert Counter(map(tuple, said)) == Counter(
        (claim.text, author[claim.post]) for claim in drawn.claims
    )
    names = {"supports": "Support", "contrasts": "Attack", "rephrases": "Rephrase"}
    assert Counter(kinds) == Counter(names[relation.kind] for relation in drawn.relations)
    assert edges == 2 * len(drawn.relations)


@pytest.mark.parametrize("name", ["aif", "sadface"])
def test_arguebuf_loads_what_we_write_for_others(
    name: str, rich_map: MapData, tmp_path: Path
) -> None:
    python = tool("arguebuf", "ARGMAP_ARGUEBUF_PYTHON")
    file = tmp_path / "map.json"
    file.write_text(str(formats.render(rich_map, name)), encoding="utf-8")
    done = subprocess.run(
        [python, "-c", _LOAD, file, name], capture_output=True, encoding="utf-8", check=True
    )
    said, kinds, _ = json.loads(done.stdout)
    assert Counter(text for text, _ in said) == Counter(claim.text for claim in rich_map.claims)
    # SADFace itself calls an attack "conflict", which arguebuf leaves without a kind.
    attack = {"aif": "Attack", "sadface": "NoneType"}[name]
    assert kinds.count(attack) == sum(r.kind == "contrasts" for r in rich_map.relations)


# Of the schema of GEXF 1.2 (https://gexf.net/schema.html): attributes, those required first,
# and the elements inside.
_ANY = frozenset({"start", "startopen", "end", "endopen"})
_SCHEMA: dict[str, tuple[set[str], set[str], set[str]]] = {
    "gexf": ({"version"}, {"variant", "schemaLocation"}, {"meta", "graph"}),
    "meta": (set(), {"lastmodifieddate"}, {"creator", "keywords", "description"}),
    "creator": (set(), set(), set()),
    "graph": (set(), {"timeformat", "defaultedgetype", "idtype", "mode", *_ANY},
              {"attributes", "nodes", "edges"}),
    "attributes": ({"class"}, {"mode", *_ANY}, {"attribute"}),
    "attribute": ({"id", "title", "type"}, set(), {"default", "options"}),
    "nodes": (set(), {"count"}, {"node"}),
    "edges": (set(), {"count"}, {"edge"}),
    "node": ({"id"}, {"pid", "label", *_ANY}, {"attvalues"}),
    "edge": ({"id", "source", "target"}, {"type", "label", "weight", *_ANY}, {"attvalues"}),
    "attvalues": (set(), set(), {"attvalue"}),
    "attvalue": ({"for", "value"}, set(_ANY), set()),
}  # fmt: skip
_TYPES = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}


@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_gexf_is_valid_by_its_schema(drawn: MapData) -> None:
    from lxml import etree

    root = etree.fromstring(str(formats.render(drawn, "gexf")).encode("utf-8"))
    ids: dict[str, list[str]] = {}
    for element in root.iter():
        name = etree.QName(element).localname
        required, allowed, inside = _SCHEMA[name]
        attributes = {etree.QName(key).localname for key in element.attrib}
        assert required <= attributes <= required | allowed, (name, attributes)
        assert {etree.QName(child).localname for child in element} <= inside, name
        if "id" in attributes:
            ids.setdefault(name, []).append(element.get("id"))
    for name, found in ids.items():
        assert len(set(found)) == len(found), f"the ids of {name} must differ"
    declared = {each.get("id"): each for each in root.iter("{*}attribute")}
    assert {each.get("type") for each in declared.values()} <= _TYPES
    assert {each.get("for") for each in root.iter("{*}attvalue")} <= set(declared)
    ends = {each.get(end) for each in root.iter("{*}edge") for end in ("source", "target")}
    assert ends <= set(ids["node"])


@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_networkx_reads_graphml_and_gexf_whole(drawn: MapData) -> None:
    import networkx as nx

    graph = to_networkx(drawn)
    text = str(formats.render(drawn, "graphml")).encode("utf-8")
    other = str(formats.render(drawn, "gexf")).encode("utf-8")
    for back in (
        nx.read_graphml(io.BytesIO(text), force_multigraph=True),
        nx.read_gexf(io.BytesIO(other)),
    ):
        assert back.number_of_nodes() == graph.number_of_nodes()
        assert back.number_of_edges() == graph.number_of_edges()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "nquads"])
@pytest.mark.parametrize("drawn", MAPS, indirect=True)
def test_rdflib_reads_every_form_of_our_rdf_alike(drawn: MapData, name: str) -> None:
    from rdflib import Dataset

    sizes = {}
    for each in (name, "nquads"):
        found = Dataset()
        found.parse(
            data=str(formats.render(drawn, each)), format={"jsonld": "json-ld"}.get(each, each)
        )
        sizes[each] = len({(s, p, o) for s, p, o, _ in found.quads() if not _blank(s, o)})
    assert sizes[name] == sizes["nquads"]


def _blank(*terms: object) -> bool:
    return any(type(term).__name__ == "BNode" for term in terms)
