"""The queries that the pages show are queries that run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.model import MapData
from argmap.query import run_query
from argmap.write.rdf import to_store

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "query.md"
EXAMPLES = re.findall(r"```sparql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_runs_and_finds_something(rich_map: MapData, example: str) -> None:
    assert run_query(to_store(rich_map), example).rows


def test_page_has_examples() -> None:
    assert len(EXAMPLES) >= 5
