"""Names of readers -> functions, imported when asked for.

A reader is a function ``read(source: Source) -> Thread`` in a module that may also hold
``recognises(source: Source) -> bool``. Other packages add rows through entry points of the
group ``argmap.readers`` (name = ``module:function``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import entry_points

from argmap.errors import UnknownName
from argmap.model import Thread
from argmap.read.source import Source

Reader = Callable[[Source], Thread]

SPECIFIC: Mapping[str, str] = {
    "hn": "argmap.read.hn:read",
    "hn-page": "argmap.read.hn_page:read",
    "github": "argmap.read.github:read",
    "github-graphql": "argmap.read.github_graphql:read",
    "forum": "argmap.read.forums:read",
    "stack-exchange": "argmap.read.stack_exchange:read",
    "chat": "argmap.read.chat:read",
    "youtube": "argmap.read.youtube:read",
    "mail": "argmap.read.mail:read",
    "captions": "argmap.read.captions:read",
}
"""Tried in this order: each recognises one format and nothing else."""

GENERAL: Mapping[str, str] = {
    "records": "argmap.read.records:read",
    "article": "argmap.read.article:read",
    "digest": "argmap.read.digest:read",
    "csv": "argmap.read.table:read",
    "transcript": "argmap.read.transcript:read",
    "text": "argmap.read.text:read",
}
"""Tried last, in this order: they take whatever is of their wider shape."""


def names() -> tuple[str, ...]:
    """Every reader there is, in the order they are tried."""
    return tuple(_table())


def find(name: str) -> Reader:
    """The reader of that name.

    Raises:
        UnknownName: No such reader; lists those there are.
    """
    table = _table()
    if name not in table:
        raise UnknownName("reader", name, table, "Choose one with --from.")
    return load(table[name])


def load(path: str) -> Reader:
    """Import ``module:function``."""
    module, _, function = path.partition(":")
    loaded: Reader = getattr(import_module(module), function)
    return loaded


def recognise(source: Source) -> Reader | None:
    """The first reader that recognises the content, or None."""
    for path in _table().values():
        reader = load(path)
        test = getattr(sys.modules[reader.__module__], "recognises", None)
        if test is not None and test(source):
            return reader
    return None


def _table() -> dict[str, str]:
    return {**SPECIFIC, **dict(_plugins()), **GENERAL}


def _plugins() -> Iterator[tuple[str, str]]:
    found = entry_points(group="argmap.readers")
    for entry in sorted(found, key=lambda entry: (entry.name, entry.value)):
        if entry.name not in SPECIFIC and entry.name not in GENERAL:
            yield entry.name, entry.value
