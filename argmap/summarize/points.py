"""One point for each part of a theme: the words that say it best, and those against."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from argmap.model import Claim, Point, Theme
from argmap.model.frames import Manner, fill, point_frame
from argmap.signs import sides_from
from argmap.summarize.choose import centre, choose, score
from argmap.summarize.ground import UNCLEAR, Candidate, Ground, quote
from argmap.summarize.labels import labels

SAID = 0.8
"""Cosine from which a claim is taken to say what a quote says."""
LEAST_DISSENT = 5
"""Words of an objection that is shown under a point."""
UNTOLD = UNCLEAR | {"question"}
_WE = re.compile(r"(?i)^(?:we|our|us)\b")
FRAME_WORDS = 5
"""What a frame takes of a point's words, about."""


def make_point(
    ground: Ground,
    part: Theme,
    claims: Sequence[Claim],
    words: int,
    told: frozenset[str] = frozenset(),
    taken: Collection[frozenset[str]] = (),
) -> Point:
    """Write the point of one part of a theme.

    Args:
        ground: The thread and what was measured on it.
        part: Its keywords become the point's labels.
        claims: The claims of the part, in thread order; at least one.
        words: How long the point may be.
        told: Words that other points quote already, in lower case.
        taken: Terms that stand in front of other points, in lower case.

    Returns:
        A point whose every word is framing or verbatim.
    """
    main, second = choose(ground, claims, words - FRAME_WORDS, told)
    own, opposing = _sides(ground, main, claims)
    against = second is not None and any(claim.id == second.claim.id for claim in opposing)
    supports, contrasts = ground.voices(own), ground.voices(opposing)
    quoted = [each for each in (main, second) if each]
    subject = labels(ground, part, claims, quoted, taken)
    frame = point_frame(
        [_manner(each) for each in quoted],
        against=against,
        supports=supports,
        contrasts=contrasts,
        quoted=2 if second and second.claim in own else 1,
        labels=len(subject),
        mild=second is not None and not ground.contests(second, main),
    )
    quotes = [*subject, *(quote(each) for each in quoted)]
    dissent = second.claim.id if second and against else _best(ground, opposing, claims)
    first = [claim for each in quoted for claim in each.passage.claims]
    rest = [claim.id for claim in claims if claim.id not in first]
    sided = {claim.id for claim in (*own, *opposing)}
    return Point(
        text=fill(frame, [each.text for each in quotes]),
        frame=frame,
        quotes=tuple(quotes),
        claims=(*first, *rest),
        opposing=tuple(claim.id for claim in opposing),
        voices=ground.voices(claims),
        supports=supports,
        contrasts=contrasts,
        dissent=dissent,
        undecided=tuple(claim.id for claim in claims if claim.id not in sided),
    )


def _sides(
    ground: Ground, main: Candidate, claims: Sequence[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that say what ``main`` says, and those against it.

    To stand with a quote takes more than to stand on its side of a quarrel: a claim counts where
    its post answers the quoted words in support or contrast, or where its own words come close to
    them and the signs of the replies between do not speak against it. A voice heard both for and
    against counts where it is heard first.
    """
    post = main.passage.post
    signs = sides_from(post, ground.links, {claim.post for claim in claims})
    vectors = ground.extraction.encodings.claims
    side: dict[str, int] = {ground.voice(post): 1}
    stand: list[tuple[Claim, int]] = []
    for claim in claims:
        near = float(vectors[ground.extraction.row[claim.id]] @ main.vector)
        answer = ground.answers(claim.post, main)
        # A direct reply says by its stance where it stands; like words alone do not.
        apart = ground.thread.by_id[claim.post].parent != post
        same = apart and near >= SAID and signs.get(claim.post, 0.0) >= 0
        if claim.post == post or answer == "supports" or same:
            sign = 1
        else:
            sign = -1 if answer == "contrasts" else 0
        if sign and side.setdefault(ground.voice(claim.post), sign) == sign:
            stand.append((claim, sign))
    return [c for c, sign in stand if sign > 0], [c for c, sign in stand if sign < 0]


def _best(ground: Ground, some: Sequence[Claim], claims: Sequence[Claim]) -> str | None:
    """Return the id of the claim that says best what these claims say; None where none can stand.

    An objection that points at words nobody sees (“That all sounds cool”) tells a reader nothing.
    """
    target = centre(ground, claims)
    scores = {
        each.claim.id: score(each, target)
        for each in ground.candidates(some)
        if len(each.passage.claims) == 1
        and each.words >= LEAST_DISSENT
        and not UNTOLD.intersection(each.passage.flaws)
        and ground.is_verdict(each)
    }
    return min(scores, key=lambda claim: (-scores[claim], claim), default=None)


def _manner(candidate: Candidate) -> Manner:
    """Return how a passage is best brought."""
    flaws = candidate.passage.flaws
    if candidate.text.endswith("?"):
        return "ask"
    if "personal" in flaws or _WE.search(candidate.text):
        return "say"
    if "imperative" in flaws or candidate.claim.kind == "proposal":
        return "suggest"
    # Evidence too is brought as what one says: whether it was seen or made up, no quote tells.
    return "say" if candidate.claim.kind == "evidence" else "argue"
