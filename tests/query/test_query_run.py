"""Running SPARQL: formats, limits, errors with a place, what is refused, what is stopped."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from pyoxigraph import Store
from rdflib import BNode, Graph, Literal, URIRef

from argmap.errors import QueryError, UnknownName
from argmap.model import MapData
from argmap.query import ask, run_query
from argmap.query.guard import MAX_CHARACTERS
from argmap.write.rdf import to_rdf, to_store

CLAIMS = "SELECT ?id ?text { ?claim a argmap:Claim ; argmap:id ?id ; argmap:text ?text }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store(rich_map: MapData) -> Store:
    return to_store(rich_map)


def test_prefixes_are_declared(store: Store) -> None:
    result = run_query(store, "SELECT ?h { ?a a sioc:UserAccount ; rdfs:label ?h }")
    assert result.variables == ("h",)
    assert ("erin",) in [tuple(row) for row in result.table()]


def test_graph_and_store_answer_alike(rich_map: MapData, store: Store) -> None:
    assert run_query(to_rdf(rich_map), CLAIMS) == run_query(store, CLAIMS)


def test_process_apart_answers_alike(store: Store) -> None:
    assert run_query(store, CLAIMS, timeout=60) == run_query(store, CLAIMS)


def test_plain_values_have_python_types(store: Store) -> None:
    rows = ask(
        store,
        "SELECT ?p ?c { ?x argmap:id '100#0-35' ; argmap:position ?p ; argmap:confidence ?c }",
    )
    assert rows == [{"p": 1, "c": 0.95}]


def test_unbound_variables_are_absent(store: Store) -> None:
    query = (
        "SELECT ?id ?who { ?p argmap:id ?id ; a argmap:Post OPTIONAL { ?p argmap:author ?who } }"
    )
    rows = {row["id"]: row for row in ask(store, query)}
    assert "who" not in rows["105"]
    assert "who" in rows["100"]


def test_ask_answers_yes_or_no(store: Store) -> None:
    assert run_query(store, "ASK { ?x a argmap:Proposal }").answer is True
    assert ask(store, "ASK { ?x a argmap:Nothing }") == [{"answer": False}]
    assert run_query(store, "ASK {}").table() == [["yes"]]


def test_construct_gives_triples_and_turtle(store: Store) -> None:
    query = "CONSTRUCT { ?a argmap:supports ?b } WHERE { ?a argmap:supports ?b }"
    result = run_query(store, query)
    assert result.variables == ("subject", "predicate", "object")
    assert len(Graph().parse(data=result.to("turtle"), format="turtle")) == len(result.rows) == 9
    assert len(Graph().parse(data=result.to("ntriples"), format="nt")) == 9


def test_describe_gives_triples(store: Store) -> None:
    iri = "https://w3id.org/argmap/map/hn/100#claim-100:0-35"
    assert len(run_query(store, f"DESCRIBE <{iri}>").rows) > 8


def test_csv_tsv_json_and_xml_hold_the_same_texts(store: Store) -> None:
    result = run_query(store, CLAIMS)
    texts = [row[1] for row in result.table()]
    assert len(texts) == 16
    assert [row["text"] for row in csv.DictReader(io.StringIO(result.to("csv")))] == texts
    bindings = json.loads(result.to("json"))["results"]["bindings"]
    assert [row["text"]["value"] for row in bindings] == texts
    tree = etree.fromstring(result.to("xml").encode())
    literals = tree.iterfind(".//{*}binding[@name='text']/{*}literal")
    assert [literal.text for literal in literals] == texts
    assert result.to("tsv").count("\n") == 17


def test_empty_answer_is_written_with_its_heading(store: Store) -> None:
    result = run_query(store, "SELECT ?a ?b { ?a argmap:nothing ?b }")
    assert result.to("csv") == "a,b\n"
    assert json.loads(result.to("json")) == {
        "head": {"vars": ["a", "b"]},
        "results": {"bindings": []},
    }


def test_format_that_does_not_fit_lists_those_that_do(store: Store) -> None:
    with pytest.raises(UnknownName, match="SELECT query gives csv, json, tsv, xml"):
        run_query(store, CLAIMS).to("turtle")
    with pytest.raises(UnknownName, match="CONSTRUCT query gives ntriples, turtle"):
        run_query(store, "CONSTRUCT WHERE { ?a argmap:supports ?b }").to("csv")


def test_limit_cuts_and_says_so(store: Store) -> None:
    result = run_query(store, CLAIMS + " ORDER BY ?id", limit=3)
    assert (len(result.rows), result.truncated) == (3, True)
    whole = run_query(store, CLAIMS, limit=16)
    assert (len(whole.rows), whole.truncated) == (16, False)


def test_language_and_datatype_and_blank_nodes_are_kept() -> None:
    graph = Graph()
    graph.add((URIRef("http://x/a"), URIRef("http://x/p"), Literal("Brot", lang="de")))
    graph.add(
        (BNode("b"), URIRef("http://x/q"), Literal("2024-01-01", datatype=URIRef("http://x/d")))
    )
    cell = run_query(graph, "SELECT ?o { ?s <http://x/p> ?o }").rows[0][0]
    assert cell is not None
    assert (cell.value, cell.language) == ("Brot", "de")
    row = run_query(graph, "SELECT ?s ?o { ?s <http://x/q> ?o }").rows[0]
    assert [cell.as_json().get("datatype") for cell in row if cell] == [None, "http://x/d"]


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT ?x { ?x a argmap:Claim ?y }", 1, 31, "'?y }' cannot stand here"),
        ("SELECT ?x\nWHERE {\n ?x ?p ?y FILTR(?y > 3) }", 3, 11, "'FILTR"),
        ("SELECT ?x\n{ ?x foo:bar ?y }", 2, 13, "foo:bar is not declared"),
        ("SELECT ?x { ?x a argmap:Claim", 1, 30, "ends too early"),
        ("SELEKT ?x {}", 1, 1, "Start with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?x, ?y { ?x a ?y }", 1, 10, "', ?y"),
    ],
)
def test_syntax_error_has_its_place(
    store: Store, query: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(store, query)
    assert words in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "\n" not in str(caught.value)


def test_syntax_error_of_the_process_apart_is_the_same(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column 31"):
        run_query(store, "SELECT ?x { ?x a argmap:Claim ?y }", timeout=30)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/x> { ?a ?b ?c } }",
        "SELECT * { service silent <http://127.0.0.1:1/x> { ?a ?b ?c } }",
        "SELECT * { ?a ?b 1SERVICE<http://127.0.0.1:1/x>{ ?a ?b ?c } }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1:1/> {?a ?b ?c} }",
        "SELECT * { { SELECT * { SERVICE ?x { ?a ?b ?c } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:1/x> { ?a ?b ?c } } }",
        "SELECT * { ?a ?b 'x' . # '\n SERVICE <http://127.0.0.1:1/x> { ?a ?b ?c } }",
    ],
)
def test_calls_to_other_servers_are_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would send a request"):
        run_query(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service argmap:text ?t FILTER(CONTAINS(?t, 'SERVICE { }')) }",
        "SELECT ?x { ?x a <http://example.org/service#SERVICE> } # SERVICE <http://x> {}",
    ],
)
def test_the_word_service_elsewhere_is_no_call(store: Store, query: str) -> None:
    assert run_query(store, query).rows == ()


@pytest.mark.parametrize(
    "query",
    [
        "DELETE WHERE { ?a ?b ?c }",
        "insert data { <a:a> <a:b> <a:c> }",
        "LOAD <http://127.0.0.1:1/x>",
        "PREFIX x: <http://x/>\n# note\nDROP ALL",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(store: Store, query: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match="would change the map; queries only read"):
        run_query(store, query)
    assert len(store) == before


def test_from_fetches_nothing(store: Store) -> None:
    assert run_query(store, "SELECT * FROM <http://127.0.0.1:1/x> { ?a ?b ?c }").rows == ()


def test_catastrophic_query_is_stopped(store: Store) -> None:
    with pytest.raises(QueryError, match=r"stopped after 1 s\..*--timeout"):
        run_query(store, PRODUCT, timeout=1)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("#" * (MAX_CHARACTERS + 1), "200,001 characters"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "nests brackets 5000 deep"),
        ("SELECT * { FILTER(" + "!" * 30_000 + "true) }", "overwhelmed|cannot stand|stopped"),
        ("\x00", "cannot start a query"),
        ("SELECT * { ?a ?b '\ud800' }", "."),
    ],
)
def test_query_made_to_break_things_is_one_clear_error(
    store: Store, query: str, words: str
) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        run_query(store, query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_either_query_or_name_is_needed(store: Store) -> None:
    with pytest.raises(QueryError, match="either"):
        ask(store)
    with pytest.raises(QueryError, match="either"):
        ask(store, "ASK {}", named="contested")


def test_rows_are_the_same_in_every_run(rich_map: MapData) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from maps import rich_map;"
        "from argmap.query import run_query; from argmap.write.rdf import to_rdf;"
        "q = 'SELECT ?k (COUNT(*) AS ?n) { ?x a ?k ; ?p ?o } GROUP BY ?k';"
        "sys.stdout.buffer.write(run_query(to_rdf(rich_map()), q).to('json').encode())"
    )
    folder = str(Path(__file__).parent.parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, folder],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "5")
    }
    assert len(outputs) == 1


def test_texts_of_the_discussion_cannot_forge_results(store: Store) -> None:
    result = run_query(store, CLAIMS)
    etree.fromstring(result.to("xml").encode())
    assert len(list(csv.reader(io.StringIO(result.to("csv"))))) == 17
