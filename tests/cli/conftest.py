"""The command line, run in this process; and the folder of a map made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from argmap.api import ArgumentMap
from argmap.model import MapData


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    from argmap.cli.main import main

    def run(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as stopped:
            main([str(each) for each in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        code = stopped.value.code
        return Done(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture
def folder(rich_map: MapData, tmp_path: Path) -> Path:
    """A map folder as ``argmap map`` leaves it."""
    ArgumentMap.of(rich_map).save(tmp_path / "map")
    return tmp_path / "map"
