"""What points are made from: the thread, what was measured on it, and the words worth quoting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from argmap.model import Claim, Extraction, Flaw, Passage, Post, Quote, Stance, StanceKind, Thread
from argmap.summarize.worth import handicap

SURE = 0.5
"""Confidence of a reply's stance from which it is taken to stand for or against a quote."""

CLOSE = 0.4
"""Cosine from which a reply's words speak to a quote though its stance names another claim."""

FIRM = 0.75
"""Confidence of a stance from which a reply is said to object, rather than to answer."""
REMARK = 6
"""Claims of a post that is answered as a whole."""
ECHO = 5
"""Words in a row of the parent's by which a reply echoes it."""
DRAFT = 20
"""Claims of an opening that sets out a proposal, rather than takes part."""
REPEATED = 0.9
"""Cosine from which one post says the same twice."""
OFTEN = 3
"""Claims of the same words from which they are text that is handed on."""
HARD: frozenset[Flaw] = frozenset(
    {"fragment", "dangling", "backward", "playful", "address", "conceded"}
)
"""Flaws of words that are not quoted where the part has better."""
UNCLEAR: frozenset[Flaw] = HARD | {"empty"}
"""Flaws of words that tell nothing out of their place."""
TAKEN_BACK: frozenset[Flaw] = frozenset({"conceded", "turned"})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Candidate:
    """A passage that a point may quote."""

    passage: Passage
    claim: Claim
    """The first of its claims."""
    text: str
    words: int
    vector: npt.NDArray[np.float32]
    """Shape (384,), unit length."""
    support: float
    """Of the best supported of its claims, see :func:`argmap.summarize.worth.support`."""
    handicap: float
    """See :func:`argmap.summarize.worth.handicap`."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Shared by all parts of a thread."""

    thread: Thread
    extraction: Extraction
    support: npt.NDArray[np.float32]
    """Per claim, see :func:`argmap.summarize.worth.support`."""
    links: Mapping[str, Mapping[str, float]]
    """Signed links between posts."""
    stances: Mapping[str, Stance]
    """By post id."""
    verdicts: Mapping[str, str]
    """Post id to the claim that carries its stance, the source of its edge."""

    def answers(self, post: str, candidate: Candidate) -> StanceKind | None:
        """Return how a post answers these very words; None where it answers others, or nothing.

        A stance that names another claim of the parent speaks to that one, unless the post has
        words close to these or the parent is short: it is one remark then. One that names none
        speaks to the whole post.
        """
        stance = self.stances.get(post)
        parent = self.thread.by_id[post].parent
        if stance is None or parent != candidate.passage.post or stance.confidence < SURE:
            return None
        remark = len(self.extraction.by_post.get(parent, ())) <= REMARK
        if remark or stance.target is None or stance.target in candidate.passage.claims:
            return stance.kind
        rows = [self.extraction.row[c.id] for c in self.extraction.by_post.get(post, ())]
        near = self.extraction.encodings.claims[rows] @ candidate.vector
        return stance.kind if len(rows) and float(near.max()) >= CLOSE else None

    def voice(self, post: str) -> str:
        """Return whose voice a post is; a post without author speaks for itself."""
        return self.thread.by_id[post].author or f"\0{post}"

    def voices(self, claims: Sequence[Claim]) -> int:
        """Count distinct voices."""
        return len({self.voice(claim.post) for claim in claims})

    def objects(self, second: Candidate, first: Candidate) -> bool:
        """True where these words are what a reply says against those."""
        post = second.passage.post
        return self.answers(post, first) == "contrasts" and self.is_verdict(second)

    def contests(self, second: Candidate, first: Candidate) -> bool:
        """True where a reply surely stands against these very words, not beside them."""
        stance = self.stances.get(second.passage.post)
        if stance is None or stance.kind != "contrasts" or stance.confidence < FIRM:
            return False
        said = {claim.id for claim in self.extraction.by_post.get(first.passage.post, ())}
        whole = stance.target is None and said <= set(first.passage.claims)
        return whole or stance.target in first.passage.claims

    def meets(self, second: Candidate, first: Candidate) -> float:
        """Return how close a reply's words come to what they answer: the quote, or the remark."""
        claims = self.extraction.by_post.get(first.passage.post, ())
        near = float(first.vector @ second.vector)
        if len(claims) <= REMARK:
            rows = [self.extraction.row[claim.id] for claim in claims]
            near = max(near, float((self.extraction.encodings.claims[rows] @ second.vector).max()))
        return near

    def is_verdict(self, candidate: Candidate) -> bool:
        """True where a reply's own stand is in these words, and they hold for an objection.

        What the writer takes back in the next breath is no objection, and words that echo the
        parent's are as often a parody of it.
        """
        passage = candidate.passage
        verdict = self.verdicts.get(passage.post)
        told = verdict is None or verdict in passage.claims
        return told and not TAKEN_BACK.intersection(passage.flaws) and not self._echoes(candidate)

    def _echoes(self, candidate: Candidate) -> bool:
        parent = self.thread.by_id[candidate.passage.post].parent
        if parent is None:
            return False
        words = _WORD.findall(candidate.text.lower())
        said = f" {' '.join(_WORD.findall(self.thread.by_id[parent].text.lower()))} "
        runs = (words[at : at + ECHO] for at in range(len(words) - ECHO + 1))
        return any(f" {' '.join(run)} " in said for run in runs)

    @cached_property
    def by_claim(self) -> Mapping[str, tuple[Candidate, ...]]:
        """The candidates that begin with a claim, by its id."""
        found: dict[str, list[Candidate]] = {}
        for passage in self.extraction.passages:
            found.setdefault(passage.claims[0], []).append(self._candidate(passage))
        return {claim: tuple(some) for claim, some in found.items()}

    @cached_property
    def opening(self) -> Post | None:
        """The post that all others answer, where there is one."""
        posts = self.thread.posts
        if self.thread.kind != "thread" or len(posts) < 2 or posts[0].parent is not None:
            return None
        return posts[0] if len(self.thread.replies.get(None, ())) == 1 else None

    @cached_property
    def drafted(self) -> str | None:
        """The opening's id where it is a draft: what people say of it makes the points."""
        post = self.opening
        long = post is not None and len(self.extraction.by_post.get(post.id, ())) >= DRAFT
        return post.id if post is not None and long else None

    @cached_property
    def refrains(self) -> frozenset[str]:
        """Ids of the claims that stand all but twice in a post, or often in the thread.

        What a form or a draft repeats is text, not a point that many make.
        """
        said = {c.id: " ".join(_WORD.findall(c.text.lower())) for c in self.extraction.claims}
        often = Counter(words for words in said.values() if words.count(" ") >= ECHO)
        found = {claim for claim, words in said.items() if often[words] >= OFTEN}
        for claims in self.extraction.by_post.values():
            rows = [self.extraction.row[claim.id] for claim in claims]
            vectors = self.extraction.encodings.claims[rows]
            alike = (vectors @ vectors.T >= REPEATED).sum(axis=1) > 1
            found |= {claim.id for claim, twice in zip(claims, alike, strict=True) if twice}
        return frozenset(found)

    def plain(self, claims: Sequence[str]) -> float:
        """Return the share of claims, by id, that can be followed out of their place."""
        clear = [
            not UNCLEAR.intersection(each.passage.flaws)
            for claim in claims
            for each in self.by_claim.get(claim, ())[:1]
        ]
        return sum(clear) / max(1, len(clear))

    def candidates(self, claims: Sequence[Claim]) -> list[Candidate]:
        """Return the passages all of whose claims are among these, in reading order."""
        inside = {claim.id for claim in claims}
        return [
            candidate
            for claim in claims
            for candidate in self.by_claim.get(claim.id, ())
            if inside.issuperset(candidate.passage.claims)
        ]

    def _candidate(self, passage: Passage) -> Candidate:
        rows = [self.extraction.row[claim] for claim in passage.claims]
        claims = [self.extraction.claims[row] for row in rows]
        weight = np.array([len(claim.text) ** 0.5 for claim in claims], dtype=np.float32)
        vector = (self.extraction.encodings.claims[rows] * weight[:, None]).sum(axis=0)
        text = self.thread.by_id[passage.post].text[passage.start : passage.end]
        sure = min(claim.confidence for claim in claims)
        return Candidate(
            passage,
            claims[0],
            text,
            len(text.split()),
            vector / max(float(np.linalg.norm(vector)), 1e-9),
            float(self.support[rows].max()),
            handicap(passage, sure),
        )


def quote(candidate: Candidate) -> Quote:
    """Return the words of a candidate as a quote of its claims."""
    passage = candidate.passage
    first, *rest = passage.claims
    return Quote(first, passage.post, passage.start, passage.end, candidate.text, tuple(rest))
