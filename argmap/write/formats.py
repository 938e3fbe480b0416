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

_ARGUMENT = "argmap.formats"


def _argument(name: str, what: str) -> Format:
    return Format(
        f"{_ARGUMENT}.{name}:write",
        ".argdown" if name == "argdown" else f".{name}.json",
        what,
        f"{_ARGUMENT}.losses:{name}",
    )


BUILT_IN = {
    "aif": _argument("aif", "AIF JSON, a nodeset of AIFdb"),
    "argdown": _argument("argdown", "Argdown, with authors as data"),
    "arguebuf": _argument("arguebuf", "arguebuf JSON"),
    "sadface": _argument("sadface", "SADFace JSON"),
    "xaif": _argument("xaif", "xAIF JSON, for OVA3 and oAMF"),
    "dot": Format(
        f"{_WRITE}.dot:to_dot", ".dot", "claims and edges, for Graphviz", f"{_WRITE}.losses:dot"
    ),
    "obsidian": Format(
        f"{_WRITE}.obsidian:to_zip",
        ".obsidian.zip",
        "an Obsidian vault: a note per theme, claim, entity",
        f"{_WRITE}.losses:vault",
    ),
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
    name = path.name.lower() if path is not None else ""
    found = [row for row in BUILT_IN if name.endswith(BUILT_IN[row].suffix)]
    if found:
        # map.aif.json ends in .json too.
        return max(found, key=lambda row: len(BUILT_IN[row].suffix))
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
    found = find(name)
    lost = {} if found.loses is None else cast("dict[str, int]", _load(found.loses)(argument_map))
    graph = argument_map.argument_graph
    if graph is None or name == "json" or found.function.startswith(_ARGUMENT):
        return lost
    carried = ("I", "RA", "CA", "MA")
    beside = sum(node.kind not in carried for node in graph.nodes) + len(graph.locutions)
    what = f"nodes and locutions of the {graph.format} file beside claims and relations"
    return {**lost, what: beside} if beside else lost


FOLDERS = {
    "csv": f"{_WRITE}.tables:to_tables",
    "obsidian": f"{_WRITE}.obsidian:to_vault",
}
"""Formats of several files; by name, ``write(argument_map) -> contents by path``."""


def render_files(argument_map: MapData, name: str) -> dict[str, str]:
    """Write a map as the files of one of ``FOLDERS``, by path inside the folder."""
    return cast("dict[str, str]", _load(FOLDERS[name])(argument_map))


def _load(address: str) -> Callable[[MapData], object]:
    module, _, function = address.partition(":")
    return cast("Callable[[MapData], object]", getattr(import_module(module), function))
