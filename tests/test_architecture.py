"""The rooms hold: imports go down, stages never meet, nothing heavy loads unasked."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import argmap

PACKAGE = Path(argmap.__file__).parent
STAGES = ("read", "extract", "relate", "cluster", "summarize", "write")
LEVEL = {
    "errors": 0,
    "model": 1,
    "cache": 1,
    "encode": 2,
    "vocab": 3,
    "graph": 3,
    "query": 3,
    "verify": 3,
    "shapes": 3,
    "signs": 3,
    "evaluate": 3,
    "changes": 3,
    **dict.fromkeys(STAGES, 4),
    "formats": 5,
    "store": 5,
    "rewrite": 5,
    "kept": 5,
    "pipeline": 6,
    "serve": 6,
    "api": 7,
    "corpus": 8,
    "cli": 9,
    "__main__": 10,
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports(module: Path) -> set[str]:
    """Full names of what a module imports from argmap, type-only imports included."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            if node.module == "argmap":
                found |= {f"argmap.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return {name for name in found if name.split(".")[0] == "argmap"}


def own_room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(module: Path) -> None:
    here = own_room(module)
    if here == "__init__":
        pytest.skip("the package itself points at its rooms, lazily")
    for name in imports(module):
        there = room(name)
        if there in ("", here, "__version__"):
            continue
        assert LEVEL[there] < LEVEL[here] or (
            # What stands side by side below the stages may lean on its neighbour.
            LEVEL[there] == LEVEL[here] == 3
        ), f"argmap.{here} imports {name}, which is not below it"


@pytest.mark.parametrize("stage", STAGES)
def test_stages_do_not_import_one_another(stage: str) -> None:
    others = set(STAGES) - {stage}
    for module in (PACKAGE / stage).rglob("*.py"):
        assert {room(name) for name in imports(module)}.isdisjoint(others), module


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("spacy", {"extract"}),
        ("click", {"cli"}),
        ("pyvis", {"write"}),
        ("httpx", {"read", "query", "store"}),
        ("llm", {"rewrite"}),
        ("diskcache", {"cache"}),
    ],
)
def test_a_library_stays_in_its_room(library: str, rooms: set[str]) -> None:
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        names = {
            (node.module or "").split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        } | {
            alias.name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert library not in names or own_room(module) in rooms, module


@pytest.mark.parametrize("statement", ["import argmap", "import argmap.cli.main"])
def test_nothing_heavy_is_loaded_unasked(statement: str) -> None:
    heavy = """
        numpy spacy onnxruntime rdflib pyoxigraph networkx pyvis lxml httpx jinja2 rich llm
        diskcache
    """.split()
    code = f"import sys; {statement}; print(*sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_becomes_everything(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


def test_public_names_are_there() -> None:
    assert argmap.__all__ == sorted(argmap.__all__)
    for name in argmap.__all__:
        assert getattr(argmap, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = argmap.nothing


def test_read_is_a_function_whatever_was_imported_before() -> None:
    code = (
        "import argmap.read.registry, argmap, argmap.api; "
        "argmap.build; assert callable(argmap.read); assert argmap.read.readers()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
