"""Corpora of small maps made by hand, which need no trained pipeline."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

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


def bytes_of(corpus: Path) -> dict[str, bytes]:
    """Every file of the tables, and the manifest."""
    files = [*sorted((corpus / "tables").rglob("*.parquet")), corpus / "corpus.json"]
    return {str(file.relative_to(corpus)): file.read_bytes() for file in files}


def triples_of(corpus: Path) -> list[str]:
    """What the store holds, as sorted lines."""
    from pyoxigraph import RdfFormat

    from argmap.store import MapStore

    with MapStore(corpus / "store").snapshot() as held:
        dump = held.open().dump(format=RdfFormat.N_QUADS) or b""
    return sorted(dump.decode("utf-8").splitlines())
