"""The plain pyvis network: directed, nothing merged, offline, and inert."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_maps import made_map

from argmap.errors import UnknownName
from argmap.model import MapData
from argmap.write.html import to_pyvis_html
from argmap.write.pyvis_html import LABEL, to_network


def test_every_claim_and_relation_is_in_the_network(rich_map: MapData) -> None:
    network = to_network(rich_map)
    assert network.directed
    assert [node["id"] for node in network.nodes] != []
    assert {node["id"] for node in network.nodes} == {claim.id for claim in rich_map.claims}
    assert [(edge["from"], edge["to"], edge["sign"]) for edge in network.edges] == [
        (relation.source, relation.target, relation.kind) for relation in rich_map.relations
    ]
    assert all(edge["reasons"] for edge in network.edges)
    assert all("title" not in node for node in network.nodes)
    assert all(len(node["label"]) <= LABEL for node in network.nodes)


def test_signs_differ_by_more_than_colour(rich_map: MapData) -> None:
    looks = {
        edge["sign"]: (str(edge["dashes"]), str(edge["arrows"]))
        for edge in to_network(rich_map).edges
    }
    assert len(set(looks.values())) == len(looks) > 1


def test_the_page_asks_for_nothing_and_leaves_no_files(
    rich_map: MapData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = to_pyvis_html(rich_map)
    assert not re.search(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?:", page)
    assert "default-src 'none'" in page
    assert list(tmp_path.iterdir()) == []
    assert page == to_pyvis_html(rich_map)


def test_one_theme_can_be_shown_alone() -> None:
    argument_map = made_map(60, 3)
    assert to_pyvis_html(argument_map, theme="t1") != to_pyvis_html(argument_map)
    with pytest.raises(UnknownName):
        to_pyvis_html(argument_map, entity="nonesuch")
