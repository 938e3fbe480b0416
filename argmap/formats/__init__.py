"""Argument formats: files of other argument tools, read to an argument graph and written again.

One module a format, each with ``read(source) -> ArgumentGraph``, ``recognises(source)`` and,
where argmap also writes it, ``dump(graph) -> str`` and ``write(argument_map) -> str``. To add
one: such a module, and one row in ``registry``.
"""

from __future__ import annotations

from argmap.formats import registry
from argmap.model import ArgumentGraph
from argmap.read.source import Source

__all__ = ["names", "read"]


def names() -> tuple[str, ...]:
    """Names of the argument formats that can be read, in the order they are tried."""
    return registry.readable()


def read(source: Source, name: str | None = None) -> ArgumentGraph | None:
    """Read an argument graph; None where the content (or the name given) is no argument format.

    Args:
        source: The opened file.
        name: Name of a format; None recognises it by the content.

    Raises:
        BadSource: The content is broken; says where.
    """
    found = name if name in registry.READERS else None
    if name is None and not source.is_binary:
        found = registry.recognise(source)
    return None if found is None else registry.load(found).read(source)
