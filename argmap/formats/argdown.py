"""Argdown documents, read (see ``argdown_parse`` for the subset) and written."""

from __future__ import annotations

import re

from argmap.formats.argdown_graph import to_graph
from argmap.formats.argdown_lines import body, scalar
from argmap.formats.argdown_parse import Parser
from argmap.formats.argdown_write import dump
from argmap.formats.build import Builder
from argmap.formats.from_map import graph_of
from argmap.model import ArgumentGraph, MapData
from argmap.read.source import Source

__all__ = ["dump", "read", "recognises", "write"]

_SUFFIXES = (".argdown", ".ad", ".argdn")
# Blanks, but no line ends: a run of those would be walked from each of them again.
_DEFINED = re.compile(r"(?m)^[ \t]*(?:[-+_<>]{1,2}[ \t]+)?(?:\[[^\[\]\n]+\]|<[^<>\n]+>):\s")
_RELATED = re.compile(r"(?m)^[ \t]+(?:<?[-+_]|[-+_]>|><)[ \t]+(?:\[[^\[\]\n]+\]|<[^<>\n]+>)")
_STRICT = re.compile(r"(?m)^[ \t]*mode[ \t]*:[ \t]*[\"']?strict\b")
_TITLE = re.compile(r"(?m)^title\s*:\s*(.+)$")


def recognises(source: Source) -> bool:
    """True for the suffix, or titled statements with indented relations below."""
    if source.looks_like_json:
        return False
    start = source.text[:20_000]
    related = _RELATED.search(start) is not None and _DEFINED.search(start) is not None
    return related or source.suffix in _SUFFIXES


def read(source: Source) -> ArgumentGraph:
    """Read a document; what is outside the subset is read as plain statements."""
    builder = Builder("argdown", source)
    front, lines = body(source.text)
    strict = _STRICT.search(front) is not None
    parsed = Parser(builder.tally, strict=strict).parse(lines)
    title = _TITLE.search(front)
    to_graph(parsed, builder)
    return builder.graph(
        scalar(title[1].strip()) if title else "",
        nested=True,
        extra={"front": front, "strict": strict},
    )


def write(argument_map: MapData) -> str:
    """Write a map as Argdown: each claim a statement, relations below what they support."""
    return dump(graph_of(argument_map))
