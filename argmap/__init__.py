"""Argument maps of discussions: claims, supports and contrasts, themes, verified summaries.

::

    import argmap

    argument_map = argmap.build(argmap.read("thread.json"))
    print(argument_map.markdown())
    argument_map.save("out/thread")

Nothing is loaded until it is asked for: ``import argmap`` is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.api import ArgumentMap, MapDiff, build, diff, load, read_any
    from argmap.corpus import corpus
    from argmap.errors import ArgmapError
    from argmap.model import Settings, Thread
    from argmap.read import read

__version__ = "0.1.0"

_HOMES = {
    "ArgmapError": "argmap.errors",
    "ArgumentMap": "argmap.api",
    "MapDiff": "argmap.api",
    "Settings": "argmap.model",
    "Thread": "argmap.model",
    "build": "argmap.api",
    "diff": "argmap.api",
    "load": "argmap.api",
    "read_any": "argmap.api",
}

__all__ = [
    "ArgmapError",
    "ArgumentMap",
    "MapDiff",
    "Settings",
    "Thread",
    "__version__",
    "build",
    "corpus",
    "diff",
    "load",
    "read",
    "read_any",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in ("read", "corpus"):
        # Also the name of a room, which Python sets here as soon as anything imports it: the
        # room itself can be called, so that argmap.read(…) works in whatever order.
        return import_module(f"argmap.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
