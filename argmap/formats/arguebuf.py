"""arguebuf JSON: protocol buffers in their JSON form, maps keyed by id.

Source: https://github.com/recap-utr/arguebuf-python, version 2.7.2.
"""

from __future__ import annotations

from argmap.formats.build import Builder, Json, mapping, rest, text_of, to_text
from argmap.formats.from_map import graph_of
from argmap.formats.speakers import on_statements
from argmap.model import ArgumentGraph, ArgumentNode, MapData, NodeKind, Speaker
from argmap.read.assemble import as_id, as_time
from argmap.read.source import Source

_SCHEMES: dict[str, NodeKind] = {
    "support": "RA",
    "attack": "CA",
    "rephrase": "MA",
    "preference": "PA",
}
_NAMES = {kind: name for name, kind in _SCHEMES.items()}


def recognises(source: Source) -> bool:
    """True for nodes and edges by id, the nodes atoms and schemes."""
    document = source.json if source.looks_like_json else None
    if not isinstance(document, dict) or not isinstance(document.get("nodes"), dict):
        return False
    nodes = list(document["nodes"].values())[:20]
    marked = "schemaVersion" in document or "libraryVersion" in document
    return marked or any(isinstance(n, dict) and ("atom" in n or "scheme" in n) for n in nodes)


def read(source: Source) -> ArgumentGraph:
    """Read a graph with its participants.

    Raises:
        BadSource: Not JSON.
    """
    document = mapping(source.json)
    builder = Builder("arguebuf", source)
    for name, record in mapping(document.get("participants")).items():
        fields = mapping(record)
        shown = text_of(fields.get("name")) or text_of(fields.get("username"))
        builder.speaker(shown.strip() or f"person {name}", as_id(name) or name, fields)
    for name, record in mapping(document.get("nodes")).items():
        _node(as_id(name), mapping(record), builder)
    for name, record in mapping(document.get("edges")).items():
        fields = mapping(record)
        start, end = as_id(fields.get("source")), as_id(fields.get("target"))
        if start is None or end is None:
            builder.tally.add("edges without both ends, skipped", f"edge {name}")
            continue
        builder.edge(start, end, as_id(name), rest(fields, "source", "target"))
    left = rest(document, "nodes", "edges", "participants")
    return builder.graph(extra={"arguebuf": left})


def _node(name: str | None, record: Json, builder: Builder) -> None:
    created = as_time(mapping(record.get("metadata")).get("created"))
    if "scheme" in record:
        scheme = mapping(record.get("scheme"))
        kinds = [(kind, scheme.get(key)) for key, kind in _SCHEMES.items() if key in scheme]
        kind, value = kinds[0] if kinds else ("RA", None)
        if not kinds:
            builder.tally.add("schemes without a type, read as support", f"node {name}")
        builder.node(
            name, kind, kind, scheme=_readable(text_of(value)), created=created, extra=record
        )
        return
    if "atom" not in record:
        builder.tally.add("nodes that are neither atom nor scheme, kept aside", f"node {name}")
        builder.node(name, "other", "", created=created, extra=record)
        return
    atom = mapping(record.get("atom"))
    builder.node(
        name,
        "I",
        text_of(atom.get("text")),
        created=created,
        speaker=as_id(atom.get("participant")),
        extra={**rest(record, "atom"), "atom": rest(atom, "text", "participant")},
    )


def _readable(scheme: str) -> str | None:
    """``SUPPORT_POSITION_TO_KNOW`` as “Position To Know”; None for the default."""
    name = scheme.partition("_")[2]
    return None if name in ("", "DEFAULT", "UNSPECIFIED") else name.replace("_", " ").title()


def dump(graph: ArgumentGraph) -> str:
    """Write atoms and schemes, and speakers as participants."""
    native = graph.format == "arguebuf"
    graph = on_statements(graph)
    kept = {node.id for node in graph.nodes if node.kind in ("I", *_NAMES) or native}
    said = {node.speaker for node in graph.nodes if node.kind == "I"}
    document: Json = {
        "nodes": {n.id: _record(n, native) for n in graph.nodes if n.id in kept},
        "edges": {
            edge.id: {"source": edge.source, "target": edge.target}
            | (dict(edge.extra) if native else {})
            for edge in graph.edges
            if native or {edge.source, edge.target} <= kept
        },
    }
    people = {s.id: _participant(s, native) for s in graph.speakers if native or s.id in said}
    if people:
        document["participants"] = people
    left = mapping(graph.extra.get("arguebuf")) if native else {"schemaVersion": 1}
    return to_text({**document, **left})


def _participant(speaker: Speaker, native: bool) -> Json:
    return dict(speaker.extra) if native else {"name": speaker.name}


def _record(node: ArgumentNode, native: bool) -> Json:
    extra = dict(node.extra) if native else {}
    if node.kind != "I" and native:
        return extra
    times = {"created": node.created, "updated": node.created} if node.created else {}
    metadata = {"metadata": times} if times else {}
    if node.kind != "I":
        name = _NAMES[node.kind]
        record: Json = {"scheme": {name: f"{name.upper()}_DEFAULT"}, **metadata}
        if node.scheme:
            record["userdata"] = {"scheme": node.scheme}
        return record
    atom: Json = {"text": node.text}
    if node.speaker is not None:
        atom["participant"] = node.speaker
    userdata = {"userdata": {"url": node.url}} if node.url else {}
    inner = extra.pop("atom", {})
    return {"atom": {**atom, **inner}, **metadata, **userdata, **extra}


def write(argument_map: MapData) -> str:
    """Write a map for arguebuf: claims as atoms, authors as participants."""
    return dump(graph_of(argument_map))
