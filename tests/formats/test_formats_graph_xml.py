"""GraphML and GEXF: argmap's own files come back, others are read as far as they say anything."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import graphs
import pytest

from argmap.errors import BadSource
from argmap.formats import read
from argmap.formats.to_map import given
from argmap.model import MapData
from argmap.read import open_source
from argmap.write import formats

YED = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="d0" for="node" yfiles.type="nodegraphics"/><key id="d1" for="edge"/>
  <graph edgedefault="directed">
    <node id="n0"><data key="d0"><y:NodeLabel>Cars out</y:NodeLabel></data></node>
    <node id="n1"><data key="d0"><y:NodeLabel>Air gets better</y:NodeLabel></data></node>
    <edge source="n1" target="n0">
      <data key="d1"><y:LineStyle color="#00ff00"/></data></edge>
    <edge source="n1" target="n0"/>
  </graph>
</graphml>
"""


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_claims_and_signs_of_our_own_files_come_back(rich_map: MapData, name: str) -> None:
    found = given(graphs.read(str(formats.render(rich_map, name)), f"map.{name}"))
    texts = {claim.id: claim.text for claim in found.claims}
    assert Counter(texts.values()) == Counter(claim.text for claim in rich_map.claims)
    mine = {claim.id: claim.text for claim in rich_map.claims}
    assert {(texts[r.source], r.kind, texts[r.target]) for r in found.relations} == {
        (mine[r.source], r.kind, mine[r.target]) for r in rich_map.relations
    }


def test_colours_of_lines_are_signs_where_nothing_else_is() -> None:
    graph = graphs.read(YED, "a.graphml")
    found = given(graph)
    assert [claim.text for claim in found.claims] == ["Cars out", "Air gets better"]
    assert [relation.kind for relation in found.relations] == ["supports"]
    assert [what for what, *_ in graph.unread] == [
        "edges that neither support nor contrast, kept aside"
    ]


def test_entities_of_xml_are_not_swollen() -> None:
    bomb = '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><graphml><graph>'
    graph = graphs.read(bomb + '<node id="1"><data>&b;</data></node></graph></graphml>', "a.xml")
    assert graph is None or "aaaa" not in graph.nodes[0].text


def test_a_cut_off_file_is_refused() -> None:
    with pytest.raises(BadSource, match="not XML"):
        graphs.read("<graphml><graph><node id='1'>")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "nodes", "edges"),
    [("graphml/airlines.graphml", 235, 2101), ("gexf/les-miserables.gexf", 77, 254)],
)
def test_real_graphs_open_whole(shared: Path, name: str, nodes: int, edges: int) -> None:
    graph = read(open_source(shared / "formats" / name))
    assert graph is not None
    assert (len(graph.nodes), len(graph.edges)) == (nodes, edges)
