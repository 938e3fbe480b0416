"""Replies read by the reply reader, side by side; known readings are not made again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from argmap.cache import NO_CACHE, Cache, NoCache, digest, environment
from argmap.encode.network import Scores
from argmap.encode.threads import side_by_side, threads
from argmap.model import Progress, Thread, no_progress
from argmap.relate.head import KINDS
from argmap.relate.reply_reader import load_reply_reader
from argmap.relate.text import own_words, quoted

STRIDE = 4
"""Replies that are read before they are reported, and kept."""
UNREAD = np.zeros(len(KINDS))


class _Reply(NamedTuple):
    post: str
    answered: str
    text: str

    def key(self) -> bytes:
        """Under which the cache keeps what is read."""
        return digest("reply reading", environment(), self.answered, self.text)


def read_replies(
    thread: Thread,
    wanted: Collection[str] | None = None,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> dict[str, Scores]:
    """Read replies that have words of their own beside what they answer.

    That is the passage quoted, if one is, else the words of the parent. Digests and documents have
    no replies.

    Args:
        thread: Where they are.
        wanted: Ids of the posts to read, of those that can be; without, all.
        progress: Told of replies read.
        cache: Of what was read before.

    Returns:
        By post id in thread order, log-probabilities of ``head.KINDS``: shape (3,).
    """
    if thread.kind != "thread":
        return {}
    own = {post.id: own_words(post) for post in thread.posts}
    replies = [
        _Reply(post.id, quoted(post) or own[post.parent], own[post.id])
        for post in thread.posts
        if post.parent in own and own[post.id].strip() and (wanted is None or post.id in wanted)
    ]
    known = {} if isinstance(cache, NoCache) else _known(replies, cache)
    new = [reply for reply in replies if reply.post not in known]
    strides = [new[start : start + STRIDE] for start in range(0, len(new), STRIDE)]
    if new:
        load_reply_reader()  # before the workers, who would each load their own
    with side_by_side(min(threads(), len(strides))) as run:
        for stride, readings in zip(strides, run(_stride, strides), strict=True):
            known |= zip((reply.post for reply in stride), readings, strict=True)
            if not isinstance(cache, NoCache):
                cache.put(
                    (reply.key(), reading.tobytes())
                    for reply, reading in zip(stride, readings, strict=True)
                )
            progress("replies", len(known), len(replies))
    return {reply.post: known[reply.post] for reply in replies}


def in_rows(thread: Thread, readings: Mapping[str, Scores]) -> Scores:
    """Readings as ``StanceHead.probabilities`` wants them: shape (posts, 3)."""
    found = [readings.get(post.id, UNREAD) for post in thread.posts]
    return np.array(found, np.float64).reshape(-1, len(KINDS))


def _stride(replies: Sequence[_Reply]) -> list[Scores]:
    reader = load_reply_reader()
    return [reader(reply.answered, reply.text) for reply in replies]


def _known(replies: Sequence[_Reply], cache: Cache) -> dict[str, Scores]:
    found = {}
    for reply in replies:
        kept = cache.get(reply.key())
        if kept is not None and len(kept) == UNREAD.nbytes:
            found[reply.post] = np.frombuffer(kept, np.float64)
    return found
