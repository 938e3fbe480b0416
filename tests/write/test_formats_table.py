"""The table of formats: every row works, writes the same twice, and says what it loses."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.errors import UnknownName
from argmap.model import MapData
from argmap.write import formats


@pytest.mark.parametrize("name", sorted(formats.BUILT_IN))
def test_a_format_writes_the_same_bytes_twice(rich_map: MapData, name: str) -> None:
    content = formats.render(rich_map, name)
    assert content
    assert formats.render(rich_map, name) == content


def test_only_the_canonical_file_page_and_rdf_claim_to_lose_nothing(rich_map: MapData) -> None:
    whole = [name for name in formats.names() if not formats.losses(rich_map, name)]
    assert whole == ["html", "json", "jsonld", "nquads", "trig", "turtle"]


def test_losses_are_counted(rich_map: MapData) -> None:
    lost = formats.losses(rich_map, "graphml")
    assert lost["summary points"] == 5
    assert lost["leads"] == 3
    assert lost["notes of the reader"] == 2


def test_an_unknown_format_is_refused_with_the_known_ones(rich_map: MapData) -> None:
    with pytest.raises(UnknownName, match=r"No format called 'docx'\. Known: aif, argdown"):
        formats.render(rich_map, "docx")


@pytest.mark.parametrize(
    ("file", "name"), [("a.ttl", "turtle"), ("a.csv.zip", "csv"), ("a.gexf", "gexf")]
)
def test_the_suffix_names_the_format(file: str, name: str) -> None:
    assert formats.by_suffix(Path(file)) == name


@pytest.mark.parametrize("path", [None, Path("a.docx")])
def test_no_suffix_no_format(path: Path | None) -> None:
    with pytest.raises(UnknownName, match="--format"):
        formats.by_suffix(path)
