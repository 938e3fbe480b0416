"""``argmap convert``, and maps of argument formats under the other commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from argmap import api
from argmap.cli.main import main
from argmap.formats import registry
from argmap.write import formats

sys.path.insert(0, str(Path(__file__).parent.parent / "fuzz"))

from fuzz_seeds import opened, seeds

KIALO = (
    "Discussion Title: Free buses?\n\n1. Buses should be free.\n"
    "1.1. Pro: Free buses empty the streets of cars.\n1.2. Con: Free buses are too full.\n"
)


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(arguments)
    return int(done.value.code or 0)


@pytest.fixture
def kialo(tmp_path: Path) -> Path:
    file = tmp_path / "buses.txt"
    file.write_text(KIALO, encoding="utf-8")
    return file


def test_one_format_becomes_another(kialo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = kialo.with_name("buses.argdown")
    assert run("convert", str(kialo), str(out)) == 0
    text = out.read_text(encoding="utf-8")
    assert "[c1]: Buses should be free.\n  + [c2]\n  - [c3]\n" in text
    assert run("convert", str(out), "-", "--to", "aif") == 0
    captured = capsys.readouterr()
    nodes = json.loads(captured.out)["nodes"]
    assert [node["type"] for node in nodes] == ["I", "I", "I", "RA", "CA"]
    assert "aif does not carry: 3 titles" in captured.err


def test_a_discussion_is_refused_with_the_way_to_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("A note.\n\nAnother one.\n", encoding="utf-8")
    assert run("convert", str(file), str(tmp_path / "x.argdown")) == 1
    assert "Make a map of it first: argmap map" in capsys.readouterr().err


def test_an_unknown_format_is_refused(kialo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", str(kialo), "x.docx") == 1
    assert "Known: aif" in capsys.readouterr().err


@pytest.mark.trained
def test_every_command_works_on_the_map_of_an_argument_format(
    kialo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(kialo.with_name("map"))
    assert run("map", str(kialo), "-o", folder, "--fast") == 0
    assert "no comments to quote" in capsys.readouterr().err
    assert run("check", folder, "--source", str(kialo), "--shacl") == 0
    assert run("summarize", folder) == 0
    assert run("query", folder, "--named", "contested") == 0
    assert run("visualize", folder) == 0
    assert run("explain", folder, "1.1#0-37") == 0
    assert run("export", folder, "-f", "turtle") == 0
    assert run("export", folder, "-f", "graphml") == 0
    capsys.readouterr()
    assert run("convert", folder, "-", "--to", "xaif") == 0
    assert len(json.loads(capsys.readouterr().out)["AIF"]["nodes"]) == 5


@pytest.mark.trained
def test_a_format_becomes_a_graph_through_a_map(
    kialo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = kialo.with_name("vault")
    assert run("convert", str(kialo), str(vault), "--to", "obsidian") == 0
    assert len(list((vault / "Claims").iterdir())) == 3
    assert "obsidian does not carry" in capsys.readouterr().err


EVERY = sorted({seed.reader for seed in seeds()} & set(registry.READERS))


@pytest.mark.trained
@pytest.mark.parametrize("reader", EVERY)
def test_each_format_becomes_every_other(
    reader: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = next(s for s in seeds() if s.reader == reader and not s.file.endswith(".zip"))
    source = tmp_path / f"in{Path(seed.file).suffix}"
    members = opened(seed).members
    for member in members:
        file = source / member.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(member.data)
    if not members:
        source.write_bytes(seed.data)
    folder = tmp_path / "map"
    assert run("map", str(source), "-o", str(folder), "--fast", "-q") == 0
    claims = len(json.loads((folder / "map.json").read_text(encoding="utf-8"))["claims"])
    assert claims > 0
    for name in formats.names():
        there = tmp_path / f"out-{name}"
        # What argmap writes without a map goes from the file itself, all else from its map.
        start = source if name in registry.WRITERS else folder
        capsys.readouterr()
        assert run("convert", str(start), str(there), "--to", name) == 0, name
        losses = [line for line in capsys.readouterr().err.splitlines() if "does not carry" in line]
        expected = () if name in registry.WRITERS else formats.losses(api.load(folder), name)
        assert len(losses) == len(expected) or name in registry.WRITERS
        assert there.exists()
