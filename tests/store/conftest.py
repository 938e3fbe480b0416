"""Stores of small maps made by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.model import MapData
from argmap.store import MapStore

Named = Callable[..., MapData]


@pytest.fixture(scope="session")
def named(rich_map: MapData) -> Named:
    """The same map as that of another discussion."""

    def named(identifier: str, title: str = "Another") -> MapData:
        thread = dataclasses.replace(rich_map.thread, id=identifier, title=title)
        return dataclasses.replace(rich_map, thread=thread)

    return named


@pytest.fixture
def store(rich_map: MapData, named: Named, tmp_path: Path) -> MapStore:
    """Two discussions: hn:100 and hn:200."""
    made = MapStore(tmp_path / "kb")
    made.add([rich_map, named("hn:200")])
    return made
