"""Commands on a map folder: summarize, visualize, export, check, explain."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from argmap.model import MapData


def test_summarize_prints_markdown_into_a_pipe(run, folder: Path) -> None:
    done = run("summarize", folder)
    assert done.out == (folder / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("format_name", "start"),
    [("md", "# Ask"), ("text", "Ask"), ("html", "<!doctype html>"), ("json", "{\n")],
)
def test_summarize_writes_each_format(
    run, folder: Path, tmp_path: Path, format_name: str, start: str
) -> None:
    done = run("summarize", folder, "--format", format_name)
    assert done.out.startswith(start)
    run("summarize", folder, "--format", format_name, "-o", tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == done.out


def test_summarize_keeps_to_what_is_asked_for(run, folder: Path) -> None:
    assert "## Learning" in run("summarize", folder, "--theme", "t2").out
    assert run("summarize", folder, "--author", "erin").out.count("\n- ") == 1
    assert run("summarize", folder, "--max-points", "1").out.count("\n- ") == 1
    assert "No theme called 'x'" in run("summarize", folder, "--theme", "x").err


def test_visualize_writes_the_page_into_the_folder(run, folder: Path) -> None:
    (folder / "map.html").unlink()
    assert run("visualize", folder).code == 0
    assert (folder / "map.html").read_text(encoding="utf-8").startswith("<!")
    assert run("visualize", folder, "--pyvis").code == 0
    assert (folder / "graph.html").is_file()
    assert run("visualize", folder, "-o", "-").out == (folder / "map.html").read_text(
        encoding="utf-8"
    )


def test_visualize_refuses_an_unknown_theme(run, folder: Path) -> None:
    done = run("visualize", folder, "--theme", "x")
    assert done.code == 1
    assert done.err.startswith("argmap: error: No theme called 'x'.")


def test_export_writes_files_and_says_what_is_lost(run, folder: Path, tmp_path: Path) -> None:
    done = run("export", folder, "-f", "graphml", "-o", tmp_path / "a.graphml")
    assert (tmp_path / "a.graphml").read_text(encoding="utf-8").startswith("<?xml")
    assert "graphml does not carry: 5 summary points\n" in done.err
    done = run("export", folder, "-o", tmp_path / "a.ttl")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "a.ttl").read_text(encoding="utf-8") == (folder / "map.ttl").read_text(
        encoding="utf-8"
    )


def test_export_csv_takes_a_folder(run, folder: Path, tmp_path: Path) -> None:
    assert run("export", folder, "-f", "csv", "-o", tmp_path / "tables").code == 0
    with (tmp_path / "tables" / "edges.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) > 20


def test_export_names_the_formats_it_knows(run, folder: Path) -> None:
    assert "graphml" in run("export", folder, "--list").out
    assert "No format called 'docx'. Known: aif," in run("export", folder, "-f", "docx").err
    assert "Name one with --format" in run("export", folder).err


def test_check_passes_a_true_map(run, folder: Path) -> None:
    done = run("check", folder)
    assert done.code == 0
    assert "hn:100: all holds: 16 claims and 14 quotes verbatim, 15 edges" in done.err


def test_check_names_what_does_not_hold(run, folder: Path) -> None:
    file = folder / "map.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace("faster than Go", "slower than Go", 1),
        encoding="utf-8",
    )
    done = run("check", folder)
    assert done.code == 1
    assert "claim 100#0-35: its text is not verbatim\n" in done.out
    assert done.err.startswith("argmap: error: hn:100: ")


def test_check_validates_the_rdf_against_the_shapes(run, folder: Path) -> None:
    pytest.importorskip("pyshacl")
    assert run("check", folder, "--shacl").code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "not an argmap map"),
        ('{"format": "argmap", "version": 99}', "schema version 99"),
        ('{"format": "argmap", "version": 1, "thread": []}', "of the wrong shape"),
    ],
)
def test_a_broken_map_is_one_clear_line(run, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "map.json").write_text(content, encoding="utf-8")
    done = run("check", tmp_path)
    assert done.code == 1
    assert message in done.err
    assert done.err.count("\n") == 1


def test_a_folder_without_a_map_says_how_to_make_one(run, tmp_path: Path) -> None:
    assert "argmap map SOURCE -o DIR" in run("export", tmp_path, "-f", "md").err


def test_explain_tells_what_an_edge_rests_on(run, folder: Path, rich_map: MapData) -> None:
    relation = next(r for r in rich_map.relations if r.kind == "contrasts" and r.scope == "reply")
    done = run("explain", folder, relation.source, relation.target)
    assert "contrasts (reply, confidence 0.88)" in done.out
    assert "because: opening “No,” at 101#39-42" in done.out


def test_explain_tells_all_of_a_post_and_a_claim(run, folder: Path, rich_map: MapData) -> None:
    out = run("explain", folder, "101").out
    assert out.startswith("101 by bob, https://news.example.org/item?id=101\n")
    assert "stance towards post 100: contrasts, confidence 0.90" in out
    assert "in theme t1 (Benchmarks & <parsers>), camp t1.a" in out
    assert rich_map.claims[0].id in run("explain", folder, rich_map.claims[0].id).out


def test_explain_offers_ids_that_exist(run, folder: Path) -> None:
    assert "Known: 101#43-67" in run("explain", folder, "101#1-2").err
    assert run("explain", folder, "1", "2", "3").code == 2


def test_map_json_itself_can_be_named(run, folder: Path) -> None:
    assert run("check", folder / "map.json").code == 0
    assert json.loads(run("export", folder / "map.json", "-f", "json").out)["format"] == "argmap"
