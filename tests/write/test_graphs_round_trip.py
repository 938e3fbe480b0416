"""GraphML, GEXF and CSV carry every node and edge, whatever the texts hold."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import networkx as nx
import pytest

from argmap.graph import to_networkx
from argmap.model import MapData
from argmap.write.graphs import to_gexf, to_graphml, unwritable
from argmap.write.tables import disarmed, to_tables, to_zip


def hostile(argument_map: MapData) -> MapData:
    """Put what XML cannot hold, and what a spreadsheet would run, into entity names."""
    first, second, *rest = argument_map.entities
    entities = (
        replace(first, name="C\x00\x1b\ufffe+"),
        replace(second, name="=HYPERLINK(1)"),
        *rest,
    )
    return replace(argument_map, entities=entities)


def signature(graph: nx.MultiDiGraph[str]) -> tuple[list[tuple[str, str]], list[tuple[str, ...]]]:
    nodes = sorted((str(name), data["kind"]) for name, data in graph.nodes(data=True))
    edges = sorted((str(s), str(t), d["kind"]) for s, t, d in graph.edges(data=True))
    return nodes, edges


def test_graphml_reads_back_with_every_edge(rich_map: MapData) -> None:
    text = to_graphml(rich_map)
    back = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert signature(back) == signature(to_networkx(rich_map))
    original = to_networkx(rich_map)
    assert {name: data["text"] for name, data in back.nodes(data=True) if "text" in data} == {
        name: data["text"] for name, data in original.nodes(data=True) if "text" in data
    }


def test_gexf_reads_back_with_every_edge(rich_map: MapData) -> None:
    back = nx.read_gexf(io.BytesIO(to_gexf(rich_map).encode()))
    assert signature(back) == signature(to_networkx(rich_map))


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_xml_holds_no_illegal_character_and_no_date(rich_map: MapData, write) -> None:
    text = write(hostile(rich_map))
    assert "\x00" not in text and "\x1b" not in text and "\ufffe" not in text
    assert "lastmodifieddate" not in text
    assert unwritable(hostile(rich_map))
    assert not unwritable(rich_map)


def test_tables_have_a_row_for_each_node_and_edge(rich_map: MapData) -> None:
    graph = to_networkx(rich_map)
    tables = {
        name: list(csv.DictReader(io.StringIO(text))) for name, text in to_tables(rich_map).items()
    }
    assert [row["id"] for row in tables["nodes.csv"]] == list(graph.nodes)
    assert len(tables["edges.csv"]) == graph.number_of_edges()
    assert {row["source"] for row in tables["edges.csv"]} <= set(graph.nodes)


def test_a_cell_never_starts_a_formula(rich_map: MapData) -> None:
    rows = list(csv.DictReader(io.StringIO(to_tables(hostile(rich_map))["nodes.csv"])))
    labels = [row["label"] for row in rows]
    assert "'=HYPERLINK(1)" in labels
    assert disarmed(hostile(rich_map))


def test_zip_is_the_same_twice_and_holds_both_tables(rich_map: MapData) -> None:
    assert to_zip(rich_map) == to_zip(rich_map)
    with zipfile.ZipFile(io.BytesIO(to_zip(rich_map))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
