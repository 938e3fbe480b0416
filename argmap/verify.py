"""Every promise of a map, checked: quotes, edges, themes, counts.

``check`` needs the map alone; with the discussion read again it compares the texts too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import pairwise

from argmap.model import (
    Claim,
    Evidence,
    MapData,
    Mention,
    Point,
    Quote,
    Relation,
    Span,
    Theme,
    Thread,
)
from argmap.model.frames import MOST_BETWEEN, frame_is_allowed, point_frames

_PLACE = re.compile(r"\{(\d+)\}")
_WORD = re.compile(r"\w")


def check(argument_map: MapData, source: Thread | None = None) -> list[str]:
    """Verify a map against itself and, where given, the discussion it was made from.

    Args:
        argument_map: The map.
        source: The same discussion, read again.

    Returns:
        The problems, one line each, naming the post, claim, edge, theme or point; none where
        every quote is verbatim, every edge has a reason and every count is true.
    """
    checker = _Checker(argument_map)
    problems = [
        *checker.posts(),
        *checker.claims(),
        *checker.entities(),
        *checker.relations(),
        *checker.stances(),
        *checker.comparisons(),
        *checker.themes(),
        *checker.summary(),
    ]
    if source is not None:
        problems += _against_source(argument_map.thread, source)
        problems += _points_against_source(argument_map, source)
    return problems


class _Checker:
    """One method per part of a map; each yields problems."""

    def __init__(self, argument_map: MapData) -> None:
        self.map = argument_map
        self.post = argument_map.thread.by_id
        self.claim = argument_map.claim
        self.entity = argument_map.entity

    def posts(self) -> Iterator[str]:
        """Ids are unique, parents stand before their replies, spans lie inside the text."""
        yield from _twice("post", (post.id for post in self.map.thread.posts))
        seen: set[str] = set()
        for post in self.map.thread.posts:
            if post.parent is not None and post.parent not in seen:
                yield f"post {post.id}: its parent {post.parent} does not stand before it"
            seen.add(post.id)
            spans = (*post.quotes, *post.code, *(Span(x.start, x.end) for x in post.links))
            for span in spans:
                if not 0 <= span.start <= span.end <= len(post.text):
                    yield f"post {post.id}: span {span.start}-{span.end} lies outside its text"

    def claims(self) -> Iterator[str]:
        """Every claim is verbatim, has the id of its place and stands in reading order."""
        yield from _twice("claim", (claim.id for claim in self.map.claims))
        place = {post.id: number for number, post in enumerate(self.map.thread.posts)}
        last = (-1, -1)
        for claim in self.map.claims:
            if claim.post not in self.post:
                yield f"claim {claim.id}: no post {claim.post}"
                continue
            if claim.id != f"{claim.post}#{claim.start}-{claim.end}":
                yield f"claim {claim.id}: its id does not name its place"
            if not claim.text or not self._verbatim(claim.post, claim.start, claim.end, claim.text):
                yield f"claim {claim.id}: its text is not verbatim"
            if not 0 <= claim.confidence <= 1:
                yield f"claim {claim.id}: confidence {claim.confidence} is not in 0 to 1"
            here = (place[claim.post], claim.start)
            if here < last:
                yield f"claim {claim.id}: not in reading order"
            last = here
            for mention in claim.mentions:
                yield from self._mention(mention, f"claim {claim.id}", claim)

    def entities(self) -> Iterator[str]:
        """Ids are unique; mentions outside claims lie in their post."""
        yield from _twice("entity", (entity.id for entity in self.map.entities))
        for post, mentions in self.map.loose_mentions.items():
            if post not in self.post:
                yield f"mentions of post {post}: no such post"
                continue
            whole = Claim("", post, 0, len(self.post[post].text), "")
            for mention in mentions:
                yield from self._mention(mention, f"post {post}", whole)

    def _mention(self, mention: Mention, owner: str, inside: Claim) -> Iterator[str]:
        if mention.entity not in self.entity:
            yield f"{owner}: no entity {mention.entity}"
        if not inside.start <= mention.start < mention.end <= inside.end:
            yield f"{owner}: mention {mention.start}-{mention.end} lies outside it"

    def relations(self) -> Iterator[str]:
        """Both ends exist and differ, the scope is true, and there is a reason, verbatim."""
        keys = [f"{each.source} {each.kind} {each.target}" for each in self.map.relations]
        yield from _twice("relation", keys)
        for relation, name in zip(self.map.relations, keys, strict=True):
            yield from self._relation(relation, f"relation {name}")

    def _relation(self, relation: Relation, name: str) -> Iterator[str]:
        if relation.source == relation.target:
            yield f"{name}: joins a claim to itself"
        if not 0 <= relation.confidence <= 1:
            yield f"{name}: confidence {relation.confidence} is not in 0 to 1"
        if not relation.evidence:
            yield f"{name}: rests on nothing"
        yield from self._evidence(relation.evidence, name)
        ends = [self.claim.get(relation.source), self.claim.get(relation.target)]
        for end, claim in zip((relation.source, relation.target), ends, strict=True):
            if claim is None:
                yield f"{name}: no claim {end}"
        if ends[0] and ends[1] and not self._scope_holds(relation, ends[0], ends[1]):
            yield f"{name}: its scope is not {relation.scope}"

    def _scope_holds(self, relation: Relation, source: Claim, target: Claim) -> bool:
        same = source.post == target.post
        post = self.post.get(source.post)
        answers = post is not None and post.parent == target.post
        return {"within": same, "reply": answers, "thread": not same}.get(relation.scope, False)

    def _evidence(self, evidence: Iterable[Evidence], name: str) -> Iterator[str]:
        for each in evidence:
            if each.post is None:
                continue
            if each.start is None or each.end is None:
                yield f"{name}: evidence {each.kind} names post {each.post} but no place in it"
            elif not self._verbatim(each.post, each.start, each.end, each.text):
                yield f"{name}: evidence {each.text!r} is not verbatim in post {each.post}"

    def stances(self) -> Iterator[str]:
        """Who takes a stance exists, and the target is a claim of the parent."""
        for post, stance in self.map.stances.items():
            name = f"stance of post {post}"
            if post not in self.post:
                yield f"{name}: no such post"
                continue
            if not 0 <= stance.confidence <= 1:
                yield f"{name}: confidence {stance.confidence} is not in 0 to 1"
            yield from self._evidence(stance.evidence, name)
            if stance.target is not None:
                target = self.claim.get(stance.target)
                if target is None or target.post != self.post[post].parent:
                    yield f"{name}: its target {stance.target} is no claim of the parent"

    def comparisons(self) -> Iterator[str]:
        """The claim exists and names both entities; cue and aspect are its words."""
        for each in self.map.comparisons:
            name = f"comparison {each.a} {each.b} in {each.claim}"
            claim = self.claim.get(each.claim)
            if claim is None:
                yield f"{name}: no such claim"
                continue
            for entity in (each.a, each.b):
                if entity not in self.entity:
                    yield f"{name}: no entity {entity}"
            if each.preferred is not None and each.preferred not in (each.a, each.b):
                yield f"{name}: prefers {each.preferred}, which is neither"
            for words in (each.aspect or "", each.cue):
                if words not in claim.text:
                    yield f"{name}: {words!r} is not verbatim in its claim"

    def themes(self) -> Iterator[str]:
        """Each claim is in exactly one theme, and camps and walks stay inside theirs."""
        yield from _twice("theme", (theme.id for theme in self.map.themes))
        yield from _twice("camp", (c.id for theme in self.map.themes for c in theme.camps))
        whole = [theme for theme in self.map.themes if theme.parent is None]
        inside = Counter(claim for theme in whole for claim in theme.claims)
        for claim in self.map.claims:
            if inside[claim.id] != 1:
                yield f"claim {claim.id}: in {inside[claim.id]} whole themes, not one"
        for unknown in sorted(inside.keys() - self.claim.keys()):
            yield f"themes: no claim {unknown}"
        for theme in self.map.themes:
            yield from self._theme(theme)

    def _theme(self, theme: Theme) -> Iterator[str]:
        name = f"theme {theme.id}"
        mine = set(theme.claims)
        yield from _twice(f"{name}: claim", theme.claims)
        if theme.parent is not None:
            parent = next((t for t in self.map.themes if t.id == theme.parent), None)
            if parent is None:
                yield f"{name}: no parent theme {theme.parent}"
            elif not mine <= set(parent.claims):
                yield f"{name}: has claims that its parent {theme.parent} has not"
        for entity in theme.entities:
            if entity not in self.entity:
                yield f"{name}: no entity {entity}"
        camped = Counter(claim for camp in theme.camps for claim in camp.claims)
        for claim, times in camped.items():
            if times > 1:
                yield f"{name}: claim {claim} is in {times} camps"
        walked = [each for step in theme.walk for each in (step.claim, step.source) if each]
        for claim in sorted({*camped, *walked} - mine):
            yield f"{name}: a camp or step has claim {claim}, which is not in the theme"

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
            run = [self.claim.get(each) for each in (quote.claim, *quote.further)]
            claims = [claim for claim in run if claim is not None and claim.id in cited]
            if len(claims) < len(run):
                yield f"{name}: quotes claim {quote.claim} without citing all its words' claims"
            elif not self._lies_in(quote, claims):
                yield f"{name}: a quote lies outside claim {quote.claim}"
            elif not self._verbatim(quote.post, quote.start, quote.end, quote.text):
                yield f"{name}: its quote of {quote.claim} is not verbatim"
        if not frame_is_allowed(point.frame):
            yield f"{name}: its frame {point.frame!r} says more than framing words"
        elif not _is_true_frame(point):
            yield f"{name}: its frame {point.frame!r} does not tell its counts as they are"
        elif _filled(point.frame, [quote.text for quote in point.quotes]) != point.text:
            yield f"{name}: its text is not its frame with the quotes filled in"
        yield from self._sides(point, name)

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
        yield from _twice(f"{name}: claim", point.claims)
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
            true = len(self._authors(claims))
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
            ("authors", stated.authors, len(self._named_authors(posts))),
            ("claims in all", stated.claims_total, len(self.map.claims)),
            ("posts in all", stated.posts_total, len(thread.posts)),
            ("authors in all", stated.authors_total, len(everyone)),
        ):
            if said != true:
                yield f"coverage: says {what} {said}, counted {true}"
        rest = tuple(post.id for post in thread.posts if post.id not in posts)
        if stated.not_covered != rest:
            yield "coverage: the list of posts not covered is not what the points leave out"

    def _authors(self, claims: Sequence[str]) -> set[str]:
        """Distinct authors; a post without one counts as a voice of its own."""
        posts = [self.post.get(self.claim[c].post) for c in claims if c in self.claim]
        return {post.author or f"\0{post.id}" for post in posts if post}

    def _named_authors(self, posts: Iterable[str]) -> set[str]:
        found = (self.post[post].author for post in posts if post in self.post)
        return {author for author in found if author}

    def _verbatim(self, post: str, start: int, end: int, text: str) -> bool:
        known = self.post.get(post)
        return known is not None and 0 <= start <= end and known.text[start:end] == text


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


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name}: there {times} times"


def _against_source(thread: Thread, source: Thread) -> Iterator[str]:
    if thread.id != source.id:
        yield f"source: it is {source.id}, the map is of {thread.id}"
    for post in thread.posts:
        other = source.by_id.get(post.id)
        if other is None:
            yield f"source: it has no post {post.id}"
        elif other != post:
            names = [each.name for each in fields(post)]
            differing = [name for name in names if getattr(other, name) != getattr(post, name)]
            yield f"source: post {post.id} has another {', '.join(differing)} there"
    for post in source.posts:
        if post.id not in thread.by_id:
            yield f"source: its post {post.id} is not in the map"
    if [post.id for post in thread.posts] != [post.id for post in source.posts]:
        yield "source: its posts stand in another order"


def _points_against_source(argument_map: MapData, source: Thread) -> Iterator[str]:
    """Name the points whose words the source does not have, or not there."""
    summary = argument_map.summary
    named = [(f"headline {n}", point) for n, point in enumerate(summary.headlines, 1)]
    for section in summary.sections:
        named += [(f"point {section.theme}.{n}", p) for n, p in enumerate(section.points, 1)]
    for name, point in named:
        for identifier in point.claims:
            claim = argument_map.claim.get(identifier)
            post = source.by_id.get(claim.post) if claim else None
            if claim and (post is None or post.text[claim.start : claim.end] != claim.text):
                yield f"{name}: rests on claim {identifier}, whose words the source does not have"
