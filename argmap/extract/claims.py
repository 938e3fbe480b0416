"""Segments to claims: which assert something one could disagree with, and of what kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from argmap.cache import NO_CACHE, Cache
from argmap.encode import Encoder, LayeredEncoder, Layers
from argmap.encode.reader import load_reader
from argmap.extract.divided import Segmented, segment_thread
from argmap.extract.heads import Head, Matrix, load_heads, load_mixed
from argmap.model import (
    Claim,
    ClaimKind,
    Encodings,
    InnerEncodings,
    Progress,
    Settings,
    Thread,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS: tuple[ClaimKind, ...] = ("claim", "evidence", "question", "proposal")
"""Columns of the heads that choose a kind."""
HEADS = "claims"
"""The file of weights; ``training/train_claims.py`` writes it."""


def find_claims(
    thread: Thread,
    docs: list[Doc],
    encoder: Encoder,
    settings: Settings,
    progress: Progress,
    cache: Cache = NO_CACHE,
) -> tuple[tuple[Claim, ...], Encodings]:
    """Find the claims of every post, in reading order; encode claims, posts, openings, the title.

    A claim's confidence is the calibrated probability that a careful reader would mark it.
    Every post is read whole and every segment encoded once, claim or not. With ``settings.fast``
    nothing is read, and the heads see form and words alone.
    """
    heads = load_heads(HEADS)
    if settings.fast:
        found = segment_thread(thread, docs, heads["cut_fast"])
    else:
        found = segment_thread(thread, docs, heads["cut"], load_reader(), progress, cache)
    vectors, inner = encode_segments(found, encoder, progress)
    subject = _layers(encoder, [thread.title])
    if not found.segments:
        return (), _encodings(thread, found, Layers(vectors, inner), [], subject)
    suffix = "_fast" if settings.fast else ""
    inputs = found.features if settings.fast else np.hstack([found.features, vectors])
    detect = heads[f"claim{suffix}"]
    likely = detect.probabilities(for_detection(inputs, found))
    kind = load_mixed(HEADS, "kind_fast") if settings.fast else heads["kind"]
    kinds = kind.choose(for_kinds(inputs, found))
    kept = _kept(thread, found, likely, detect)
    claims = tuple(
        _claim(thread, found, row, float(likely[row]), KINDS[int(kinds[row])]) for row in kept
    )
    return claims, _encodings(thread, found, Layers(vectors, inner), kept, subject)


def for_detection(inputs: Matrix, found: Segmented) -> Matrix:
    """What decides whether a segment is a claim: with what the reader makes of it, if it read."""
    if found.odds is None:
        return inputs
    return np.hstack([inputs, found.odds[:, None].astype(np.float32)])


def for_kinds(inputs: Matrix, found: Segmented) -> Matrix:
    """What decides of which kind a claim is: with its words as the reader left them, if it read."""
    if found.read is None:
        return inputs
    return np.hstack([inputs, found.read.astype(np.float32)])


def encode_segments(found: Segmented, encoder: Encoder, progress: Progress) -> Layers:
    """Encode each segment, reporting as it goes."""
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress("encode", done, len(found.texts))

    return _layers(encoder, found.texts, tick)


def _layers(
    encoder: Encoder, texts: Sequence[str], tick: Callable[[int], None] | None = None
) -> Layers:
    """Encode; the inner layer has no columns where the encoder has none."""
    if isinstance(encoder, LayeredEncoder):
        return encoder.layers(texts, tick=tick)
    return Layers(encoder(texts, tick=tick), np.zeros((len(texts), 0), dtype=np.float16))


def _kept(
    thread: Thread,
    found: Segmented,
    likely: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    detect: Head,
) -> list[int]:
    kept = [row for row, value in enumerate(likely) if value >= detect.threshold]
    if thread.kind != "digest":
        return kept
    # A digest's bullets were written as claims: each keeps at least its likeliest segment.
    with_claims = {found.posts[row] for row in kept}
    best: dict[int, int] = {}
    for row, post in enumerate(found.posts):
        if post not in with_claims and (post not in best or likely[row] > likely[best[post]]):
            best[post] = row
    return sorted([*kept, *best.values()])


def _claim(thread: Thread, found: Segmented, row: int, confidence: float, kind: ClaimKind) -> Claim:
    segment, post = found.segments[row], thread.posts[found.posts[row]]
    start, end = segment.start, segment.end
    return Claim(
        id=f"{post.id}#{start}-{end}",
        post=post.id,
        start=start,
        end=end,
        text=post.text[start:end],
        kind=kind,
        # Fewer digits than machines differ in: the same bytes everywhere.
        confidence=round(confidence, 4),
    )


def _encodings(
    thread: Thread, found: Segmented, layers: Layers, kept: list[int], subject: Layers
) -> Encodings:
    vectors = layers.vectors
    posts = np.zeros((len(thread.posts), vectors.shape[1]), dtype=np.float32)
    openings = np.zeros_like(posts)
    seen: set[int] = set()
    for row, post in enumerate(found.posts):
        posts[post] += vectors[row] * np.float32(len(found.texts[row]) ** 0.5)
        if post not in seen:
            openings[post] = vectors[row]
            seen.add(post)
    posts /= np.maximum(np.linalg.norm(posts, axis=1, keepdims=True), 1e-9)
    inner = _inner(thread, found, layers.inner, subject.inner[0])
    read = None if found.read is None else found.read[kept]
    return Encodings(vectors[kept], posts, openings, subject.vectors[0], inner, read)


def _inner(
    thread: Thread,
    found: Segmented,
    segments: npt.NDArray[np.float16],
    subject: npt.NDArray[np.float16],
) -> InnerEncodings | None:
    """Weigh segments as ``_encodings`` does; a mean, for its length tells something, too."""
    if not subject.size:
        return None
    posts = np.zeros((len(thread.posts), segments.shape[1]), dtype=np.float32)
    total = np.zeros((len(thread.posts), 1), dtype=np.float32)
    openings = np.zeros_like(posts, dtype=np.float16)
    for row, post in reversed(list(enumerate(found.posts))):
        weight = np.float32(len(found.texts[row]) ** 0.5)
        posts[post] += segments[row] * weight
        total[post] += weight
        openings[post] = segments[row]
    posts /= np.maximum(total, 1e-9)
    return InnerEncodings(posts.astype(np.float16), openings, subject)
