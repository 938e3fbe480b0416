"""The points of a digest: its bullets, as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from argmap.model import Claim, Point, Quote
from argmap.model.frames import fill
from argmap.summarize.ground import Ground

_GAP = re.compile(r"^[^\w{}]*$")


def bullet_point(ground: Ground, claims: Sequence[Claim]) -> Point:
    """Quote every claim of a bullet in order; words between two claims become “…”."""
    text = ground.thread.by_id[claims[0].post].text
    quotes, frame, end = [], "", claims[0].start
    for number, claim in enumerate(claims):
        gap = text[end : claim.start]
        if number:
            frame += re.sub(r"\s+", " ", gap) if _GAP.match(gap) else " … "
        frame += f"{{{number}}}"
        quotes.append(Quote(claim.id, claim.post, claim.start, claim.end, claim.text))
        end = claim.end
    return Point(
        text=fill(frame, [quote.text for quote in quotes]),
        frame=frame,
        quotes=tuple(quotes),
        claims=tuple(claim.id for claim in claims),
        opposing=(),
        voices=ground.voices(claims),
        supports=ground.voices(claims),
        contrasts=0,
    )
