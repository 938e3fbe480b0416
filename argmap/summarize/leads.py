"""What stands before the sections: what the matter is, how it was opened, what came of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from argmap.model import LEAD_ROLES, Entity, Flaw, Lead, LeadRole, Post
from argmap.summarize.ground import Candidate, Ground, quote
from argmap.summarize.worth import LONGEST

SHORTEST = 5
"""Words that can say what a thing is."""
UNFIT: frozenset[Flaw] = frozenset(
    {"fragment", "dangling", "backward", "playful", "address", "imperative", "conceded"}
)
"""Flaws of words that cannot stand before everything else."""
LAST = 0.1
"""Share of the posts among which an outcome is looked for, ``LEAST_LAST`` of them at least."""
LEAST_LAST = 3

_SHOWN = re.compile(r"(?i)^(?:(?:show|launch|tell) hn|ann(?:ounce)?|\[[^\]]*\])\s*:?\s*")
_MILD = "(?:basically |essentially |just |simply |really )?"
_OUTCOME = re.compile(
    r"(?i)\b(?:decision|decided|conclu\w+|consensus|resol(?:ved|ution)|outcome|settled"
    r"|(?:was|were|been|is|are|got|now|just|has|have) (?:merged|fixed|closed|landed|shipped"
    r"|released|adopted|accepted|rejected|reverted|approved|withdrawn)"
    r"|(?:closing|merged|fixed|adopted|accepted|rejected|reverted) (?:this|it|as|by|in|now|with|#)"
    r"|landed|wontfix|won[’']t fix|(?:we|i)(?:[’']ll| will| are| am|[’']re) (?:go(?:ing)? with"
    r"|adopt\w*|merge|merging|keep(?:ing)?|drop(?:ping)?))\b"
)


def find_leads(ground: Ground) -> tuple[Lead, ...]:
    """Find the words that a reader who comes new to a discussion needs first.

    A discussion that somebody opened with a text of their own begins with that; one about a
    page elsewhere, with what somebody says its subject is.

    Returns:
        At most one of each role, in the order of ``LEAD_ROLES``.
    """
    opening = ground.opening
    found: dict[LeadRole, Candidate | None] = {
        "about": None if opening else _about(ground),
        "opens": _first(ground, opening) if opening else None,
        "outcome": _outcome(ground, opening) if opening else None,
    }
    return tuple(Lead(role, quote(words)) for role in LEAD_ROLES if (words := found[role]))


def _first(ground: Ground, post: Post) -> Candidate | None:
    """Return the first sentence of a post that can be understood by itself."""
    fitting = list(_fitting(ground, [post]))
    if not fitting:
        return None
    start = min(each.passage.start for each in fitting)
    return max(
        (each for each in fitting if each.passage.start == start), key=lambda each: each.words
    )


def _outcome(ground: Ground, opening: Post) -> Candidate | None:
    """Return the last words near the end that tell of a decision."""
    posts = ground.thread.posts[1:]
    dated = [post for post in posts if post.created]
    if len(dated) == len(posts):
        posts = tuple(sorted(dated, key=lambda post: post.created or ""))
    last = posts[-max(LEAST_LAST, round(LAST * len(posts))) :]
    telling = [each for each in _fitting(ground, last) if _OUTCOME.search(each.text)]
    if not telling:
        return None
    place = {post.id: number for number, post in enumerate(last)}

    def worth(each: Candidate) -> tuple[bool, int, int]:
        mine = ground.thread.by_id[each.passage.post].author == opening.author
        return mine, place[each.passage.post], each.words

    return max(telling, key=worth)


def _about(ground: Ground) -> Candidate | None:
    """Return the best supported words that say, without praise or blame, what the subject is."""
    entity = _subject(ground)
    if entity is None:
        return None
    names = "|".join(re.escape(name) for name in (entity.name, *entity.aliases))
    tells = re.compile(rf"(?i)(?:the )?(?:{names})(?: \w+)? (?:is|are) {_MILD}an? \w+")
    telling = [
        each
        for each in _fitting(ground, ground.thread.posts)
        if tells.match(each.text) and not _judges(ground, each)
    ]
    order = {post.id: number for number, post in enumerate(ground.thread.posts)}
    return max(
        telling,
        key=lambda each: (round(each.support, 6), -order[each.passage.post], each.words),
        default=None,
    )


def _subject(ground: Ground) -> Entity | None:
    """Return the entity that the title begins with: “Zig, a language for …”, “Show HN: Zig”."""
    title = _SHOWN.sub("", ground.thread.title).casefold()
    spoken = Counter(m.entity for claim in ground.extraction.claims for m in claim.mentions)
    found = [
        (len(name), spoken[entity.id], entity)
        for entity in ground.extraction.entities
        for name in (entity.name, *entity.aliases)
        if re.match(rf"{re.escape(name.casefold())}(?!\w)", title)
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def _judges(ground: Ground, candidate: Candidate) -> bool:
    row = ground.extraction.row
    claims = [ground.extraction.claims[row[claim]] for claim in candidate.passage.claims]
    asks = "question" in candidate.passage.flaws
    return asks or any(m.polarity != "neutral" for claim in claims for m in claim.mentions)


def _fitting(ground: Ground, posts: Sequence[Post]) -> Iterator[Candidate]:
    """Yield the passages of posts that are whole, and understood by themselves."""
    for post in posts:
        for claim in ground.extraction.by_post.get(post.id, ()):
            for each in ground.by_claim.get(claim.id, ()):
                short = SHORTEST <= each.words <= LONGEST and "\n" not in each.text
                if short and not UNFIT.intersection(each.passage.flaws):
                    yield each
