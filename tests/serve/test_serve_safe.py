"""What a hostile page, client or query cannot do."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import httpx
import pytest
from serving import serving

from argmap.model import MapData
from argmap.serve import Options
from argmap.store import MapStore

ONE = {"query": "SELECT * { ?s ?p ?o } LIMIT 1"}
PRODUCT = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_a_foreign_host_name_is_refused(web: httpx.Client, host: str) -> None:
    for place in ("/", "/sparql"):
        response = web.get(place, headers={"Host": host}, params=ONE)
        assert response.status_code == 421


def test_pages_elsewhere_may_not_ask(web: httpx.Client) -> None:
    response = web.get("/sparql", params=ONE, headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in response.headers
    assert web.options("/sparql", headers={"Origin": "https://evil.example"}).status_code == 405


def test_one_page_elsewhere_may_be_let_in(store: MapStore) -> None:
    options = Options(port=0, origin="https://friend.example")
    with serving(store, options) as at, httpx.Client(base_url=at, timeout=60) as web:
        friend = web.get("/sparql", params=ONE, headers={"Origin": "https://friend.example"})
        assert friend.headers["access-control-allow-origin"] == "https://friend.example"
        evil = web.get("/sparql", params=ONE, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in evil.headers
        asked = web.options("/sparql", headers={"Origin": "https://friend.example"})
        assert asked.status_code == 204


@pytest.mark.parametrize("place", ["/", "/query", "/sparql", "/schema.json", "/nowhere", "/graphs"])
def test_every_answer_has_the_security_headers(web: httpx.Client, place: str) -> None:
    headers = web.get(place).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers or "uvicorn" not in headers["server"]


@pytest.mark.parametrize(
    "place",
    [
        "/static/../app.py",
        "/static/..%2f..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/static//etc/passwd",
        "/maps/../../etc/passwd",
        "/maps/..%2f..%2fargmap-store.json",
        "/maps/%00",
    ],
)
def test_no_path_leads_out(address: str, place: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    # By hand: clients tidy such paths before they send them.
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(f"GET {place} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := line.recv(65536):
            answer += part
    assert b" 404 " in answer.split(b"\r\n")[0]
    assert b"root:" not in answer


def test_a_request_of_ten_megabytes_is_refused(web: httpx.Client) -> None:
    query = "SELECT * { ?s ?p '" + "x" * 10_000_000 + "' }"
    headers = {"Content-Type": "application/sparql-query"}
    response = web.post("/sparql", content=query, headers=headers)
    assert (response.status_code, "1,048,576 bytes" in response.text) == (413, True)

    def pieces():  # Without a Content-Length.
        for _ in range(100):
            yield b"x" * 100_000

    assert web.post("/sparql", content=pieces(), headers=headers).status_code == 413
    assert web.get("/sparql", params=ONE).status_code == 200


@pytest.mark.parametrize(
    "query", ["ASK { " + "(" * 5000, "{" * 500, "SELECT", "\0", "ASK {}" * 999]
)
def test_malformed_queries_end_in_one_line(web: httpx.Client, query: str) -> None:
    response = web.post("/sparql", data={"query": query})
    assert response.status_code == 400
    assert response.text.count("\n") == 1


def test_a_catastrophic_query_is_stopped_while_others_go_on(store: MapStore) -> None:
    options = Options(port=0, timeout=4, workers=2)
    with serving(store, options) as at, httpx.Client(base_url=at, timeout=60) as web:
        web.get("/sparql", params=ONE)
        ended: list[tuple[int, float]] = []

        def catastrophe() -> None:
            began = time.monotonic()
            response = httpx.get(f"{at}/sparql", params=PRODUCT, timeout=60)
            ended.append((response.status_code, time.monotonic() - began))

        thread = threading.Thread(target=catastrophe)
        thread.start()
        others = [web.get("/sparql", params=ONE).status_code for _ in range(20)]
        thread.join()
        assert others == [200] * 20
        assert ended[0][0] == 503
        assert web.get("/sparql", params=ONE).status_code == 200


def test_more_queries_than_processes_wait_and_then_are_told(store: MapStore) -> None:
    options = Options(port=0, timeout=2, workers=1)
    with serving(store, options) as at:
        answers: list[int] = []
        threads = [
            threading.Thread(
                target=lambda: answers.append(
                    httpx.get(f"{at}/sparql", params=PRODUCT, timeout=60).status_code
                )
            )
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [503] * 3


def test_a_result_too_large_is_refused(store: MapStore) -> None:
    options = Options(port=0, most_answer=10_000)
    with serving(store, options) as at:
        answer = httpx.get(f"{at}/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, timeout=60)
    assert (answer.status_code, "LIMIT" in answer.text) == (422, True)


def test_texts_of_discussions_are_no_markup(web: httpx.Client) -> None:
    page = web.get("/").text
    assert "&lt;/script&gt;&lt;b&gt;" in page
    assert "<b>" not in page


def test_maps_have_their_pages(web: httpx.Client, rich_map: MapData) -> None:
    page = web.get("/maps/hn:100")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "Content-Security-Policy" in page.text
    missing = web.get("/maps/hn:404")
    assert (missing.status_code, missing.text.count("\n")) == (404, 1)


def test_the_editor_has_all_it_needs_from_this_server(web: httpx.Client) -> None:
    page = web.get("/query").text
    assert "//" not in page.replace("https://w3id.org", "").replace("<!doctype", "")
    for name in ("yasgui.min.js", "yasgui.min.css", "editor.js", "serve.css"):
        assert f"/static/{name}" in page
        assert web.get(f"/static/{name}").status_code == 200
    schema = web.get("/schema.json").json()
    assert "https://w3id.org/argmap#Claim" in schema["classes"]
    assert "https://w3id.org/argmap#supports" in schema["properties"]
    assert len(schema["queries"]) >= 20


def test_a_store_that_is_gone_is_told(writable, tmp_path: Path) -> None:
    store, web = writable
    (store.path / "argmap-store.json").unlink()
    response = web.get("/sparql", params=ONE)
    assert (response.status_code, "no store there" in response.text) == (503, True)
