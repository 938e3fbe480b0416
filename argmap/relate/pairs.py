"""Pairs of claims of one post, as rows of named numbers for the learned head."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from argmap.model import Claim, Post
from argmap.relate.connectives import SENSES, Connective, find_connective

Matrix = npt.NDArray[np.float32]

REACH = 5
"""Claims further apart than this are paired only with the first of the post: a thesis is stated
first and defended to the end."""
HUB_REACH = 12
KINDS = ("claim", "evidence", "question", "proposal")


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


# General English only: nothing here belongs to a subject. For text in lower case: ignoring case
# takes twice the time.
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("negation", _pattern(r"not|no|never|none|nothing|nobody|cannot|without|\w+n['’]t")),
    ("modal", _pattern(r"should|must|need(?:s|ed)? to|have to|has to|ought|let's|please")),
    ("possible", _pattern(r"can|could|may|might|would|will|'ll|'d|possible|probably|perhaps")),
    ("hedge", _pattern(r"i (?:think|guess|believe|feel|suspect|suppose|mean)|imo|imho|seems?")),
    (
        "past_self",
        _pattern(r"i(?:'ve| have| had| was| used| tried| did| worked| wrote| saw)|my|we've|our"),
    ),
    ("number", re.compile(r"\d")),
    ("source", re.compile(r"https?://|\[\d+\]|\"|“")),
    (
        "good",
        _pattern(
            r"good|great|nice|better|best|love|like|easy|easier|simple|simpler|useful|excellent|"
            r"awesome|cool|fine|works?|helpful|powerful|clean|fast|faster|safe|right|happy|interesting"
        ),
    ),
    (
        "bad",
        _pattern(
            r"bad|worse|worst|hate|hard|harder|difficult|terrible|awful|horrible|problems?|issues?|"
            r"pain|painful|annoying|ugly|broken|wrong|slow|fail(?:s|ed)?|useless|complex|complicated|"
            r"mess|unfortunately|lack(?:s|ing)?|mistake|poor|confusing|overkill|expensive|dangerous"
        ),
    ),
    ("compared", _pattern(r"than|more|less|most|least|as \w+ as|compared|vs|unlike|\w{3,}er")),
    ("absolute", _pattern(r"always|all|every|any|only|just|even|really|very|too|literally")),
    ("is_a", _pattern(r"is|are|was|were|it's|that's|they're")),
    ("condition", _pattern(r"if|when|unless|once|until|while")),
)
_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\W*(?:{words})\b"))
    for name, words in (
        ("this", r"this|that|these|those|that's|which|such"),
        ("it", r"it|it's|they|they're|he|she|them|its|their"),
        ("i", r"i|i'm|i've|i'd|i'll|my|we|we've|our"),
        ("you", r"you|you're|you'd|you'll|your"),
        ("the", r"the|a|an"),
        ("there", r"there|there's|here|here's"),
        ("verb", r"\w+ing|to|not|no"),
        ("question", r"why|what|how|who|where|do|does|did|is|are|isn't|can|could|would"),
        ("many", r"most|many|some|every|all|people|everyone|nobody|anyone|one|each"),
    )
)
_WORD = re.compile(r"[a-z][a-z0-9+#'-]{2,}")
_COMMON_WORDS = """
the and for are but not you all any can had her was one our out has him his how its may new now
old see two way who did get let put say she too use that with have this will your from they
been than them then when what were there would could should their which about into just like
some more also only even very much many because these those such other being over it's don't
that's i'm i've you're isn't doesn't can't really still does make way thing things something
want
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True)
class PostClaims:
    """The claims of one post with all that is read off them once."""

    post: Post
    claims: Sequence[Claim]
    leads: tuple[Connective | None, ...]
    features: Matrix
    """Shape (claims, len(CLAIM_FEATURES))."""
    encodings: Matrix
    words: tuple[frozenset[str], ...]
    paragraph: tuple[int, ...]
    sentence: tuple[int, ...]


CLAIM_FEATURES: tuple[str, ...] = (
    *(f"lead {sense} {place}" for sense in SENSES for place in ("before", "inside")),
    *(f"says {name}" for name, _ in _CUES),
    *(f"opens with {name}" for name, _ in _OPENINGS),
    *(f"is {kind}" for kind in KINDS),
    "first of the post",
    "last of the post",
    "place in the post",
    "length",
    "short",
    "starts a sentence",
    "starts a paragraph",
    "ends a sentence",
    "followed by a colon",
    "asks",
    "exclaims",
    "in brackets",
    "list item",
    "claims in the post",
)


def read_post(post: Post, claims: Sequence[Claim], encodings: Matrix) -> PostClaims:
    """Read the features of each claim of one post; ``encodings`` has one row per claim."""
    text, count = post.text, len(claims)
    ends = [0, *(claim.end for claim in claims)]
    leads = tuple(
        find_connective(text, ends[row], claim.start, claim.end) for row, claim in enumerate(claims)
    )
    paragraph, sentence, rows = [], [], []
    number = 0
    for row, claim in enumerate(claims):
        before = text[ends[row] : claim.start] if row else text[: claim.start]
        new_sentence = row == 0 or bool(re.search(r"[.!?…]|\n", text[ends[row] - 1 : claim.start]))
        number += new_sentence
        sentence.append(number)
        paragraph.append(text.count("\n\n", 0, claim.start))
        after = text[claim.end : claim.end + 3].lstrip(" ")
        lead, said = leads[row], claim.text.lower()
        rows.append(
            [
                *_lead_features(lead, claim),
                *(bool(pattern.search(said)) for _, pattern in _CUES),
                *(bool(pattern.match(said)) for _, pattern in _OPENINGS),
                *(claim.kind == kind for kind in KINDS),
                row == 0,
                row == count - 1,
                row / count,
                math.log1p(len(claim.text)) - 4.5,
                len(claim.text) < 40,
                new_sentence,
                row == 0 or "\n" in before,
                claim.text[-1:] in ".!?" or after[:1] in (".", "!", "?", "\n", ""),
                claim.text.endswith(":") or after.startswith(":"),
                "?" in claim.text[-3:] or after.startswith("?"),
                "!" in claim.text[-3:] or after.startswith("!"),
                "(" in before or claim.text.startswith("("),
                bool(re.match(r"\s*(?:[-*•]|\d+[.)])", text[claim.start - 3 : claim.end])),
                math.log(count),
            ]
        )
    return PostClaims(
        post,
        claims,
        leads,
        np.array(rows, dtype=np.float32).reshape(count, len(CLAIM_FEATURES)),
        encodings,
        tuple(frozenset(_WORD.findall(claim.text.lower())) - _COMMON for claim in claims),
        tuple(paragraph),
        tuple(sentence),
    )


def _lead_features(lead: Connective | None, claim: Claim) -> list[bool]:
    return [
        lead is not None and lead.sense == sense and (lead.end <= claim.start) == outside
        for sense in SENSES
        for outside in (True, False)
    ]


def candidate_pairs(count: int) -> list[tuple[int, int]]:
    """Pairs of places (earlier, later) that may be related, among ``count`` claims of a post."""
    return [
        (first, second)
        for second in range(count)
        for first in range(second)
        if second - first <= REACH or (first == 0 and second <= HUB_REACH)
    ]


_DISTANCES = (1, 2, 3, 4)
PAIR_FEATURES: tuple[str, ...] = (
    *(f"{distance} apart" for distance in _DISTANCES),
    "far apart",
    "similarity",
    "words in common",
    "later is most similar to earlier",
    "earlier is most similar to later",
    "same sentence",
    "same paragraph",
    "paragraphs between",
    "from the first claim",
    "negation differs",
    "sentiment differs",
    "contrast between",
    "cause between",
    "neighbours in a sentence",
    "neighbours in a paragraph",
    "opens the paragraph of the other",
    "sure the earlier is a claim",
    "sure the later is a claim",
    "sure both are claims",
    "similarity above the post's mean",
    "similarity above the earlier's second best",
    "similarity above the later's second best",
    "words between",
    "later is longer",
    "first and last claim",
)


def pair_features(found: PostClaims, pairs: Sequence[tuple[int, int]]) -> Matrix:
    """Describe pairs: float32 of shape (pairs, len(PAIR_FEATURES))."""
    similar = found.encodings @ found.encodings.T
    count = len(found.claims)
    mean = (float(similar.sum()) - count) / max(1, count * (count - 1))
    second_best = np.sort(similar, axis=1)[:, -2:][:, 0]
    np.fill_diagonal(similar, -1.0)
    nearest = similar.argmax(axis=1)
    column = {name: place for place, name in enumerate(CLAIM_FEATURES)}
    negation, good, bad = (
        found.features[:, column[f"says {name}"]] for name in ("negation", "good", "bad")
    )
    sense = [lead.sense if lead else "" for lead in found.leads]
    rows = []
    for first, second in pairs:
        apart = second - first
        shared = len(found.words[first] & found.words[second])
        between = sense[first + 1 : second + 1]
        same_sentence = found.sentence[first] == found.sentence[second]
        same_paragraph = found.paragraph[first] == found.paragraph[second]
        rows.append(
            [
                *(apart == distance for distance in _DISTANCES),
                apart > _DISTANCES[-1],
                similar[first, second],
                shared / (1 + min(len(found.words[first]), len(found.words[second]))),
                nearest[second] == first,
                nearest[first] == second,
                same_sentence,
                same_paragraph,
                min(found.paragraph[second] - found.paragraph[first], 3),
                first == 0,
                negation[first] != negation[second],
                good[first] - bad[first] != good[second] - bad[second],
                "contrast" in between[:-1],
                "cause" in between[:-1],
                apart == 1 and same_sentence,
                apart == 1 and same_paragraph,
                same_paragraph
                and (first == 0 or found.paragraph[first - 1] != found.paragraph[first]),
                *_sureness(found.claims[first], found.claims[second]),
                similar[first, second] - mean,
                similar[first, second] - second_best[first],
                similar[first, second] - second_best[second],
                *_extent(found.claims[first], found.claims[second]),
                first == 0 and second == count - 1,
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(pairs), len(PAIR_FEATURES))


def _sureness(earlier: Claim, later: Claim) -> tuple[float, float, float]:
    """What is no claim is no reason either."""
    return earlier.confidence, later.confidence, earlier.confidence * later.confidence


def _extent(earlier: Claim, later: Claim) -> tuple[float, float]:
    return (
        (later.start - earlier.end) / 200,
        math.log((1 + len(later.text)) / (1 + len(earlier.text))),
    )


_LEADS = 2 * len(SENSES)
_SHAPE = slice(_LEADS, _LEADS + len(_CUES) + len(_OPENINGS) + len(KINDS))


def _cross_names() -> list[str]:
    leads, shape, rest = CLAIM_FEATURES[:_LEADS], CLAIM_FEATURES[_SHAPE], CLAIM_FEATURES[_LEADS:]
    return [
        *(f"later claim: {name}, 1 apart" for name in leads),
        *(f"later claim: {name}, 2 apart" for name in leads),
        *(f"earlier claim: {name}, 1 apart" for name in leads),
        *(f"later claim: {name}, 1 apart" for name in rest),
        *(f"earlier claim: {name}, 1 apart" for name in rest),
        *(f"later claim: {name}, same sentence" for name in shape),
        *(f"later claim: {name}, not 1 apart" for name in shape),
        *(f"claim after the later: {name}" for name in leads),
        *(f"claim after the earlier: {name}" for name in leads),
    ]


FEATURES: tuple[str, ...] = (
    *(f"earlier claim: {name}" for name in CLAIM_FEATURES),
    *(f"later claim: {name}" for name in CLAIM_FEATURES),
    *PAIR_FEATURES,
    *_cross_names(),
)
"""Names of the columns of ``describe``: what an edge's evidence calls them."""


def describe(found: PostClaims, pairs: Sequence[tuple[int, int]]) -> Matrix:
    """All features of pairs of one post: float32 of shape (pairs, len(FEATURES))."""
    places = np.array(pairs, dtype=np.intp).reshape(len(pairs), 2)
    earlier, later = found.features[places[:, 0]], found.features[places[:, 1]]
    pair = pair_features(found, pairs)
    column = {name: place for place, name in enumerate(PAIR_FEATURES)}
    next_to = pair[:, [column["1 apart"]]]
    second_next = pair[:, [column["2 apart"]]]
    together = pair[:, [column["same sentence"]]]
    # A last row of zeros: no claim follows the last.
    following = np.vstack([found.features[1:, :_LEADS], np.zeros((1, _LEADS), np.float32)])
    return np.hstack(
        [
            earlier,
            later,
            pair,
            later[:, :_LEADS] * next_to,
            later[:, :_LEADS] * second_next,
            earlier[:, :_LEADS] * next_to,
            later[:, _LEADS:] * next_to,
            earlier[:, _LEADS:] * next_to,
            later[:, _SHAPE] * together,
            later[:, _SHAPE] * (1 - next_to),
            following[places[:, 1]],
            following[places[:, 0]],
        ]
    )
