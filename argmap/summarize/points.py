"""One point for each part of a theme: the words that say it best, and those against."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

from argmap.model import Claim, Extraction, Point, Quote, Theme, Thread
from argmap.model.frames import MOST_LABELS, fill, point_frame
from argmap.signs import Signs, sides_from
from argmap.summarize.trim import trimmed
from argmap.summarize.worth import handicap, quotable

SHORTLIST = 24
"""Best claims of a part from which a pair of quotes is chosen."""
OPPOSED = 0.1
"""What a quote from the other side is worth over one from the same side."""
SURE = 0.5
"""Confidence of a reply's stance from which it is taken to stand for or against a quote."""
SAID = 0.75
"""Cosine from which a claim is taken to say what a quote says."""
BESIDE = 0.35
"""Cosine from which a second quote may stand beside the first without answering it."""
MAJORITY = 0.1
"""What it is worth that the point is the larger side's, not the smaller's."""
SUPPORTED = 1.5
"""Weight of a claim's support in the thread against its closeness to the part."""
SAME_POINT = 0.8
"""Above this cosine two quotes say the same thing twice."""
FRAME_WORDS = 7


@dataclass(frozen=True, eq=False)
class Ground:
    """What points are made from; shared by all parts of a thread."""

    thread: Thread
    extraction: Extraction
    support: npt.NDArray[np.float32]
    """Per claim, see :func:`argmap.summarize.worth.support`."""
    links: Mapping[str, Mapping[str, float]]
    """Signed links between posts."""

    def voice(self, post: str) -> str:
        """Return whose voice a post is; a post without author speaks for itself."""
        return self.thread.by_id[post].author or f"\0{post}"

    def voices(self, claims: Sequence[Claim]) -> int:
        """Count distinct voices."""
        return len({self.voice(claim.post) for claim in claims})


def centre(ground: Ground, claims: Sequence[Claim]) -> npt.NDArray[np.float32]:
    """Return the unit mean of the claims, those that others come close to weighing more."""
    rows = [ground.extraction.row[claim.id] for claim in claims]
    vectors = ground.extraction.encodings.claims[rows]
    mean = (vectors * np.maximum(ground.support[rows], 0.0)[:, None]).sum(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def make_point(ground: Ground, part: Theme, claims: Sequence[Claim], words: int) -> Point:
    """Write the point of one part of a theme.

    Args:
        ground: The thread and what was measured on it.
        part: Its keywords become the point's labels.
        claims: The claims of the part, in thread order; at least one.
        words: How long the point may be.

    Returns:
        A point whose every word is framing or verbatim.
    """
    labels = _labels(part, claims)
    room = words - FRAME_WORDS - sum(len(label.text.split()) for label in labels)
    main, second = _choose(ground, claims, room)
    own, opposing = _sides(ground, main, claims)
    against = second is not None and second in opposing
    supports, contrasts = ground.voices(own), ground.voices(opposing)
    quotes = [*labels, _quote(main), *([_quote(second)] if second else [])]
    frame = point_frame(
        len(labels),
        also=second is not None and not against,
        against=against,
        supports=supports,
        contrasts=contrasts,
        quoted=2 if second in own else 1,
    )
    dissent = second if against else _best(ground, opposing, claims)
    quoted = [claim.id for claim in (main, second) if claim]
    rest = [claim.id for claim in claims if claim.id not in quoted]
    sided = {claim.id for claim in (*own, *opposing)}
    return Point(
        text=fill(frame, [quote.text for quote in quotes]),
        frame=frame,
        quotes=tuple(quotes),
        claims=(*quoted, *rest),
        opposing=tuple(claim.id for claim in opposing),
        voices=ground.voices(claims),
        supports=supports,
        contrasts=contrasts,
        dissent=dissent.id if dissent else None,
        undecided=tuple(claim.id for claim in claims if claim.id not in sided),
    )


def _sides(ground: Ground, main: Claim, claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that say what ``main`` says, and those against it.

    To stand with a quote takes more than to stand on its side of a quarrel: a claim counts where
    its post answers the quoted one in support or contrast, or where its words come close to the
    quote's and the signs of the replies between do not speak against it. A voice heard both for
    and against counts where it is heard first.
    """
    links = ground.links.get(main.post, {})
    signs = sides_from(main.post, ground.links, {claim.post for claim in claims})
    vectors = ground.extraction.encodings.claims
    quoted = vectors[ground.extraction.row[main.id]]
    side: dict[str, int] = {ground.voice(main.post): 1}
    stand: list[tuple[Claim, int]] = []
    for claim in claims:
        link = links.get(claim.post, 0.0)
        near = float(vectors[ground.extraction.row[claim.id]] @ quoted)
        if claim.post == main.post or link >= SURE:
            sign = 1
        elif link <= -SURE:
            sign = -1 if ground.thread.by_id[claim.post].parent == main.post else 0
        else:
            sign = 1 if near >= SAID and signs.get(claim.post, 0.0) >= 0 else 0
        if sign and side.setdefault(ground.voice(claim.post), sign) == sign:
            stand.append((claim, sign))
    return [c for c, sign in stand if sign > 0], [c for c, sign in stand if sign < 0]


def _choose(ground: Ground, claims: Sequence[Claim], room: int) -> tuple[Claim, Claim | None]:
    """Pick the quote, and a second one that adds most: the other side's where there is one."""
    scores = _scores(ground, claims)
    order = sorted(range(len(claims)), key=lambda n: (-scores[n], n))
    length = [_length(claim) for claim in claims]
    good = [n for n in order if quotable(claims[n]) and length[n] <= room] or order[:1]
    short = good[:SHORTLIST]
    target = centre(ground, claims)
    vectors = [ground.extraction.encodings.claims[ground.extraction.row[c.id]] for c in claims]
    best: tuple[float, int, int | None] = (scores[short[0]] - 0.05, short[0], None)
    within = {claim.post for claim in claims}
    sides = {n: sides_from(claims[n].post, ground.links, within) for n in short}
    posts = ground.thread.by_id
    links = {n: ground.links.get(claims[n].post, {}) for n in short}
    for one, other in permutations(short, 2):
        if (
            ground.voice(claims[one].post) == ground.voice(claims[other].post)
            or length[one] + length[other] > room
            or float(vectors[one] @ vectors[other]) > SAME_POINT
        ):
            continue
        link = links[one].get(claims[other].post, 0.0)
        # An objection comes after what it objects to, and answers it.
        answers = posts[claims[other].post].parent == claims[one].post
        opposed = link <= -SURE and answers
        if not opposed and (
            scores[one] < scores[other]
            or sides[one].get(claims[other].post, 0.0) < 0
            or link <= -SURE
            or (link < SURE and float(vectors[one] @ vectors[other]) < BESIDE)
        ):
            continue
        both = vectors[one] * length[one] ** 0.5 + vectors[other] * length[other] ** 0.5
        fit = float(both @ target) / max(float(np.linalg.norm(both)), 1e-9)
        mean = (scores[one] + scores[other]) / 2
        own = float(vectors[one] @ target + vectors[other] @ target) / 2
        value = mean - own + fit + (OPPOSED if opposed else 0.0)
        value += MAJORITY * _share(sides[one])
        value = round(value, 6)
        if value > best[0]:
            best = (value, one, other)
    second = None if best[2] is None else claims[best[2]]
    return claims[best[1]], second


def _share(signs: Signs) -> float:
    """Return how far the posts on a side outnumber those against it, in [-1, 1]."""
    if len(signs) < 2:
        return 0.0
    return sum(1 if sign > 0 else -1 for sign in signs.values()) / len(signs)


def _scores(ground: Ground, claims: Sequence[Claim]) -> list[float]:
    target = centre(ground, claims)
    out = []
    for claim in claims:
        row = ground.extraction.row[claim.id]
        near = float(ground.extraction.encodings.claims[row] @ target)
        start, end = trimmed(claim)
        text = claim.text[start - claim.start : end - claim.start]
        out.append(round(near + SUPPORTED * float(ground.support[row]) - handicap(claim, text), 6))
    return out


def _best(ground: Ground, some: Sequence[Claim], claims: Sequence[Claim]) -> Claim | None:
    if not some:
        return None
    scores = dict(zip((claim.id for claim in claims), _scores(ground, claims), strict=True))
    return min(some, key=lambda claim: (-scores[claim.id], claim.id))


def _length(claim: Claim) -> int:
    start, end = trimmed(claim)
    return len(claim.text[start - claim.start : end - claim.start].split())


def _quote(claim: Claim) -> Quote:
    start, end = trimmed(claim)
    text = claim.text[start - claim.start : end - claim.start]
    return Quote(claim.id, claim.post, start, end, text)


def _labels(part: Theme, claims: Sequence[Claim]) -> list[Quote]:
    """Find the leading key terms verbatim in the claims, so that they too can be opened."""
    found: list[Quote] = []
    for keyword in part.keywords:
        pattern = re.compile(rf"(?<!\w){re.escape(keyword)}(?!\w)", re.IGNORECASE)
        matches = [(claim, match) for claim in claims if (match := pattern.search(claim.text))]
        if not matches:
            continue
        # Prefer the spelling of the keyword itself to one that merely opens a sentence.
        claim, match = next(((c, m) for c, m in matches if m[0] == keyword), matches[0])
        at = claim.start + match.start()
        found.append(Quote(claim.id, claim.post, at, at + len(match[0]), match[0]))
        if len(found) == MOST_LABELS:
            break
    return found
