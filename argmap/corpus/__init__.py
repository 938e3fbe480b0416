"""Many discussions as one corpus: Parquet tables, a store, and what only many can tell.

::

    import argmap

    made = argmap.corpus(["threads"], "out/forum", workers=2)
    print(made.table("claims").num_rows, made.skipped)

``argmap.corpus.load("out/forum")`` opens one that is there.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.corpus.opened import Corpus
    from argmap.model import Progress

__all__ = ["corpus", "load"]


def corpus(
    sources: Sequence[str | Path] | str | Path,
    folder: str | Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    reader: str | None = None,
    lines: bool = False,
    tries: int = 3,
    seconds: float | None = 1800.0,
    store: bool = True,
    cache: bool = True,
    progress: Progress | None = None,
    **settings: Any,
) -> Corpus:
    """Map many discussions into a corpus; what it holds already is not mapped again.

    Args:
        sources: Files, folders (each file a discussion), addresses, or ``@FILE``, a list.
        folder: The corpus, new or there already.
        workers: Processes of this machine.
        scheduler: Address of a Dask scheduler to use instead.
        reader: Name of a reader; None recognises each by its content.
        lines: Each line of a file is a discussion.
        tries: Times a discussion may end its process before it is passed over.
        seconds: Most time for one discussion; None has no limit.
        store: Keep a store for SPARQL, too.
        cache: Look up parses and encodings in the user's cache, and keep new ones there.
        progress: Called as ``progress(stage, done, total)``.
        settings: Fields of :class:`argmap.model.Settings`, by name.

    Raises:
        CorpusError: Not a corpus, one of other settings, in use, or nothing could be mapped.
        MissingPart: A package or model is not installed.
        UnknownName: A setting or reader that does not exist.
    """
    import dataclasses

    from argmap.corpus.opened import Corpus
    from argmap.corpus.run import Choices, make
    from argmap.errors import UnknownName
    from argmap.formats import names
    from argmap.model import Settings, no_progress
    from argmap.read import readers

    known = [each.name for each in dataclasses.fields(Settings)]
    for name in settings:
        if name not in known:
            raise UnknownName("setting", name, known)
    if reader is not None and reader not in (*readers(), *names()):
        raise UnknownName("reader", reader, (*readers(), *names()), "Choose one with --from.")
    given = [sources] if isinstance(sources, str | Path) else sources
    choices = Choices(workers, scheduler, reader, lines, tries, seconds, store, cache)
    made = make(given, Path(folder), Settings(**settings), choices, progress or no_progress)
    return Corpus(folder, made)


def load(folder: str | Path) -> Corpus:
    """Open a corpus.

    Raises:
        CorpusError: None there, or one that was never finished.
    """
    from argmap.corpus.opened import Corpus

    return Corpus(folder)


class _Room(ModuleType):
    """Lets ``argmap.corpus(…)`` make a corpus, while ``argmap.corpus.plan`` stays a module."""

    def __call__(self, *given: Any, **named: Any) -> Corpus:
        return corpus(*given, **named)


sys.modules[__name__].__class__ = _Room
