"""A Dask cluster gives the same bytes, loses nothing with its workers, and survives poison."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import (  # type: ignore[import-not-found]
    bytes_of,
    finished,
    start,
    triples_of,
    until,
    workers,
)

from argmap.corpus import load

pytest.importorskip("distributed")
pytest.importorskip("psutil")
pytestmark = [
    pytest.mark.trained,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]
CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(
    plugged: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """The address of a scheduler with two workers, and the process that keeps them."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "cluster.py").write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, str(folder / "cluster.py")],
        env=plugged,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process.pid


def test_killed_dask_workers_lose_nothing(
    cases: Path,
    plugged: dict[str, str],
    undisturbed: Path,
    cluster: tuple[str, int],
    tmp_path: Path,
) -> None:
    address, keeper = cluster
    folder = tmp_path / "c"
    driver = start([cases], folder, plugged, "--scheduler", address, "--tries", "9")
    for stop in (4, 14):
        until(folder, driver, stop)
        found = workers(keeper)
        assert found, "no workers to kill"
        found[0].kill()
    until(folder, driver, 20)
    assert finished(folder) >= 20
    driver.kill()
    driver.communicate()
    driver = start([cases], folder, plugged, "--scheduler", address)
    _, said = driver.communicate(timeout=300)
    assert driver.returncode == 0, said
    assert bytes_of(folder) == bytes_of(undisturbed)
    assert triples_of(folder) == triples_of(undisturbed)


def test_poison_is_passed_over_alone(
    cases: Path,
    plugged: dict[str, str],
    undisturbed: Path,
    cluster: tuple[str, int],
    tmp_path: Path,
) -> None:
    poison = tmp_path / "poison.txt"
    poison.write_text("TEST poison poison")
    folder = tmp_path / "c"
    driver = start([cases, poison], folder, plugged, "--scheduler", cluster[0], "--tries", "2")
    _, said = driver.communicate(timeout=300)
    assert driver.returncode == 3, said
    assert [(each.source, each.kind) for each in load(folder).skipped] == [("poison.txt", "killed")]
    whole, other = bytes_of(folder), bytes_of(undisturbed)
    differ = {name for name in whole if whole[name] != other[name]}
    assert differ == {"corpus.json", "tables/skipped/00000.parquet"}


def test_no_scheduler_is_one_line(cases: Path, plugged: dict[str, str], tmp_path: Path) -> None:
    driver = start([cases], tmp_path / "c", plugged, "--scheduler", "tcp://127.0.0.1:9")
    _, said = driver.communicate(timeout=120)
    assert driver.returncode == 1
    assert said.startswith("argmap: error: tcp://127.0.0.1:9: no Dask scheduler answers there.")
    assert said.count("\n") == 1
