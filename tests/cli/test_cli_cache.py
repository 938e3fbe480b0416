from __future__ import annotations

from pathlib import Path

import pytest

from argmap.cache import DiskCache
from argmap.cli.main import main


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path))
    monkeypatch.delenv("ARGMAP_NO_CACHE")
    return tmp_path / "results"


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    return stopped.value.code


def test_info_tells_the_folder_and_clear_empties_it(results, capsys):
    DiskCache(results).put([(b"one", b"1"), (b"two", b"2")])
    assert run("cache", "info") == 0
    shown = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert shown["folder"] == str(results) and shown["entries"] == "2"
    assert run("cache", "clear") == 0
    assert "forgot 2 entries" in capsys.readouterr().err
    run("cache", "info")
    assert "entries\t0" in capsys.readouterr().out


def test_info_of_a_forbidden_cache_counts_nothing(results, capsys, monkeypatch):
    monkeypatch.setenv("ARGMAP_NO_CACHE", "1")
    assert run("cache", "info") == 0
    assert "entries\t0" in capsys.readouterr().out
    assert not results.exists()
