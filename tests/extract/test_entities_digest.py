"""Entities and comparisons of a real digest, with the trained pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from argmap.extract.entities import find_entities
from argmap.extract.language import load_language, parse
from argmap.model import Claim, Settings, no_progress
from argmap.read import read


@pytest.mark.trained
@pytest.mark.shared
def test_the_founding_document_has_its_entities_and_comparisons(shared: Path) -> None:
    thread = read(shared / "seed" / "leaving-meta-and-pytorch.txt")
    docs = parse(thread, load_language(), no_progress)
    claims = tuple(
        Claim(f"{post.id}#0", post.id, 0, len(post.text), post.text) for post in thread.posts
    )
    found = find_entities(thread, docs, claims, Settings())
    by_id = {one.id: one for one in found.entities}
    assert {"pytorch", "tensorflow", "jax", "meta"} <= set(by_id)
    assert {"TF1", "TF2"} <= set(by_id["tensorflow"].aliases)
    pairs = {frozenset((one.a, one.b)) for one in found.comparisons}
    assert {frozenset(("pytorch", "tensorflow")), frozenset(("jax", "pytorch"))} <= pairs
    text = {claim.id: claim.text for claim in claims}
    assert all(one.cue in text[one.claim] for one in found.comparisons)
