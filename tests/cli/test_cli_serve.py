"""``argmap serve`` as a process, and what it refuses to start with."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("what", ["map folder", "folder of map folders"])
def test_a_folder_is_served_until_interrupted(folder: Path, what: str) -> None:
    pytest.importorskip("uvicorn", reason="argmap[serve] is not installed")
    place = folder if what == "map folder" else folder.parent
    command = [sys.executable, "-m", "argmap", "serve", str(place), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found, line
            page = httpx.get(found[0], timeout=60).text
            assert "/maps/hn:100" in page
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stderr.read()
            code = process.wait(60)
    assert code in (0, 130)
    assert "Traceback" not in rest


def test_without_its_packages_it_says_how_to_get_them(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = run("serve", folder)
    assert done.code == 1
    assert 'python -m pip install "argmap[serve]"' in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{tmp}/nowhere"], "no map or store there"),
        (["{folder}", "--writable"], "only a store is writable"),
        (["{folder}", "--host", "203.0.113.1"], "cannot be listened at"),
    ],
)
def test_refusals_are_one_line(
    run, folder: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    pytest.importorskip("uvicorn", reason="argmap[serve] is not installed")
    done = run("serve", *(each.format(tmp=tmp_path, folder=folder) for each in arguments))
    assert done.code == 1
    assert message in done.err
    assert done.err.count("\n") == 1
