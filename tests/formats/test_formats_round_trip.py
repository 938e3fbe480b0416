"""A map written as a graph, tables, a drawing or a vault comes back with what they can carry."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from maps import rich_map as build_rich_map

from argmap import api
from argmap.errors import ArgmapError, BadSource
from argmap.formats import read
from argmap.formats.to_map import given
from argmap.model import ArgumentGraph, Claim, MapData, Post, Relation, Thread
from argmap.read import open_source
from argmap.read.assemble import as_time
from argmap.read.clean import clean_line, clean_text
from argmap.read.source import Source
from argmap.write import formats

WHOLE = ("graphml", "gexf", "csv", "dot", "obsidian")
SUFFIX = {"csv": "csv.zip", "obsidian": "obsidian.zip"}


def again(argument_map: MapData, name: str, folder: Path) -> ArgumentGraph:
    """Write a map and read it back; the format is recognised by the content."""
    content = formats.render(argument_map, name)
    file = folder / f"map.{SUFFIX.get(name, name)}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    graph = read(open_source(file))
    assert graph is not None
    assert graph.format == {"csv": "csv-graph"}.get(name, name)
    return graph


def said(argument_map: MapData) -> Counter[Any]:
    posts = argument_map.thread.by_id
    return Counter(
        (clean_line(c.text), post.author, as_time(post.created), post.url)
        for c in argument_map.claims
        for post in [posts[c.post]]
    )


def said_again(graph: ArgumentGraph) -> Counter[Any]:
    return Counter(
        (clean_line(p.text), p.author, p.created, p.url) for p in given(graph).thread.posts
    )


def joined(claims: Any, relations: Any) -> Counter[Any]:
    texts = {claim.id: clean_line(claim.text) for claim in claims}
    return Counter((texts[r.source], r.kind, texts[r.target]) for r in relations)


@pytest.mark.parametrize("name", WHOLE)
def test_claims_speakers_times_and_signs_come_back(
    rich_map: MapData, name: str, tmp_path: Path
) -> None:
    graph = again(rich_map, name, tmp_path)
    assert said_again(graph) == said(rich_map)
    found = given(graph)
    assert joined(found.claims, found.relations) == joined(rich_map.claims, rich_map.relations)


@pytest.mark.parametrize("name", ["graphml", "gexf", "csv"])
def test_replies_and_questions_come_back(rich_map: MapData, name: str, tmp_path: Path) -> None:
    found = given(again(rich_map, name, tmp_path))
    answers = {(p.text, found.thread.by_id[p.parent].text) for p in found.thread.posts if p.parent}
    assert ("that benchmark is wrong.", "Rust is faster than Go for parsers.") in answers
    asked = {claim.text for claim in rich_map.claims if claim.kind == "question"}
    assert {claim.text for claim in found.claims if claim.kind == "question"} == asked
    assert asked


@pytest.mark.parametrize("name", WHOLE)
def test_themes_come_back_as_headings(rich_map: MapData, name: str, tmp_path: Path) -> None:
    graph = again(rich_map, name, tmp_path)
    whole = [theme for theme in rich_map.themes if theme.parent is None]
    text = rich_map.claim
    themes = Counter((clean_line(text[c].text), t.heading) for t in whole for c in t.claims)
    found = Counter(
        (clean_line(n.text), n.heading) for n in graph.nodes if n.kind == "I" and n.heading
    )
    assert found == themes


@pytest.mark.parametrize("name", ["graphml", "dot", "obsidian"])
def test_the_title_comes_back(rich_map: MapData, name: str, tmp_path: Path) -> None:
    assert again(rich_map, name, tmp_path).title == rich_map.thread.title


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld", "nquads"])
def test_rdf_comes_back_as_the_same_map(rich_map: MapData, name: str, tmp_path: Path) -> None:
    suffix = formats.find(name).suffix
    file = tmp_path / f"map{suffix}"
    file.write_text(str(formats.render(rich_map, name)), encoding="utf-8")
    back = api.load(file)
    assert json.loads(str(formats.render(back, "json"))) == json.loads(
        str(formats.render(rich_map, "json"))
    )


WORDS = st.text(
    st.sampled_from("[]<>#@*_{}()/:=~^+-.|`\\'\"$%&!;,1a é🚀\n") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=25,
).map(lambda text: clean_text(text).text)


@st.composite
def maps(draw: st.DrawFn) -> MapData:
    """Discussions of a few posts, each one claim, with odd words and names."""
    texts = draw(st.lists(WORDS.filter(clean_line), min_size=1, max_size=5))
    names = st.none() | WORDS.map(clean_line).filter(bool)
    posts: list[Post] = []
    for number, text in enumerate(texts):
        above = draw(st.none() | st.integers(0, number - 1)) if number else None
        parent = None if above is None else f"p{above}"
        posts.append(Post(f"p{number}", text, parent, draw(names)))
    claims = tuple(Claim(f"{p.id}#0-{len(p.text)}", p.id, 0, len(p.text), p.text) for p in posts)
    pairs = st.tuples(st.sampled_from(claims), st.sampled_from(claims))
    kinds = st.sampled_from(["supports", "contrasts", "rephrases"])
    edges = draw(st.sets(st.tuples(pairs.map(lambda p: (p[0].id, p[1].id)), kinds), max_size=5))
    model = build_rich_map()
    relations = tuple(
        Relation(start, end, kind, "thread", 0.5, model.relations[0].evidence[:1])
        for (start, end), kind in sorted(edges)
        if start != end
    )
    return replace(
        model,
        thread=Thread("t:1", "t", tuple(posts)),
        claims=claims,
        relations=relations,
        entities=(), stances={}, loose_mentions={}, comparisons=(), themes=(),
    )  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None)
@each(argument_map=maps())
def test_whatever_is_said_survives(
    tmp_path_factory: pytest.TempPathFactory, name: str, argument_map: MapData
) -> None:
    argument_map = replace(
        argument_map, summary=replace(argument_map.summary, headlines=(), sections=(), leads=())
    )
    if name == "dot":
        # A drawing has its claims in clusters, one for each theme.
        theme = replace(build_rich_map().themes[0], parent=None, camps=(), walk=(), entities=())
        theme = replace(theme, claims=tuple(claim.id for claim in argument_map.claims))
        argument_map = replace(argument_map, themes=(theme,))
    graph = again(argument_map, name, tmp_path_factory.getbasetemp())
    assert said_again(graph) == said(argument_map)
    found = given(graph)
    assert joined(found.claims, found.relations) == joined(
        argument_map.claims, argument_map.relations
    )


def opened(name: str, **files: str) -> Source:
    return Source(
        name, members=tuple(Source(f, text.encode("utf-8")) for f, text in sorted(files.items()))
    )


def test_tables_of_other_tools_are_read() -> None:
    source = Source("pair", members=(
        Source("Edges.csv", b"Source;Target;Kind\n2;1;attacks\n3;1;\n3;;x\n"),
        Source("Nodes.csv", b"\xef\xbb\xbfId;Label;Author\n1;Cars out;Ann\n2;Shops lose\n;x\n3;A"),
    ))  # fmt: skip
    graph = read(source)
    assert graph is not None
    found = given(graph)
    assert [(p.text, p.author) for p in found.thread.posts] == [
        ("Cars out", "Ann"), ("Shops lose", None), ("A", None),
    ]  # fmt: skip
    assert joined(found.claims, found.relations) == Counter(
        [("Shops lose", "contrasts", "Cars out")]
    )
    assert {what: count for what, count, _ in graph.unread} == {
        "nodes without an id, skipped": 1,
        "edges that neither support nor contrast, kept aside": 1,
        "edges without both ends, skipped": 1,
    }


def test_a_formula_that_was_disarmed_is_as_it_was() -> None:
    source = Source("pair", members=(
        Source("edges.csv", b"source,target,kind\n"),
        Source("nodes.csv", b"id,text\n1,'=SUM(A1)\n2,'tis so\n"),
    ))  # fmt: skip
    graph = read(source)
    assert graph is not None
    assert [node.text for node in graph.nodes] == ["=SUM(A1)", "'tis so"]


def test_a_folder_without_one_of_the_tables_is_none() -> None:
    assert read(Source("x", members=(Source("nodes.csv", b"id\n1\n"),))) is None
    with pytest.raises(BadSource, match=r"no nodes\.csv and edges\.csv"):
        read(Source("x", members=(Source("nodes.csv", b"id\n1\n"),)), "csv-graph")


DOT = r"""// a comment
strict digraph "Town \"cars\"" {
  graph [rankdir=LR]; node [shape=box, color="red"]; edge [color=green]
  # a line of the preprocessor
  a [label="Cars\nout" , URL="https://x.example/1"];
  b [label=<Air <b>gets</b> better>]; "c d" [label="Shops " + "lose" author=Ann]
  subgraph cluster_0 { label="Nature"; b; e:n -> a:port:sw [label=attacks] }
  b -> a /* why */ -> f;
  "c d" -> a [color="#FF0000"] ; {b "c d"} -> g [color=blue]
}"""


def test_dot_of_other_tools_is_read() -> None:
    graph = read(Source("x.gv", DOT.encode()))
    assert graph is not None
    assert (graph.format, graph.title) == ("dot", 'Town "cars"')
    found = given(graph)
    assert [(p.id, p.text, p.author, p.heading) for p in found.thread.posts] == [
        ("a", "Cars\nout", None, "Nature"),
        ("b", "Air gets better", None, "Nature"),
        ("c d", "Shops lose", "Ann", None),
        ("e", "e", None, "Nature"),
        ("f", "f", None, None),
        ("g", "g", None, None),
    ]
    assert found.thread.posts[0].url == "https://x.example/1"
    kinds = {(r.source.partition("#")[0], r.kind, r.target.partition("#")[0])
             for r in found.relations}  # fmt: skip
    assert kinds == {("b", "supports", "a"), ("a", "supports", "f"), ("e", "contrasts", "a"),
                     ("c d", "contrasts", "a")}  # fmt: skip
    assert {what: count for what, count, _ in graph.unread} == {
        "edges that neither support nor contrast, kept aside": 2
    }


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("digraph {\n a -> ", 2, "not closed"),
        ("digraph {\n a [label=<b]\n}", 2, "markup is not closed"),
        ("digraph {\n a [=x]\n}", 2, "attribute"),
        ("graph x {\n ] }", 2, "not expected"),
        ('digraph {\n "a }', 2, "not expected"),
    ],
)
def test_broken_dot_names_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(BadSource, match=what) as error:
        read(Source("x.dot", text.encode()))
    assert f"line {line}" in str(error.value)


def test_groups_of_nodes_do_not_multiply() -> None:
    names = " ".join(f"n{number}" for number in range(200))
    graph = read(Source("x.dot", f"digraph {{ {{{names}}} -> {{{names}}} }}".encode()))
    assert graph is not None
    assert [what for what, *_ in graph.unread] == ["edges between large groups of nodes, left out"]


@pytest.mark.parametrize("text", ["graph theory is fun {", "digraphs are two letters", "graph: x"])
def test_prose_is_no_dot(text: str) -> None:
    graph = read(Source("x.txt", text.encode()))
    assert graph is None


def test_a_note_edited_in_obsidian_is_read() -> None:
    first = "---\nkind: claim\nauthor: Ann Lee\n---\n> Cars out\n\nTheme: [[Themes/T (t1)|Towns]]\n"
    second = (
        '---\nkind: "claim"\n---\nShops lose.\n\n- Contrasts: [[Claims/Cars (c1)|Cars out]]\n'
        "- Supports: [[Claims/Gone (c9)]]\n"
    )
    source = opened("vault", **{"v/Claims/Cars (c1).md": first, "v/Claims/Shops.md": second})
    graph = read(source)
    assert graph is not None
    found = given(graph)
    assert [(p.author, p.heading) for p in found.thread.posts] == [
        ("Ann Lee", "Towns"),
        (None, None),
    ]
    assert [relation.kind for relation in found.relations] == ["contrasts"]
    assert [what for what, *_ in graph.unread] == ["links to a note that is not here, skipped"]


def test_a_zip_bomb_and_a_broken_zip_are_refused(tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nodes.csv", b"0" * 50_000_000)
    with pytest.raises(BadSource, match="swells"):
        open_source(bomb)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(bomb.read_bytes()[:200])
    with pytest.raises(BadSource, match="broken zip"):
        open_source(broken)


def test_a_zip_of_a_slack_channel_is_read(tmp_path: Path) -> None:
    import zipfile

    file = tmp_path / "export.zip"
    day = [{"ts": "1.1", "text": "The oven is hot.", "user": "U1", "type": "message"}]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("general/2020-05-05.json", json.dumps(day))
    found = api.read_any(file)
    assert isinstance(found, Thread)
    assert [post.text for post in found.posts] == ["The oven is hot."]


@pytest.mark.parametrize("text", ['@prefix a: <b> .\n<x> a:y "z" .\n', "<x> <y> .\n"])
def test_rdf_that_is_no_map_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ArgmapError) as error:
        api.load(file)
    assert "\n" not in str(error.value)
