"""The hand-built map in a store, for every file of questions."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from argmap.model import MapData
from argmap.write.rdf import to_store


@pytest.fixture(scope="module")
def store(rich_map: MapData) -> Store:
    return to_store(rich_map)
