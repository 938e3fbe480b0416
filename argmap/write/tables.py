"""``nodes.csv`` and ``edges.csv``: the graph as two tables (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

from argmap.graph import to_networkx
from argmap.model import MapData

# A spreadsheet runs a cell that starts like this as a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date inside the zip: the oldest it can hold, so that the same map gives the same bytes."""

Row = Mapping[str, object]


def to_tables(argument_map: MapData) -> dict[str, str]:
    """Return the two files by name; columns are the attributes :mod:`argmap.graph` lists.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    graph = to_networkx(argument_map)
    nodes = [{"id": name, **data} for name, data in graph.nodes(data=True)]
    edges = [
        {"id": key, "source": source, "target": target, **data}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    return {"nodes.csv": _table(nodes), "edges.csv": _table(edges)}


def to_zip(argument_map: MapData) -> bytes:
    """Return both tables in one zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in to_tables(argument_map).items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))
    return buffer.getvalue()


def disarmed(argument_map: MapData) -> dict[str, int]:
    """Count the texts that got an apostrophe in front."""
    graph = to_networkx(argument_map)
    values = [value for _, data in graph.nodes(data=True) for value in data.values()]
    values += [value for *_, data in graph.edges(data=True) for value in data.values()]
    number = sum(isinstance(value, str) and value.startswith(_FORMULA) for value in values)
    return (
        {"texts as they are (they look like formulas and got an apostrophe)": number}
        if number
        else {}
    )


def _table(rows: Iterable[Row]) -> str:
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
