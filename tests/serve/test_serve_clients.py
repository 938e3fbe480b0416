"""Clients that nobody here wrote run every named query over HTTP and agree with the engine."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from argmap.query import named_queries
from argmap.store import MapStore

CLIENTS = Path(__file__).parent / "clients"
QUERIES = {name: found.text for name, found in named_queries().items()}


def expected(store: MapStore, sparql: str) -> list[dict[str, str]]:
    result = store.query(sparql)
    return [
        {name: cell.value for name, cell in zip(result.variables, row, strict=True) if cell}
        for row in result.rows
    ]


def same(found: list[dict[str, str]], wanted: list[dict[str, str]]) -> bool:
    """As sets of rows: where ORDER BY leaves a tie, or is absent, any order is right."""
    return sorted(map(repr, (sorted(row.items()) for row in found))) == sorted(
        map(repr, (sorted(row.items()) for row in wanted))
    )


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_agrees(store: MapStore, address: str, method: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=wrapper.JSON)
    client.setMethod(method)
    for name, sparql in QUERIES.items():
        client.setQuery(sparql)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            rows = client.queryAndConvert()["results"]["bindings"]
        found = [{key: term["value"] for key, term in row.items()} for row in rows]
        assert same(found, expected(store, sparql)), name


def test_sparqlwrapper_takes_triples(address: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(f"{address}/sparql", returnFormat=wrapper.TURTLE)
    client.setQuery(
        "PREFIX a: <https://w3id.org/argmap#> CONSTRUCT { ?x a:supports ?y } { ?x a:supports ?y }"
    )
    turtle = client.query().convert()
    assert b"supports" in turtle


def test_comunica_agrees(store: MapStore, address: str) -> None:
    node = shutil.which("node")
    if not node or not (CLIENTS / "node_modules" / "@comunica").is_dir():
        pytest.skip("Comunica is not there: npm install in tests/serve/clients")
    lines = "".join(json.dumps([name, text]) + "\n" for name, text in QUERIES.items())
    done = subprocess.run(
        [node, "comunica.mjs", f"{address}/sparql"],
        cwd=CLIENTS,
        input=lines,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = dict(json.loads(line) for line in done.stdout.splitlines())
    assert set(found) == set(QUERIES)
    for name, sparql in QUERIES.items():
        assert same(found[name], expected(store, sparql)), name
