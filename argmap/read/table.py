"""CSV and TSV with a header row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Tally, assemble
from argmap.read.columns import columns, raw_posts, title_of
from argmap.read.source import Source

_SUFFIXES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_SEPARATORS = (",", "\t", ";", "|")


def recognises(source: Source) -> bool:
    """By suffix, or by a first line that names a text column and another known one."""
    if source.looks_like_json:
        return False
    if source.suffix in _SUFFIXES:
        return True
    separator = separator_of(source)
    try:
        names = next(csv.reader([_first_line(source)], delimiter=separator), [])
    except csv.Error:
        return False
    found = columns(name.strip() for name in names)
    short = all(len(name) <= 40 for name in names)
    known = len(found.known)
    return short and known >= 2 and "text" in found.of and 2 * known >= len(names)


def read(source: Source) -> Thread:
    """Read one post from each row.

    Raises:
        BadSource: No rows, or no column that can be the text.
    """
    tally = Tally()
    with any_size():
        table = csv.reader(io.StringIO(source.text, newline=""), delimiter=separator_of(source))
        try:
            lines = [(table.line_num, row) for row in table if any(cell.strip() for cell in row)]
        except csv.Error as error:
            raise BadSource(source.name, f"line {table.line_num}", str(error)) from error
    if len(lines) < 2:
        raise BadSource(source.name, "", "no rows below the header")
    names = [name.strip() for name in lines[0][1]]
    for number, row in lines[1:]:
        if len(row) != len(names):
            what = f"rows that have not {len(names)} cells, read as far as they go"
            tally.add(what, f"line {number}")
    rows = [dict(zip(names, row, strict=False)) for _, row in lines[1:]]
    raws = raw_posts(source, names, rows, tally)
    return assemble(source, raws, title=title_of(names, rows), tally=tally)


def _first_line(source: Source) -> str:
    return source.text[:20_000].lstrip().replace("\r", "\n").split("\n", 1)[0].strip()


def separator_of(source: Source) -> str:
    """The separator that cuts the header into most cells; ties go to the commoner one."""
    line = _first_line(source)
    best = max(_SEPARATORS, key=line.count)
    return best if best in line else _SUFFIXES.get(source.suffix, ",")


@contextmanager
def any_size() -> Iterator[None]:
    """The csv module refuses cells above 128 KiB; the limit is global, so it is put back."""
    before = csv.field_size_limit(1 << 30)
    try:
        yield
    finally:
        csv.field_size_limit(before)
