"""SPARQL 1.1 Protocol: the cases of the W3C test suite that apply, and what else it says.

Source: SPARQL 1.1 Test Cases, "protocol" (data-sparql11/protocol), W3C, 2013. Names in the
parameters are those of that suite. Cases for updates are at the end, with a server that takes them.
"""

from __future__ import annotations

import json

import httpx
import pyoxigraph
import pytest

ASK = "ASK {}"
SELECT = "SELECT ?id { ?d a argmap:Discussion ; argmap:id ?id } ORDER BY ?id"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
ONE = "https://w3id.org/argmap/map/hn/100"
TWO = "https://w3id.org/argmap/map/hn/200"
DISCUSSIONS = "SELECT ?d { ?d a <https://w3id.org/argmap#Discussion> } ORDER BY ?d"
NAMED = "SELECT ?d { GRAPH ?g { ?d a <https://w3id.org/argmap#Discussion> } } ORDER BY ?d"


def found(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["d"]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    ("name", "request_"),
    [
        ("query_get", {"method": "GET", "params": {"query": ASK}}),
        ("query_post_form", {"method": "POST", "data": {"query": ASK}}),
        (
            "query_post_direct",
            {
                "method": "POST",
                "content": ASK,
                "headers": {"Content-Type": "application/sparql-query"},
            },
        ),
        ("query_content_type_ask", {"method": "GET", "params": {"query": ASK}}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_queries_are_answered(web: httpx.Client, name: str, request_: dict) -> None:
    response = web.request(url="/sparql", **request_)
    assert response.status_code == 200, name
    assert response.headers["content-type"] == JSON
    assert response.json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, JSON),
        (SELECT, "application/sparql-results+xml"),
        (SELECT, "text/csv"),
        (SELECT, "text/tab-separated-values"),
        ("DESCRIBE <http://example.org/>", "text/turtle"),
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 1 }", "application/rdf+xml"),
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 1 }", "application/n-triples"),
        ("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 1 }", "application/ld+json"),
    ],
    ids=["select", "xml", "csv", "tsv", "describe", "construct", "ntriples", "jsonld"],
)
def test_the_content_type_is_the_one_asked_for(web: httpx.Client, query: str, accept: str) -> None:
    response = web.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == accept


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"query": DISCUSSIONS, "default-graph-uri": ONE}},
        {"params": {"default-graph-uri": ONE}, "data": {"query": DISCUSSIONS}},
        {
            "params": {"default-graph-uri": ONE},
            "content": DISCUSSIONS,
            "headers": {"Content-Type": "application/sparql-query"},
        },
    ],
    ids=["form", "address", "direct"],
)
def test_query_dataset_default_graph(web: httpx.Client, request_: dict) -> None:
    assert found(web.post("/sparql", **request_)) == [ONE]


def test_query_dataset_default_graphs(web: httpx.Client) -> None:
    data = {"query": DISCUSSIONS, "default-graph-uri": [ONE, TWO]}
    assert found(web.post("/sparql", data=data)) == [ONE, TWO]


def test_query_dataset_named_graphs(web: httpx.Client) -> None:
    params = {"query": NAMED, "named-graph-uri": [ONE, TWO]}
    assert found(web.get("/sparql", params=params)) == [ONE, TWO]
    params = {"query": NAMED, "named-graph-uri": ONE}
    assert found(web.get("/sparql", params=params)) == [ONE]
    params = {"query": DISCUSSIONS, "named-graph-uri": ONE}
    assert found(web.get("/sparql", params=params)) == []


def test_query_dataset_full(web: httpx.Client) -> None:
    query = NAMED.replace(
        "{ GRAPH", "{ { ?d a <https://w3id.org/argmap#Discussion> } UNION { GRAPH"
    )
    query = query.replace("} } ORDER", "} } } ORDER")
    data = {"query": query, "default-graph-uri": ONE, "named-graph-uri": TWO}
    assert found(web.post("/sparql", data=data)) == [ONE, TWO]


def test_query_multiple_dataset_the_request_wins(web: httpx.Client) -> None:
    query = DISCUSSIONS.replace("{", f"FROM <{TWO}> {{", 1)
    assert found(web.get("/sparql", params={"query": query})) == [TWO]
    params = {"query": query, "default-graph-uri": ONE}
    assert found(web.get("/sparql", params=params)) == [ONE]


@pytest.mark.parametrize(
    ("name", "status", "request_"),
    [
        ("bad_query_method", 405, {"method": "PUT", "params": {"query": ASK}}),
        ("bad_multiple_queries", 400, {"method": "GET", "params": {"query": [ASK, "SELECT"]}}),
        (
            "bad_query_wrong_media_type",
            415,
            {"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}},
        ),
        (
            "bad_query_missing_form_type",
            415,
            {"method": "POST", "content": "query=ASK%20%7B%7D"},
        ),
        ("bad_query_missing_direct_type", 415, {"method": "POST", "content": ASK}),
        (
            "bad_query_non_utf8",
            415,
            {
                "method": "POST",
                "content": ASK.encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
        ),
        (
            "not UTF-8 without saying so",
            400,
            {
                "method": "POST",
                "content": b"ASK { # \xff\xfe\n}",
                "headers": {"Content-Type": "application/sparql-query"},
            },
        ),
        ("bad_query_syntax", 400, {"method": "GET", "params": {"query": "ASK {"}}),
        ("bad_update_get", 400, {"method": "GET", "params": {"update": "CLEAR ALL"}}),
        ("no query", 400, {"method": "POST", "data": {"other": "x"}}),
        (
            "query and update",
            400,
            {"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}},
        ),
        (
            "query twice",
            400,
            {
                "method": "POST",
                "params": {"query": ASK},
                "content": ASK,
                "headers": {"Content-Type": "application/sparql-query"},
            },
        ),
        (
            "a graph that is no IRI",
            400,
            {"method": "GET", "params": {"query": ASK, "default-graph-uri": "not an IRI"}},
        ),
        (
            "nothing acceptable",
            406,
            {"method": "GET", "params": {"query": ASK}, "headers": {"Accept": "image/png"}},
        ),
        (
            "triples only, of rows",
            406,
            {"method": "GET", "params": {"query": ASK}, "headers": {"Accept": "text/turtle"}},
        ),
        ("an update as query", 400, {"method": "GET", "params": {"query": "CLEAR ALL"}}),
        ("an update, refused", 403, {"method": "POST", "data": {"update": "CLEAR ALL"}}),
        (
            "a call outward",
            400,
            {"method": "GET", "params": {"query": "ASK { SERVICE <http://x.org/> { ?s ?p ?o } }"}},
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_bad_requests_are_refused_in_one_line(
    web: httpx.Client, name: str, status: int, request_: dict
) -> None:
    response = web.request(url="/sparql", **request_)
    assert response.status_code == status, (name, response.text)
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text.count("\n") == 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", JSON),
        ("", JSON),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/*", "text/xml"),
        ("application/sparql-results+json;q=0, text/csv;q=0.1", "text/csv"),
        ("text/html, text/csv;q=x, */*;q=0.1", JSON),
    ],
)
def test_accept_is_weighed(web: httpx.Client, accept: str, kind: str) -> None:
    response = web.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert response.headers["content-type"].split(";")[0] == kind


def test_without_a_query_the_service_describes_itself(web: httpx.Client) -> None:
    for place in ("/sparql", "/.well-known/void"):
        response = web.get(place)
        assert response.headers["content-type"].startswith("text/turtle")
        graph = pyoxigraph.Store()
        graph.load(response.content, pyoxigraph.RdfFormat.TURTLE)
        rows = graph.query(
            "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
            "PREFIX void: <http://rdfs.org/ns/void#>"
            "SELECT ?g ?n { ?s a sd:Service ; sd:endpoint ?s ; sd:defaultDataset/sd:namedGraph ?x ."
            " ?x sd:name ?g ; sd:graph/void:triples ?n } ORDER BY ?g"
        )
        assert [row["g"].value for row in rows] == [ONE, TWO]
    browser = web.get("/sparql", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/query")


def test_graphs_are_read_by_the_graph_store_protocol(web: httpx.Client) -> None:
    def triples(**params: str) -> int:
        headers = {"Accept": "application/n-triples"}
        response = web.get("/graphs", params=params, headers=headers)
        assert response.status_code == 200
        return response.text.count("\n")

    one = triples(graph=ONE)
    assert one == triples(graph=TWO) > 1000
    assert triples(default="") > 2 * one
    assert web.head("/graphs", params={"graph": ONE}).status_code == 200
    assert web.get("/graphs", params={"graph": "http://example.org/none"}).status_code == 404
    assert web.get("/graphs", params={"graph": "x> <y"}).status_code == 400
    assert web.get("/graphs").status_code == 400
    assert web.put("/graphs", params={"graph": ONE}).status_code == 405


def test_updates_need_the_token(writable) -> None:
    store, web = writable
    update = {"update": "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }"}
    for wrong in ("", "Bearer", "Bearer wrong", "Basic YTpi"):
        response = web.post("/sparql", data=update, headers={"Authorization": wrong})
        assert response.status_code == 401
        assert response.headers["www-authenticate"] == "Bearer"
    assert store.query("ASK { GRAPH <x:g> { ?s ?p ?o } }").answer is False


@pytest.mark.parametrize("form", ["update_post_form", "update_post_direct"])
def test_updates_change_what_is_asked_next(writable, form: str) -> None:
    store, web = writable
    update = "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }"
    question = {"query": "ASK { GRAPH <x:g> { ?s ?p ?o } }"}
    assert web.get("/sparql", params=question).json()["boolean"] is False
    if form == "update_post_form":
        done = web.post("/sparql", data={"update": update})
    else:
        headers = {"Content-Type": "application/sparql-update"}
        done = web.post("/sparql", content=update, headers=headers)
    assert done.status_code == 204, done.text
    assert web.get("/sparql", params=question).json()["boolean"] is True
    assert store.query(question["query"]).answer is True


@pytest.mark.parametrize(
    ("name", "status", "request_"),
    [
        ("bad_multiple_updates", 400, {"data": {"update": ["CLEAR ALL", "CLEAR ALL"]}}),
        (
            "bad_update_wrong_media_type",
            415,
            {"content": "CLEAR ALL", "headers": {"Content-Type": "text/plain"}},
        ),
        ("bad_update_missing_form_type", 415, {"content": "update=CLEAR%20ALL"}),
        (
            "bad_update_non_utf8",
            415,
            {
                "content": "CLEAR ALL".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-update; charset=UTF-16"},
            },
        ),
        ("bad_update_syntax", 400, {"data": {"update": "CLEAR XYZ"}}),
        (
            "bad_update_dataset_conflict",
            400,
            {
                "data": {
                    "using-named-graph-uri": "http://example.org/people",
                    "update": "INSERT { <a:a> <a:b> 1 } USING <x:g> WHERE { ?s ?p ?o }",
                }
            },
        ),
        ("LOAD", 400, {"data": {"update": "LOAD <http://127.0.0.1:8080/>"}}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_bad_updates_change_nothing(writable, name: str, status: int, request_: dict) -> None:
    store, web = writable
    before = json.dumps([each.triples for each in store.entries()])
    response = web.post("/sparql", **request_)
    assert response.status_code == status, (name, response.text)
    assert json.dumps([each.triples for each in store.entries()]) == before
