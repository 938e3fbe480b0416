"""An encoder that knows again what it encoded before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from argmap.cache import Cache, NoCache, digest, environment
from argmap.encode.encoder import DIMENSIONS, Encoder

AT_ONCE = 256
"""Texts encoded between two looks at the disk: what is lost when a run is killed."""


class Remembering:
    """Asks ``encoder`` only for texts that are not in ``cache``.

    Sound because a text's vector depends on nothing but the text (see ``MiniLM``).
    """

    def __init__(self, encoder: Encoder, cache: Cache) -> None:
        self.encoder, self.cache = encoder, cache
        self._name = f"{type(encoder).__module__}.{type(encoder).__qualname__}"

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Encode, as ``Encoder`` says."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        where: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            if text.strip():
                where.setdefault(text, []).append(row)
        new: dict[str, bytes] = {}
        for text, rows in where.items():
            key = self._key(text)
            vector = _vector(self.cache.get(key))
            if vector is None:
                new[text] = key
                continue
            out[rows] = vector
            if tick:
                tick(len(rows))
        for some in _in_turn(list(new)):
            vectors = self.encoder(some)
            self.cache.put(
                (new[text], row.tobytes()) for text, row in zip(some, vectors, strict=True)
            )
            for text, row in zip(some, vectors, strict=True):
                out[where[text]] = row
                if tick:
                    tick(len(where[text]))
        return out

    def _key(self, text: str) -> bytes:
        return digest("vector", environment(), self._name, text)


def _vector(kept: bytes | None) -> npt.NDArray[np.float32] | None:
    if kept is None or len(kept) != 4 * DIMENSIONS:
        return None
    return np.frombuffer(kept, dtype=np.float32)


def _in_turn(texts: list[str]) -> list[list[str]]:
    return [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]


def remembering(encoder: Encoder, cache: Cache) -> Encoder:
    """Let an encoder remember; with no cache it is the encoder itself."""
    return encoder if isinstance(cache, NoCache) else Remembering(encoder, cache)
