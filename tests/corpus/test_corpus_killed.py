"""Processes that are killed: workers and drivers, by us, by poison, by time."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from corpora import (  # type: ignore[import-not-found]
    CASES,
    bytes_of,
    ended,
    finished,
    start,
    triples_of,
    until,
    workers,
)

from argmap.corpus import load, run, work
from argmap.corpus.plan import Batch
from argmap.model import Settings

pytest.importorskip("pebble")
psutil = pytest.importorskip("psutil")
pytestmark = [
    pytest.mark.trained,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]


def test_killed_workers_and_drivers_lose_nothing(
    cases: Path, plugged: dict[str, str], undisturbed: Path, tmp_path: Path
) -> None:
    folder, dice = tmp_path / "c", random.Random(3)
    killed = []
    for stop in (5, 12, 20):
        driver = start([cases], folder, plugged, "--workers", "2", "--tries", "9")
        until(folder, driver, stop - 3)
        for worker in dice.sample(found := workers(driver.pid), min(1, len(found))):
            worker.kill()
            killed.append("worker")
        until(folder, driver, stop)
        orphans = workers(driver.pid)
        driver.kill()
        driver.communicate()
        killed.append("driver")
        assert finished(folder) >= stop
        _, left = psutil.wait_procs(orphans, timeout=20)
        assert left == [], "workers outlive their driver"
    assert sorted(killed) == ["driver"] * 3 + ["worker"] * 3
    before = finished(folder)
    driver = start([cases], folder, plugged, "--workers", "2")
    _, said = driver.communicate()
    assert driver.returncode == 0, said
    assert f"{CASES} discussions" in said
    assert before < CASES
    assert bytes_of(folder) == bytes_of(undisturbed)
    assert triples_of(folder) == triples_of(undisturbed)
    assert sorted(path.name for path in folder.iterdir()) == [
        "corpus.json",
        "driver.lock",
        "store",
        "tables",
    ]


def test_ctrl_c_ends_it_and_it_goes_on(
    cases: Path, plugged: dict[str, str], undisturbed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    driver = start([cases], folder, plugged, "--workers", "2")
    until(folder, driver, 6)
    orphans = workers(driver.pid)
    driver.send_signal(signal.SIGINT)
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 130
    assert "Traceback" not in said
    assert psutil.wait_procs(orphans, timeout=20)[1] == []
    driver = start([cases], folder, plugged)
    assert ended(driver) == 0
    assert bytes_of(folder) == bytes_of(undisturbed)


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[Path]:
    for what in ("poison", "endless", "bug"):
        (tmp_path / "bad").mkdir(exist_ok=True)
        (tmp_path / "bad" / f"{what}.txt").write_text(f"TEST {what} {what}")
    yield tmp_path / "bad"


def test_what_ends_its_process_is_passed_over_alone(
    cases: Path, plugged: dict[str, str], undisturbed: Path, bad: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    limits = ("--workers", "2", "--tries", "2", "--seconds", "15")
    driver = start([bad, cases], folder, plugged, *limits)
    _, said = driver.communicate(timeout=300)
    assert driver.returncode == 3, said
    assert "Traceback" not in said
    assert [(each.source, each.kind, each.why) for each in load(folder).skipped] == [
        ("bad/bug.txt", "failed", "ZeroDivisionError: of the reader"),
        ("bad/endless.txt", "killed", "ended its process 2 times"),
        ("bad/poison.txt", "killed", "ended its process 2 times"),
    ]
    assert "skipped (killed): bad/poison.txt: ended its process 2 times" in said
    whole, other = bytes_of(folder), bytes_of(undisturbed)
    differ = {name for name in whole if whole[name] != other[name]}
    assert differ == {"corpus.json", "tables/skipped/00000.parquet"}


def test_two_drivers_do_not_meet(cases: Path, plugged: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "c"
    first = start([cases], folder, plugged)
    until(folder, first, 1)
    second = start([cases], folder, plugged)
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said.count("\n") == 1
    assert "another process is making this corpus" in said
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=60)


def test_a_script_needs_no_guard(cases: Path, plugged: dict[str, str], tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import argmap\n"
        f"made = argmap.corpus([{str(cases / '001.txt')!r}], 'c', workers=2, fast=True)\n"
        "print(made.made.mapped)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=plugged,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_missing_model_is_told_once(cases: Path, plugged: dict[str, str], tmp_path: Path) -> None:
    driver = start([cases], tmp_path / "c", plugged, "--workers", "2", "--model", "nothing")
    _, said = driver.communicate(timeout=120)
    assert driver.returncode == 1
    assert said.startswith("argmap: error: The spaCy pipeline 'nothing' is not installed.")
    assert said.count("\n") == 1


def test_processes_that_die_before_they_begin_end_the_run(
    cases: Path, plugged: dict[str, str], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    # As where the models find no memory.
    (site / "sitecustomize.py").write_text(
        "import os, sys, threading\n"
        "if 'multiprocessing.spawn' in ' '.join(sys.orig_argv):\n"
        "    import argmap.encode.encoder as encoder\n"
        "    encoder.HashingEncoder.__init__ = lambda self: os.kill(os.getpid(), 9)\n"
    )
    env = {**plugged, "PYTHONPATH": os.pathsep.join([str(site), plugged["PYTHONPATH"]])}
    driver = start([cases / "001.txt"], tmp_path / "c", env)
    _, said = driver.communicate(timeout=240)
    assert driver.returncode == 1
    assert "processes died one after the other before they began" in said
    assert said.count("\n") == 1


def test_rows_that_end_their_process_cost_one_discussion(
    cases: Path, plugged: dict[str, str], undisturbed: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import os, sys\n"
        "if 'multiprocessing.spawn' in ' '.join(sys.orig_argv):\n"
        "    import argmap.corpus.work as work\n"
        "    whole = work.tables_of\n"
        "    def tables_of(found, *more):\n"
        "        found.thread.id == 'test:013' and os.kill(os.getpid(), 9)\n"
        "        return whole(found, *more)\n"
        "    work.tables_of = tables_of\n"
    )
    env = {**plugged, "PYTHONPATH": os.pathsep.join([str(site), plugged["PYTHONPATH"]])}
    folder = tmp_path / "c"
    driver = start([cases], folder, env, "--tries", "2")
    _, said = driver.communicate(timeout=240)
    assert driver.returncode == 3, said
    assert [(each.kind, each.why) for each in load(folder).skipped] == [
        ("killed", "ended its process 2 times")
    ]
    assert len(load(folder).discussions()) == CASES - 1


def test_a_part_swept_as_a_worker_finishes_it_is_whole_or_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, target = tmp_path / "parts" / ".batch.1", tmp_path / "parts" / "batch"
    own.mkdir(parents=True)
    names = {"claims.parquet", "report.json"}
    for name in names:
        (own / name).touch()
    unlink, finishes = os.unlink, []

    def unlink_late(*args: object, **kwargs: object) -> None:
        if not finishes:
            finishes.append(True)
            with suppress(FileNotFoundError):
                own.rename(target)
        unlink(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "unlink", unlink_late)
    run._clean(tmp_path)
    assert finishes
    assert not target.exists() or {path.name for path in target.iterdir()} == names
    assert list((tmp_path / "parts").glob(".*")) == []


def test_a_part_without_all_of_its_tables_is_made_again(
    cases: Path, plugged: dict[str, str], undisturbed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    driver = start([cases], folder, plugged, "--workers", "1")
    while driver.poll() is None and not any(folder.glob("parts/[!.]*/report.json")):
        time.sleep(0.02)
    driver.kill()
    driver.communicate()
    part = next(folder.glob("parts/[!.]*/report.json")).parent
    (part / "claims.parquet").unlink()
    driver = start([cases], folder, plugged, "--workers", "2")
    _, said = driver.communicate()
    assert driver.returncode == 0, said
    assert bytes_of(folder) == bytes_of(undisturbed)


def test_a_worker_whose_part_was_swept_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = work.Job(str(tmp_path), Settings(), None, 3, None)

    def swept(job: work.Job, batch: Batch, own: Path) -> dict[str, list[object]]:
        run._clean(tmp_path)
        return {"discussions": [], "skipped": []}

    monkeypatch.setattr(work, "_write_tables", swept)
    with pytest.raises(FileNotFoundError):
        work.map_batch(job, Batch("batch", ()))
    assert list(job.parts.iterdir()) == []
