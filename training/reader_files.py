"""The files the package runs, from a reader's weights; needs torch and onnx."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from reader_net import EPSILON, HEADS, WIDTH, Layer, Net, Stored
from torch import nn

from argmap.encode.reader import Odds
from argmap.relate.pair_head import PairHead

WIDEST = 127
SCALE = " scale"
WORDS = "words.weight"


def _plain(weights: dict[str, Any], name: str) -> np.ndarray:
    return np.asarray(weights[name].numpy(), np.float32)


def _packed(weights: dict[str, Any], parts: dict[str, np.ndarray]) -> bytes:
    """What ``argmap.encode.network.Network`` wants, and ``parts``."""
    below = {
        "places": _plain(weights, "places"),
        "sides": _plain(weights, "sides.weight"),
        **Stored().words(),
    }
    content = BytesIO()
    np.savez_compressed(content, **below, **parts)
    return content.getvalue()


def stored_stance(weights: dict[str, Any], frequency: np.ndarray) -> bytes:
    """The file of ``argmap.relate.reply_reader``; ``frequency`` of the kinds is taken out."""
    bias = _plain(weights, "heads.stance.bias") - np.log(frequency / frequency.sum())
    line = _plain(weights, "heads.stance.weight").T
    return _packed(weights, {"stance": line, "stance_bias": bias.astype(np.float32)})


def stored_parts(weights: dict[str, Any]) -> bytes:
    """The file of ``argmap.encode.reader`` and of ``argmap.relate.pair_head``."""

    def plain(name: str) -> np.ndarray:
        return _plain(weights, name)

    names = ("earlier", "later", "product", "earlier_factor", "later_factor")
    found = {
        **{name: plain(f"heads.{name}.weight").T for name in names},
        "distance": plain("heads.distance.weight") + plain("heads.earlier.bias"),
        "earlier_bias": plain("heads.earlier_factor.bias"),
        "later_bias": plain("heads.later_factor.bias"),
        "pair": plain("heads.pair.weight").T,
        "pair_bias": plain("heads.pair.bias"),
    }
    assert set(found) == set(PairHead.__dataclass_fields__)
    odds = {
        f"{task}_{part}": plain(f"heads.{task}_{part.replace('_bias', '')}.{stored}").T
        for task in ("cut", "claim")
        for part in Odds.__dataclass_fields__
        for stored in ["bias" if part.endswith("_bias") else "weight"]
    }
    return _packed(weights, found | odds)


def stored_base(weights: dict[str, Any]) -> bytes:
    """The weights in 8 bits, to be trained further: matrices of layers by row, with its scale."""
    parts: dict[str, np.ndarray] = {}
    for name in weights:
        value = _plain(weights, name)
        if name.startswith("layers.") and value.ndim == 2:
            scale = np.abs(value).max(axis=1, keepdims=True) / WIDEST
            parts[name] = np.rint(value / scale).astype(np.int8)
            parts[f"{name}{SCALE}"] = scale
        elif name != WORDS:
            parts[name] = value
    content = BytesIO()
    np.savez_compressed(content, **parts)  # type: ignore[arg-type]
    return content.getvalue()


def weights_of_base(stored: bytes) -> dict[str, torch.Tensor]:
    """What ``stored_base`` keeps, for ``reader_net.train``; word vectors are the encoder's."""
    with np.load(BytesIO(stored), allow_pickle=False) as parts:
        found = {
            name: torch.tensor(parts[name] * parts.get(f"{name}{SCALE}", np.float32(1)))
            for name in parts.files
            if not name.endswith(SCALE)
        }
    return Net(Stored()).state_dict() | found


class Graph:
    """Nodes and weights of an ONNX graph as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, value: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **settings: object) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **settings))
        return name

    def linear(self, states: str, part: nn.Linear) -> str:
        product = self.add("MatMul", states, self.weight(part.weight.detach().numpy().T))
        return self.add("Add", product, self.weight(part.bias.detach().numpy()))

    def norm(self, states: str, part: nn.LayerNorm) -> str:
        weights = (self.weight(each.detach().numpy()) for each in (part.weight, part.bias))
        return self.add("LayerNormalization", states, *weights, axis=-1, epsilon=EPSILON)

    def layer(self, states: str, part: Layer) -> str:
        split = self.weight(np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
        joined = self.weight(np.array([0, 0, WIDTH], np.int64))
        heads = [
            self.add("Transpose", self.add("Reshape", self.linear(states, each), split), perm=order)
            for each, order in (
                (part.query, [0, 2, 1, 3]),
                (part.key, [0, 2, 3, 1]),
                (part.value, [0, 2, 1, 3]),
            )
        ]
        scale = self.weight(np.array(1 / math.sqrt(WIDTH // HEADS), np.float32))
        scores = self.add("Mul", self.add("MatMul", heads[0], heads[1]), scale)
        mixed = self.add("MatMul", self.add("Softmax", scores, axis=-1), heads[2])
        mixed = self.add("Reshape", self.add("Transpose", mixed, perm=[0, 2, 1, 3]), joined)
        states = self.norm(self.add("Add", states, self.linear(mixed, part.mixed)), part.norm_mixed)
        wide = self.add("Gelu", self.linear(states, part.wide))
        narrow = self.linear(wide, part.narrow)
        return self.norm(self.add("Add", states, narrow), part.norm_narrow)


def graph_of(weights: dict[str, Any]) -> bytes:
    """The layers as an int8 ONNX file: vectors (1, pieces, 384) to states of that shape."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net = Net(Stored())
    net.load_state_dict(weights)
    graph = Graph()
    states = graph.norm("vectors", net.norm)
    for layer in net.layers:
        states = graph.layer(states, layer)
    graph.nodes.append(helper.make_node("Identity", [states], ["states"]))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "pieces", WIDTH])
        for name in ("vectors", "states")
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "reader", ends[:1], ends[1:], graph.weights),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=9,
    )
    onnx.checker.check_model(model)
    with TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
        return small.read_bytes()
