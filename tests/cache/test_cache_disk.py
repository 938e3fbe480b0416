"""The folder of results: whole or nothing, bounded, shared, and never in the way."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.cache import DiskCache, NoCache, digest, folder_digest, open_cache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "results"


def fresh(folder: Path, **choices: object) -> DiskCache:
    """A cache as another process would open it; whatever it has to tell fails the test."""
    return DiskCache(folder, **({"tell": pytest.fail} | choices))  # type: ignore[arg-type]


def change(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / "cache.db") as database:
        database.execute(statement, values)
    database.close()


def test_what_is_put_is_got_in_another_process(folder: Path) -> None:
    fresh(folder).put([(b"one", b"\x00first"), (b"two", b"")])
    again = fresh(folder)
    assert [again.get(key) for key in (b"one", b"two", b"three")] == [b"\x00first", b"", None]
    assert again.size()[0] == 2
    assert again.clear() == 2
    assert fresh(folder).get(b"one") is None


def test_large_values_are_files_and_come_back_whole(folder: Path) -> None:
    value = os.urandom(3 << 20)
    fresh(folder).put([(b"large", value)])
    assert fresh(folder).get(b"large") == value
    (stored,) = folder.rglob("*.val")
    stored.write_bytes(value[:1000])
    assert fresh(folder).get(b"large") is None
    stored.unlink()
    assert fresh(folder).get(b"large") is None


@pytest.mark.parametrize(
    "damaged",
    [b"", b"short", b"x" * 40, pytest.param("text", id="text"), pytest.param(7, id="number")],
)
def test_a_damaged_entry_is_none_and_is_written_again(folder: Path, damaged: object) -> None:
    fresh(folder).put([(b"key", b"value")])
    change(folder, "UPDATE Cache SET value = ?", damaged)
    again = fresh(folder)
    assert again.get(b"key") is None
    again.put([(b"key", b"value")])
    assert fresh(folder).get(b"key") == b"value"


def test_an_entry_moved_to_another_key_is_none(folder: Path) -> None:
    fresh(folder).put([(b"one", b"value")])
    change(folder, "UPDATE Cache SET key = ?", b"two")
    assert fresh(folder).get(b"two") is None


def test_a_pickle_is_never_opened(folder: Path, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.mkdir, (str(tmp_path / "run"),))

    fresh(folder).put([(b"key", b"value")])
    change(folder, "UPDATE Cache SET value = ?, mode = 4", pickle.dumps(Evil()))
    assert fresh(folder).get(b"key") is None
    assert not (tmp_path / "run").exists()


def test_a_file_that_is_no_database_is_replaced(folder: Path) -> None:
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"no database at all, but long enough " * 400)
    cache = fresh(folder)
    assert cache.get(b"key") is None
    cache.put([(b"key", b"value")])
    assert fresh(folder).get(b"key") == b"value"


def test_a_folder_that_cannot_be_made_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told: list[str] = []
    cache = DiskCache(tmp_path / "file" / "results", tell=told.append)
    for _ in range(3):
        cache.put([(b"key", b"value")])
        assert cache.get(b"key") is None
    (line,) = told
    assert "nothing is kept" in line and "Not a directory" in line


def test_a_full_disk_is_told_once(folder: Path) -> None:
    # A limit on file sizes is what a full disk looks like to SQLite, and needs no rights.
    code = (
        "import resource, sys; from pathlib import Path; from argmap.cache import DiskCache\n"
        "told = []; cache = DiskCache(Path(sys.argv[1]), tell=told.append)\n"
        "cache.put([(b'small', b'value')])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "for number in range(40): cache.put([(b'%d' % number, bytes(20_000))])\n"
        "assert len(told) == 1, told\n"
        "cache.put([(b'large', bytes(2_000_000))])\n"
        "assert len(told) == 1, told\n"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    assert fresh(folder).get(b"small") == b"value"


def test_the_oldest_go_when_the_limit_is_reached(folder: Path) -> None:
    cache = fresh(folder, limit=2 << 20)
    for number in range(300):
        cache.put([(b"%d" % number, os.urandom(20_000))])
    assert cache.size()[1] <= 2.5 * (1 << 20)
    assert cache.get(b"0") is None and cache.get(b"299") is not None


def test_an_entry_too_large_for_the_limit_drives_out_nothing(folder: Path) -> None:
    cache = fresh(folder, limit=2 << 20)
    cache.put([(b"small", b"value"), (b"large", bytes(1 << 20))])
    assert cache.get(b"large") is None and cache.get(b"small") == b"value"


def test_processes_write_side_by_side(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from argmap.cache import DiskCache\n"
        "def tell(what): sys.exit(what)\n"
        "cache = DiskCache(Path(sys.argv[1]), tell=tell)\n"
        "for number in range(60):\n"
        "    cache.put([(b'%d' % number, b'same'), (f'{sys.argv[2]} {number}'.encode(), b'own')])\n"
        "    assert cache.get(b'%d' % number) == b'same'\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), str(number)])
        for number in range(4)
    ]
    assert [each.wait(60) for each in running] == [0, 0, 0, 0]
    assert fresh(folder).size()[0] == 60 + 4 * 60


def test_a_killed_writer_leaves_whole_entries(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from argmap.cache import DiskCache\n"
        "cache = DiskCache(Path(sys.argv[1]))\n"
        "for number in range(10**9):\n"
        "    cache.put([(b'%d' % number, b'%d' % number * 1000)] * 3)\n"
        "    number == 20 and print('going', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None and writer.stdout.readline()
        writer.kill()
    cache = fresh(folder)
    assert all(cache.get(b"%d" % number) == b"%d" % number * 1000 for number in range(20))
    cache.put([(b"next", b"value")])
    assert cache.get(b"next") == b"value"


def test_the_user_can_forbid_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path))
    monkeypatch.setenv("ARGMAP_NO_CACHE", "1")
    assert isinstance(open_cache(), NoCache)
    monkeypatch.delenv("ARGMAP_NO_CACHE")
    monkeypatch.setenv("ARGMAP_CACHE_MIB", "7")
    found = open_cache()
    assert isinstance(found, DiskCache)
    assert (found.folder, found.limit) == (tmp_path / "results", 7 << 20)


def test_digests_tell_parts_apart() -> None:
    assert digest("a", "bc") != digest("ab", "c") != digest("ab", "c", "")
    assert digest("a") == digest(b"a")


def test_a_folder_has_another_digest_when_a_byte_changes(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "model.bin").write_bytes(b"weights")
    (tmp_path / "one" / "seen.pyc").write_bytes(b"compiled")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two" / "seen.pyc").unlink()
    assert folder_digest(tmp_path / "one") == folder_digest(tmp_path / "two")
    shutil.copytree(tmp_path / "one", tmp_path / "three")
    (tmp_path / "three" / "model.bin").write_bytes(b"Weights")
    assert folder_digest(tmp_path / "one") != folder_digest(tmp_path / "three")
