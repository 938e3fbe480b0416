"""Map -> RDF -> map keeps everything; the bytes are always the same; broken RDF is named."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef

from argmap.errors import MapError
from argmap.model import Coverage, Entity, MapData, Post, Summary, Thread
from argmap.vocab import ARGMAP
from argmap.write.rdf import (
    to_nquads,
    to_ntriples,
    to_rdf,
    to_store,
    to_trig,
    to_turtle,
)
from argmap.write.rdf_names import discussion_iri, fragment, identifier, web_address
from argmap.write.rdf_read import from_rdf, from_turtle

# rdflib's own parsers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASE = "https://w3id.org/argmap/map/hn/100"


def bare_map(*posts: Post, thread_id: str = "hn:1", **more: object) -> MapData:
    nothing = Summary((), (), Coverage(0, 0, 0, len(posts), 0, 0, tuple(p.id for p in posts)))
    fields: dict[str, object] = {
        "thread": Thread(thread_id, "A title", posts),
        "claims": (),
        "entities": (),
        "stances": {},
        "loose_mentions": {},
        "relations": (),
        "comparisons": (),
        "themes": (),
        "summary": nothing,
    }
    return MapData(**{**fields, **more})  # type: ignore[arg-type]


def test_turtle_reads_back_as_the_same_map(rich_map: MapData) -> None:
    assert from_turtle(to_turtle(rich_map)) == rich_map


def test_rdflib_graph_reads_back_as_the_same_map(rich_map: MapData) -> None:
    assert from_rdf(to_rdf(rich_map)) == rich_map


@pytest.mark.parametrize("form", ["turtle", "xml", "nt", "json-ld"])
def test_map_survives_rdflib_writing_and_parsing(rich_map: MapData, form: str) -> None:
    text = to_rdf(rich_map).serialize(format=form)
    assert from_rdf(Graph().parse(data=text, format=form)) == rich_map


def test_turtle_and_graph_and_store_hold_the_same_triples(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    assert set(Graph().parse(data=to_turtle(rich_map), format="turtle")) == set(graph)
    assert len(to_store(rich_map)) == len(graph)
    assert len(to_ntriples(rich_map).splitlines()) == len(graph)


@pytest.mark.parametrize(("write", "form"), [(to_trig, "trig"), (to_nquads, "nquads")])
def test_quads_stand_in_a_graph_named_after_the_discussion(
    rich_map: MapData, write: object, form: str
) -> None:
    dataset = Dataset()
    dataset.parse(data=write(rich_map), format=form)  # type: ignore[operator]
    graph = dataset.graph(URIRef(BASE))
    assert from_rdf(graph) == rich_map
    assert len(dataset.graph(URIRef(BASE))) == len(dataset)


def test_no_node_is_blank(rich_map: MapData) -> None:
    assert not [node for triple in to_rdf(rich_map) for node in triple if isinstance(node, BNode)]


def test_turtle_is_the_same_with_any_hash_seed(rich_map: MapData) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from maps import rich_map;"
        "from argmap.write.rdf import to_turtle, to_trig;"
        "from argmap.write.jsonld import to_jsonld;"
        "sys.stdout.buffer.write((to_turtle(rich_map()) + to_trig(rich_map())"
        " + to_jsonld(rich_map())).encode())"
    )
    folder = str(Path(__file__).parent.parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, folder],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert outputs.pop().startswith(b"@prefix : <https://w3id.org/argmap/map/hn/100#> .\n")


def test_nothing_of_this_machine_or_moment_is_written(rich_map: MapData) -> None:
    text = to_turtle(rich_map)
    assert str(Path.cwd()) not in text
    assert "generatedAtTime" not in text


def test_short_forms_stand_beside_the_relation_nodes(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    shorts = {
        (str(source), kind, str(target))
        for kind in ("supports", "contrasts", "rephrases")
        for source, target in graph.subject_objects(ARGMAP[kind])
        if "#claim-" in source
    }
    assert shorts == {
        (f"{BASE}#claim-{fragment(r.source)}", r.kind, f"{BASE}#claim-{fragment(r.target)}")
        for r in rich_map.relations
    }
    rust, go = URIRef(f"{BASE}#entity-rust"), URIRef(f"{BASE}#entity-go")
    assert (rust, ARGMAP.contrasts, go) in graph
    assert (go, ARGMAP.contrasts, rust) in graph
    assert (rust, ARGMAP.preferredOver, go) in graph


def test_both_signs_between_two_claims_are_two_relations(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    juniors, steep = (
        next(graph.subjects(ARGMAP.text, Literal(claim.text)))
        for claim in rich_map.claims
        if claim.text.startswith(("Golang", "Rust has"))
    )
    if str(juniors) > str(steep):
        assert (juniors, ARGMAP.supports, steep) in graph
        assert (juniors, ARGMAP.contrasts, steep) in graph


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://x.example/a b",
        "http://x/<script>",
        "data:text/html,x",
        "",
        "//x",
    ],
)
def test_address_that_is_no_safe_link_stays_words(address: str) -> None:
    argument_map = bare_map(Post("1", "text", url=address))
    graph = to_rdf(argument_map)
    assert not list(graph.subject_objects(ARGMAP.url))
    assert [str(value) for value in graph.objects(None, ARGMAP.address)] == [address]
    assert from_turtle(to_turtle(argument_map)) == argument_map


def test_percent_sign_without_digits_is_no_link() -> None:
    assert web_address("https://x.example/100%") is None
    assert web_address("https://x.example/100%25") is not None


HOSTILE = [
    "a b", "<x>", 'quo"te', "back\\slash", "per%cent", "per%25cent", "#", "a#b", "a:b", "a/../b",
    "\u202eevil", "🎉", "new\nline", "{}", "", "-", "a-b", "?q", "'", "é", "e\u0301",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_ids_survive(name: str) -> None:
    argument_map = bare_map(
        Post(f"1{name}", "text", author=name),
        Post(f"2{name}", "text", parent=f"1{name}", author=name + "x"),
        thread_id=f"file:{name}",
        entities=(Entity(name, name, "other", (f"{name}1",), (f"https://x.example/{name}",)),),
    )
    text = to_turtle(argument_map)
    assert from_turtle(text) == argument_map
    assert from_rdf(Graph().parse(data=text, format="turtle")) == argument_map


def test_different_ids_never_share_an_iri() -> None:
    assert len({fragment(name) for name in HOSTILE}) == len(HOSTILE)
    assert len({discussion_iri(name) for name in HOSTILE}) == len(HOSTILE)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_id_comes_back_from_its_iri(name: str) -> None:
    assert identifier(f"{BASE}#claim-{fragment(name)}") == name


def test_characters_no_xml_can_hold_become_the_replacement_character() -> None:
    argument_map = bare_map(Post("1", "a\x00b\x1bc\ufffe\ud800d\te"))
    again = from_turtle(to_turtle(argument_map))
    assert again.thread.posts[0].text == "a\ufffdb\ufffdc\ufffd\ufffdd\te"
    Graph().parse(data=to_rdf(argument_map).serialize(format="xml"), format="xml")


@pytest.mark.parametrize(
    "created",
    ["2024-02-03T10:00:00Z", "2024-02-03T10:00:00.000Z", "2024-02-03T10:00:00+00:00",
     "2024-02-03", "yesterday", "2024-13-45T99:00:00Z", "2024-02-03T10:00:00.5+05:30"],
)  # fmt: skip
def test_dates_come_back_exactly(created: str) -> None:
    argument_map = bare_map(Post("1", "text", created=created))
    assert from_rdf(Graph().parse(data=to_turtle(argument_map), format="turtle")) == argument_map


@pytest.mark.parametrize("confidence", [0.1 + 0.2, 1e-9, 1.0, 0.0, 1 / 3, 5e-324])
def test_numbers_come_back_exactly(rich_map: MapData, confidence: float) -> None:
    claim = dataclasses.replace(rich_map.claims[0], confidence=confidence)
    changed = dataclasses.replace(rich_map, claims=(claim, *rich_map.claims[1:]))
    assert from_turtle(to_turtle(changed)) == changed
    assert from_rdf(Graph().parse(data=to_turtle(changed), format="turtle")) == changed


def test_lists_out_of_their_usual_order_keep_it(rich_map: MapData) -> None:
    def turned(theme: object) -> object:
        return dataclasses.replace(
            theme,  # type: ignore[type-var]
            claims=theme.claims[::-1],  # type: ignore[attr-defined]
            keywords=theme.keywords[::-1],  # type: ignore[attr-defined]
            entities=theme.entities[::-1],  # type: ignore[attr-defined]
        )

    changed = dataclasses.replace(rich_map, themes=tuple(map(turned, rich_map.themes)))
    assert changed != rich_map
    assert from_turtle(to_turtle(changed)) == changed


def test_one_of_several_discussions_is_read_by_its_id(rich_map: MapData) -> None:
    other = bare_map(Post("1", "text"), thread_id="file:other.txt")
    both = to_rdf(rich_map) + to_rdf(other)
    assert from_rdf(both, "hn:100") == rich_map
    assert from_rdf(both, "file:other.txt") == other
    with pytest.raises(MapError, match=r"2 discussions.*file:other\.txt, hn:100"):
        from_rdf(both)
    with pytest.raises(MapError, match=r"no discussion 'hn:9'"):
        from_rdf(both, "hn:9")


def test_missing_value_is_named(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    graph.remove((URIRef(f"{BASE}#claim-100:0-35"), ARGMAP.text, None))
    with pytest.raises(MapError, match=r"#claim-100:0-35> has no text"):
        from_rdf(graph)


def test_value_outside_its_choices_is_named(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    graph.set((URIRef(f"{BASE}#post-101"), ARGMAP.state, Literal("gone")))
    with pytest.raises(MapError, match=r"#post-101> has 'gone' as state, .* ok, deleted, flagged"):
        from_rdf(graph)


@pytest.mark.parametrize("text", ["<", "", "@prefix x: <y", "\x00", "not turtle at all"])
def test_text_that_is_no_map_is_one_clear_error(text: str) -> None:
    with pytest.raises(MapError, match=r"map\.ttl: "):
        from_turtle(text)
