"""Source -> Thread. The kind is recognised from the content; a name overrides.

``read`` is all that other rooms need. To add a format: one module with ``recognises`` and
``read``, and one row in ``registry``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

from argmap.errors import BadSource, UnknownSource
from argmap.model import Thread
from argmap.read import archive, fetch, registry
from argmap.read.source import Source

__all__ = ["Source", "open_source", "read", "readers"]


def readers() -> tuple[str, ...]:
    """Names that ``read(…, reader=NAME)`` and ``--from NAME`` take, in the order tried."""
    return registry.names()


def read(source: str | Path | Source, *, reader: str | None = None) -> Thread:
    """Read a discussion.

    Args:
        source: A file, ``-`` for standard input, a folder (or zip file) of items or messages, a
            URL, an address such as ``hn:39232976``, or what ``open_source`` returned. Only a URL
            or an address touches the network.
        reader: Name of a reader (``readers()``); None recognises the kind by the content.

    Raises:
        BadSource: Not there, empty, or broken; says where.
        UnknownSource: No reader recognises the content.
        FetchFailed: A live address gave no answer.
        UnknownName: No reader of that name.
    """
    chosen = registry.find(reader) if reader else None
    opened = source if isinstance(source, Source) else open_source(source)
    if opened.is_binary:
        raise UnknownSource(opened.name, registry.names())
    function = chosen or registry.recognise(opened)
    if function is None:
        raise UnknownSource(opened.name, registry.names())
    thread = function(opened)
    if not thread.posts:
        raise BadSource(opened.name, "", "there are no posts in it")
    return thread


def open_source(source: str | Path) -> Source:
    """Open a file, folder, URL or address without asking what it holds.

    Raises:
        BadSource: Not there, or empty.
        FetchFailed: A live address gave no answer.
    """
    opened = _open(source)
    if archive.is_archive(opened):
        opened = archive.unpacked(opened)
    if not opened.members and not opened.data.strip():
        raise BadSource(opened.name, "", "it is empty")
    return opened


def _open(source: str | Path) -> Source:
    if source == "-":
        return Source("stdin", sys.stdin.buffer.read())
    if isinstance(source, str) and fetch.is_address(source):
        return fetch.fetch(source)
    path = Path(source)
    try:
        if path.is_dir():
            return _folder(path)
        return Source(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise BadSource(path.name or str(source), "", "no such file") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a file name"
        raise BadSource(path.name or str(source), "", f"cannot be opened ({why})") from error


def _folder(path: Path) -> Source:
    files = sorted(child for child in path.rglob("*") if child.is_file())
    members = tuple(Source(str(f.relative_to(path)), f.read_bytes()) for f in files)
    if not members:
        raise BadSource(path.name, "", "the folder is empty")
    return Source(path.resolve().name, members=members)


class _Room(ModuleType):
    """Lets ``argmap.read(source)`` read, while ``argmap.read.hn`` stays a module."""

    def __call__(self, source: str | Path | Source, *, reader: str | None = None) -> Thread:
        return read(source, reader=reader)


sys.modules[__name__].__class__ = _Room
