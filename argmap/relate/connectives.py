"""Explicit discourse connectives: which words join two claims, in what sense and direction.

Source: the senses of the Penn Discourse Treebank 3.0 (Webber et al. 2019,
https://catalog.ldc.upenn.edu/docs/LDC2019T05/PDTB3-Annotation-Manual.pdf), reduced to those
that tell whether one claim is a reason for another or stands against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

Sense = Literal[
    "cause", "result", "example", "concession", "contrast", "restatement", "condition", "addition"
]
SENSES: tuple[Sense, ...] = (
    "cause",
    "result",
    "example",
    "concession",
    "contrast",
    "restatement",
    "condition",
    "addition",
)

# Longer phrases stand first: the first that matches wins. All match at the start of a claim
# or as the last words between two claims, never in the middle of one.
_TABLE: tuple[tuple[Sense, str], ...] = (
    (
        "result",
        r"so that's why|(?:that|this|which)(?:'s| is) (?:exactly |precisely )?why|"
        r"(?:and )?(?:therefore|thus|hence|consequently|accordingly|thereby|ergo)|"
        r"as a (?:result|consequence)|for (?:this|that|these|those) reasons?|"
        r"because of (?:this|that)|(?:which|this|that) (?:means|implies|suggests)|"
        r"meaning(?: that)?|which makes|"
        r"(?:and )?so(?! (?:far|long|much|many|called|that\b))|it follows that",
    ),
    (
        "cause",
        r"(?:just |simply |mainly |mostly |partly |only |probably |maybe |perhaps |precisely )?"
        r"because(?! of (?:this|that)\b)|since(?! (?:then|when|the|my|last|\d))|"
        r"given that|seeing (?:as|that)|considering(?: that)?|after all|as in|"
        r"the (?:main |other )?reason (?:is|being|why)|due to the fact that|in that|"
        r"for one(?: thing)?|first(?:ly| of all| off)?|second(?:ly)?|third(?:ly)?|"
        r"inasmuch as|on the grounds that|thanks to",
    ),
    (
        "example",
        r"for (?:example|instance)|e\.?g\.?|such as|as an example|case in point|"
        r"to (?:illustrate|give an example)|like when|in (?:my|our) (?:case|experience)|"
        r"imagine|say,|take |consider ",
    ),
    (
        "concession",
        r"(?:even )?though|although|albeit|even if|while(?! (?:loop|away))|whilst|granted|"
        r"despite(?: the fact that)?|in spite of|(?:it's|that's) (?:true|nice|great|cool) that|"
        r"sure,|of course|yes,|true,|admittedly|to be (?:fair|sure)|not that",
    ),
    (
        "contrast",
        r"but|however|yet(?! (?:to|another)\b)|whereas|nevertheless|nonetheless|"
        r"on the (?:other hand|contrary|flip side)|by contrast|in contrast|conversely|instead|"
        r"still,|that said|(?:having|with) (?:said )?that(?: said)?,?|even so|unfortunately|"
        r"except(?: that)?|unless|rather(?: than)?|alternatively|"
        r"then again|at the same time|regardless|otherwise|meanwhile|only to|in reality|"
        r"the (?:problem|issue|trouble|downside|catch) (?:is|with)",
    ),
    (
        "restatement",
        r"i\.?e\.?|in other words|that is,|in short|in fact|indeed|actually|really|basically|"
        r"essentially|to put it|namely|overall|all in all|in (?:summary|conclusion|general)|tl;?dr|"
        r"long story short|specifically|in particular|the point is|at the end of the day",
    ),
    ("condition", r"if|as long as|assuming|provided|in case|when(?:ever)?|once"),
    (
        "addition",
        r"and|also|plus|moreover|furthermore|additionally|besides|in addition|not to mention|"
        r"as well as|similarly|likewise|again|then|next|finally|lastly|or|another|let alone",
    ),
)
_SENSE = "|".join(rf"(?P<{sense}>\b(?:{words})(?![\w-]))" for sense, words in _TABLE)
_LEAD = re.compile(rf"[\s(\[*\-–—,;:.…\"“'‘]*(?:{_SENSE})", re.IGNORECASE)
_LEAD_AFTER = re.compile(
    rf"[\s(\[*\-–—,;:.…\"“'‘]*(?:and|or|well|oh|yeah|okay|ok),? (?:{_SENSE})", re.IGNORECASE
)
_WINDOW = 40
_BREAK = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Connective:
    """A connective that opens a claim or stands right before it."""

    sense: Sense
    start: int
    """Offset in the post: ``post.text[start:end]`` are the words."""
    end: int


def find_connective(text: str, previous_end: int, start: int, end: int) -> Connective | None:
    """Find the connective that leads the claim ``text[start:end]``.

    Args:
        text: The text of the whole post.
        previous_end: Where the claim before it ends (0 for the first): words between the two
            count, unless a sentence or line ends among them.
        start: Where the claim starts.
        end: Where it ends.

    Returns:
        The connective between the claims where there is one, else the one that opens the claim.
    """
    gap_start = min(max(previous_end, start - _WINDOW), start)
    for mark in _BREAK.finditer(text, gap_start, start):
        gap_start = mark.end()
    found = _match(text, gap_start, start) if gap_start < start else None
    return found or _match(text, start, end)


def _match(text: str, start: int, end: int) -> Connective | None:
    found = _LEAD.match(text, start, end)
    if found is None or found.lastgroup == "addition":
        # "And because …": the bare "and" gives way to the word that says more.
        found = _LEAD_AFTER.match(text, start, end) or found
    if found is None or found.lastgroup is None:
        return None
    sense = cast(Sense, found.lastgroup)
    return Connective(sense, *found.span(sense))
