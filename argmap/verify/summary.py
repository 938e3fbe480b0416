"""The summary, checked: quotes, frames, leads and counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from argmap.model import LEAD_ROLES, Claim, Point, Quote
from argmap.model.frames import MOST_BETWEEN, frame_is_allowed, point_frames
from argmap.verify.lookup import Lookup, twice

_PLACE = re.compile(r"\{(\d+)\}")
_WORD = re.compile(r"\w")


class Summaries(Lookup):
    """What the summary of a map says, beside what its claims say; each method yields problems."""

    def summary(self) -> Iterator[str]:
        """Every point says only what its claims say, and every count is recounted."""
        summary = self.map.summary
        headings = {theme.id: theme.heading for theme in self.map.themes}
        for section in summary.sections:
            if headings.get(section.theme) != section.heading:
                yield f"section {section.heading!r}: no theme {section.theme} of that heading"
            for number, point in enumerate(section.points, 1):
                yield from self._point(point, f"point {section.theme}.{number}")
        for number, point in enumerate(summary.headlines, 1):
            yield from self._point(point, f"headline {number}")
        yield from self._leads()
        yield from self._coverage()

    def _point(self, point: Point, name: str) -> Iterator[str]:
        cited = set(point.claims)
        unknown = sorted({*cited, *point.opposing} - self.claim.keys())
        if unknown:
            yield f"{name}: no claim {unknown[0]}"
            return
        if not point.quotes:
            yield f"{name}: quotes nothing"
        for quote in point.quotes:
            yield from self._quote(quote, cited, name)
        if not frame_is_allowed(point.frame):
            yield f"{name}: its frame {point.frame!r} says more than framing words"
        elif not _is_true_frame(point):
            yield f"{name}: its frame {point.frame!r} does not tell its counts as they are"
        elif _filled(point.frame, [quote.text for quote in point.quotes]) != point.text:
            yield f"{name}: its text is not its frame with the quotes filled in"
        yield from self._sides(point, name)

    def _quote(self, quote: Quote, cited: Collection[str], name: str) -> Iterator[str]:
        """A quote is verbatim and lies in claims that are there and cited."""
        run = [self.claim.get(each) for each in (quote.claim, *quote.further)]
        claims = [claim for claim in run if claim is not None and claim.id in cited]
        if len(claims) < len(run):
            yield f"{name}: quotes claim {quote.claim} without citing all its words' claims"
        elif not self._lies_in(quote, claims):
            yield f"{name}: a quote lies outside claim {quote.claim}"
        elif not self.verbatim(quote.post, quote.start, quote.end, quote.text):
            yield f"{name}: its quote of {quote.claim} is not verbatim"

    def _leads(self) -> Iterator[str]:
        """Each lead has a role of its own, in order, and quotes claims of the map, verbatim."""
        roles = [lead.role for lead in self.map.summary.leads]
        for role in dict.fromkeys(roles):
            if role not in LEAD_ROLES:
                yield f"lead {role}: there is no such role"
        yield from twice("lead", roles)
        places = [LEAD_ROLES.index(role) for role in roles if role in LEAD_ROLES]
        if places != sorted(places):
            yield f"leads: stand in the order {', '.join(roles)}"
        for lead in self.map.summary.leads:
            unknown = sorted({lead.quote.claim, *lead.quote.further} - self.claim.keys())
            if unknown:
                yield f"lead {lead.role}: no claim {unknown[0]}"
            else:
                yield from self._quote(lead.quote, self.claim.keys(), f"lead {lead.role}")

    def _lies_in(self, quote: Quote, claims: Sequence[Claim]) -> bool:
        """True where a quote begins in its first claim, ends in its last, and skips little."""
        post = self.post.get(quote.post)
        if post is None or any(claim.post != quote.post for claim in claims):
            return False
        text = post.text
        joined = all(
            one.end <= other.start and len(text[one.end : other.start].split()) <= MOST_BETWEEN
            for one, other in pairwise(claims)
        )
        first, last = claims[0], claims[-1]
        begins = first.start <= quote.start < first.end
        ends = last.start < quote.end <= last.end
        return joined and begins and ends and quote.start < quote.end

    def _sides(self, point: Point, name: str) -> Iterator[str]:
        opposing = set(point.opposing)
        if not opposing <= set(point.claims):
            yield f"{name}: opposing claims are not among those cited"
        if point.dissent is not None and point.dissent not in opposing:
            yield f"{name}: its dissent {point.dissent} is no opposing claim"
        yield from twice(f"{name}: claim", point.claims)
        undecided = set(point.undecided)
        if not undecided <= set(point.claims) or undecided & opposing:
            yield f"{name}: undecided claims are not among those cited, or are opposing too"
        others = opposing | undecided
        own = [claim for claim in point.claims if claim not in others]
        for what, stated, claims in (
            ("voices", point.voices, point.claims),
            ("supports", point.supports, own),
            ("contrasts", point.contrasts, point.opposing),
        ):
            true = len(self.authors(claims))
            if stated != true:
                yield f"{name}: says {what} {stated}, counted {true}"

    def _coverage(self) -> Iterator[str]:
        summary, thread = self.map.summary, self.map.thread
        points = [point for section in summary.sections for point in section.points]
        cited = dict.fromkeys(c for p in points for c in p.claims if c in self.claim)
        posts = {self.claim[claim].post for claim in cited}
        stated = summary.coverage
        everyone = {post.author for post in thread.posts if post.author}
        for what, said, true in (
            ("claims", stated.claims, len(cited)),
            ("posts", stated.posts, len(posts)),
            ("authors", stated.authors, len(self.named_authors(posts))),
            ("claims in all", stated.claims_total, len(self.map.claims)),
            ("posts in all", stated.posts_total, len(thread.posts)),
            ("authors in all", stated.authors_total, len(everyone)),
        ):
            if said != true:
                yield f"coverage: says {what} {said}, counted {true}"
        rest = tuple(post.id for post in thread.posts if post.id not in posts)
        if stated.not_covered != rest:
            yield "coverage: the list of posts not covered is not what the points leave out"


def _filled(frame: str, quotes: Sequence[str]) -> str | None:
    """Put quotes into their places; None where the frame does not use each of them."""
    if {int(place) for place in _PLACE.findall(frame)} != set(range(len(quotes))):
        return None
    return _PLACE.sub(lambda place: quotes[int(place[1])], frame)


def _is_true_frame(point: Point) -> bool:
    """A frame says nothing, or says who holds what in the words that go with the counts."""
    if not _WORD.search(_PLACE.sub("", point.frame)):
        return True
    return point.frame in point_frames(len(point.quotes), point.supports, point.contrasts)
