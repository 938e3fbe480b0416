"""Trends are counts that can be counted again; risers rise; pictures are safe."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from engine_here import Here  # type: ignore[import-not-found]

from argmap.corpus import load
from argmap.corpus.chart import to_html, to_svg
from argmap.corpus.opened import Corpus
from argmap.corpus.run import Choices, make
from argmap.corpus.trends import Period, Trend, risers, trend
from argmap.errors import CorpusError, UnknownName
from argmap.model import MapData, Settings
from argmap.write.map_json import to_dict

Write = Callable[..., Path]


@pytest.fixture
def at(rich_map: MapData, tmp_path: Path) -> Write:
    """Write the map made by hand as a discussion of some day; only some names in it, if given."""

    def write(number: int, day: str | None, only: set[str] | None = None) -> Path:
        posts = tuple(
            dataclasses.replace(post, created=day and f"{day}T12:00:00+00:00")
            for post in rich_map.thread.posts
        )
        thread = dataclasses.replace(rich_map.thread, id=f"hn:{number}", posts=posts)
        claims = tuple(
            dataclasses.replace(
                claim,
                mentions=tuple(m for m in claim.mentions if only is None or m.entity in only),
            )
            for claim in rich_map.claims
        )
        found = dataclasses.replace(rich_map, thread=thread, claims=claims)
        folder = tmp_path / "at" / f"{number:03d}"
        folder.mkdir(parents=True)
        (folder / "map.json").write_text(json.dumps(to_dict(found)), encoding="utf-8")
        return folder

    return write


def made(folder: Path) -> Corpus:
    make([folder / "at"], folder / "c", Settings(fast=True), Choices(store=False), engine=Here())
    return load(folder / "c")


def test_a_trend_counts_what_is_there(at: Write, rich_map: MapData, tmp_path: Path) -> None:
    days = ["2023-11-30", "2023-12-01", "2024-02-29", "2024-02-01", None]
    for number, day in enumerate(days):
        at(number, day)
    found = trend(made(tmp_path).tables, "go")
    signs: dict[str, int] = defaultdict(int)
    value = {"positive": 1, "negative": -1, "neutral": 0}
    voices = set()
    for claim in rich_map.claims:
        for mention in claim.mentions:
            if mention.entity == "go":
                signs[claim.id] += value[mention.polarity]
                voices.add(rich_map.thread.by_id[claim.post].author)
    one = (
        len(signs),
        sum(sign > 0 for sign in signs.values()),
        sum(sign < 0 for sign in signs.values()),
        sum(sign == 0 for sign in signs.values()),
    )
    everything = len(rich_map.claims)
    two = tuple(2 * each for each in one)
    none = (0, 0, 0, 0)
    assert one[0] > 3
    assert found == Trend(
        "go",
        "Go",
        "month",
        (
            Period(date(2023, 11, 1), *one, len(voices), 1, everything),
            Period(date(2023, 12, 1), *one, len(voices), 1, everything),
            Period(date(2024, 1, 1), *none, 0, 0, 0),
            Period(date(2024, 2, 1), *two, len(voices), 2, 2 * everything),
        ),
        one[0],
    )


def test_an_alias_means_its_entity(at: Write, tmp_path: Path) -> None:
    at(1, "2024-01-01")
    corpus = made(tmp_path)
    assert corpus.trend("GOLANG") == corpus.trend("Go")


@pytest.mark.parametrize(("by", "first"), [("week", "2024-02-26"), ("year", "2024-01-01")])
def test_periods_begin_on_their_first_day(at: Write, tmp_path: Path, by: str, first: str) -> None:
    at(1, "2024-03-03")  # A Sunday: its week began in February.
    found = made(tmp_path).trend("Rust", by)  # type: ignore[arg-type]
    assert [period.start.isoformat() for period in found.periods] == [first]


def test_an_unknown_entity_names_those_alike(at: Write, tmp_path: Path) -> None:
    at(1, "2024-03-03")
    with pytest.raises(UnknownName, match=r"Known: .*Rust"):
        made(tmp_path).trend("Rusty")


def test_without_times_there_is_no_trend(at: Write, tmp_path: Path) -> None:
    at(1, None)
    corpus = made(tmp_path)
    with pytest.raises(CorpusError, match="none of the posts"):
        corpus.trend("Rust")
    with pytest.raises(CorpusError, match="None of the posts has a time"):
        corpus.risers()


def test_what_is_named_more_of_late_rises(at: Write, tmp_path: Path) -> None:
    for number in range(12):
        day = date(2024, 1, 15) + timedelta(days=30 * number)
        # Rust is named all the time, Zig in the last two months only, Go until then.
        at(number, day.isoformat(), {"rust", "zig"} if number >= 10 else {"rust", "go"})
    corpus = made(tmp_path)
    found, start, last = risers(corpus.tables, recent=2)
    assert [riser.hub for riser in found] == ["zig"]
    assert (found[0].before, found[0].recent) == (0, 4)
    assert found[0].score > 0
    assert (start, last) == (date(2024, 11, 1), date(2024, 12, 1))
    assert corpus.risers(recent=2, top=5) == found
    with pytest.raises(CorpusError, match="nothing before"):
        corpus.risers(recent=12)


def test_pictures_hold_all_figures_and_no_markup_of_others() -> None:
    odd = '<script>alert("1")</script>'
    day = datetime(2024, 1, 1).date()
    periods = (Period(day, 7, 4, 2, 1, 3, 2, 50), Period(day.replace(month=2), 0, 0, 0, 0, 0, 0, 9))
    found = Trend("x", odd, "month", periods, 3)
    svg = to_svg(found)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert [" ".join((title or "").split()) for title in titles] == [
        "2024-01-01: 4 for, 2 against, 1 neither; 3 voices",
        "2024-02-01: 0 for, 0 against, 0 neither; 0 voices",
    ]
    heights = [
        float(bar.attrib["height"])
        for group in root.iter("{http://www.w3.org/2000/svg}g")
        for bar in group.iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert heights[0] == pytest.approx(4 * heights[1], abs=0.2)
    assert heights[2] == pytest.approx(2 * heights[1], abs=0.2)
    page = to_html(found)
    assert "<script" not in svg + page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "3 more claims" in page


def test_the_command_writes_every_form(at: Write, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    from argmap.cli.main import main

    for number, day in enumerate(["2023-11-30", "2023-12-01", "2024-02-29"]):
        at(number, day)
    folder = str(made(tmp_path).path)

    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["trends", folder, *arguments])
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    code, out, _ = run("--entity", "Rust", "--format", "csv")
    assert code == 0
    assert out.startswith("start,claims,positive,negative,neutral,voices,discussions,all_claims\n")
    assert out.count("\n") == 5
    rows = json.loads(run("--entity", "Rust", "--format", "json")[1])
    assert [row["start"] for row in rows] == [
        "2023-11-01",
        "2023-12-01",
        "2024-01-01",
        "2024-02-01",
    ]
    assert "2024-02-01" in run("--entity", "Rust")[1]
    for name in ("t.svg", "t.html", "t.csv"):
        assert run("--entity", "Rust", "-o", str(tmp_path / name))[0] == 0
        assert "2024-02" in (tmp_path / name).read_text()
    code, out, err = run("--recent", "1", "--format", "json")
    assert (code, json.loads(out)) == (0, [])
    assert err == "recent: from 2024-02-01 on, 1 month\n"
    code, out, _ = run("--arguments", "--format", "json")
    assert json.loads(out)[0]["discussions"] == 3
    for arguments, message in (
        (("--format", "svg"), "name it with --entity"),
        (("--entity", "x", "--arguments"), "two questions"),
        (("--entity", "Rust", "-o", "x.png"), "FILE ends in none of"),
    ):
        code, _, err = run(*arguments)
        assert code == 2
        assert message in err
