"""A server over a store of two small discussions."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from serving import serving

from argmap.model import MapData
from argmap.serve import Options
from argmap.store import MapStore

TOKEN = "a-secret-of-the-tests"


@pytest.fixture(scope="session")
def named(rich_map: MapData) -> Callable[[str], MapData]:
    """The same map as that of another discussion."""

    def named(identifier: str) -> MapData:
        thread = dataclasses.replace(rich_map.thread, id=identifier)
        return dataclasses.replace(rich_map, thread=thread)

    return named


@pytest.fixture(scope="session")
def store(rich_map: MapData, named, tmp_path_factory: pytest.TempPathFactory) -> MapStore:
    """Two discussions: hn:100 and hn:200; nobody may change them."""
    made = MapStore(tmp_path_factory.mktemp("kb"))
    made.add([rich_map, named("hn:200")])
    return made


@pytest.fixture(scope="session")
def address(store: MapStore) -> Iterator[str]:
    with serving(store, Options(port=0, timeout=20, workers=2)) as at:
        yield at


@pytest.fixture
def web(address: str) -> Iterator[httpx.Client]:
    """A client of the server that only reads."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture
def writable(rich_map: MapData, tmp_path: Path) -> Iterator[tuple[MapStore, httpx.Client]]:
    """A store, and a client of a server that takes updates of it, with the token."""
    made = MapStore(tmp_path / "kb")
    made.add([rich_map])
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with (
        serving(made, Options(port=0, token=TOKEN)) as at,
        httpx.Client(base_url=at, headers=headers, timeout=60) as client,
    ):
        yield made, client
