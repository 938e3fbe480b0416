"""The XML of the argumentative microtexts.

Source: Peldszus & Stede 2016, An annotated corpus of argumentative microtexts;
https://github.com/peldszus/arg-microtexts, ``corpus/arggraph.dtd``.
"""

from __future__ import annotations

from argmap.formats.build import Builder
from argmap.formats.xml import parse_xml
from argmap.model import ArgumentGraph, NodeKind
from argmap.read.source import Source

_KIND: dict[str, NodeKind] = {"sup": "RA", "exa": "RA", "reb": "CA", "und": "CA"}
_SCHEME = {"sup": "support", "exa": "example", "reb": "rebuttal", "und": "undercut"}
_VOICE = {"pro": "proponent", "opp": "opponent"}


def recognises(source: Source) -> bool:
    """True for XML whose root is ``arggraph``."""
    return source.start.startswith("<") and "<arggraph" in source.start


def read(source: Source) -> ArgumentGraph:
    """Read a graph; argument units take the text of their segments, in order.

    Raises:
        BadSource: Not XML; says which line.
    """
    root = parse_xml(source)
    builder = Builder("microtext", source)
    words = {
        each.get("id"): " ".join("".join(each.itertext()).split()) for each in root.iter("edu")
    }
    edges = [dict(each.attrib) for each in root.iter("edge")]
    parts: dict[str, list[str]] = {}
    for edge in edges:
        if edge.get("type") == "seg":
            parts.setdefault(edge.get("trg", ""), []).append(edge.get("src", ""))
    for unit in root.iter("adu"):
        name = unit.get("id", "")
        text = _text(name, parts, words)
        voice = unit.get("type", "")
        if voice and voice not in _VOICE:
            builder.tally.add("argument units of an unknown type", f"unit {name}: {voice!r}")
        speaker = builder.speaker(_VOICE[voice]) if voice in _VOICE else None
        builder.node(name or None, "I", text, speaker=speaker, extra={"type": voice})
    _relations(edges, builder)
    return builder.graph(root.get("topic_id") or root.get("id") or "", extra=dict(root.attrib))


def _text(unit: str, parts: dict[str, list[str]], words: dict[str | None, str]) -> str:
    """Join the segments of a unit, those of joints included."""
    found, waiting, seen = [], list(reversed(parts.get(unit, []))), {unit}
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        if part in words:
            found.append(words[part])
        waiting.extend(reversed(parts.get(part, [])))
    return " ".join(found)


def _relations(edges: list[dict[str, str]], builder: Builder) -> None:
    added = []
    for edge in edges:
        kind, name = edge.get("type", ""), edge.get("id", "")
        start, end = edge.get("src", ""), edge.get("trg", "")
        if kind == "add":
            added.append((start, end))
        elif kind in _KIND:
            builder.relation(_KIND[kind], [start], end, name, scheme=_SCHEME[kind])
        elif kind != "seg":
            builder.tally.add("edges of an unknown type, skipped", f"edge {name}: {kind!r}")
    # A linked premise joins the edge of the first one.
    for start, end in added:
        builder.edge(start, end)
