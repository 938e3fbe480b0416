"""The tables of a corpus: what they hold, and the same bytes however they came about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import bytes_of, triples_of  # type: ignore[import-not-found]
from engine_here import Here  # type: ignore[import-not-found]

from argmap.corpus import compact, fill, load, work
from argmap.corpus.columns import OWN, TABLES
from argmap.corpus.run import Choices, Made, make
from argmap.errors import CorpusError
from argmap.model import MapData, Settings

FAST = Settings(fast=True)


def made(sources: list[Path], folder: Path, engine: Here | None = None, **choices: object) -> Made:
    return make(sources, folder, FAST, Choices(**choices), engine=engine or Here())  # type: ignore[arg-type]


def test_every_discussion_is_in_every_table(
    maps: list[Path], rich_map: MapData, tmp_path: Path
) -> None:
    assert made(maps, tmp_path / "c") == Made(12, 12, ())
    corpus = load(tmp_path / "c")
    assert corpus.discussions() == [f"hn:{n}" for n in range(100, 112)]
    counts = json.loads((tmp_path / "c" / "corpus.json").read_text())["rows"]
    assert set(counts) == set(TABLES)
    assert counts["posts"] == 12 * len(rich_map.thread.posts)
    assert counts["claims"] == 12 * len(rich_map.claims)
    assert counts["relations"] == 12 * len(rich_map.relations)
    inside = sum(len(claim.mentions) for claim in rich_map.claims)
    loose = sum(map(len, rich_map.loose_mentions.values()))
    assert counts["mentions"] == 12 * (inside + loose)
    assert counts["hubs"] == len(rich_map.entities)
    assert counts["entity_hubs"] == 12 * len(rich_map.entities)


def test_words_are_verbatim(maps: list[Path], tmp_path: Path) -> None:
    made(maps[:1], tmp_path / "c")
    corpus = load(tmp_path / "c")
    posts = {row["post"]: row for row in corpus.table("posts").to_pylist()}
    claims = corpus.table("claims").to_pylist()
    for row in claims:
        assert posts[row["post"]]["text"][row["start"] : row["end"]] == row["text"]
        assert row["created"] == posts[row["post"]]["created"]
    said_in = {row["claim"]: posts[row["post"]] for row in claims}
    for row in corpus.table("points").to_pylist():
        assert row["quote"] in said_in[row["claim"]]["text"]


def test_a_store_wanted_later_is_filled_from_the_maps(maps: list[Path], tmp_path: Path) -> None:
    made(maps, tmp_path / "a")
    made(maps[:7], tmp_path / "b", store=False)
    assert not (tmp_path / "b" / "store").exists()
    made(maps, tmp_path / "b")
    assert triples_of(tmp_path / "a") == triples_of(tmp_path / "b")


def test_a_store_is_filled_in_several_changes(
    maps: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(maps, tmp_path / "a")
    monkeypatch.setattr(fill, "STORE_AT_ONCE", 5)
    monkeypatch.setattr(work, "LONGEST", 0)  # All from their maps, as for very long ones.
    made(maps, tmp_path / "b")
    assert triples_of(tmp_path / "a") == triples_of(tmp_path / "b")


def test_a_map_comes_back_whole(maps: list[Path], rich_map: MapData, tmp_path: Path) -> None:
    made(maps[:1], tmp_path / "c")
    found = load(tmp_path / "c").map("hn:100")
    assert found.claims == rich_map.claims
    assert found.summary == rich_map.summary


def test_order_of_work_and_of_sources_leaves_no_trace(maps: list[Path], tmp_path: Path) -> None:
    made(maps, tmp_path / "a")
    made(maps[::-1], tmp_path / "b", Here(backwards=True))
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert triples_of(tmp_path / "a") == triples_of(tmp_path / "b")


def test_what_is_added_later_leaves_no_trace(
    maps: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small files and row groups: rows of before and new ones meet in all of them.
    monkeypatch.setattr(compact, "FILE_DISCUSSIONS", 5)
    monkeypatch.setattr(compact, "GROUP_ROWS", 7)
    monkeypatch.setattr(compact, "GROUP_MAPS", 2)
    made(maps, tmp_path / "a")
    assert made(maps[::2], tmp_path / "b") == Made(6, 6, ())
    assert made(maps, tmp_path / "b") == Made(12, 6, ())
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert triples_of(tmp_path / "a") == triples_of(tmp_path / "b")
    assert len(list((tmp_path / "a" / "tables" / "claims").iterdir())) == 3


def test_what_is_done_is_not_done_again(maps: list[Path], tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        made(maps, tmp_path / "c", Here(stop_after=4))
    with pytest.raises(CorpusError, match="not finished"):
        load(tmp_path / "c")
    rest = Here()
    made(maps, tmp_path / "c", rest)
    assert sum(len(batch.items) for batch in rest.done) == 8
    again = Here()
    assert made(maps, tmp_path / "c", again) == Made(12, 0, ())
    assert again.done == []
    made(maps, tmp_path / "whole")
    assert bytes_of(tmp_path / "c") == bytes_of(tmp_path / "whole")


def test_a_discussion_that_changed_is_replaced(
    maps: list[Path], map_file: Callable[..., Path], tmp_path: Path
) -> None:
    made(maps, tmp_path / "c")
    map_file("hn:105", "Grown")
    assert made(maps, tmp_path / "c") == Made(12, 1, ())
    corpus = load(tmp_path / "c")
    titles = {row["discussion"]: row["title"] for row in corpus.table("discussions").to_pylist()}
    assert titles["hn:105"] == "Grown"
    assert len(titles) == 12
    made(maps, tmp_path / "fresh")
    assert bytes_of(tmp_path / "c") == bytes_of(tmp_path / "fresh")
    assert triples_of(tmp_path / "c") == triples_of(tmp_path / "fresh")


def test_the_first_of_two_sources_of_a_discussion_counts(
    maps: list[Path], map_file: Callable[..., Path], tmp_path: Path
) -> None:
    twin = map_file("hn:100", "Twin", under="twins").rename(tmp_path / "twin")
    done = made([*maps, twin], tmp_path / "c", Here(backwards=True))
    assert [(each.source, each.kind) for each in done.skipped] == [("twin/map.json", "repeated")]
    assert done.skipped[0].why == "hn:100 was read from hn-100/map.json"
    later = made(maps, tmp_path / "later")
    assert later.skipped == ()
    again = made([*maps, twin], tmp_path / "later")
    assert (again.discussions, again.mapped, len(again.skipped)) == (12, 0, 1)
    assert load(tmp_path / "later").map("hn:100").thread.title == "Another"


def test_a_broken_source_is_named_and_passed_over(maps: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"id": 1, "chil')
    absent = tmp_path / "absent.json"
    done = made([*maps, broken, absent], tmp_path / "c")
    assert (done.discussions, done.mapped) == (12, 12)
    assert [(each.source, each.kind) for each in done.skipped] == [
        ("absent.json", "failed"),
        ("broken.json", "failed"),
    ]
    assert "no such file" in done.skipped[0].why
    assert "line 1" in done.skipped[1].why
    assert load(tmp_path / "c").skipped == done.skipped


def test_nothing_but_broken_sources_make_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"None of 1 sources.*no such file"):
        made([tmp_path / "absent.json"], tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["driver.lock"]


def test_a_corpus_has_one_kind_of_settings(maps: list[Path], tmp_path: Path) -> None:
    made(maps[:1], tmp_path / "c")
    with pytest.raises(CorpusError, match=r"other settings \(seed\)"):
        make(maps, tmp_path / "c", Settings(fast=True, seed=3), Choices(), engine=Here())


def test_a_folder_with_other_things_is_left_alone(maps: list[Path], tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "letter.txt").write_text("dear")
    with pytest.raises(CorpusError, match="other things in it"):
        made(maps, tmp_path / "c")
    assert [path.name for path in (tmp_path / "c").iterdir()] == ["letter.txt"]


def test_tables_that_were_being_replaced_come_back(maps: list[Path], tmp_path: Path) -> None:
    made(maps, tmp_path / "c")
    before = bytes_of(tmp_path / "c")
    (tmp_path / "c" / "tables").rename(tmp_path / "c" / "tables.old")
    assert made(maps, tmp_path / "c") == Made(12, 0, ())
    assert bytes_of(tmp_path / "c") == before


def test_a_table_without_rows_has_its_columns(maps: list[Path], tmp_path: Path) -> None:
    made(maps, tmp_path / "c")
    corpus = load(tmp_path / "c")
    assert corpus.table("skipped").num_rows == 0
    for name, columns in TABLES.items():
        assert corpus.table(name).schema.names == [each.name for each in columns]
    assert set(OWN) < set(TABLES)
