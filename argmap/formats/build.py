"""An argument graph under construction: ids stay unique, what is odd is counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.model import (
    ArgumentEdge,
    ArgumentGraph,
    ArgumentNode,
    Locution,
    NodeKind,
    Speaker,
)
from argmap.read.assemble import Tally, as_id
from argmap.read.source import Source

Json = dict[str, Any]


class Builder:
    """Collects nodes, edges, speakers and locutions in the order of the file."""

    def __init__(self, format: str, source: Source) -> None:
        self.format, self.source = format, source
        self.nodes: dict[str, ArgumentNode] = {}
        self.edges: list[ArgumentEdge] = []
        self.speakers: dict[str, Speaker] = {}
        self.locutions: list[Locution] = []
        self.headings: list[tuple[int, str]] = []
        self.tally = Tally()

    def node(self, id: str | None, kind: NodeKind, text: str, **more: Any) -> str | None:
        """Add a node and return its id; a second one of the same id is counted and left out."""
        if id is None:
            self.tally.add("nodes without an id, skipped", self.source.name)
        elif id in self.nodes:
            self.tally.add("nodes with an id already taken, skipped", f"node {id}")
        else:
            self.nodes[id] = ArgumentNode(id, kind, text, **more)
            return id
        return None

    def edge(
        self, source: str, target: str, id: str | None = None, extra: Mapping[str, Any] = {}
    ) -> None:
        """Add an edge; without an id it is numbered."""
        self.edges.append(ArgumentEdge(id or f"e{len(self.edges) + 1}", source, target, extra))

    def relation(
        self, kind: NodeKind, premises: Iterable[str], conclusion: str, id: str, **more: Any
    ) -> str | None:
        """Add an RA, CA or MA node with its edges."""
        made = self.node(id, kind, kind, **more)
        if made is not None:
            for premise in premises:
                self.edge(premise, made)
            self.edge(made, conclusion)
        return made

    def speaker(self, name: str, id: str | None = None, extra: Mapping[str, Any] = {}) -> str:
        """Add a speaker once, and return the id; without one, the name stands for it."""
        id = id or name
        self.speakers.setdefault(id, Speaker(id, name, extra))
        return id

    def graph(
        self, title: str = "", *, nested: bool = False, extra: Mapping[str, Any] | None = None
    ) -> ArgumentGraph:
        """Finish: edges and locutions of nodes that are not here are counted, and kept."""
        for edge in self.edges:
            lost = [end for end in (edge.source, edge.target) if end not in self.nodes]
            if lost:
                self.tally.add("edges of a node that is not here, kept aside", f"edge {edge.id}")
        for locution in self.locutions:
            if locution.node not in self.nodes:
                self.tally.add(
                    "locutions of a node that is not here, kept aside", f"node {locution.node}"
                )
        notes = (*self.source.reading_notes, *self.tally.notes())
        return ArgumentGraph(
            format=self.format,
            source=self.source.name,
            title=title.strip() or self.source.stem,
            nodes=tuple(self.nodes.values()),
            edges=tuple(self.edges),
            speakers=tuple(self.speakers.values()),
            locutions=tuple(self.locutions),
            headings=tuple(self.headings),
            nested=nested,
            unread=tuple((note.what, note.count, note.where) for note in notes),
            extra=extra or {},
        )


def records(value: object, what: str, tally: Tally) -> Iterator[Json]:
    """Yield the objects of a JSON list (or of the values of an object); others are counted."""
    items = value.values() if isinstance(value, dict) else value
    if value is None:
        return
    if not isinstance(value, (list, dict)):
        tally.add(f"{what} that are no list, skipped")
        return
    for number, item in enumerate(items or (), 1):  # type: ignore[var-annotated, arg-type]
        if isinstance(item, dict):
            yield item
        else:
            tally.add(f"{what} that are no JSON object, skipped", f"number {number}")


def mapping(value: object) -> Json:
    """Return a JSON object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str:
    """Return a JSON string; empty for null, a number as it is written."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def rest(record: Mapping[str, Any], *known: str) -> Json:
    """Return the keys of a record that are not known, to be written again."""
    return {key: value for key, value in record.items() if key not in known}


def ids(record: Json, *keys: str) -> tuple[list[str | None], Json]:
    """Return ids as strings, and those that were of another type, to be written as they were."""
    found = [as_id(record.get(key)) for key in keys]
    odd = {k: record[k] for k, i in zip(keys, found, strict=True) if k in record and record[k] != i}
    return found, odd


def to_text(document: object) -> str:
    """Write JSON with a one-space indent and a final line end."""
    # Unpaired surrogates have no UTF-8: they leave as U+FFFD.
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\n"
