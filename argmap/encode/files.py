"""The encoder's files, and how networks run: one thread each, texts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer


def encoder_model() -> bytes:
    """Return the encoder's ONNX file."""
    return (files("argmap") / "data" / "encoder" / "model.int8.onnx").read_bytes()


def load_tokenizer(most: int | None = None) -> Tokenizer:
    """Return a tokenizer of its own, which neither pads nor cuts; with ``most``, cuts to that."""
    from tokenizers import Tokenizer

    path = files("argmap") / "data" / "encoder" / "tokenizer.json"
    found: Tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    found.no_padding()
    if most is None:
        found.no_truncation()
    else:
        found.enable_truncation(most)
    return found


def start_session(model: bytes, disabled: Sequence[str] = ()) -> onnxruntime.InferenceSession:
    """Make a network from its ONNX file ready to run; ``disabled`` optimisations are not made."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Whole texts side by side: two threads inside one text cost a third more in all.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps the largest text ever seen alive.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=list(disabled),
    )
