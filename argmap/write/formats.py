"""Names of formats -> functions, imported when asked for.

To add one: a function ``write(argument_map) -> str | bytes`` in a module of this room, and one
row here. Other packages add rows through entry points of the group ``argmap.formats``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast

from argmap.errors import UnknownName
from argmap.model import MapData

GROUP = "argmap.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a map."""

    function: str
    """``module:name`` of ``write(argument_map) -> str | bytes``."""
    suffix: str
    what: str
    """One line for ``argmap export --list``."""
    loses: str | None = None
    """``module:name`` of a function that counts what the format cannot carry; None: nothing."""


_WRITE = "argmap.write"

BUILT_IN = {
    "csv": Format(
        f"{_WRITE}.tables:to_zip",
        ".csv.zip",
        "the graph as nodes.csv and edges.csv",
        f"{_WRITE}.losses:tables",
    ),
    "gexf": Format(
        f"{_WRITE}.graphs:to_gexf", ".gexf", "the graph, for Gephi", f"{_WRITE}.losses:xml_graph"
    ),
    "graphml": Format(
        f"{_WRITE}.graphs:to_graphml",
        ".graphml",
        "the graph, in GraphML",
        f"{_WRITE}.losses:xml_graph",
    ),
    "html": Format(f"{_WRITE}.html:to_html", ".html", "the page to explore the map"),
    "json": Format(f"{_WRITE}.map_json:to_json", ".json", "map.json itself"),
    "jsonld": Format(f"{_WRITE}.jsonld:to_jsonld", ".jsonld", "RDF, as JSON-LD 1.1"),
    "md": Format(
        f"{_WRITE}.markdown:to_markdown",
        ".md",
        "the summary, in Markdown",
        f"{_WRITE}.losses:summary",
    ),
    "nquads": Format(f"{_WRITE}.rdf:to_nquads", ".nq", "RDF, as N-Quads"),
    "text": Format(
        f"{_WRITE}.text:to_text", ".txt", "the summary, in plain text", f"{_WRITE}.losses:summary"
    ),
    "trig": Format(f"{_WRITE}.rdf:to_trig", ".trig", "RDF, as TriG"),
    "turtle": Format(f"{_WRITE}.rdf:to_turtle", ".ttl", "RDF, as Turtle"),
}


def names() -> tuple[str, ...]:
    """Names ``find`` takes, sorted."""
    return tuple(sorted({*BUILT_IN, *entry_points(group=GROUP).names}))


def find(name: str) -> Format:
    """Return a format by name; those built in come before those of other packages.

    Raises:
        UnknownName: No such format; the message lists them.
    """
    if name in BUILT_IN:
        return BUILT_IN[name]
    for entry in entry_points(group=GROUP, name=name):
        return Format(entry.value, f".{name}", f"from {entry.value.partition('.')[0]}")
    raise UnknownName("format", name, names())


def by_suffix(path: Path | None) -> str:
    """Return the name of the format a file name ends in.

    Raises:
        UnknownName: It ends in none, or there is no file name.
    """
    for name, found in BUILT_IN.items():
        if path is not None and path.name.endswith(found.suffix):
            return name
    raise UnknownName("format", path.suffix if path else "", names(), "Name one with --format.")


def describe() -> list[tuple[str, str]]:
    """Return names and what each is, in one line."""
    return [(name, find(name).what) for name in names()]


def render(argument_map: MapData, name: str) -> str | bytes:
    """Write a map in a format.

    Raises:
        UnknownName: No such format.
    """
    return cast("str | bytes", _load(find(name).function)(argument_map))


def losses(argument_map: MapData, name: str) -> dict[str, int]:
    """Count what a format leaves out of this map, by a short name of it; empty: nothing.

    Raises:
        UnknownName: No such format.
    """
    counter = find(name).loses
    return {} if counter is None else cast("dict[str, int]", _load(counter)(argument_map))


def _load(address: str) -> Callable[[MapData], object]:
    module, _, function = address.partition(":")
    return cast("Callable[[MapData], object]", getattr(import_module(module), function))
