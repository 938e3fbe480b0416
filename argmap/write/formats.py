"""Names of formats -> functions, imported when asked for.

To add one: a function ``write(argument_map) -> str | bytes`` in a module of this room, and one
row here. Other packages add rows through entry points of the group ``argmap.formats``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
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


BUILT_IN = {
    "csv": Format("argmap.write.tables:to_zip", ".csv.zip", "nodes.csv and edges.csv, in a zip"),
    "gexf": Format("argmap.write.graphs:to_gexf", ".gexf", "the graph for Gephi"),
    "graphml": Format("argmap.write.graphs:to_graphml", ".graphml", "the graph, in GraphML"),
    "html": Format("argmap.write.html:to_html", ".html", "the page to explore"),
    "json": Format("argmap.write.map_json:to_json", ".json", "map.json itself"),
    "jsonld": Format("argmap.write.rdf:to_jsonld", ".jsonld", "RDF as JSON-LD 1.1"),
    "md": Format("argmap.write.markdown:to_markdown", ".md", "the summary in Markdown"),
    "text": Format("argmap.write.text:to_text", ".txt", "the summary in plain text"),
    "turtle": Format("argmap.write.rdf:to_turtle", ".ttl", "RDF as Turtle 1.1"),
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
