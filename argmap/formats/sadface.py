"""SADFace: atoms and schemes.

Source: https://github.com/Open-Argumentation/SADFace.
"""

from __future__ import annotations

from argmap.formats.build import Builder, Json, ids, mapping, records, rest, text_of, to_text
from argmap.formats.from_map import graph_of
from argmap.formats.speakers import on_statements
from argmap.formats.times import to_stamp
from argmap.model import ArgumentGraph, ArgumentNode, MapData, NodeKind
from argmap.read.assemble import as_time
from argmap.read.source import Source

_CORE = (
    *("analyst_name", "analyst_email", "created", "edited", "id", "title", "version"),
    *("notes", "description"),
)
_EPOCH = "1970-01-01 00:00:00"
_NAMES: dict[NodeKind, str] = {
    "RA": "support",
    "CA": "conflict",
    "MA": "rephrase",
    "PA": "preference",
}
_CONFLICT = ("conflict", "attack", "contrast", "undercut", "rebut")


def recognises(source: Source) -> bool:
    """True for lists of nodes and edges, the edges with ``source_id`` or the nodes atoms."""
    document = source.json if source.looks_like_json else None
    if not isinstance(document, dict):
        return False
    nodes, edges = document.get("nodes"), document.get("edges")
    if not isinstance(nodes, list) or not isinstance(edges, list):
        return False
    return any("source_id" in edge for edge in edges[:20] if isinstance(edge, dict)) or any(
        node.get("type") in ("atom", "scheme") for node in nodes[:20] if isinstance(node, dict)
    )


def read(source: Source) -> ArgumentGraph:
    """Read a document; its core fields may stand at the top level, as in older files.

    Raises:
        BadSource: Not JSON.
    """
    document = mapping(source.json)
    builder = Builder("sadface", source)
    core = {**document, **mapping(mapping(document.get("metadata")).get("core"))}
    for record in records(document.get("nodes"), "nodes", builder.tally):
        _node(record, builder)
    for record in records(document.get("edges"), "edges", builder.tally):
        (edge_id, start, end), odd = ids(record, "id", "source_id", "target_id")
        if start is None or end is None:
            builder.tally.add("edges without both ends, skipped", f"edge {edge_id}")
            continue
        builder.edge(start, end, edge_id, rest(record, "id", "source_id", "target_id") | odd)
    return builder.graph(
        text_of(core.get("title")), extra={"sadface": rest(document, "nodes", "edges")}
    )


def _node(record: Json, builder: Builder) -> None:
    (node_id,), odd = ids(record, "id")
    metadata = mapping(record.get("metadata"))
    speaker = text_of(metadata.get("speaker")).strip()
    if record.get("type") == "atom" or ("text" in record and record.get("type") != "scheme"):
        builder.node(
            node_id,
            "I",
            text_of(record.get("text")),
            created=as_time(metadata.get("created")),
            speaker=builder.speaker(speaker) if speaker else None,
            url=text_of(metadata.get("url")) or None,
            extra=rest(record, "id", "type", "text") | odd,
        )
        return
    name = text_of(record.get("name"))
    kind = _kind(name)
    if record.get("type") != "scheme":
        builder.tally.add("nodes of an unknown type, kept aside", f"node {node_id}")
        kind = "other"
        odd |= {"type": record.get("type")}
    scheme = None if name == _NAMES.get(kind) else name or None
    extra = rest(record, "id", "type", "name") | odd
    builder.node(node_id, kind, name, scheme=scheme, extra=extra)


def _kind(name: str) -> NodeKind:
    """Return the kind of a scheme; any that neither attacks nor rephrases supports."""
    lower = name.lower()
    if any(word in lower for word in _CONFLICT):
        return "CA"
    if "rephras" in lower:
        return "MA"
    return "PA" if "preference" in lower else "RA"


def dump(graph: ArgumentGraph) -> str:
    """Write atoms and schemes; who said an atom stands in its metadata."""
    native = graph.format == "sadface"
    graph = on_statements(graph)
    kept = {n.id for n in graph.nodes if n.kind in ("I", *_NAMES) or native}
    names = {speaker.id: speaker.name for speaker in graph.speakers}
    left = mapping(graph.extra.get("sadface")) if native else {"metadata": _core(graph)}
    return to_text(
        {
            "nodes": [_record(n, names, native) for n in graph.nodes if n.id in kept],
            "edges": [
                {"id": edge.id, "source_id": edge.source, "target_id": edge.target}
                | (dict(edge.extra) if native else {})
                for edge in graph.edges
                if native or {edge.source, edge.target} <= kept
            ],
            **({} if native else {"resources": []}),
            **left,
        }
    )


def _record(node: ArgumentNode, names: dict[str, str], native: bool) -> Json:
    if node.kind == "I":
        said = {
            "speaker": names.get(node.speaker or "", node.speaker),
            "created": node.created,
            "url": node.url,
        }
        metadata = {key: value for key, value in said.items() if value}
        record: Json = {"id": node.id, "type": "atom", "text": node.text, "sources": []}
        record["metadata"] = metadata
    else:
        name = node.scheme if native and node.scheme else _NAMES.get(node.kind, node.text)
        record = {"id": node.id, "type": "scheme", "name": name, "metadata": {}}
    return {**record, **node.extra} if native else record


def _core(graph: ArgumentGraph) -> Json:
    # Readers insist on a date and on every field; the epoch stands for none.
    times = sorted(stamp for node in graph.nodes if (stamp := to_stamp(node.created))) or [_EPOCH]
    created, edited = (each.replace(" ", "T") for each in (times[0], times[-1]))
    values = ("", "", created, edited, graph.source or graph.title, graph.title, "0.2", "", "")
    return {"core": dict(zip(_CORE, values, strict=True))}


def write(argument_map: MapData) -> str:
    """Write a map as SADFace: claims as atoms, relations as schemes."""
    return dump(graph_of(argument_map))
