"""Sentences to vectors; nothing here knows what a claim is."""

from argmap.encode.encoder import (
    Encoder,
    HashingEncoder,
    LayeredEncoder,
    Layers,
    MiniLM,
    load_encoder,
)
from argmap.encode.remembered import remembering

__all__ = [
    "Encoder",
    "HashingEncoder",
    "LayeredEncoder",
    "Layers",
    "MiniLM",
    "load_encoder",
    "remembering",
]
