"""Fixtures every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real discussions and annotations; users of the package do not have them."""
    folder = Path(os.environ.get("ARGMAP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the real discussions are not beside this checkout (set ARGMAP_SHARED)")
    return folder
