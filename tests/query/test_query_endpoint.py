"""Queries at an endpoint elsewhere: its answers, and everything it can do wrong."""

from __future__ import annotations

import httpx
import pytest

from argmap.errors import EndpointError, QueryError
from argmap.query.endpoint import query_endpoint, with_prefixes

ADDRESS = "https://example.org/sparql"
ROWS = {
    "head": {"vars": ["a", "b"]},
    "results": {
        "bindings": [
            {"a": {"type": "uri", "value": "x:a"}},
            {
                "a": {"type": "literal", "value": "1", "datatype": "x:int"},
                "b": {"type": "literal", "value": "un", "xml:lang": "fr"},
            },
        ]
    },
}


def ask(respond, sparql: str = "SELECT * { ?a ?b ?c }", **choices):
    return query_endpoint(ADDRESS, sparql, transport=httpx.MockTransport(respond), **choices)


def test_rows_are_read() -> None:
    result = ask(lambda _: httpx.Response(200, json=ROWS))
    assert result.variables == ("a", "b")
    assert result.table() == [["x:a", ""], ["1", "un"]]
    cut = ask(lambda _: httpx.Response(200, json=ROWS), limit=1)
    assert (len(cut.rows), cut.truncated) == (1, True)


def test_ask_and_construct_are_read() -> None:
    assert ask(lambda _: httpx.Response(200, json={"head": {}, "boolean": True})).answer is True
    turtle = httpx.Response(200, text="<x:a> <x:b> 1 .", headers={"Content-Type": "text/turtle"})
    assert ask(lambda _: turtle).table() == [["x:a", "x:b", "1"]]


def test_an_endpoint_without_post_is_asked_by_get() -> None:
    methods = []

    def respond(request: httpx.Request) -> httpx.Response:
        methods.append(request.method)
        return httpx.Response(405) if request.method == "POST" else httpx.Response(200, json=ROWS)

    assert len(ask(respond).rows) == 2
    assert methods == ["POST", "GET"]


def test_prefixes_that_are_used_are_declared_on_the_same_line() -> None:
    assert with_prefixes("SELECT * { ?a a argmap:Claim }").startswith("PREFIX argmap: <")
    assert with_prefixes("SELECT *\n{ ?s a skos:Concept }").count("\n") == 1
    own = "PREFIX skos: <x:y> SELECT * { ?s a skos:Concept }"
    assert with_prefixes(own) == own


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (httpx.Response(400, text="Parse error\nat line 1"), r"HTTP 400 \(Parse error at line 1\)"),
        (httpx.Response(301, headers={"Location": "https://b.example/"}), "points to: https://b"),
        (httpx.Response(200, text="<html>"), "not one of SPARQL"),
        (httpx.Response(200, json={"head": {}}), "not one of SPARQL"),
        (httpx.Response(200, json=[1]), "not one of SPARQL"),
        (
            httpx.Response(200, text="{", headers={"Content-Type": "application/json"}),
            "not one of SPARQL",
        ),
    ],
)
def test_what_is_no_answer_is_one_line(response: httpx.Response, message: str) -> None:
    with pytest.raises(EndpointError, match=message) as found:
        ask(lambda _: response)
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("error", "message"),
    [(httpx.ConnectError("no route"), "no route"), (httpx.ReadTimeout(""), "within 5 s")],
)
def test_no_answer_is_one_line(error: Exception, message: str) -> None:
    def respond(_: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(EndpointError, match=message):
        ask(respond, timeout=5)


def test_an_empty_query_is_not_sent() -> None:
    with pytest.raises(QueryError, match="empty"):
        ask(lambda _: httpx.Response(200), " ")
