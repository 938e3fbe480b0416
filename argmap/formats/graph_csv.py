"""Two tables, ``nodes.csv`` and ``edges.csv``, in a folder or a zip file; read only.

argmap's own (see :mod:`argmap.graph`) come back with their authors, times, headings and replies;
of others, such as Gephi's, rows with words are statements and edges with a kind relations.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from argmap.errors import BadSource
from argmap.formats.build import Builder
from argmap.formats.graph_values import Graph, Values
from argmap.model import ArgumentGraph
from argmap.read.source import Source
from argmap.read.table import any_size, separator_of

_ARMED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""What a text that looked like a formula begins with, once argmap disarmed it."""


def recognises(source: Source) -> bool:
    """True for a folder with the two tables in it."""
    return _tables(source) is not None


def read(source: Source) -> ArgumentGraph:
    """Read both tables.

    Raises:
        BadSource: One of them is missing or broken; says which and where.
    """
    tables = _tables(source)
    if tables is None:
        raise BadSource(source.name, "", "no nodes.csv and edges.csv in it")
    builder = Builder("csv-graph", source)
    graph = Graph(builder)
    nodes, edges = tables
    for line, row in _rows(nodes, builder):
        name = row.get("id") or row.get("node") or ""
        if name:
            graph.node(name, row)
        else:
            builder.tally.add("nodes without an id, skipped", f"{nodes.name}, line {line}")
    for _, row in _rows(edges, builder):
        graph.edge(row.get("id"), row.get("source"), row.get("target"), row)
    graph.finish()
    return builder.graph()


def _tables(source: Source) -> tuple[Source, Source] | None:
    found: dict[str, Source] = {}
    for member in source.members:
        name = member.name.replace("\\", "/").rpartition("/")[2].lower()
        found.setdefault(name, member)
    nodes, edges = found.get("nodes.csv"), found.get("edges.csv")
    return None if nodes is None or edges is None else (nodes, edges)


def _rows(table: Source, builder: Builder) -> Iterator[tuple[int, Values]]:
    """Yield rows by lower-case names of columns; empty cells are left out."""
    with any_size():
        lines = csv.reader(
            io.StringIO(table.text, newline=""), delimiter=separator_of(table), strict=False
        )
        names: list[str] | None = None
        try:
            for row in lines:
                if names is None:
                    names = [name.strip().lower() for name in row]
                    continue
                if len(row) > len(names):
                    where = f"{table.name}, line {lines.line_num}"
                    builder.tally.add("rows with more cells than the header, cut", where)
                yield (
                    lines.line_num,
                    {name: _cell(cell) for name, cell in zip(names, row, strict=False) if cell},
                )
        except csv.Error as error:
            raise BadSource(table.name, f"line {lines.line_num}", str(error)) from error


def _cell(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return text[1:] if text.startswith(_ARMED) else text
