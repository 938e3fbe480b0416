"""Sentences to vectors; nothing here knows what a claim is."""

from argmap.encode.encoder import Encoder, HashingEncoder, MiniLM, load_encoder
from argmap.encode.remembered import remembering

__all__ = ["Encoder", "HashingEncoder", "MiniLM", "load_encoder", "remembering"]
