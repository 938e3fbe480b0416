"""The drawing engine in the package is the one that page/ builds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from argmap.write.page.embed import engine

PAGE = Path(__file__).parents[2] / "page"


def test_the_shipped_engine_names_its_version_and_licence() -> None:
    packages = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    version = packages["node_modules/vis-network"]["version"]
    assert engine().startswith(f"/*! vis-network {version} ")
    assert f"vis-network {version}" in (PAGE.parent / "NOTICE").read_text(encoding="utf-8")


def test_the_engine_can_stand_inside_a_script_element() -> None:
    assert "</script" not in engine().lower()
    assert "sourceMappingURL=" not in engine()


def test_the_lockfile_names_no_registry() -> None:
    lock = (PAGE / "package-lock.json").read_text(encoding="utf-8")
    assert not re.search(r'"resolved"', lock)


def test_the_shipped_engine_is_up_to_date() -> None:
    node = shutil.which("node")
    if node is None or not (PAGE / "node_modules" / "esbuild").is_dir():
        pytest.skip("node, or page/node_modules (npm ci), is not there")
    done = subprocess.run([node, "build.mjs", "--check"], cwd=PAGE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
