"""Claim spans: first cut, every sentence of four words or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from argmap.encode import Encoder
from argmap.model import Claim, Encodings, Progress, Settings, Thread

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_claims(
    thread: Thread, docs: list[Doc], encoder: Encoder, settings: Settings, progress: Progress
) -> tuple[tuple[Claim, ...], Encodings]:
    claims: list[Claim] = []
    openings: list[str] = []
    for post, doc in zip(thread.posts, docs, strict=True):
        first = ""
        for sent in doc.sents:
            text = sent.text.strip()
            if not text:
                continue
            first = first or text
            start = sent.start_char + (len(sent.text) - len(sent.text.lstrip()))
            end = start + len(text)
            if len(text.split()) >= 4 and "\n\n" not in text:
                claims.append(Claim(f"{post.id}#{start}-{end}", post.id, start, end, text))
        openings.append(first)
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress("encode", done, len(claims) + len(openings))

    vectors = encoder([claim.text for claim in claims] + openings, tick=tick)
    claim_vectors, opening_vectors = vectors[: len(claims)], vectors[len(claims) :]
    row_of = {post.id: row for row, post in enumerate(thread.posts)}
    posts = np.zeros((len(thread.posts), vectors.shape[1]), dtype=np.float32)
    for claim, vector in zip(claims, claim_vectors, strict=True):
        posts[row_of[claim.post]] += vector * (len(claim.text) ** 0.5)
    bare = ~posts.any(axis=1)
    posts[bare] = opening_vectors[bare]
    posts /= np.maximum(np.linalg.norm(posts, axis=1, keepdims=True), 1e-9)
    return tuple(claims), Encodings(claim_vectors, posts, opening_vectors)
