"""The sentence encoder that travels with the package, and a stand-in without weights."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 128
"""Longer sentences are cut for encoding only; the claim keeps all its words."""
BATCH = 32


class Encoder(Protocol):
    """Turns texts into unit-length vectors."""

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Return float32 of shape (len(texts), 384); an empty text gives a zero row.

        ``tick(n)`` is called as n more texts are done.
        """
        ...


class MiniLM:
    """all-MiniLM-L6-v2 as int8 ONNX, from the package's own files; no network.

    Source: Reimers & Gurevych 2019, doi:10.18653/v1/D19-1410; weights Apache-2.0 (NOTICE).
    """

    def __init__(self, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        folder = files("argmap") / "data" / "encoder"
        self._tokenizer: Tokenizer = Tokenizer.from_str(
            (folder / "tokenizer.json").read_text(encoding="utf-8")
        )
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # The arena keeps the largest batch ever seen alive; long threads then hold > 1 GiB.
        options.enable_cpu_mem_arena = False
        self._session: onnxruntime.InferenceSession = onnxruntime.InferenceSession(
            (folder / "model.int8.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Encode; equal texts are encoded once."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        where: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            if text.strip():
                where.setdefault(text, []).append(row)
        # Similar lengths together: less padding. Ties by text, so batches never vary.
        unique = sorted(where, key=lambda text: (len(text), text))
        for start in range(0, len(unique), BATCH):
            batch = unique[start : start + BATCH]
            vectors = self._run(batch)
            for text, vector in zip(batch, vectors, strict=True):
                out[where[text]] = vector
            if tick:
                tick(sum(len(where[text]) for text in batch))
        return out

    def _run(self, batch: list[str]) -> npt.NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(batch)
        ids = np.array([item.ids for item in encoded], dtype=np.int64)
        mask = np.array([item.attention_mask for item in encoded], dtype=np.int64)
        vectors = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return np.asarray(vectors / norms, dtype=np.float32)


class HashingEncoder:
    """Hashed bags of words with sublinear weights: what ``--fast`` uses in the encoder's place.

    Source: Weinberger et al. 2009, doi:10.1145/1553374.1553516.
    """

    _word = re.compile(r"[a-z0-9][a-z0-9+#.'-]*[a-z0-9+#]|[a-z0-9]")

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Encode; words of one or two letters count a third."""
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in set(self._word.findall(text.lower())):
                place, sign = _hashed(word)
                out[row, place] += sign * (1.0 if len(word) > 3 else 0.3)
            norm = float(np.linalg.norm(out[row]))
            if norm:
                out[row] /= norm
            if tick:
                tick(1)
        return out


@cache
def _hashed(word: str) -> tuple[int, float]:
    # Not hash(): that one changes with PYTHONHASHSEED.
    digest = hashlib.blake2b(word.encode("utf-8"), digest_size=4).digest()
    number = int.from_bytes(digest, "big")
    return number % DIMENSIONS, 1.0 if number & 0x8000_0000 else -1.0


@cache
def load_encoder(fast: bool = False) -> Encoder:
    """Return the shared encoder; ``fast`` gives the one without weights."""
    return HashingEncoder() if fast else MiniLM()
