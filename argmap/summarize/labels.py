"""What stands in front of a point: the terms its claims and its quotes are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.model import Claim, Quote, Theme
from argmap.model.frames import MOST_LABELS, says
from argmap.summarize.choose import centre
from argmap.summarize.ground import Candidate, Ground

NEAREST = 10
"""Claims with a term whose closeness counts: those that speak of it most to the purpose."""


@dataclass(frozen=True)
class _Term:
    words: str
    worth: float
    quote: Quote

    @property
    def names(self) -> bool:
        """True for a name or a compound, which lead; a single common noun follows."""
        return " " in self.words or not self.words.islower()


def labels(
    ground: Ground,
    part: Theme,
    claims: Sequence[Claim],
    quoted: Sequence[Candidate],
    taken: Collection[frozenset[str]] = (),
) -> list[Quote]:
    """Find a key term of a part that its quotes name, and the next that they leave unsaid.

    A term is worth the more the more voices use it, and the closer the claims that do are to the
    part and to the quotes. All are verbatim in the claims, so that they too can be opened.

    Args:
        ground: The thread.
        part: Its keywords are the terms.
        claims: The claims of the part.
        quoted: What the point quotes.
        taken: Sets of terms, in lower case, that stand in front of other points.
    """
    terms = _terms(ground, part, claims, quoted)
    unsaid = [term for term in terms if not any(says(q.text, term.words) for q in quoted)]
    said = [term for term in terms if term not in unsaid]
    for first in said or unsaid:
        chosen = [first]
        for term in unsaid:
            if len(chosen) == MOST_LABELS:
                break
            if not any(_forms(term.words) & {one.words.lower()} for one in chosen):
                chosen.append(term)
        for few in range(len(chosen), 0, -1):
            if frozenset(term.words.lower() for term in chosen[:few]) not in taken:
                # A name leads, whatever is worth more: “Java and versions”.
                leading = sorted(chosen[:few], key=lambda term: not term.names)
                return [term.quote for term in leading]
    return []


def _terms(
    ground: Ground, part: Theme, claims: Sequence[Claim], quoted: Sequence[Candidate]
) -> list[_Term]:
    """Return the terms of a part that its claims name, best first."""
    heart = centre(ground, claims) + _mean(quoted)
    near = ground.extraction.encodings.claims @ (heart / max(float(np.linalg.norm(heart)), 1e-9))
    found = []
    for words in part.keywords:
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
        matches = [(claim, match) for claim in claims if (match := pattern.search(claim.text))]
        if not matches:
            continue
        close = sorted((float(near[ground.extraction.row[c.id]]) for c, _ in matches), reverse=True)
        worth = float(np.mean(close[:NEAREST])) * np.log1p(ground.voices([c for c, _ in matches]))
        # Prefer the spelling of the keyword itself to one that merely opens a sentence.
        claim, match = next(((c, m) for c, m in matches if m[0] == words), matches[0])
        at = claim.start + match.start()
        quote = Quote(claim.id, claim.post, at, at + len(match[0]), match[0])
        found.append(_Term(words, round(worth, 6), quote))
    return sorted(found, key=lambda term: -term.worth)


def _mean(quoted: Sequence[Candidate]) -> npt.NDArray[np.float32]:
    return np.asarray(np.mean([each.vector for each in quoted], axis=0), dtype=np.float32)


def _forms(words: str) -> set[str]:
    """Return the forms under which a term counts as said already: “file” says “files”."""
    lower = words.lower()
    return {lower, lower.removesuffix("s"), f"{lower}s"}
