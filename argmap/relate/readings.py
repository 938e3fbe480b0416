"""Every post with several claims read whole; known readings are not made again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from argmap.cache import NO_CACHE, Cache, NoCache, digest, environment
from argmap.encode.threads import side_by_side, threads
from argmap.model import Extraction, Progress, Thread, no_progress
from argmap.relate.pairs import candidate_pairs
from argmap.relate.reader import Scores, load_reader
from argmap.relate.text import own_words

STRIDE = 16
"""Posts that are read before they are reported, and kept."""
LABELS = 4
"""Numbers in a row: ``within.LABELS``."""


class _Job(NamedTuple):
    post: str
    text: str
    spans: tuple[tuple[int, int], ...]


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
        _Job(post.id, own_words(post), tuple((claim.start, claim.end) for claim in claims))
        for post in thread.posts
        if len(claims := extraction.by_post.get(post.id, ())) > 1
    ]
    known = {} if isinstance(cache, NoCache) else _known(jobs, cache)
    new = [job for job in jobs if job.post not in known]
    strides = [new[start : start + STRIDE] for start in range(0, len(new), STRIDE)]
    if new:
        load_reader()  # before the workers, who would each load their own
    with side_by_side(min(threads(), len(strides))) as run:
        for stride, readings in zip(strides, run(_read, strides), strict=True):
            known |= zip((job.post for job in stride), readings, strict=True)
            if not isinstance(cache, NoCache):
                cache.put(
                    (_key(job), reading.tobytes())
                    for job, reading in zip(stride, readings, strict=True)
                )
            progress("reading", len(known), len(jobs))
    return {job.post: known[job.post] for job in jobs}


def _read(jobs: Sequence[_Job]) -> list[Scores]:
    reader = load_reader()
    return [reader(job.text, job.spans, candidate_pairs(len(job.spans))) for job in jobs]


def _known(jobs: Sequence[_Job], cache: Cache) -> dict[str, Scores]:
    found = {}
    for job in jobs:
        kept = cache.get(_key(job))
        wanted = LABELS * len(candidate_pairs(len(job.spans)))
        if kept is not None and len(kept) == 8 * wanted:
            found[job.post] = np.frombuffer(kept, np.float64).reshape(-1, LABELS)
    return found


def _key(job: _Job) -> bytes:
    return digest("reading", environment(), job.text, repr(job.spans))
