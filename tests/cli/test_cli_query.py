"""``argmap query``: free and named queries, from everywhere, in every format."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

QUESTION = "SELECT ?text { ?claim a argmap:Question; argmap:text ?text }"


def test_a_query_prints_a_table(run, folder: Path) -> None:
    done = run("query", folder, QUESTION)
    assert "What about Zig?" in done.out
    assert done.err == "1 row\n"


def test_a_query_is_read_from_a_file_or_standard_input(
    run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "question.rq"
    file.write_text(QUESTION, encoding="utf-8")
    expected = run("query", folder, QUESTION).out
    assert run("query", folder, f"@{file}").out == expected
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(QUESTION.encode())))
    assert run("query", folder, "-").out == expected


@pytest.mark.parametrize(
    ("format_name", "start"),
    [("csv", "text\n"), ("tsv", "?text\n"), ("json", "{"), ("xml", "<?xml")],
)
def test_rows_come_in_the_standard_formats(run, folder: Path, format_name: str, start: str) -> None:
    assert run("query", folder, QUESTION, "--format", format_name).out.startswith(start)


def test_a_construct_query_gives_turtle(run, folder: Path) -> None:
    done = run("query", folder, "CONSTRUCT { ?a argmap:supports ?b } { ?a argmap:supports ?b }")
    assert "argmap:supports" in done.out


def test_named_queries_are_listed_and_run_with_parameters(run, folder: Path) -> None:
    listed = run("query", "--list").out
    names = [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")]
    assert len(names) >= 10
    for name in names:
        assert run("query", folder, "--named", name).code == 0, name


def test_a_parameter_changes_a_named_query(run, folder: Path) -> None:
    both = run("query", folder, "--named", "contested", "--format", "csv").out
    one = run("query", folder, "--named", "contested", "-p", "limit=1", "--format", "csv").out
    assert both.startswith(one)
    assert one.count("\n") == 2


def test_limit_says_that_there_is_more(run, folder: Path) -> None:
    done = run(
        "query", folder, "SELECT ?s { ?s a argmap:Claim }", "--limit", "2", "--format", "json"
    )
    assert len(json.loads(done.out)["results"]["bindings"]) == 2
    assert "more than 2 rows" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["SELECT ?x {"], 1, "argmap: error: Query, line 1"),
        (["DELETE WHERE { ?s ?p ?o }"], 1, "would change the map"),
        (["--named", "nothing"], 1, "No query called 'nothing'"),
        ([], 2, "--named NAME"),
        (["--named", "contested", "-p", "limit"], 2, "is not KEY=VALUE"),
        (["@/nowhere/file.rq"], 1, "No such file"),
        ([QUESTION, "--format", "ttl"], 1, "A SELECT query gives csv, json, tsv, xml"),
    ],
)
def test_what_cannot_be_asked_is_told(
    run, folder: Path, arguments: list[str], code: int, message: str
) -> None:
    done = run("query", folder, *arguments)
    assert done.code == code
    assert message in done.err


def test_words_of_comments_are_no_console_markup(run, folder: Path) -> None:
    done = run("query", folder, 'SELECT ?x { BIND("[red]\\u001b[31mx[/red]" AS ?x) }')
    assert "[red][31mx[/red]" in done.out
