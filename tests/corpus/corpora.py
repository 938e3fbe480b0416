"""Starts corpora in processes of their own, and looks at what they leave."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CASES = 30


def plugged_environment(folder: Path) -> dict[str, str]:
    """The environment of a process that has the readers of ``readers_plugged.py`` installed."""
    about = folder / "test_readers-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: test-readers\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[argmap.readers]\ntest = readers_plugged:read\n")
    path = os.pathsep.join([str(folder), str(HERE), *filter(None, sys.path)])
    return {**os.environ, "PYTHONPATH": path}


def start(
    sources: list[Path], folder: Path, env: dict[str, str], *more: str
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "argmap", "corpus", *map(str, sources), "-o", str(folder)]
    return subprocess.Popen(
        [*command, "--fast", *more],
        env=env,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # A job that a shell runs in the background ignores Ctrl-C, and its children after it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def ended(driver: subprocess.Popen[str]) -> int:
    driver.communicate()
    return driver.returncode


def workers(driver: int) -> list[Any]:
    """Processes that a process has spawned."""
    import psutil

    with suppress(psutil.NoSuchProcess):
        children = psutil.Process(driver).children(recursive=True)
        return [each for each in children if "spawn_main" in " ".join(cmdline(each))]
    return []


def cmdline(process: Any) -> list[str]:
    import psutil

    with suppress(psutil.Error):
        return list(process.cmdline())
    return []


def finished(folder: Path) -> int:
    """Discussions of a corpus in the making that are done; each counts once."""
    done = {path.stem for path in (folder / "work").glob("*.map")}
    for file in (folder / "parts").glob("[!.]*/report.json"):
        done |= {each["fingerprint"] for each in json.loads(file.read_text())["discussions"]}
    return len(done)


def until(folder: Path, driver: subprocess.Popen[str], many: int) -> None:
    """Wait until so many discussions are done, or all is."""
    while driver.poll() is None and finished(folder) < many:
        time.sleep(0.02)


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
