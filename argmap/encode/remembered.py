"""An encoder that knows again what it encoded before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from argmap.cache import Cache, NoCache, digest, environment
from argmap.encode.encoder import DIMENSIONS, Encoder, LayeredEncoder, Layers

AT_ONCE = 256
"""Texts encoded between two looks at the disk: what is lost when a run is killed."""


class Remembering:
    """Asks ``encoder`` only for texts that are not in ``cache``.

    Sound because a text's vector depends on nothing but the text (see ``MiniLM``).
    """

    def __init__(self, encoder: LayeredEncoder, cache: Cache) -> None:
        self.encoder, self.cache = encoder, cache
        self._name = f"{type(encoder).__module__}.{type(encoder).__qualname__}"

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Encode, as ``Encoder`` says."""
        return self.layers(texts, tick=tick).vectors

    def layers(self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None) -> Layers:
        """Encode, as ``LayeredEncoder`` says."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        inner = np.zeros((len(texts), DIMENSIONS), dtype=np.float16)
        where: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            if text.strip():
                where.setdefault(text, []).append(row)
        new: dict[str, bytes] = {}
        for text, rows in where.items():
            key = self._key(text)
            known = _read(self.cache.get(key))
            if known is None:
                new[text] = key
                continue
            out[rows], inner[rows] = known
            if tick:
                tick(len(rows))
        for some in _in_turn(list(new)):
            found = list(zip(some, *self.encoder.layers(some), strict=True))
            self.cache.put(
                (new[text], vector.tobytes() + within.tobytes()) for text, vector, within in found
            )
            for text, vector, within in found:
                out[where[text]], inner[where[text]] = vector, within
                if tick:
                    tick(len(where[text]))
        return Layers(out, inner)

    def _key(self, text: str) -> bytes:
        return digest("layers", environment(), self._name, text)


def _read(
    kept: bytes | None,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float16]] | None:
    size = 4 * DIMENSIONS
    if kept is None or len(kept) != size + 2 * DIMENSIONS:
        return None
    return np.frombuffer(kept[:size], np.float32), np.frombuffer(kept[size:], np.float16)


def _in_turn(texts: list[str]) -> list[list[str]]:
    return [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]


def remembering(encoder: Encoder, cache: Cache) -> Encoder:
    """Let an encoder remember; without a cache, or inner layer, it is the encoder itself."""
    if isinstance(cache, NoCache) or not isinstance(encoder, LayeredEncoder):
        return encoder
    return Remembering(encoder, cache)
