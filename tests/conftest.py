"""Fixtures every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from argmap.model import MapData

ROOT = Path(__file__).parent.parent
# Tests see what the code does now, not what an earlier run left; tests of the cache turn it on.
os.environ["ARGMAP_NO_CACHE"] = "1"
# How long an example takes says more about the machine than about the code.
settings.register_profile("argmap", deadline=None)
settings.load_profile("argmap")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real discussions and annotations; users of the package do not have them."""
    folder = Path(os.environ.get("ARGMAP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the real discussions are not beside this checkout (set ARGMAP_SHARED)")
    return folder


@pytest.fixture(scope="session")
def rich_map() -> MapData:
    """A hand-built map with everything a map can hold (``tests/maps.py``)."""
    from maps import rich_map as build

    return build()
