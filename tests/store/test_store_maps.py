"""Adding, replacing, removing, asking; what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.errors import QueryError, StoreError, UnknownName
from argmap.model import MapData
from argmap.query import load_named, named_queries
from argmap.store import MapStore, is_store
from argmap.store.generations import MANIFEST, writing
from argmap.write.rdf_triples import map_triples

TITLES = "SELECT ?id ?title { ?d a argmap:Discussion ; argmap:id ?id ; argmap:title ?title }"


def everything(store: MapStore) -> int:
    return int(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").table()[0][0])


def test_a_map_comes_back_equal(store: MapStore, rich_map: MapData, named) -> None:
    assert store.load("hn:100") == rich_map
    assert store.load("hn:200") == named("hn:200")


def test_the_catalogue_says_what_is_there(store: MapStore, rich_map: MapData) -> None:
    first, second = store.entries()
    assert (first.id, second.id) == ("hn:100", "hn:200")
    assert (first.posts, first.claims) == (len(rich_map.thread.posts), len(rich_map.claims))
    # Two triples tell which version of argmap made it; they are said once for all.
    assert first.triples == len(map_triples(rich_map)) - 2


def test_adding_again_replaces_and_nothing_doubles(store: MapStore, named) -> None:
    before = everything(store)
    store.add([named("hn:200", title="New title")])
    assert everything(store) == before
    assert ["hn:200", "New title"] in store.query(TITLES).table()
    assert len(store.entries()) == 2


def test_every_discussion_is_a_named_graph(store: MapStore) -> None:
    rows = store.query("SELECT ?g { GRAPH ?g { ?d a argmap:Discussion } }").table()
    assert rows == [["https://w3id.org/argmap/map/hn/100"], ["https://w3id.org/argmap/map/hn/200"]]


def test_from_narrows_a_query_to_one_discussion(store: MapStore) -> None:
    claims = "SELECT (COUNT(*) AS ?n) %s { ?c a argmap:Claim }"
    both = store.query(claims % "").rows[0][0]
    one = store.query(claims % "FROM <https://w3id.org/argmap/map/hn/100>").rows[0][0]
    assert both is not None and one is not None
    assert both.plain == 2 * int(one.value)


@pytest.mark.parametrize("word", ["?from", "'from <x>'", "<http://from/>", "# from\n 1"])
def test_from_as_another_word_narrows_nothing(store: MapStore, word: str) -> None:
    rows = store.query(f"SELECT ?c {{ ?c a argmap:Claim BIND({word} AS ?unused) }}").rows
    assert len(rows) == 32


def test_named_queries_run_on_a_store(store: MapStore) -> None:
    found = {name: len(store.query(load_named(name)).rows) for name in ("contested", "versus")}
    assert all(found.values())
    assert set(found) < set(named_queries())


def test_remove_takes_the_texts_off_the_disk(store: MapStore, named) -> None:
    store.add([named("hn:300", title="Zebrafish and quicksilver")])
    (removed,) = store.remove(["hn:300"])
    assert removed.title.startswith("Zebrafish")
    files = [path for path in store.path.rglob("*") if path.is_file()]
    assert not any(b"Zebrafish and quicksilver" in path.read_bytes() for path in files)
    assert [each.id for each in store.entries()] == ["hn:100", "hn:200"]


def test_one_generation_is_left_after_changes(store: MapStore, named) -> None:
    for _ in range(3):
        store.add([named("hn:200")])
    assert len([path for path in store.path.iterdir() if path.is_dir()]) == 1


def test_a_reader_keeps_what_it_opened(store: MapStore) -> None:
    with store.snapshot() as held:
        store.remove(["hn:200"])
        assert len(held.manifest.entries) == 2
        assert held.path.is_dir()
        database = held.open()
        assert len(list(database.named_graphs())) == 4  # two maps, joins, what is shared
    store.join(True)
    assert not held.path.exists()


def test_a_second_writer_is_refused_in_one_line(store: MapStore, named) -> None:
    with (
        writing(store.path),
        pytest.raises(StoreError, match="another process is writing to this store"),
    ):
        store.add([named("hn:300")])
    assert len(store.entries()) == 2


def test_a_second_process_that_writes_is_refused(store: MapStore) -> None:
    code = (
        "import sys; from argmap.store import MapStore; from argmap.errors import StoreError\n"
        "try: MapStore(sys.argv[1]).join(False)\n"
        "except StoreError as error: print(error)"
    )
    with writing(store.path):
        done = subprocess.run(
            [sys.executable, "-c", code, str(store.path)], capture_output=True, encoding="utf-8"
        )
    assert done.stdout.startswith(f"{store.path}: another process is writing"), done.stderr


def test_a_map_that_fails_leaves_the_store_as_it_was(store: MapStore, named) -> None:
    before = (store.path / MANIFEST).read_bytes()

    def maps():
        yield named("hn:300")
        raise OSError("the source is gone")

    with pytest.raises(StoreError, match="the source is gone"):
        store.add(maps())
    assert (store.path / MANIFEST).read_bytes() == before
    store.add([named("hn:300")])
    assert len(store.entries()) == 3


def test_updates_change_all_or_nothing(store: MapStore) -> None:
    store.update("DELETE WHERE { GRAPH <https://w3id.org/argmap/map/hn/200> { ?s ?p ?o } }")
    assert [each.id for each in store.entries()] == ["hn:100"]
    with pytest.raises(QueryError, match="cannot be read"):
        store.update("DELETE EVERYTHING")
    assert [each.id for each in store.entries()] == ["hn:100"]


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:8080/x>",
        "INSERT DATA { <a:a> <a:b> 1 } ; load silent <http://127.0.0.1:8080/>",
        "INSERT { ?a ?b ?c } WHERE { # x\rSERVICE <http://127.0.0.1:8080/> { ?a ?b ?c } \n}",
        "INSERT { ?a ?b ?c } WHERE { ?s ?p 1SERVICE:x { ?a ?b ?c } }",
    ],
)
def test_updates_that_reach_outside_are_refused(store: MapStore, update: str) -> None:
    with pytest.raises(QueryError, match="another server"):
        store.update(update)


def test_words_in_texts_are_no_keywords(store: MapStore) -> None:
    store.update("INSERT DATA { <a:load> <a:service> 'a LOAD of SERVICE' } # LOAD")


@pytest.mark.parametrize(
    ("content", "message"),
    [("not json", "not written by"), ('{"format": "other", "version": 1}', "other 1")],
)
def test_a_store_that_cannot_be_read_says_so(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        MapStore(tmp_path).entries()


def test_a_store_of_a_later_version_is_refused(store: MapStore) -> None:
    file = store.path / MANIFEST
    document = json.loads(file.read_text(encoding="utf-8")) | {"version": 99}
    file.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(StoreError, match="argmap-store 99"):
        store.entries()


def test_no_store_is_made_by_asking(tmp_path: Path) -> None:
    store = MapStore(tmp_path / "none")
    for ask in (store.entries, store.join, lambda: store.remove(["x"]), lambda: store.load("x")):
        with pytest.raises(StoreError, match="argmap store add"):
            ask()
    assert not store.path.exists()
    assert not is_store(store.path)


def test_unknown_discussions_are_named(store: MapStore) -> None:
    with pytest.raises(UnknownName, match="Known: hn:100, hn:200"):
        store.remove(["hn:404"])
    with pytest.raises(UnknownName, match="Known: hn:100, hn:200"):
        store.load("hn:404")


def test_rdflib_reads_a_snapshot(store: MapStore) -> None:
    pytest.importorskip("oxrdflib", reason="oxrdflib is not installed")
    with store.snapshot() as held:
        dataset = store.rdflib(held)
        rows = dataset.query("SELECT ?d { ?d a <https://w3id.org/argmap#Discussion> }")
        assert len(list(rows)) == 2
