"""xAIF: an AIF nodeset with its participants and the text it was made from.

Written as OVA3 saves it: https://github.com/arg-tech/OVA3, ``res/js/ova-save.js``.
"""

from __future__ import annotations

import html
from typing import Any, TypedDict

from argmap.formats.aif import FAMILY, name_speakers, nodeset, read_nodeset
from argmap.formats.build import Builder, Json, ids, mapping, records, rest, text_of, to_text
from argmap.formats.from_map import graph_of
from argmap.formats.speakers import as_locutions
from argmap.formats.times import to_stamp
from argmap.model import ArgumentGraph, Locution, MapData, Speaker
from argmap.read.source import Source

_PARTS = ("nodes", "edges", "locutions", "participants")
_COLUMN = {"I": 0, "RA": 200, "CA": 200, "MA": 200, "PA": 200, "YA": 400, "L": 600, "TA": 800}
"""Where OVA draws a kind of node, from the left."""
_ROW = 60


class Participant(TypedDict, total=False):
    """Someone who says things."""

    participantID: int | str
    firstname: str
    surname: str


def recognises(source: Source) -> bool:
    """True for an object with an ``AIF`` object inside."""
    document = source.json if source.looks_like_json else None
    return isinstance(document, dict) and isinstance(document.get("AIF"), dict)


def read(source: Source) -> ArgumentGraph:
    """Read xAIF; ids may be numbers or strings, and any part may be missing.

    Raises:
        BadSource: Not JSON.
    """
    document = mapping(source.json)
    inner = mapping(document.get("AIF"))
    builder = Builder("xaif", source)
    for record in records(inner.get("participants"), "participants", builder.tally):
        (person,), odd = ids(record, "participantID")
        names = (text_of(record.get(part)).strip() for part in ("firstname", "surname"))
        name = " ".join(part for part in names if part)
        if person is None:
            builder.tally.add("participants without an id, skipped")
        else:
            builder.speaker(name or f"person {person}", person, rest(record, "participantID") | odd)
    read_nodeset(inner, builder)
    for each in builder.locutions:
        if each.speaker is not None and each.speaker not in builder.speakers:
            builder.tally.add(
                "locutions of a participant who is not listed", f"person {each.speaker}"
            )
    listed = len(builder.speakers)
    name_speakers(builder)
    return builder.graph(
        extra={
            "xAIF": rest(document, "AIF"),
            "AIF": rest(inner, *_PARTS),
            "listed": listed,
        }
    )


def dump(graph: ArgumentGraph) -> str:
    """Write an argument graph; what came from xAIF is written as it was."""
    native = graph.format == "xaif"
    graph = graph if graph.format in FAMILY else as_locutions(graph)
    parts: dict[str, Any] = dict(nodeset(graph))
    speakers = list(graph.speakers)
    if native:
        speakers = speakers[: int(graph.extra.get("listed", len(speakers)))]
    else:
        parts["locutions"] += _unlisted(graph)
    parts["participants"] = [_participant(each, native) for each in speakers]
    left = graph.extra.get("AIF") if graph.format in FAMILY else None
    empty: Json = {"schemefulfillments": [], "descriptorfulfillments": []}
    outer = mapping(graph.extra.get("xAIF")) if native else _outer(graph)
    return to_text({"AIF": {**parts, **({} if native else empty), **mapping(left)}, **outer})


def _unlisted(graph: ArgumentGraph) -> list[Json]:
    """Return records for speakers who are named by their locution alone."""
    known = {each.node for each in graph.locutions}
    said = [
        Locution(node.id, node.speaker)
        for node in graph.nodes
        if node.kind == "L" and node.speaker is not None and node.id not in known
    ]
    return [{"nodeID": each.node, "personID": each.speaker} for each in said]


def _participant(speaker: Speaker, native: bool) -> Json:
    if native:
        return {"participantID": speaker.id, **speaker.extra}
    first, _, last = speaker.name.rpartition(" ")
    return {
        "participantID": speaker.id,
        "firstname": first or last,
        "surname": last if first else "",
    }


def _outer(graph: ArgumentGraph) -> Json:
    """Return text, dialogue mark and positions, as OVA keeps them."""
    said = [node for node in graph.nodes if node.kind == "L"]
    words = said or [node for node in graph.nodes if node.kind == "I"]
    spans = (
        f'<span class="highlighted" id="node{html.escape(node.id)}">{html.escape(node.text)}</span>'
        for node in words
    )
    rows: dict[int, int] = {}
    places = []
    for node in graph.nodes:
        left = _COLUMN.get(node.kind, 800)
        rows[left] = rows.get(left, -1) + 1
        places.append(
            {
                "nodeID": node.id,
                "visible": True,
                "x": left,
                "y": rows[left] * _ROW,
                "timestamp": to_stamp(node.created) or "",
            }
        )
    edges = [{"fromID": edge.source, "toID": edge.target, "visible": True} for edge in graph.edges]
    return {
        "text": {"txt": "<br><br>".join(spans)},
        "dialog": len({node.speaker for node in said}) > 1,
        "OVA": {"firstname": "", "surname": "", "url": "", "nodes": places, "edges": edges},
    }


def write(argument_map: MapData) -> str:
    """Write a map as xAIF, its authors as participants."""
    return dump(graph_of(argument_map))
