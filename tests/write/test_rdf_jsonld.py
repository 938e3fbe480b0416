"""JSON-LD: its own context, the same triples, plain JSON for those who want no RDF."""

from __future__ import annotations

import json

import pytest
from rdflib import Graph

from argmap.model import MapData
from argmap.write.jsonld import to_jsonld
from argmap.write.rdf import to_rdf
from argmap.write.rdf_read import from_rdf

# rdflib's own parsers call what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def test_parsing_gives_the_triples_of_the_graph(rich_map: MapData) -> None:
    parsed = Graph().parse(data=to_jsonld(rich_map), format="json-ld")
    assert set(parsed) == set(to_rdf(rich_map))


def test_map_comes_back_whole(rich_map: MapData) -> None:
    assert from_rdf(Graph().parse(data=to_jsonld(rich_map), format="json-ld")) == rich_map


def test_context_is_inline_and_nothing_is_fetched(
    rich_map: MapData, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("JSON-LD asked for the network")

    monkeypatch.setattr("urllib.request.urlopen", no_network)
    monkeypatch.setattr("socket.create_connection", no_network)
    document = json.loads(to_jsonld(rich_map))
    assert isinstance(document["@context"], dict)
    assert len(Graph().parse(data=json.dumps(document), format="json-ld")) > 1000


def test_plain_json_reads_without_knowing_rdf(rich_map: MapData) -> None:
    nodes = {node["@id"]: node for node in json.loads(to_jsonld(rich_map))["@graph"]}
    claim = nodes["this:claim-101:43-67"]
    assert claim["text"] == "that benchmark is wrong."
    assert claim["@type"] == ["Claim", "Assertion", "aif:I-node"]
    assert claim["contrasts"] == "this:claim-100:0-35"
    assert claim["confidence"] == "0.9"
