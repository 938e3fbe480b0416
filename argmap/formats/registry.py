"""Names of argument formats -> their modules, imported when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from argmap.read.source import Source

READERS: Mapping[str, str] = {
    "xaif": "argmap.formats.xaif",
    "aif": "argmap.formats.aif",
    "sadface": "argmap.formats.sadface",
    "arguebuf": "argmap.formats.arguebuf",
    "argdown-json": "argmap.formats.argdown_json",
    "graphml": "argmap.formats.graph_xml",
    "gexf": "argmap.formats.graph_xml",
    "csv-graph": "argmap.formats.graph_csv",
    "obsidian": "argmap.formats.vault",
    "dot": "argmap.formats.dot",
    "microtext": "argmap.formats.microtext",
    "kialo": "argmap.formats.kialo",
    "argdown": "argmap.formats.argdown",
}
"""Tried in this order; each recognises its own format and nothing else."""

FOLDERS = ("csv-graph", "obsidian")
"""Those of several files."""

WRITERS: Mapping[str, tuple[str, str]] = {
    "aif": ("argmap.formats.aif", ".aif.json"),
    "xaif": ("argmap.formats.xaif", ".xaif.json"),
    "argdown": ("argmap.formats.argdown", ".argdown"),
    "arguebuf": ("argmap.formats.arguebuf", ".arguebuf.json"),
    "sadface": ("argmap.formats.sadface", ".sadface.json"),
}
"""Module and suffix."""


def readable() -> tuple[str, ...]:
    """Names of what can be read."""
    return tuple(READERS)


def load(name: str) -> ModuleType:
    """Return the module of a format that can be read."""
    return import_module(READERS[name])


def recognise(source: Source) -> str | None:
    """Return the name of the first format that recognises the content, or None."""
    names = FOLDERS if source.members else READERS
    return next((name for name in names if load(name).recognises(source)), None)


def dump(name: str, graph: object) -> str:
    """Write an argument graph in one of ``WRITERS``."""
    text: str = import_module(WRITERS[name][0]).dump(graph)
    return text
