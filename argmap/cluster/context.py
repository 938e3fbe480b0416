"""What each post is about: its own words, and those around it in the reply tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from argmap.encode.terms import tf_idf, tokens, unit_rows
from argmap.model import Extraction, Post, Thread

OWN, PARENT, GRANDPARENT, REPLIES = 0.8, 0.4, 0.2, 0.3
"""Shares in a post's context; a reply often leaves its subject to the words it answers."""
SEMANTIC = 0.35
"""Share of the encodings in a similarity; the rest is lexical, where names weigh most."""
BLOCK = 1024


@dataclass(frozen=True, eq=False)
class Contexts:
    """Vectors of the posts in two spaces; row i stands for ``thread.posts[i]``."""

    semantic: npt.NDArray[np.float32]
    """Shape (posts, 384), unit rows or zero."""
    lexical: sparse.csr_matrix
    """Shape (posts, terms), unit rows or zero."""

    def similarities(
        self, rows: Sequence[int], others: Sequence[int] | None = None
    ) -> npt.NDArray[np.float32]:
        """Return the similarity of ``rows`` to ``others`` (all by default), in [-1, 1]."""
        right = slice(None) if others is None else list(others)
        left = list(rows)
        near = self.semantic[left] @ self.semantic[right].T
        shared = (self.lexical[left] @ self.lexical[right].T).toarray()
        return np.asarray(SEMANTIC * near + (1 - SEMANTIC) * shared, dtype=np.float32)


def contexts(thread: Thread, extraction: Extraction) -> Contexts:
    """Mix each post's vectors with those of its parent, grandparent and replies."""
    mixing = _mixing(thread.posts)
    semantic = np.asarray(mixing @ extraction.encodings.posts, dtype=np.float32)
    norms = np.maximum(np.linalg.norm(semantic, axis=1, keepdims=True), 1e-9)
    words, _ = tf_idf([terms_of(post, extraction) for post in thread.posts])
    return Contexts(semantic / norms, unit_rows(sparse.csr_matrix(mixing @ words)))


def terms_of(post: Post, extraction: Extraction) -> list[str]:
    """Return the words of a post's own text, and its entities once more under their ids."""
    text, end, parts = post.text, 0, []
    for span in sorted((*post.quotes, *post.code), key=lambda span: span.start):
        parts.append(text[end : span.start])
        end = max(end, span.end)
    parts.append(text[end:])
    mentions = [
        mention for claim in extraction.by_post.get(post.id, ()) for mention in claim.mentions
    ]
    mentions += extraction.loose_mentions.get(post.id, ())
    # A prefix no word can have keeps names apart from words, and counts both.
    return tokens(" ".join(parts)) + [f"@{mention.entity}" for mention in mentions]


def _mixing(posts: Sequence[Post]) -> sparse.csr_matrix:
    row = {post.id: number for number, post in enumerate(posts)}
    parents = [-1 if post.parent is None else row[post.parent] for post in posts]
    replies = np.bincount([parent for parent in parents if parent >= 0], minlength=len(posts))
    entries: list[tuple[int, int, float]] = []
    for number, parent in enumerate(parents):
        entries.append((number, number, OWN))
        if parent < 0:
            continue
        entries.append((number, parent, PARENT))
        entries.append((parent, number, REPLIES / float(replies[parent])))
        if parents[parent] >= 0:
            entries.append((number, parents[parent], GRANDPARENT))
    rows, columns, weights = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_matrix((weights, (rows, columns)), shape=(len(posts),) * 2, dtype=np.float32)
