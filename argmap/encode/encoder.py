"""The sentence encoder that travels with the package, and a stand-in without weights."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from argmap.encode.files import encoder_model, load_tokenizer, start_session
from argmap.encode.threads import side_by_side, threads

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 128
"""Longer sentences are cut for encoding only; the claim keeps all its words."""
INNER_LAYER = 4
"""Of six. Where a reply stands shows better here than in the last, which is for likeness."""
STRIDE = 32
"""Texts a worker encodes before it reports."""


class Encoder(Protocol):
    """Turns texts into unit-length vectors."""

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Return float32 of shape (len(texts), 384); an empty text gives a zero row.

        ``tick(n)`` is called as n more texts are done.
        """
        ...


class Layers(NamedTuple):
    """What an encoder says of texts, a row for each."""

    vectors: npt.NDArray[np.float32]
    """As ``Encoder`` gives them: unit length, shape (texts, 384)."""
    inner: npt.NDArray[np.float16]
    """Mean over a text's tokens after the inner layer, of no set length: shape (texts, 384)."""


@runtime_checkable
class LayeredEncoder(Encoder, Protocol):
    """An encoder of which an inner layer can be read, too."""

    def layers(self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None) -> Layers:
        """Encode as a call does, and read the inner layer, in one pass."""
        ...


class MiniLM:
    """all-MiniLM-L6-v2 as int8 ONNX, from the package's own files; no network.

    Source: Reimers & Gurevych 2019, doi:10.18653/v1/D19-1410; weights Apache-2.0 (NOTICE).
    """

    def __init__(self, workers: int | None = None) -> None:
        """``workers`` texts are encoded at once, by default one per usable core.

        Files are loaded at the first use: parsing comes before, and its bar moves sooner.
        """
        self.workers = workers or threads()

    @cached_property
    def _parts(self) -> tuple[Tokenizer, onnxruntime.InferenceSession]:
        model = with_output(encoder_model(), _INNER_TENSOR)
        return load_tokenizer(MAX_TOKENS), start_session(model)

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> npt.NDArray[np.float32]:
        """Encode; equal texts are encoded once."""
        return self.layers(texts, tick=tick).vectors

    def layers(self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None) -> Layers:
        """Encode, and read the inner layer; equal texts are encoded once.

        A text's vector depends on nothing but the text. In a batch it would: the int8 scale of
        the activations is that of the largest value in the batch. One by one costs no more, for
        nothing is padded.
        """
        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        inner = np.zeros((len(texts), DIMENSIONS), dtype=np.float16)
        where: dict[str, list[int]] = {}
        for row, text in enumerate(texts):
            if text.strip():
                where.setdefault(text, []).append(row)
        unique = list(where)
        if unique:
            _ = self._parts  # before the workers, who would each load their own
        strides = [unique[start : start + STRIDE] for start in range(0, len(unique), STRIDE)]
        with side_by_side(self.workers if len(strides) > 1 else 1) as run:
            for stride, found in zip(strides, run(self._stride, strides), strict=True):
                for text, (vector, within) in zip(stride, found, strict=True):
                    out[where[text]], inner[where[text]] = vector, within
                if tick:
                    tick(sum(len(where[text]) for text in stride))
        return Layers(out, inner)

    def _stride(self, texts: list[str]) -> list[_Pair]:
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> _Pair:
        tokenizer, session = self._parts
        encoded = tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (vector,), (tokens,) = session.run(None, given)
        unit = np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)
        # Half precision here, not where it is kept: read again it must be the same.
        return unit, tokens.mean(axis=0).astype(np.float16)


_Pair = tuple[npt.NDArray[np.float32], npt.NDArray[np.float16]]
_INNER_TENSOR = f"/m/encoder/layer.{INNER_LAYER - 1}/output/LayerNorm/LayerNormalization_output_0"


def with_output(model: bytes, tensor: str) -> bytes:
    """Have an ONNX model give a float tensor within its graph as its last output.

    Protocol buffers read one after the other are merged, so that the file stays as it is and a
    few bytes at its end name the output (``ModelProto.graph`` is field 7, ``GraphProto.output``
    12; of a ``ValueInfoProto`` 1 is the name, 2 the type: in it 1, then 1 again, is 1 for float).
    """
    value_type = _field(2, _field(1, b"\x08\x01"))
    return model + _field(7, _field(12, _field(1, tensor.encode()) + value_type))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


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
