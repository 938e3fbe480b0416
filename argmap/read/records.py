"""JSON lines, or a JSON array of objects with id, parent, author, text (under any usual names)."""

from __future__ import annotations

from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Tally, as_id, assemble
from argmap.read.columns import columns, key, raw_posts, title_of
from argmap.read.source import Source

_LISTS = ("comments", "posts", "messages", "items", "data", "replies", "rows", "results", "nodes")
_NESTED = ("replies", "children", "comments", "responses", "answers")

Json = dict[str, Any]


def recognises(source: Source) -> bool:
    """True for any JSON: what is in it is judged when it is read."""
    return not source.members and source.looks_like_json


def read(source: Source) -> Thread:
    """Read the objects, nested replies included.

    Raises:
        BadSource: Not JSON, no list of objects in it, or none of their fields is the text.
    """
    value = source.json
    tally = Tally()
    found = _list(value)
    if found is None:
        raise BadSource(source.name, "", "JSON without a list of posts", _HELP)
    rows = _flattened(found, tally)
    if not rows:
        raise BadSource(source.name, "", "JSON without any object in its list", _HELP)
    names = list(dict.fromkeys(name for row in rows for name in row))
    raws = raw_posts(source, names, rows, tally)
    title = _own_title(value) or title_of(names, rows)
    return assemble(source, raws, title=title, tally=tally)


_HELP = "Give objects with id, parent, author and text, as an array or one a line."


def _list(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    by_key = {key(name): inner for name, inner in value.items()}
    for name in _LISTS:
        if isinstance(by_key.get(name), list) and by_key[name]:
            return list(by_key[name])
    return [value] if "text" in columns(value).of else None


def _own_title(value: Any) -> str:
    title = value.get("title") if isinstance(value, dict) else None
    return title if isinstance(title, str) else ""


def _flattened(found: list[Any], tally: Tally) -> list[Json]:
    """Rows in reading order; a nested reply without a parent of its own gets the one above."""
    rows: list[Json] = []
    waiting: list[tuple[Any, str | None]] = [(row, None) for row in reversed(found)]
    while waiting:
        row, above = waiting.pop()
        if not isinstance(row, dict):
            tally.add("entries that are no object, skipped")
            continue
        flat = {name: inner for name, inner in row.items() if not _is_nest(name, inner)}
        named = columns(flat).of
        post_id = as_id(flat.get(named.get("id", ""))) or f"n{len(rows) + 1}"
        if above is not None and "parent" not in named:
            flat["parent"] = above
        nests = [inner for name, inner in row.items() if _is_nest(name, inner)]
        if nests and "id" not in named:
            flat["id"] = post_id
        rows.append(flat)
        for nest in reversed(nests):
            waiting.extend((inner, post_id) for inner in reversed(nest))
    return rows


def _is_nest(name: str, inner: Any) -> bool:
    return (
        isinstance(inner, list)
        and key(name) in _NESTED
        and any(isinstance(entry, dict) for entry in inner)
    )
