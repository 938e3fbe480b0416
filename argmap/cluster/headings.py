"""Names for themes: the terms that set a theme apart, as an editor would join them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.model import Comparison, Extraction, Thread

KEYWORDS = 8
MOST_WORDS = 7
EVERYWHERE = 0.12
"""Share of the posts from which a term says nothing about a part of the discussion."""
RIVALS = 2
"""Comparisons between the two leading entities from which a heading says “A vs B”."""


@dataclass(frozen=True)
class Term:
    """A candidate: an entity or a noun phrase."""

    key: str
    """Entity id behind ``@``, or the phrase's lemma form."""
    name: str
    """As shown: the entity's name, or the phrase's most frequent form."""
    score: float

    @property
    def is_entity(self) -> bool:
        """True for an entity."""
        return self.key.startswith("@")


class Terms:
    """Which posts use which terms, over the whole thread."""

    def __init__(self, thread: Thread, extraction: Extraction) -> None:
        names = {entity.id: entity.name for entity in extraction.entities}
        forms = {form.lower() for e in extraction.entities for form in (e.name, *e.aliases)}
        self.by_post: dict[str, frozenset[str]] = {}
        surfaces: dict[str, Counter[str]] = {}
        for post in thread.posts:
            keys = set()
            for phrase in extraction.phrases.get(post.id, ()):
                if phrase.key in forms:
                    continue  # the entity stands for it
                keys.add(phrase.key)
                surface = post.text[phrase.start : phrase.end]
                surfaces.setdefault(phrase.key, Counter())[_relaxed(surface)] += 1
            mentions = [m for c in extraction.by_post.get(post.id, ()) for m in c.mentions]
            for mention in (*mentions, *extraction.loose_mentions.get(post.id, ())):
                keys.add(f"@{mention.entity}")
            self.by_post[post.id] = frozenset(keys)
        self.totals = Counter(key for keys in self.by_post.values() for key in keys)
        self.names = {f"@{key}": name for key, name in names.items()}
        for key, counted in surfaces.items():
            self.names[key] = min(counted, key=lambda form: (-counted[form], form))

    def leading(self, posts: Sequence[str], *, inner: bool = False) -> list[Term]:
        """Return the terms that set these posts apart, at most ``KEYWORDS``, best first.

        The score is the number of posts with the term times the log of its lift over the thread;
        a term used once names nothing unless the group is that small.

        Args:
            posts: Ids of the posts.
            inner: The posts are a part of a theme: what the whole thread speaks of sets no part
                apart, so long as others do.
        """
        found = self._scored(posts)
        most = EVERYWHERE * len(self.by_post)
        rarer = [term for term in found if self.totals[term.key] <= most] if inner else []
        return _without_repeats(rarer or found, KEYWORDS)

    def _scored(self, posts: Sequence[str]) -> list[Term]:
        inside = Counter(key for post in posts for key in self.by_post[post])
        least = 1 if len(posts) < 4 else 2
        everywhere = max(1, len(self.by_post))
        found = []
        for key, count in inside.items():
            lift = (count / len(posts)) / (self.totals[key] / everywhere)
            if count >= least and lift > 1:
                score = count * math.log(lift)
                if not key.startswith("@") and " " not in key:
                    score *= 0.4  # a single common noun says less than a name or a compound
                found.append(Term(key, self.names[key], round(score, 9)))
        return sorted(found, key=lambda term: (-term.score, term.key))


def heading(
    terms: Sequence[Term], comparisons: Mapping[frozenset[str], int], taken: set[str]
) -> str:
    """Join up to three leading terms in at most seven words.

    Args:
        terms: Best first.
        comparisons: How often the theme compares two entity ids.
        taken: Keys that earlier headings lead with; they may follow but not lead again.
    """
    if not terms:
        return "Other points"
    fresh = [term for term in terms if term.key not in taken] or list(terms)
    rivals = _rivals(fresh, comparisons)
    if rivals:
        taken.update(term.key for term in rivals)
        return f"{rivals[0].name} vs {rivals[1].name}"
    chosen: list[Term] = []
    for term in fresh:
        words = sum(len(one.name.split()) for one in [*chosen, term]) + (len(chosen) > 0)
        strong = len(chosen) < 2 or term.score >= 0.35 * chosen[0].score
        if words <= MOST_WORDS and strong:
            chosen.append(term)
        if len(chosen) == 3:
            break
    taken.update(term.key for term in chosen)
    return _capital(_joined([term.name for term in chosen]))


def compared(comparisons: Sequence[Comparison], claims: set[str]) -> dict[frozenset[str], int]:
    """Count the comparisons among these claims by pair of entity ids."""
    return dict(Counter(frozenset((c.a, c.b)) for c in comparisons if c.claim in claims))


def _rivals(terms: Sequence[Term], comparisons: Mapping[frozenset[str], int]) -> list[Term]:
    named = [term for term in terms[:3] if term.is_entity]
    for number, one in enumerate(named):
        for other in named[number + 1 :]:
            pair = frozenset((one.key[1:], other.key[1:]))
            if comparisons.get(pair, 0) >= RIVALS:
                return [one, other]
    return []


def _without_repeats(terms: list[Term], most: int) -> list[Term]:
    """Drop a term whose words an earlier one holds, or that holds an earlier one's words."""
    kept: list[Term] = []
    for term in terms:
        if len(kept) == most:
            break
        words = set(term.name.lower().split())
        if not any(
            words <= (held := set(one.name.lower().split())) or held <= words for one in kept
        ):
            kept.append(term)
    return kept


def _relaxed(surface: str) -> str:
    """Lower the first letter of an ordinary word that merely began a sentence."""
    first = surface.split()[0]
    return surface[0].lower() + surface[1:] if first[1:].islower() else surface


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
