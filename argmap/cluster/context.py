"""What each post is about: its own words, and those around it in the reply tree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from argmap.encode.nearest import DIGITS, EXACT, NONE, nearest, top
from argmap.encode.terms import tf_idf, tokens, unit_rows
from argmap.model import Extraction, Post, Thread

# scipy takes a while to load, and the first bar waits for nothing that is needed later.
if TYPE_CHECKING:
    from scipy import sparse

OWN, PARENT, GRANDPARENT, REPLIES = 0.8, 0.4, 0.2, 0.3
"""Shares in a post's context; a reply often leaves its subject to the words it answers."""
SEMANTIC = 0.35
"""Share of the encodings in a similarity; the rest is lexical, where names weigh most."""
BLOCK = 1024
SKETCH, SPREAD = 512, 4
"""Dimensions of a dense stand-in for the terms, and in how many of them each term stands."""
Neighbours = tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]
"""Nearest rows, -1 for none, and similarities; both of shape (rows, most), best first."""


@dataclass(frozen=True, eq=False)
class Contexts:
    """Vectors of the posts in two spaces; row i stands for ``thread.posts[i]``."""

    semantic: npt.NDArray[np.float32]
    """Shape (posts, 384), unit rows or zero."""
    lexical: sparse.csr_matrix
    """Shape (posts, terms), unit rows or zero."""

    def neighbours(self, rows: Sequence[int], most: int) -> Neighbours:
        """Return the ``most`` nearest of each of some posts among them, itself included.

        Every pair is looked at up to ``EXACT`` posts; beyond, those that a sketch finds near.
        """
        some = Contexts(self.semantic[list(rows)], self.lexical[list(rows)])
        return some._all_pairs(most) if len(rows) <= EXACT else some._by_sketch(most)

    def _all_pairs(self, most: int) -> Neighbours:
        columns, likeness = [], []
        turned = self.lexical.T.tocsc()
        for start in range(0, len(self.semantic), BLOCK):
            block = slice(start, start + BLOCK)
            near = self.semantic[block] @ self.semantic.T
            shared = (self.lexical[block] @ turned).toarray()
            similar = np.asarray(SEMANTIC * near + (1 - SEMANTIC) * shared, dtype=np.float32)
            found = top(similar, most)
            columns.append(found[0])
            likeness.append(found[1])
        if not columns:
            return np.zeros((0, 0), np.intp), np.zeros((0, 0), np.float32)
        return np.concatenate(columns), np.concatenate(likeness)

    def _by_sketch(self, most: int) -> Neighbours:
        """Look among twice as many neighbours in a dense space for those really nearest."""
        sketch = np.hstack(
            [math.sqrt(SEMANTIC) * self.semantic, math.sqrt(1 - SEMANTIC) * self._sketched()]
        )
        columns, _ = nearest(sketch, 2 * most)
        likeness = np.full(columns.shape, -np.inf, dtype=np.float32)
        for start in range(0, len(columns), BLOCK):
            block = slice(start, start + BLOCK)
            likeness[block] = self._pairs(start, columns[block])
        order = np.argsort(-likeness, axis=1, kind="stable")[:, :most]
        return (
            np.take_along_axis(columns, order, axis=1).astype(np.intp),
            np.take_along_axis(likeness, order, axis=1),
        )

    def _sketched(self) -> npt.NDArray[np.float32]:
        """Return the lexical rows with each term at a few places of ``SKETCH``, signs by chance.

        Source: sparse random projections, Li, Hastie & Church 2006, doi:10.1145/1150402.1150436.
        """
        from scipy import sparse

        terms = self.lexical.shape[1]
        dice = np.random.default_rng(0)
        places = dice.integers(0, SKETCH, (terms, SPREAD))
        signs = dice.choice((-1.0, 1.0), (terms, SPREAD)) / math.sqrt(SPREAD)
        entries = (signs.ravel(), (np.repeat(np.arange(terms), SPREAD), places.ravel()))
        onto = sparse.csr_matrix(entries, shape=(terms, SKETCH), dtype=np.float32)
        return np.asarray((self.lexical @ onto).toarray(), dtype=np.float32)

    def _pairs(self, start: int, columns: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """Return the similarity of the rows from ``start`` on to each of their columns."""
        own = np.repeat(np.arange(start, start + len(columns)), columns.shape[1])
        other = np.maximum(columns, 0).ravel()
        near = np.einsum("pd,pd->p", self.semantic[own], self.semantic[other])
        shared = np.asarray(self.lexical[own].multiply(self.lexical[other]).sum(axis=1)).ravel()
        similar = np.round(SEMANTIC * near + (1 - SEMANTIC) * shared, DIGITS)
        return np.where(columns == NONE, -np.inf, similar.reshape(columns.shape))


def contexts(thread: Thread, extraction: Extraction) -> Contexts:
    """Mix each post's vectors with those of its parent, grandparent and replies."""
    from scipy import sparse

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
    from scipy import sparse

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
