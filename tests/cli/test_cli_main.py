"""Whatever argmap refuses is one line on stderr; help is quick; output is UTF-8 anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from argmap.cli import main as cli

ROOT = Path(__file__).parent.parent.parent

COMMANDS = [
    "map",
    "summarize",
    "visualize",
    "query",
    "export",
    "check",
    "diff",
    "explain",
    "corpus",
    "trends",
    "readers",
]


def test_commands_are_listed_in_the_order_a_user_needs_them(run) -> None:
    out = run("--help").out
    places = [out.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c != "readers"])
def test_help_shows_an_example_and_says_what_each_option_does(run, command: str) -> None:
    assert f"\n  argmap {command} " in run(command, "--help").out
    options = [p for p in cli.app.commands[command].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_reference(command: str) -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    _, _, section = page.partition(f"\n## argmap {command}\n")
    section = section.partition("\n## ")[0]
    assert section, f"docs/reference/cli.md has no section on argmap {command}"
    for option in cli.app.commands[command].params:
        if isinstance(option, click.Option):
            assert f"`{max(option.opts, key=len)}" in section, option.opts


def test_wrong_usage_is_told_with_code_2(run) -> None:
    done = run("map", "thread.json")
    assert done.code == 2
    assert "Missing option '-o'" in done.err


def test_a_missing_file_is_one_line_with_code_1(run, tmp_path: Path) -> None:
    done = run("map", tmp_path / "nope.json", "-o", tmp_path / "out")
    assert (done.code, done.out, done.err) == (1, "", "argmap: error: nope.json: no such file.\n")
    assert not (tmp_path / "out").exists()


def test_a_name_with_control_characters_stays_one_line(run, tmp_path: Path) -> None:
    done = run("check", tmp_path / "a\nb\x1b[31m")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (click.Abort(), 130, ""),
        (
            PermissionError(13, "Permission denied", "/out"),
            1,
            "argmap: error: /out: Permission denied\n",
        ),
        (OSError(28, "No space left on device"), 1, "argmap: error: No space left on device\n"),
    ],
)
def test_interruptions_and_system_errors(
    run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    message: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("argmap.api.load", fail)
    done = run("check", folder)
    assert (done.code, done.err.strip("\n")) == (code, message.strip("\n"))


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PY": sys.executable} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_output_is_utf8_under_any_locale(folder: Path) -> None:
    done = shell(
        f'"$PY" -m argmap summarize "{folder}"', LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 0, done.stderr
    assert "Rust has a steep learning curve 🦀" in done.stdout


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    done = shell(
        f'"$PY" -m argmap export "{folder}" -f html | head -c 10; exit "${{PIPESTATUS[0]}}"'
    )
    assert done.stderr == ""


def test_version(run) -> None:
    from argmap import __version__

    assert run("--version").out == f"argmap, version {__version__}\n"


def test_readers_are_listed(run) -> None:
    assert run("readers").out == run("--list-readers").out
    assert "hn\n" in run("readers").out
