"""Posts and replies read by the readers, side by side; known readings are not made again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from argmap.cache import NO_CACHE, Cache, NoCache, digest, environment
from argmap.encode.threads import side_by_side, threads
from argmap.model import Extraction, Progress, Thread, no_progress
from argmap.relate.layers import Scores
from argmap.relate.pairs import candidate_pairs
from argmap.relate.reader import load_reader
from argmap.relate.reply_reader import load_reply_reader
from argmap.relate.text import own_words, quoted

STRIDE = 16
"""Posts that are read before they are reported, and kept."""
LABELS, KINDS = 4, 3
"""Numbers in a row: ``within.LABELS``, and ``head.KINDS``."""


class _Job(Protocol):
    @property
    def post(self) -> str: ...

    def key(self) -> bytes:
        """Under which the cache keeps what is read."""

    def shape(self) -> tuple[int, ...]: ...

    def read(self) -> Scores: ...


class _Post(NamedTuple):
    post: str
    text: str
    spans: tuple[tuple[int, int], ...]

    def key(self) -> bytes:
        return digest("reading", environment(), self.text, repr(self.spans))

    def shape(self) -> tuple[int, ...]:
        return len(candidate_pairs(len(self.spans))), LABELS

    def read(self) -> Scores:
        return load_reader()(self.text, self.spans, candidate_pairs(len(self.spans)))


class _Reply(NamedTuple):
    post: str
    answered: str
    text: str

    def key(self) -> bytes:
        return digest("reply reading", environment(), self.answered, self.text)

    def shape(self) -> tuple[int, ...]:
        return (KINDS,)

    def read(self) -> Scores:
        return load_reply_reader()(self.answered, self.text)


def read_posts(
    thread: Thread,
    extraction: Extraction,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> dict[str, Scores]:
    """Read every post that has several claims.

    Returns:
        By post id, log-probabilities of ``within.LABELS`` for its ``candidate_pairs``, in their
        order: shape (pairs, 4).
    """
    jobs = [
        _Post(post.id, own_words(post), tuple((claim.start, claim.end) for claim in claims))
        for post in thread.posts
        if len(claims := extraction.by_post.get(post.id, ())) > 1
    ]
    return _read(jobs, load_reader, "reading", progress, cache)


def read_replies(
    thread: Thread, progress: Progress = no_progress, cache: Cache = NO_CACHE
) -> dict[str, Scores]:
    """Read every reply that has words of its own beside what it answers.

    That is the passage quoted, if one is, else the words of its parent.

    Returns:
        By post id, log-probabilities of ``head.KINDS``: shape (3,).
    """
    own = {post.id: own_words(post) for post in thread.posts}
    jobs = [
        _Reply(post.id, quoted(post) or own[post.parent], own[post.id])
        for post in thread.posts
        if post.parent in own and own[post.id].strip()
    ]
    return _read(jobs, load_reply_reader, "replies", progress, cache)


def _read(
    jobs: Sequence[_Job],
    load: Callable[[], object],
    stage: str,
    progress: Progress,
    cache: Cache,
) -> dict[str, Scores]:
    known = {} if isinstance(cache, NoCache) else _known(jobs, cache)
    new = [job for job in jobs if job.post not in known]
    strides = [new[start : start + STRIDE] for start in range(0, len(new), STRIDE)]
    if new:
        load()  # before the workers, who would each load their own
    with side_by_side(min(threads(), len(strides))) as run:
        for stride, readings in zip(strides, run(_stride, strides), strict=True):
            known |= zip((job.post for job in stride), readings, strict=True)
            if not isinstance(cache, NoCache):
                cache.put(
                    (job.key(), reading.tobytes())
                    for job, reading in zip(stride, readings, strict=True)
                )
            progress(stage, len(known), len(jobs))
    return {job.post: known[job.post] for job in jobs}


def _stride(jobs: Sequence[_Job]) -> list[Scores]:
    return [job.read() for job in jobs]


def _known(jobs: Sequence[_Job], cache: Cache) -> dict[str, Scores]:
    found = {}
    for job in jobs:
        kept, shape = cache.get(job.key()), job.shape()
        if kept is not None and len(kept) == 8 * int(np.prod(shape)):
            found[job.post] = np.frombuffer(kept, np.float64).reshape(shape)
    return found
