"""Graphviz and Obsidian: everything is there, and foreign words stay words."""

from __future__ import annotations

import io
import re
import zipfile

from argmap.model import MapData
from argmap.write.dot import to_dot
from argmap.write.obsidian import to_vault, to_zip


def test_dot_has_a_node_per_claim_and_an_edge_per_relation(rich_map: MapData) -> None:
    text = to_dot(rich_map)
    assert text.count("URL=") + text.count(')"];') >= 1
    assert len(re.findall(r"^    \"", text, re.MULTILINE)) == len(rich_map.claims)
    assert text.count(" -> ") == len(rich_map.relations)
    whole = [theme for theme in rich_map.themes if theme.parent is None]
    assert text.count("subgraph cluster_") == len(whole)


def test_dot_quotes_hostile_words(rich_map: MapData) -> None:
    for line in to_dot(rich_map).splitlines():
        bare = re.sub(r"\\.", "", line)
        assert bare.count('"') % 2 == 0, line


def test_a_vault_links_only_to_its_own_notes(rich_map: MapData) -> None:
    notes = to_vault(rich_map)
    names = {name.removesuffix(".md") for name in notes}
    links = {link for text in notes.values() for link in re.findall(r"\[\[([^\]|]+)\|", text)}
    assert links <= names
    whole = [theme for theme in rich_map.themes if theme.parent is None]
    assert len(notes) == 1 + len(whole) + len(rich_map.claims) + len(rich_map.entities)
    assert len({name.lower() for name in notes}) == len(notes)


def test_names_of_notes_suit_every_file_system(rich_map: MapData) -> None:
    for name in to_vault(rich_map):
        folder, _, file = name.rpartition("/")
        assert folder in ("", "Themes", "Claims", "Entities")
        assert not re.search(r'[\\:*?"<>|#^\[\]\x00-\x1f]', file)
        assert len(file.encode("utf-8")) < 250


def test_a_claim_note_says_who_and_what_for(rich_map: MapData) -> None:
    notes = to_vault(rich_map)
    (wrong,) = [text for text in notes.values() if "> that benchmark is wrong." in text]
    assert 'author: "bob"' in wrong
    assert "- Contrasts: [[Claims/Rust is faster than Go for parsers" in wrong
    assert "- Supported by: [[Claims/" in wrong


def test_the_index_of_a_vault_opens_as_the_summary_does(rich_map: MapData) -> None:
    index = to_vault(rich_map)["Index.md"]
    assert "11 comments by 7 authors, 3 February 2024." in index
    assert "**About:** “Go is easier to learn because the language is small.” — [[Claims/" in index


def test_the_vault_is_the_same_zip_twice(rich_map: MapData) -> None:
    content = to_zip(rich_map)
    assert content == to_zip(rich_map)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == set(to_vault(rich_map))
