"""Finished maps, kept by what they were made from: an identical run does nothing twice."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from argmap.cache import Cache, NoCache, digest, environment, folder_digest
from argmap.errors import ArgmapError
from argmap.model import MapData, Settings, Thread, spacy_pipeline


class Kept:
    """The files of one map in a cache."""

    def __init__(self, cache: Cache, thread: Thread, settings: Settings) -> None:
        self._cache = cache
        self._key = None if isinstance(cache, NoCache) else _key(thread, settings)

    def content(self, name: str) -> bytes | None:
        """Return a file of the map by its name, if it is kept."""
        if self._key is None:
            return None
        kept = self._cache.get(digest("file", self._key, name))
        return None if kept is None else zlib.decompress(kept)

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Keep files of the map by name."""
        if self._key is not None:
            key = self._key
            self._cache.put(
                (digest("file", key, name), zlib.compress(content, 1))
                for name, content in files.items()
            )

    def map(self, name: str) -> MapData | None:
        """Read the map back from the file of this name."""
        from argmap.write.map_json import from_json

        content = self.content(name)
        if content is None:
            return None
        try:
            return from_json(content.decode("utf-8"), name)
        except (ArgmapError, UnicodeDecodeError):
            return None


def _key(thread: Thread, settings: Settings) -> bytes | None:
    """Digest all that a map depends on; None where a part of it cannot be read."""
    folder = _pipeline_folder(settings)
    if folder is None:
        return None
    try:
        patterns = (
            b"" if settings.entity_patterns is None else Path(settings.entity_patterns).read_bytes()
        )
        language = folder_digest(folder)
    except OSError:
        return None  # whoever needs it will say so
    # Types of the model are frozen and say all they hold.
    return digest("map", environment(), language, patterns, repr(thread), repr(settings))


def _pipeline_folder(settings: Settings) -> Path | None:
    """Where the spaCy pipeline's files are, without loading it; None if that cannot be told."""
    name = spacy_pipeline(settings.spacy_model)
    if Path(name).is_dir():
        return Path(name)
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None
