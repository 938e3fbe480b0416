"""Corpora of small maps made by hand, which need no trained pipeline."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import CASES, ended, plugged_environment, start  # type: ignore[import-not-found]

from argmap.model import MapData
from argmap.write.map_json import to_dict

pytest.importorskip("pyarrow")

Sources = Callable[..., list[Path]]


@pytest.fixture
def map_file(rich_map: MapData, tmp_path: Path) -> Callable[..., Path]:
    """Write the map made by hand as that of another discussion; return its folder."""

    def write(identifier: str, title: str = "Another", under: str = "maps") -> Path:
        thread = dataclasses.replace(rich_map.thread, id=identifier, title=title)
        each = dataclasses.replace(rich_map, thread=thread)
        folder = tmp_path / under / identifier.replace(":", "-")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "map.json").write_text(json.dumps(to_dict(each)), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def maps(map_file: Callable[..., Path]) -> list[Path]:
    """Twelve map folders."""
    return [map_file(f"hn:{number}") for number in range(100, 112)]


@pytest.fixture(scope="session")
def plugged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that has the readers of ``readers_plugged.py`` installed."""
    found: dict[str, str] = plugged_environment(tmp_path_factory.mktemp("site"))
    return found


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of small discussions that take their time."""
    folder = tmp_path_factory.mktemp("cases")
    for number in range(CASES):
        (folder / f"{number:03d}.txt").write_text(f"TEST slow {number:03d}")
    return folder


@pytest.fixture(scope="session")
def undisturbed(
    cases: Path, plugged: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The corpus that comes of one worker whom nobody kills."""
    folder: Path = tmp_path_factory.mktemp("undisturbed") / "c"
    assert ended(start([cases], folder, plugged)) == 0
    return folder
