"""What the stance head sees of a post: named numbers, and encodings of reply and parent."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.model import Encodings, Extraction, Post, Thread
from argmap.relate.cues import ANYWHERE, OPENINGS, Cue, find_cues
from argmap.relate.text import opening, own_words, words
from argmap.relate.wording import load_wording

Matrix = npt.NDArray[np.float32]
Inner = tuple[npt.NDArray[np.float16], npt.NDArray[np.float16], npt.NDArray[np.float16]]
"""Of post, opening and parent."""

STRUCTURE = (
    "top level",
    "answers a top-level post",
    "deeper",
    "same author as parent",
    "same author as grandparent",
    "author of the top-level post",
    "length",
    "very short",
    "parent length",
    "longer than parent",
    "quotes the parent",
    "only a link",
    "code",
    "links",
    "ends with a question",
    "questions",
    "opens with a question",
    "exclamations",
    "quotation marks",
    "siblings",
    "answered",
    "parent asks",
    "parent ends with a question",
    "similarity of post and parent",
    "similarity of opening and parent",
    "similarity to closest claim",
    "similarity to grandparent",
    "word overlap",
    "negation asymmetry",
    "negation matches",
    "no parent",
)
TOWARDS_SUBJECT = (
    "praise",
    "blame",
    "instead",
    "negation",
    "but",
    "opening:thanks",
    "questions",
    "links",
)
"""Features that say more at the top level, where the stance is towards the thread's subject."""
PARENT_GROUPS = ("agree", "disagree", "but", "praise", "blame", "negation", "instead", "i", "hedge")


def feature_names() -> tuple[str, ...]:
    """Return the names of the columns of ``Features.named``."""
    return (
        *OPENINGS,
        *ANYWHERE,
        *(f"opening sentence: {group}" for group in ANYWHERE),
        *STRUCTURE,
        *(f"parent: {group}" for group in PARENT_GROUPS),
        *(f"parent {group}" for group in OPENINGS),
        *(f"top level: {name}" for name in TOWARDS_SUBJECT),
    )


@dataclass(frozen=True, eq=False)
class Features:
    """One row for each post of a thread, in thread order."""

    named: Matrix
    """Shape (posts, len(feature_names()))."""
    reply: Matrix
    """Shape (posts, 384): encoding of the post."""
    first: Matrix
    """Shape (posts, 384): encoding of its opening."""
    parent: Matrix
    """Shape (posts, 384): encoding of the parent; of the thread's title at the top level."""
    inner: Inner | None
    """The same three after the encoder's inner layer, if it has one; each of shape (posts, 384)."""
    cues: tuple[tuple[Cue, ...], ...]
    """The cues found in each post's own words."""
    wording: Matrix
    """Shape (posts,): which way each post's own words lean (``argmap.relate.wording``)."""


def find_features(thread: Thread, extraction: Extraction) -> Features:
    """Describe every post of a thread."""
    own = [own_words(post) for post in thread.posts]
    lean = load_wording()
    cues = tuple(find_cues(text) for text in own)
    row = {post.id: number for number, post in enumerate(thread.posts)}
    encodings = extraction.encodings
    parents = np.array([row.get(post.parent or "", -1) for post in thread.posts], dtype=np.int64)
    best = _closest_claims(thread, extraction, parents)
    describe = _Describer(thread, own, cues, row, extraction, best)
    names = feature_names()
    plain = [describe.row(number) for number in range(len(own))]
    named = np.array(plain, dtype=np.float32).reshape(len(own), len(names) - len(TOWARDS_SUBJECT))
    top = (parents < 0)[:, None]
    subject = named[:, [names.index(name) for name in TOWARDS_SUBJECT]] * top
    title = np.float32(0) if encodings.subject is None else encodings.subject
    return Features(
        np.hstack([named, subject]),
        encodings.posts,
        encodings.openings,
        np.where(top, title, encodings.posts[parents]),
        _inner(encodings, parents),
        cues,
        np.array([lean(text) for text in own], dtype=np.float32),
    )


def _inner(encodings: Encodings, parents: npt.NDArray[np.int64]) -> Inner | None:
    inner = encodings.inner
    if inner is None:
        return None
    above = np.where((parents < 0)[:, None], inner.subject, inner.posts[parents])
    return inner.posts, inner.openings, above


def _closest_claims(
    thread: Thread, extraction: Extraction, parents: npt.NDArray[np.int64]
) -> list[float]:
    """Cosine of each post with the closest claim of its parent; 0 where there is none."""
    found = []
    for number, parent in enumerate(parents):
        claims = extraction.by_post.get(thread.posts[parent].id, ()) if parent >= 0 else ()
        rows = [extraction.row[claim.id] for claim in claims]
        scores = extraction.encodings.claims[rows] @ extraction.encodings.posts[number]
        found.append(float(scores.max()) if rows else 0.0)
    return found


class _Describer:
    """Holds what all rows share, so that each feature is one short expression."""

    def __init__(
        self,
        thread: Thread,
        own: list[str],
        cues: tuple[tuple[Cue, ...], ...],
        row: dict[str, int],
        extraction: Extraction,
        closest: list[float],
    ) -> None:
        self.thread, self.own, self.cues, self.numbers = thread, own, cues, row
        self.encodings, self.closest = extraction.encodings, closest
        self.words = [words(text) for text in own]
        self.depth: list[int] = []
        self.root: list[int] = []
        for number, post in enumerate(thread.posts):
            above = row.get(post.parent or "", -1)
            self.depth.append(0 if above < 0 else self.depth[above] + 1)
            self.root.append(number if above < 0 else self.root[above])

    def row(self, number: int) -> list[float]:
        post = self.thread.posts[number]
        above = self.numbers.get(post.parent or "", -1)
        first = opening(self.own[number])
        cues = self.cues[number]
        scale = math.log2(2 + len(self.words[number]))
        counts = dict.fromkeys((*OPENINGS, *ANYWHERE), 0)
        early = dict.fromkeys(ANYWHERE, 0)
        for cue in cues:
            counts[cue.group] += 1
            if cue.group in early and cue.start < first.end:
                early[cue.group] += 1
        above_counts = dict.fromkeys((*OPENINGS, *ANYWHERE), 0)
        for cue in self.cues[above] if above >= 0 else ():
            above_counts[cue.group] += 1
        above_scale = math.log2(2 + len(self.words[above])) if above >= 0 else 1.0
        return [
            *(float(counts[group]) for group in OPENINGS),
            *(3.0 * min(counts[group], 6) / scale for group in ANYWHERE),
            *(float(min(early[group], 2)) for group in ANYWHERE),
            *self._structure(number, post, above, counts, above_counts),
            *(3.0 * min(above_counts[group], 6) / above_scale for group in PARENT_GROUPS),
            *(float(above_counts[group]) for group in OPENINGS),
        ]

    def _structure(
        self,
        number: int,
        post: Post,
        above: int,
        counts: dict[str, int],
        above_counts: dict[str, int],
    ) -> list[float]:
        text = self.own[number]
        bare = text.rstrip()
        posts = self.thread.posts
        grand = self.numbers.get(posts[above].parent or "", -1) if above >= 0 else -1
        size, above_size = len(self.words[number]), len(self.words[above]) if above >= 0 else 0
        vectors, firsts = self.encodings.posts, self.encodings.openings
        shared = len(set(self.words[number]) & set(self.words[above])) if above >= 0 else 0
        first = opening(text)
        said, before = counts["negation"] > 0, above_counts["negation"] > 0
        depth = self.depth[number]
        return [
            float(depth == 0),
            float(depth == 1),
            float(depth > 1),
            float(above >= 0 and post.author is not None and post.author == posts[above].author),
            float(grand >= 0 and post.author is not None and post.author == posts[grand].author),
            float(
                depth > 0
                and post.author is not None
                and post.author == posts[self.root[number]].author
            ),
            math.log2(1 + size) / 4,
            float(size < 6),
            math.log2(1 + above_size) / 4,
            float(size > above_size),
            float(bool(post.quotes)),
            float(bool(post.links or "http" in text) and size < 14),
            float(bool(post.code)),
            float(min(len(post.links) + text.count("http"), 3)),
            float(bare.endswith("?")),
            float(min(text.count("?"), 4)) / 2,
            float(text[first.start : first.end].endswith("?")),
            float(min(text.count("!"), 3)) / 2,
            float(min(len(re.findall(r'["“”]', text)), 6)) / 3,
            math.log2(1 + len(self.thread.replies.get(post.parent, ()))) / 4 if above >= 0 else 0.0,
            float(min(len(self.thread.replies.get(post.id, ())), 4)) / 2,
            float("?" in self.own[above]) if above >= 0 else 0.0,
            float(self.own[above].rstrip().endswith("?")) if above >= 0 else 0.0,
            2 * float(vectors[number] @ vectors[above]) if above >= 0 else 0.0,
            2 * float(firsts[number] @ vectors[above]) if above >= 0 else 0.0,
            2 * self.closest[number],
            2 * float(vectors[number] @ vectors[grand]) if grand >= 0 else 0.0,
            4 * shared / (1 + size) if above >= 0 else 0.0,
            float(said != before),
            float(said and before),
            float(above < 0),
        ]
