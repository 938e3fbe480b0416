"""Entities set against each other, in one claim or beneath a heading that does so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from argmap.extract.comparatives import Contrast, contrast
from argmap.extract.opinion import judging, tokenize
from argmap.model import Claim, Comparison, Entity, Mention, Thread

MOST = 6
"""Mentions of a claim that are compared pairwise; a longer list is an enumeration."""
SETS_AGAINST = re.compile(
    r"\b(?:vs\.?|versus|beats?|over|or|against|better|worse|than|instead|compared|alternatives?)\b|>",
    re.IGNORECASE,
)
BOTH = re.compile(r"\b(?:than|over|beats?)\s+(both|either)\b", re.IGNORECASE)


LISTED = re.compile(r"[\s,/&+]*(?:(?:and|or|nor|than)\s+)?(?:the\s+)?", re.IGNORECASE)
"""What stands between two names of a list."""


def find_comparisons(
    thread: Thread, claims: Sequence[Claim], entities: Sequence[Entity]
) -> tuple[Comparison, ...]:
    """Find comparisons, in the order of ``claims``; one of each pair and claim."""
    headings = compared_headings(thread, entities)
    earlier: dict[str, list[str]] = {}
    found: list[Comparison] = []
    for claim in claims:
        seen: set[frozenset[str]] = set()
        pairs = [*in_claim(claim), *with_both(claim, earlier.get(claim.post, []))]
        pairs += under_heading(claim, headings.get(claim.post))
        for one in pairs:
            pair = frozenset((one.a, one.b))
            if pair not in seen:
                seen.add(pair)
                found.append(one)
        earlier.setdefault(claim.post, []).extend(one.entity for one in claim.mentions)
    return tuple(found)


def in_claim(claim: Claim) -> Iterator[Comparison]:
    """Compare the entities that one claim names."""
    if not 2 <= len(claim.mentions) <= MOST:
        return
    for one, two in combinations(claim.mentions, 2):
        if one.entity == two.entity or claim.text[: one.start - claim.start].endswith("("):
            continue
        shift = claim.start
        spans = (one.start - shift, one.end - shift), (two.start - shift, two.end - shift)
        found = contrast(claim.text, *spans)
        if found is not None and meets(claim, one, two, found):
            yield to_comparison(claim, one, two, found)


def meets(claim: Claim, one: Mention, two: Mention, found: Contrast) -> bool:
    """Say whether the cue is between these two, not between one of them and a third.

    Another name between may only be listed with one of the two (“X is faster than Y or Z”) or
    stand in parentheses.
    """
    cue = claim.start + found.start
    for other in claim.mentions:
        # Another mention of either is nearer to the cue, and is compared on its own account.
        if not one.end <= other.start < two.start:
            continue
        at = other.start - claim.start
        if claim.text[at - 1 : at] == "(":
            continue
        near = (other.end, two.start) if other.start > cue else (one.end, other.start)
        if not LISTED.fullmatch(claim.text[near[0] - claim.start : near[1] - claim.start]):
            return False
    return True


def to_comparison(claim: Claim, one: Mention, two: Mention, found: Contrast) -> Comparison:
    """Write down a comparison of two mentions, in text order."""
    preferred = {"first": one.entity, "second": two.entity, None: None}[found.side]
    aspect = claim.text[slice(*found.aspect)] if found.aspect else None
    cue = claim.text[found.start : found.end]
    return Comparison(one.entity, two.entity, aspect, preferred, claim.id, cue)


def with_both(claim: Claim, earlier: Sequence[str]) -> Iterator[Comparison]:
    """Resolve “X is better than both” to the two entities named last before."""
    match = BOTH.search(claim.text)
    if match is None:
        return
    here = [one for one in claim.mentions if one.end - claim.start <= match.start()]
    if not here:
        return
    subject = here[-1]
    others = [one for one in dict.fromkeys(reversed(earlier)) if one != subject.entity][:2]
    start, end = match.span(1)
    for other in reversed(others) if len(others) == 2 else ():
        span = subject.start - claim.start, subject.end - claim.start
        found = contrast(claim.text, span, (start, end))
        if found is not None:
            stand_in = Mention(other, claim.start + start, claim.start + end)
            yield to_comparison(claim, subject, stand_in, found)


def compared_headings(thread: Thread, entities: Sequence[Entity]) -> Mapping[str, tuple[str, str]]:
    """Return, by post, the two entities that the heading above it sets against each other."""
    forms = {form.casefold(): one.id for one in entities for form in (one.name, *one.aliases)}
    known: dict[str, tuple[str, str] | None] = {}
    found: dict[str, tuple[str, str]] = {}
    for post in thread.posts:
        heading = post.heading
        if not heading:
            continue
        if heading not in known:
            known[heading] = compared_in(heading, forms)
        pair = known[heading]
        if pair is not None:
            found[post.id] = pair
    return found


def compared_in(heading: str, forms: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the first two entities of a heading that compares."""
    if not forms or not SETS_AGAINST.search(heading):
        return None
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    names = "|".join(re.escape(form) for form in longest_first)
    hits = re.findall(rf"(?<!\w)(?:{names})(?!\w)", heading.casefold())
    ids = list(dict.fromkeys(forms[hit] for hit in hits))
    return (ids[0], ids[1]) if len(ids) >= 2 else None


def under_heading(claim: Claim, pair: tuple[str, str] | None) -> Iterator[Comparison]:
    """Take a claim on one side of the heading's comparison as a comparison of the two.

    Which side it prefers is what it says of the one it names: nothing is read from the heading.
    """
    if pair is None:
        return
    here = [one for one in claim.mentions if one.entity in pair]
    if not here:
        return
    preferred = None
    if len({one.entity for one in here}) == 1:
        named = here[0].entity
        other = pair[1] if named == pair[0] else pair[0]
        voices = {one.polarity for one in here} - {"neutral"}
        preferred = (
            {"positive": named, "negative": other}[voices.pop()] if len(voices) == 1 else None
        )
    tokens = tokenize(claim.text)
    at = next((number for number, _ in judging(tokens)), None)
    cue = "" if at is None else claim.text[tokens[at].start : tokens[at].end]
    yield Comparison(*pair, aspect=None, preferred=preferred, claim=claim.id, cue=cue)
