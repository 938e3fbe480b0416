"""Round the weights of an int8 ONNX file to seven bits, in place.

    python training/narrow.py argmap/data/encoder/model.int8.onnx

Processors with AVX2 but without AVX-512 or VNNI multiply bytes by pairs and add each pair in 16
bits, which saturates: two products of up to 255 x 127 do not fit. With weights of at most 64 they
do, and the whole-number products are the same everywhere (ONNX Runtime, "When and why do I need to
use reduce_range and per-channel quantization?"). Needs onnx.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

WIDEST = 64


def narrowed(content: bytes) -> bytes:
    """The same file with half of each int8 weight and twice its scale; nothing else moves.

    The scales must be initialisers named as ONNX Runtime's quantiser names them.
    """
    model = onnx.load_from_string(content)
    parts = {part.name: part for part in model.graph.initializer}
    for node in model.graph.node:
        name = node.input[1] if node.op_type == "MatMulInteger" else ""
        if not name:
            continue
        whole = numpy_helper.to_array(parts[name])
        if whole.dtype != np.int8 or np.abs(whole.astype(int)).max() <= WIDEST:
            continue
        half = np.rint(whole / 2).astype(np.int8)
        scale = numpy_helper.to_array(parts[name.removesuffix("_quantized") + "_scale"])
        for old, new in ((whole, half), (scale, 2 * scale)):
            if content.count(old.tobytes()) != 1:
                raise SystemExit(f"{name}: its bytes or those of its scale are not found once")
            content = content.replace(old.tobytes(), new.tobytes())
    return content


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, nargs="+")
    for path in arguments.parse_args().file:
        before = path.read_bytes()
        after = narrowed(before)
        path.write_bytes(after)
        print(f"{path}: {'narrowed' if after != before else 'narrow already'}")


if __name__ == "__main__":
    main()
