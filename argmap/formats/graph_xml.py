"""GraphML and GEXF as argument graphs: nodes with words, edges that say a kind. Read only.

Source: Brandes et al. 2002, doi:10.1007/3-540-45848-4_59; https://gexf.net/schema.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from argmap.formats.build import Builder
from argmap.formats.graph_values import Graph
from argmap.formats.xml import local, parse_xml
from argmap.model import ArgumentGraph
from argmap.read.source import Source

Values = dict[str, str]


def recognises(source: Source) -> bool:
    """True for XML that opens a graphml or gexf element."""
    return source.start.startswith("<") and ("<graphml" in source.start or "<gexf" in source.start)


def read(source: Source) -> ArgumentGraph:
    """Read the nodes that have words; an edge without a kind is kept aside and counted.

    Raises:
        BadSource: Not XML; says which line.
    """
    root = parse_xml(source)
    builder = Builder("gexf" if local(root) == "gexf" else "graphml", source)
    names = {
        each.get("id", ""): (each.get("attr.name") or each.get("title") or "").lower()
        for each in root.iter()
        if local(each) in ("key", "attribute")
    }
    graph = Graph(builder)
    for element in root.iter():
        if local(element) == "node":
            values = _values(element, names)
            graph.node(element.get("id"), values, values.get("", "") or _words(element))
        elif local(element) == "edge":
            ends = element.get("source"), element.get("target")
            graph.edge(element.get("id"), *ends, _values(element, names))
    graph.finish()
    return builder.graph(_title(root))


def _title(root: Any) -> str:
    """Return the title argmap writes; other files have none to speak of."""
    for data in root.iterfind("{*}graph/{*}data"):
        if data.get("key") and data.text:
            for key in root.iterfind("{*}key"):
                if key.get("id") == data.get("key") and key.get("attr.name") == "title":
                    return str(data.text)
    return ""


def _values(element: Any, names: Mapping[str, str]) -> Values:
    """Return attributes and data of an element by lower-case name."""
    found = {name.lower(): value for name, value in element.attrib.items()}
    for part in _parts(element):
        kind = local(part)
        if kind == "data":
            text = "".join(part.itertext()).strip()
            found[names.get(part.get("key", ""), "")] = text
        elif kind == "attvalue":
            found[names.get(part.get("for", ""), "")] = part.get("value", "")
        elif kind == "LineStyle":
            found["colour"] = part.get("color", "").lower()
    return found


def _parts(element: Any) -> Iterator[Any]:
    """Yield what is inside an element but not inside an element of the graph below it."""
    waiting = list(reversed(element))
    while waiting:
        part = waiting.pop()
        if local(part) in ("node", "edge", "graph", "nodes", "edges"):
            continue
        yield part
        waiting.extend(reversed(part))


def _words(element: Any) -> str:
    """Return all text inside a node, where no value has a name that means words."""
    return " ".join("".join(element.itertext()).split())
