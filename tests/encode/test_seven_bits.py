"""Networks that travel with the package give the same on every processor (decision 16)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import numpy as np
import pytest

WIDEST = 64
"""Two products of an activation of up to 255 with such a weight fit in 16 bits."""
INT8 = 3
"""``TensorProto.DataType`` of ONNX."""
GRAPH, INITIALIZER = 7, 5
DATA_TYPE, NAME, RAW = 2, 8, 9
"""Fields of ``ModelProto``, ``GraphProto`` and ``TensorProto``."""


@pytest.mark.parametrize(
    "path", ["encoder/model.int8.onnx", "heads/reader.onnx", "heads/replies.onnx"]
)
def test_weights_of_networks_have_seven_bits(path: str) -> None:
    model = memoryview(files("argmap").joinpath("data", path).read_bytes())
    widest = {
        name: int(np.abs(whole.astype(int)).max())
        for name, whole in int8_weights(model)
        if name.endswith("_quantized")
    }
    assert len(widest) == 36
    assert max(widest.values()) <= WIDEST


def int8_weights(model: memoryview) -> Iterator[tuple[str, np.ndarray]]:
    for number, graph in fields(model):
        if number != GRAPH:
            continue
        for part, tensor in fields(graph):
            if part != INITIALIZER:
                continue
            found = dict(fields(tensor))
            if found.get(DATA_TYPE) == INT8 and RAW in found:
                yield bytes(found[NAME]).decode(), np.frombuffer(found[RAW], np.int8)


def fields(message: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    """Fields of a message of Protocol Buffers, as they stand: number and content."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(message, at)
            yield key >> 3, value
        else:
            size, at = (4, at) if kind == 5 else (8, at) if kind == 1 else varint(message, at)
            yield key >> 3, message[at : at + size]
            at += size


def varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at, value, shift = at + 1, value | (byte & 127) << shift, shift + 7
        if byte < 128:
            return value, at
