"""Asking a corpus: SQL that can do nothing but read, SPARQL, and the commands."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from engine_here import Here  # type: ignore[import-not-found]

from argmap.cli.main import main
from argmap.corpus import load
from argmap.corpus.opened import Corpus
from argmap.corpus.run import Choices, make
from argmap.errors import CorpusError, QueryError, UnknownName
from argmap.model import MapData, Settings

pytest.importorskip("duckdb")


@pytest.fixture
def corpus(maps: list[Path], tmp_path: Path) -> Corpus:
    make(maps[:3], tmp_path / "c", Settings(fast=True), Choices(), engine=Here())
    return load(tmp_path / "c")


def test_tables_are_asked_by_name(corpus: Corpus, rich_map: MapData) -> None:
    found = corpus.sql("SELECT kind, count(*) AS n FROM relations GROUP BY kind ORDER BY kind")
    kinds = [relation.kind for relation in rich_map.relations]
    assert found.plain() == [{"kind": k, "n": 3 * kinds.count(k)} for k in sorted(set(kinds))]


def test_rows_are_written_as_csv_and_json(corpus: Corpus) -> None:
    sql = "SELECT discussion, first, 'a,\"b' AS odd, NULL AS none FROM discussions LIMIT 1"
    found = corpus.sql(sql)
    (row,) = csv.DictReader(io.StringIO(found.to("csv")))
    expected = {"discussion": "hn:100", "first": "2024-02-03T10:00:00+00:00", "odd": 'a,"b'}
    assert row == {**expected, "none": ""}
    assert json.loads(found.to("json")) == [{**expected, "none": None}]
    with pytest.raises(UnknownName):
        found.to("xml")


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW claims",
        "SELECT 1; SELECT 2",
        "",
        "SET threads = 4",
        "PRAGMA database_list",
        "INSTALL httpfs",
        "ATTACH '{tmp}/x.db'",
        "COPY (SELECT 1) TO '{tmp}/x.csv'",
        "CREATE TABLE t (i INT)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{tmp}/secret.txt')",
        "SELECT * FROM '{tmp}/secret.txt'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT * FROM nothing",
        "SELEC 1",
    ],
)
def test_nothing_but_reading_the_tables_is_allowed(
    corpus: Corpus, sql: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    before = set(tmp_path.rglob("*"))
    with pytest.raises(QueryError) as refused:
        corpus.sql(sql.format(tmp=tmp_path))
    assert "\n" not in str(refused.value)
    assert set(tmp_path.rglob("*")) == before


def test_a_query_without_end_is_stopped(corpus: Corpus) -> None:
    endless = (
        "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5"
    )
    with pytest.raises(QueryError, match="stopped after"):
        corpus.sql(endless, timeout=0.5)


def test_a_limit_says_that_there_was_more(corpus: Corpus) -> None:
    assert corpus.sql("SELECT * FROM posts", limit=2).truncated
    assert not corpus.sql("SELECT * FROM discussions", limit=3).truncated


def test_sparql_asks_all_discussions(corpus: Corpus) -> None:
    found = corpus.query("SELECT (COUNT(*) AS ?n) { ?d a argmap:Discussion }")
    assert found.table() == [["3"]]


def test_unknown_names_are_told(corpus: Corpus) -> None:
    with pytest.raises(UnknownName, match=r"Known: .*claims"):
        corpus.table("nothing")
    with pytest.raises(UnknownName, match="hn:100"):
        corpus.map("hn:404")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Iterator[object]:
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(each) for each in arguments])
        out, err = capfd.readouterr()
        code = stopped.value.code
        return (code if isinstance(code, int) else 0), out, err

    yield run


def test_query_takes_sql_and_sparql(run, corpus: Corpus) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = run(
        "query", corpus.path, "--sql", "SELECT count(*) n FROM posts", "--format", "csv"
    )
    assert (code, out) == (0, "n\n33\n")
    code, out, err = run("query", corpus.path, "--sql", "SELECT title FROM discussions")
    assert code == 0
    assert out.count("Another") == 3
    assert err == "3 rows\n"
    code, out, _ = run("query", corpus.path, "ASK { ?d a argmap:Discussion }")
    assert (code, out) == (0, "yes\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("query", "{corpus}", "--sql", "DROP VIEW claims"), 1, "asked with one SELECT"),
        (("query", "{corpus}", "--sql", "SELECT 1", "--format", "xml"), 2, "not xml"),
        (("query", "{corpus}", "ASK {{}}", "--sql", "SELECT 1"), 2, "Give a query"),
        (("query", "nowhere", "--sql", "SELECT 1"), 1, "no corpus there"),
        (("corpus", "nowhere.json", "-o", "{corpus}", "--from", "x"), 1, "No reader called 'x'"),
    ],
)
def test_refusals_say_why(run, corpus: Corpus, arguments, code: int, message: str) -> None:  # type: ignore[no-untyped-def]
    found, _, err = run(*(each.format(corpus=corpus.path) for each in arguments))
    assert found == code
    assert message in err
    assert "Traceback" not in err


def test_a_manifest_that_cannot_be_read_is_refused(corpus: Corpus) -> None:
    (corpus.path / "corpus.json").write_text("{")
    with pytest.raises(CorpusError, match="not written by this version"):
        load(corpus.path)


def test_the_command_is_listed() -> None:
    from argmap.cli.main import app

    assert "  corpus " in CliRunner().invoke(app, ["--help"]).output


@pytest.mark.parametrize(
    ("absent", "arguments"),
    [
        ("pyarrow", ("corpus", "{maps}", "-o", "{new}")),
        ("pebble", ("corpus", "{maps}", "-o", "{new}")),
        ("distributed", ("corpus", "{maps}", "-o", "{new}", "--scheduler", "tcp://127.0.0.1:1")),
        ("duckdb", ("query", "{corpus}", "--sql", "SELECT 1")),
    ],
)
def test_what_is_not_installed_is_named_with_its_mend(  # type: ignore[no-untyped-def]
    run, corpus: Corpus, absent: str, arguments, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    places = {"maps": tmp_path / "maps", "new": tmp_path / "new", "corpus": corpus.path}
    code, _, err = run(*(each.format(**places) for each in arguments))
    assert code == 1
    extra = "dask" if absent == "distributed" else "corpus"
    assert "is not installed. Install it: python -m pip install 'argmap[" + extra + "]'" in err
    assert err.count("\n") == 1
