"""The table of readers: names, plug-ins, standard input."""

import io
import sys
from importlib.metadata import EntryPoint
from types import ModuleType, SimpleNamespace

import pytest

from argmap.model import Post, Thread
from argmap.read import read, readers, registry


def test_names_are_listed_in_the_order_tried():
    assert readers()[:2] == ("hn", "hn-page")
    assert readers()[-1] == "text"


def test_every_row_can_be_imported_and_recognises():
    for path in (*registry.SPECIFIC.values(), *registry.GENERAL.values()):
        function = registry.load(path)
        assert hasattr(sys.modules[function.__module__], "recognises")


def test_other_packages_add_readers(monkeypatch, tmp_path):
    module = ModuleType("oven_format")
    exec(
        "def recognises(source): return source.text.startswith('OVEN')\n"
        "def read_oven(source): return make(source)",
        module.__dict__,
    )
    module.make = lambda source: Thread(f"oven:{source.stem}", "Ovens", (Post("1", "Hot."),))
    monkeypatch.setitem(sys.modules, "oven_format", module)
    row = EntryPoint("oven", "oven_format:read_oven", "argmap.readers")
    monkeypatch.setattr(registry, "entry_points", lambda group: [row])
    path = tmp_path / "a.oven"
    path.write_text("OVEN 1", encoding="utf-8")
    assert "oven" in readers()
    assert read(path).id == "oven:a"
    assert read(path, reader="oven").title == "Ovens"


def test_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "Hot."}\n')))
    thread = read("-")
    assert (thread.id, thread.posts[0].text) == ("file:stdin", "Hot.")


@pytest.mark.parametrize("name", ["here.txt", "deep/here.txt"])
def test_source_names_no_folder(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("One.", encoding="utf-8")
    assert (read(path).source, read(str(path)).id) == ("here.txt", "file:here.txt")
