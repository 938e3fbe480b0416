"""Every command in the documentation runs, on the example, and every link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def commands(page: Path) -> list[str]:
    """Lines that start with ``$`` in the console blocks of a page, continued lines joined."""
    blocks = CONSOLE.findall(page.read_text(encoding="utf-8"))
    return [
        command.replace("\\\n", "")
        for block in blocks
        for command in re.findall(r"^\$ ((?:.*\\\n)*.*)", block, re.MULTILINE)
    ]


ALL = [(page, command) for page in PAGES for command in commands(page)]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, and the map of one already made: the pages build on it."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "thread.json").symlink_to(ROOT / "examples" / "leaving-meta.algolia.json")
    (folder / "notes.txt").symlink_to(ROOT / "examples" / "leaving-meta.digest.txt")
    subprocess.run(
        [sys.executable, *shlex.split("-m argmap map thread.json -o out/leaving-meta -q")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder


def is_slow(command: str) -> bool:
    """What maps the whole example again, or needs the network or make, is run elsewhere."""
    return bool(
        re.search(r"argmap (map|summarize) examples/leaving-meta\.algolia|\bhn:|https?:", command)
    ) or (shlex.split(command)[0] in {"make", "git", "pip", "python", "open", "xdg-open"})


@pytest.mark.trained
@pytest.mark.parametrize(
    ("page", "command"),
    [each for each in ALL if not is_slow(each[1])],
    ids=lambda each: each.name if isinstance(each, Path) else each[:60],
)
def test_a_documented_command_runs(workplace: Path, page: Path, command: str) -> None:
    shim = f'argmap() {{ "{sys.executable}" -m argmap "$@"; }}; '
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shim + command],
        cwd=workplace,
        env=os.environ | {"BROWSER": "true"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.trained
@pytest.mark.parametrize(
    "page", [p for p in PAGES if PYTHON.search(p.read_text(encoding="utf-8"))], ids=lambda p: p.name
)
def test_documented_python_runs(workplace: Path, page: Path) -> None:
    code = "\n".join(PYTHON.findall(page.read_text(encoding="utf-8")))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=workplace,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_documentation_shows_commands() -> None:
    assert len(ALL) >= 15
