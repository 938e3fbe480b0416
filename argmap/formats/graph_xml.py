"""GraphML and GEXF as argument graphs: nodes with words, edges that say a kind. Read only.

Source: Brandes et al. 2002, doi:10.1007/3-540-45848-4_59; https://gexf.net/schema.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from argmap.formats.build import Builder
from argmap.formats.xml import local, parse_xml
from argmap.model import ArgumentGraph, NodeKind
from argmap.read.assemble import as_id, as_time
from argmap.read.clean import clean_line
from argmap.read.source import Source

_KINDS: Mapping[str, NodeKind] = {
    **dict.fromkeys(("supports", "support", "entails", "pro"), "RA"),
    **dict.fromkeys(("contrasts", "contrast", "attacks", "attack", "contrary", "con"), "CA"),
    **dict.fromkeys(("rephrases", "rephrase"), "MA"),
}
_COLOURS: Mapping[str, NodeKind] = {"#00ff00": "RA", "#ff0000": "CA"}
"""Argdown's GraphML tells kinds by the colour of the line alone."""
_WORDS = ("text", "label", "title", "name", "tooltip")
_SIGN = ("kind", "relation", "type", "label")
_OTHER = ("post", "entity", "theme", "author", "camp")
"""Kinds of nodes in argmap's own files that are no claims."""

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
    for element in root.iter():
        if local(element) == "node":
            _node(element, _values(element, names), builder)
    for element in root.iter():
        if local(element) == "edge":
            _edge(element, _values(element, names), builder)
    return builder.graph()


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


def _node(element: Any, values: Values, builder: Builder) -> None:
    words = next((values[name] for name in _WORDS if values.get(name)), "")
    words = words or values.get("", "") or " ".join("".join(element.itertext()).split())
    is_other = values.get("kind") in _OTHER
    author = clean_line(values.get("author"))
    builder.node(
        as_id(element.get("id")),
        "other" if is_other else "I",
        words,
        speaker=builder.speaker(author) if author and not is_other else None,
        created=as_time(values.get("created")),
        url=values.get("url") or None,
        extra=values,
    )


def _edge(element: Any, values: Values, builder: Builder) -> None:
    start, end = as_id(element.get("source")), as_id(element.get("target"))
    name = as_id(element.get("id")) or f"edge {len(builder.edges) + 1}"
    if start is None or end is None:
        builder.tally.add("edges without both ends, skipped", name)
        return
    said = (values.get(key, "").lower() for key in _SIGN)
    kind = next((_KINDS[word] for word in said if word in _KINDS), None)
    kind = kind or _COLOURS.get(values.get("colour", ""))
    if kind is None:
        builder.tally.add("edges that neither support nor contrast, kept aside", name)
        builder.edge(start, end, name, values)
        return
    while name in builder.nodes:
        name += "x"
    builder.relation(kind, [start], end, name, extra=values)
