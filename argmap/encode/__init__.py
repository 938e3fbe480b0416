"""Sentences to vectors; nothing here knows what a claim is."""

from argmap.encode.encoder import Encoder, HashingEncoder, MiniLM, load_encoder

__all__ = ["Encoder", "HashingEncoder", "MiniLM", "load_encoder"]
