"""Entities of several discussions become one, in a graph apart, and can be parted again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from argmap.model import Entity, MapData
from argmap.query import load_named
from argmap.store import MapStore
from argmap.store.joins import HUBS, JOINS

JOINED = f"SELECT ?entity ?hub {{ GRAPH <{JOINS}> {{ ?entity argmap:sameAs ?hub }} }}"


def with_entities(rich_map: MapData, identifier: str, *entities: Entity) -> MapData:
    """A map of nothing but entities: joins look at nothing else."""
    thread = dataclasses.replace(rich_map.thread, id=identifier)
    return dataclasses.replace(
        rich_map,
        thread=thread,
        claims=(),
        entities=entities,
        stances={},
        loose_mentions={},
        relations=(),
        comparisons=(),
        themes=(),
        summary=dataclasses.replace(rich_map.summary, headlines=(), sections=()),
    )


def entity(identifier: str, *aliases: str, name: str = "", same_as: tuple[str, ...] = ()) -> Entity:
    return Entity(
        id=identifier, name=name or identifier, kind="technology", aliases=aliases, same_as=same_as
    )


def hubs(store: MapStore) -> dict[str, str]:
    return {
        row["entity"].rpartition("/")[2]: row["hub"].removeprefix(HUBS)
        for row in store.query(JOINED).plain()
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entity("go"), entity("go", name="Golang")),
        (entity("go", "golang"), entity("golang")),
        (entity("pt", same_as=("https://x.org/pt",)), entity("to", same_as=("https://x.org/pt",))),
    ],
    ids=["id", "alias", "address"],
)
def test_entities_are_joined(rich_map: MapData, tmp_path: Path, one: Entity, other: Entity) -> None:
    store = MapStore(tmp_path / "kb")
    store.add([with_entities(rich_map, "hn:1", one), with_entities(rich_map, "hn:2", other)])
    found = hubs(store)
    assert set(found) == {f"1#entity-{one.id}", f"2#entity-{other.id}"}
    assert len(set(found.values())) == 1


def test_an_alias_that_names_two_joins_nothing(rich_map: MapData, tmp_path: Path) -> None:
    store = MapStore(tmp_path / "kb")
    store.add(
        [
            with_entities(rich_map, "hn:1", entity("torch", "light")),
            with_entities(rich_map, "hn:2", entity("light-gbm", name="Light")),
            with_entities(rich_map, "hn:3", entity("lamp", name="Light")),
        ]
    )
    assert hubs(store) == {}


def test_entities_of_one_discussion_alone_are_not_joined(rich_map: MapData, tmp_path: Path) -> None:
    store = MapStore(tmp_path / "kb")
    store.add([with_entities(rich_map, "hn:1", entity("go", "golang"), entity("golang"))])
    assert hubs(store) == {}


def test_joins_follow_what_is_added_and_removed(store: MapStore, named) -> None:
    assert len(hubs(store)) == 8
    store.add([named("hn:300")])
    assert len(hubs(store)) == 12
    store.remove(["hn:200", "hn:300"])
    assert hubs(store) == {}


def test_joins_can_be_undone_and_stay_undone(store: MapStore, rich_map: MapData, named) -> None:
    store.join(False)
    store.add([named("hn:300")])
    assert hubs(store) == {}
    assert store.load("hn:100") == rich_map
    store.join()
    assert len(hubs(store)) == 12


def test_an_entity_is_followed_across_discussions(store: MapStore) -> None:
    rows = store.query(load_named("across-discussions", entity="GOLANG")).plain()
    assert [row["discussion"] for row in rows].count("Another") == 1
    assert [(row["entity"], row["discussions"], row["mentions"]) for row in rows] == [
        ("Go", 2, 5),
        ("Go", 2, 5),
    ]
    store.join(False)
    apart = store.query(load_named("across-discussions", entity="golang")).plain()
    assert [row["discussions"] for row in apart] == [1, 1]
