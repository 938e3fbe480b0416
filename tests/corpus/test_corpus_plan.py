"""Sources opened up into discussions, with names that stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.corpus.plan import SHARES, batches, discussions, stamped
from argmap.errors import BadSource


@pytest.fixture
def forum(tmp_path: Path) -> Path:
    for name in ("a/notes.txt", "b/notes.txt", ".hidden/x.txt", "m/map.json", "b/.swp"):
        path = tmp_path / "forum" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: hello\n\nworld\n")
    return tmp_path / "forum"


def test_every_file_of_a_folder_is_a_discussion(forum: Path) -> None:
    names = [item.name for item in discussions([forum])]
    assert names == ["forum/a/notes.txt", "forum/b/notes.txt", "forum/m/map.json"]


def test_a_map_folder_is_one_discussion(forum: Path) -> None:
    assert [item.name for item in discussions([forum / "m"])] == ["m/map.json"]


def test_files_of_one_name_get_more_of_their_path(forum: Path) -> None:
    found = discussions([forum / "a/notes.txt", forum / "b/notes.txt"])
    assert [item.name for item in found] == ["a/notes.txt", "b/notes.txt"]
    assert [item.name for item in discussions([forum / "a/notes.txt"])] == ["notes.txt"]


def test_a_source_named_twice_is_one(forum: Path) -> None:
    assert len(discussions([forum, forum / "a/notes.txt", forum])) == 3


def test_a_list_names_sources(forum: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"{forum}\n\nhn:8863\n")
    found = discussions([f"@{listed}"])
    assert [item.name for item in found][-1] == "hn:8863"
    assert len(found) == 4


def test_each_line_is_a_discussion(tmp_path: Path) -> None:
    file = tmp_path / "dump.jsonl"
    file.write_bytes(b'{"a": 1}\n\n{"b": 2}\n{"c": "\xc3\xa9"}')
    found = discussions([file], lines=True)
    assert [item.name for item in found] == ["dump.jsonl:1", "dump.jsonl:3", "dump.jsonl:4"]
    assert [item.open().json for item in found] == [{"a": 1}, {"b": 2}, {"c": "é"}]


@pytest.mark.parametrize(
    ("source", "message"),
    [("-", "standard input"), ("@/nowhere/list", "no list of sources")],
)
def test_what_cannot_be_planned_is_refused(source: str, message: str) -> None:
    with pytest.raises(BadSource, match=message):
        discussions([source])


def test_fingerprints_follow_content_name_and_settings(forum: Path) -> None:
    def prints(key: bytes = b"k") -> list[str]:
        return [item.fingerprint for item in stamped(discussions([forum]), key)]

    before = prints()
    assert len(set(before)) == 3
    assert prints() == before
    assert not set(prints(b"other")) & set(before)
    (forum / "a/notes.txt").write_text("changed")
    after = prints()
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, True]


def test_batches_hold_every_item_once_in_order(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03d}.txt").write_text("x" * (1 + number * 7 % 50))
    items = list(stamped(discussions([tmp_path]), b""))
    found = list(batches(items))
    assert [item for batch in found for item in batch.items] == items
    assert SHARES // 2 <= len(found) <= 2 * SHARES
    assert len({batch.id for batch in found}) == len(found)
