"""Every post divided into segments, each described and seen beside the rest of its post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from argmap.cache import NO_CACHE, Cache, NoCache, digest, environment
from argmap.encode.encoder import DIMENSIONS
from argmap.encode.network import Scores
from argmap.encode.reader import Reader, Reading
from argmap.encode.threads import side_by_side, threads
from argmap.extract.features import find_places, pack, segment_features
from argmap.extract.heads import Head, Matrix
from argmap.extract.plain import Plain
from argmap.extract.segments import Gaps, Segment, find_segments
from argmap.model import Post, Progress, Thread, no_progress

if TYPE_CHECKING:
    from spacy.tokens import Doc

STRIDE = 16
"""Posts that are read before they are reported, and kept."""
Vectors = npt.NDArray[np.float16]


@dataclass(frozen=True, eq=False)
class Segmented:
    """All segments of a thread, post by post."""

    segments: list[Segment]
    posts: list[int]
    """Row of each segment's post in ``Thread.posts``."""
    texts: list[str]
    features: Matrix
    """Shape (segments, features)."""
    read: Vectors | None
    """Shape (segments, 384): each as the reader left it; None where posts were not read."""
    odds: Scores | None
    """Shape (segments,): log-odds by the reader that it is a claim."""


class _Job(NamedTuple):
    post: Post
    doc: Doc
    cut: Head | None
    reader: Reader | None
    kept: bytes | None
    """What the cache has of this post."""


class _Done(NamedTuple):
    segments: list[Segment]
    texts: list[str]
    rows: list[list[float]]
    read: Vectors | None
    odds: Scores | None
    new: bytes | None
    """What the cache is to keep."""


def segment_thread(
    thread: Thread,
    docs: Sequence[Doc],
    cut: Head | None,
    reader: Reader | None = None,
    progress: Progress = no_progress,
    cache: Cache = NO_CACHE,
) -> Segmented:
    """Divide every post into segments and describe them.

    Args:
        thread: The posts.
        docs: Their parses.
        cut: Decides where sentences are cut, with ``reader`` or without as it was trained.
        reader: Reads every post with words; None where nothing is read.
        progress: Told of posts that are read.
        cache: Keeps readings.
    """
    segments: list[Segment] = []
    posts: list[int] = []
    texts: list[str] = []
    rows: list[list[float]] = []
    read: list[Vectors] = []
    odds: list[Scores] = []
    for number, done in enumerate(_all(thread, docs, cut, reader, progress, cache)):
        segments += done.segments
        posts += [number] * len(done.segments)
        texts += done.texts
        rows += done.rows
        if done.read is not None and done.odds is not None:
            read.append(done.read)
            odds.append(done.odds)
    if not read:
        return Segmented(segments, posts, texts, pack(rows), None, None)
    seen = np.concatenate(read), np.concatenate(odds)
    return Segmented(segments, posts, texts, pack(rows), *seen)


def _all(
    thread: Thread,
    docs: Sequence[Doc],
    cut: Head | None,
    reader: Reader | None,
    progress: Progress,
    cache: Cache,
) -> Iterator[_Done]:
    keep = reader is not None and not isinstance(cache, NoCache)
    keys = [digest("reading", environment(), doc.text) for doc in docs] if keep else []
    jobs = [
        _Job(post, doc, cut, reader, cache.get(keys[number]) if keep else None)
        for number, (post, doc) in enumerate(zip(thread.posts, docs, strict=True))
    ]
    strides = [jobs[start : start + STRIDE] for start in range(0, len(jobs), STRIDE)]
    # Without a reader nothing waits, and threads would only hinder each other.
    workers = min(threads(), len(strides)) if reader else 1
    number = 0
    with side_by_side(workers) as run:
        for stride in run(_stride, strides):
            if keep:
                new = zip(keys[number : number + len(stride)], stride, strict=True)
                cache.put((key, done.new) for key, done in new if done.new is not None)
            number += len(stride)
            if reader:
                progress("reading", number, len(jobs))
            yield from stride


def _stride(jobs: Sequence[_Job]) -> list[_Done]:
    return [_divide(*job) for job in jobs]


def _divide(
    post: Post, doc: Doc, cut: Head | None, reader: Reader | None, kept: bytes | None
) -> _Done:
    plain = Plain(doc)
    whole = plain.text
    read = None
    if reader and whole.strip():
        read = _Known(reader, whole, kept)
    segments = find_segments(plain, cut, read.cuts if read else None)
    texts = [whole[segment.start : segment.end] for segment in segments]
    places = find_places(post, plain, segments)
    rows = [
        segment_features(plain, text, segment, place)
        for text, segment, place in zip(texts, segments, places, strict=True)
    ]
    if read is None:
        return _Done(segments, texts, rows, None, None, None)
    found = read.spans([(segment.start, segment.end) for segment in segments])
    return _Done(segments, texts, rows, *found, read.new())


class _Known:
    """A reading that is made only if what the cache has of it does not answer what is asked."""

    def __init__(self, reader: Reader, text: str, kept: bytes | None) -> None:
        self._reader, self._text = reader, text
        self._kept = _unpacked(kept) if kept else None
        self._made: Reading | None = None
        self._found = _Kept([], np.zeros(0), [], np.zeros(0), np.zeros((0, DIMENSIONS), np.float16))

    def _reading(self) -> Reading:
        if self._made is None:
            self._made = self._reader(self._text)
        return self._made

    def cuts(self, gaps: Gaps) -> Scores:
        """As ``Reading.cuts``."""
        asked, kept = list(gaps), self._kept
        known = kept is not None and kept.gaps == asked
        odds = kept.cuts if kept and known else self._reading().cuts(asked)
        self._found = self._found._replace(gaps=asked, cuts=odds)
        return odds

    def spans(self, spans: Gaps) -> tuple[Vectors, Scores]:
        """Vectors of spans, and their log-odds of being claims."""
        asked, kept = list(spans), self._kept
        if kept and kept.spans == asked:
            return kept.vectors, kept.claims
        vectors = self._reading().vectors(asked)
        found = vectors.astype(np.float16), self._reading().claims(vectors)
        self._found = self._found._replace(spans=asked, vectors=found[0], claims=found[1])
        return found

    def new(self) -> bytes | None:
        """What to keep, if anything was read."""
        return _packed(self._found) if self._made else None


class _Kept(NamedTuple):
    gaps: list[tuple[int, int]]
    cuts: Scores
    spans: list[tuple[int, int]]
    claims: Scores
    vectors: Vectors


def _packed(kept: _Kept) -> bytes:
    sizes = np.array([len(kept.gaps), len(kept.spans)], np.int64)
    places = np.array([*kept.gaps, *kept.spans], np.int64)
    parts = (sizes, places, kept.cuts, kept.claims, kept.vectors)
    return b"".join(part.tobytes() for part in parts)


def _unpacked(stored: bytes) -> _Kept | None:
    if len(stored) < 16:
        return None
    gaps, spans = (int(size) for size in np.frombuffer(stored, np.int64, 2))
    both = gaps + spans
    if min(gaps, spans) < 0 or len(stored) != 16 + 24 * both + 2 * DIMENSIONS * spans:
        return None
    places = np.frombuffer(stored, np.int64, 2 * both, 16).reshape(-1, 2).tolist()
    pairs = [(int(start), int(end)) for start, end in places]
    odds = np.frombuffer(stored, np.float64, both, 16 + 16 * both)
    vectors = np.frombuffer(stored, np.float16, DIMENSIONS * spans, 16 + 24 * both)
    return _Kept(
        pairs[:gaps], odds[:gaps], pairs[gaps:], odds[gaps:], vectors.reshape(spans, DIMENSIONS)
    )
