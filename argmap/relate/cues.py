"""Words that tell where a reply stands: lists of general English, none of any one discussion.

The groups follow the agreement and disagreement markers of Abbott et al. 2011
(aclanthology.org/W11-0702) and Rosenthal & McKeown 2015 (doi:10.18653/v1/W15-4625), and the
explicit contrast and expansion connectives of the Penn Discourse Treebank (Prasad et al. 2008).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from argmap.relate.text import lowered, opening

_HELLO = (
    r"(?:(?:oh|ah|hm+|well|heh|ha(?:ha)*|lol|hi|hey|ok(?:ay)?|so|and|sorry|honestly)\b"
    r"[\s,.!…-]*)*"
)

OPENINGS: Mapping[str, str] = {
    "opening:agree": (
        r"(?:no (?:doubt|kidding|wonder|question|shit)|yes|yeah|yea|yep|yup|aye|exactly|"
        r"precisely|agreed|agree|true|indeed|right|"
        r"correct|definitely|absolutely|totally|seconded|second(?:ing)? this|amen|same|"
        r"ditto|bingo|of course|certainly|\+\s?1|\+1|100 ?%|\^|(?:i|we|i'd) (?:fully |"
        r"totally |completely |strongly |also |really |do |very much |mostly |would |have "
        r"to |tend to )*(?:agree|concur)|couldn't agree|could not agree|you(?:'re| are) "
        r"(?:\w+ )?(?:right|correct)|that(?:'s| is) (?:\w+ )?(?:right|true|correct|it|fair|"
        r"my (?:experience|view|feeling|thought)|exactly)|(?:very )?well (?:said|put)|"
        r"(?:good|great|fair|excellent|valid|nice) (?:point|enough|call|question|idea|"
        r"answer|comment)|makes sense|me too|me neither|same here|likewise|this!|this\.|"
        r"this,|this is (?:the|exactly|so)|nailed it|spot on|sounds (?:good|great|right)|"
        r"i(?:'ve| have) (?:also )?(?:noticed|felt|thought|had|seen|experienced) (?:the "
        r"same|this|exactly|that))"
    ),
    "opening:concede": (
        r"(?:yes|yeah|yep|true|sure|right|agreed|i agree|of course|fair(?: enough)?|"
        r"ok(?:ay)?|possibly|maybe|perhaps|good point|i (?:understand|see|get|"
        r"know))\b[^.!?\n]{0,80}?(?:[,;.…]|-+)?\s*\b(?:but|however|though|although|except|"
        r"still)\b"
    ),
    "opening:disagree": (
        r"(?:no(?! (?:doubt|kidding|wonder|question|surprise|shit|argument)\b)|nope|nah|"
        r"naw|wrong|false|incorrect|untrue|disagree|nonsense|bullshit|bs|not "
        r"(?:really|quite|necessarily|true|always|exactly|at all|sure|just|for|in|if|"
        r"everyone|the|a|so|that)|i (?:\w+ )?disagree|(?:i )?(?:don't|do not|can't|cannot|"
        r"wouldn't|would not|doubt|didn't) (?:\w+ )?(?:think|agree|believe|see|understand|"
        r"buy|know|get|that)|i doubt|i'm not (?:sure|convinced)|that(?:'s| is) (?:\w+ "
        r")?(?:not|wrong|false|untrue|incorrect|nonsense|bullshit|ridiculous|absurd|unfair|"
        r"just)|that (?:isn't|wasn't|doesn't|won't|would be)|this (?:isn't|is not|doesn't|"
        r"is (?:\w+ )?(?:wrong|false|incorrect|nonsense))|it(?:'s| is) (?:\w+ )?not|it "
        r"(?:isn't|doesn't|wasn't)|you(?:'re| are) (?:\w+ )?(?:wrong|missing|confusing|"
        r"mistaken|assuming|conflating|ignoring|forgetting)|you (?:don't|do not|can't|"
        r"didn't)|on the (?:contrary|other hand)|quite the (?:opposite|contrary)|hardly|"
        r"citation needed|source\?|says who|hard disagree|strongly disagree|to be fair|in "
        r"fairness|devil's advocate)"
    ),
    "opening:but": (
        r"(?:but|however|except|although|though|yet|still|unless|until|instead|otherwise)\b"
    ),
    "opening:actually": (
        r"(?:actually|technically|in fact|as a matter of fact|fwiw|i mean|well|uh+|um+|erm+|"
        r"huh|eh+|meh|really\?|wait|what\?|wtf|ugh|ffs|pff\w*)\b"
    ),
    "opening:thanks": (
        r"(?:(?:many )?thanks?|thank you|thx|ty|cheers|congrat\w*|kudos|wow|cool|nice|neat|"
        r"great|awesome|amazing|love (?:this|it|that)|i (?:really |also |absolutely "
        r")?(?:love|like)|excellent|brilliant|beautiful|fantastic|super|good (?:job|work|"
        r"stuff)|well done|finally)\b"
    ),
    "opening:also": (
        r"(?:also|and|plus|not only|additionally|furthermore|moreover|in addition|another|"
        r"similarly|"
        r"likewise|not to mention|especially|because|which is why|even (?:worse|better))\b"
    ),
    "opening:why": (
        r"(?:why|how (?:is|are|does|do|can|would|could|come|so)|what makes|who (?:would|"
        r"cares)|since when|isn't|aren't|doesn't|don't|wouldn't|couldn't|can't|won't|"
        r"haven't|hasn't|didn't|wasn't|shouldn't|so (?:you|we|what|why|how|then)|what(?:'s| "
        r"is) (?:wrong|the (?:point|problem|difference)))\b"
    ),
    "opening:ask": (
        r"(?:what|which|when|where|who|how|is|are|do|does|did|can|could|would|will|has|have|"
        r"any|anyone|curious|i wonder|wondering|genuine question|serious "
        r"question)\b[^.!\n]*\?"
    ),
    "opening:refers": (
        r"(?:reminds me|this reminds|see|here(?:'s| is)|fyi|docs|documentation|link|related|"
        r"relevant|previously|source|https?://|\[?1\]|obligatory|for (?:those|anyone)|"
        r"tl;?dr|edit)\b"
    ),
}
"""Groups anchored at the first own words of a post (greetings and interjections skipped)."""

ANYWHERE: Mapping[str, str] = {
    "agree": (
        r"\b(?:(?<!dis)(?<!not )(?<!n't )agree(?:d|s)?(?: with)?|you(?:'re| are) (?:\w+ "
        r")?(?:right|correct)|(?:good|great|fair|excellent|valid) (?:point|call)|exactly|"
        r"precisely|indeed|same here|me too|(?:totally|definitely|absolutely)|couldn't "
        r"agree more|makes sense|well said|spot on|fair enough|as you (?:say|said|note|"
        r"point)|like you (?:say|said)|you nailed)\b|\+1\b"
    ),
    "disagree": (
        r"\b(?:disagree\w*|(?:not|n't|cannot) agree|you(?:'re| are) (?:\w+ )?(?:wrong|"
        r"missing|mistaken|confus\w+|conflat\w+|assuming|ignoring)|(?:that|this|it)(?:'s| "
        r"is| was)(?: just| simply| plain| completely| totally| also)? (?:wrong|false|"
        r"untrue|incorrect|nonsense|not (?:true|the case|correct|right|how|what|why|a|an|"
        r"the|really))|(?:isn't|wasn't|is not|not) (?:true|the case|correct)|on the "
        r"contrary|nonsense|bullshit|straw ?man|(?:miss|misses|missed|missing) the point|"
        r"misunderst\w+|mis(?:represent|read|lead|inform)\w*|doesn't mean|does not mean|"
        r"(?:don't|do not) (?:see|think|believe|buy|understand) (?:how|why|that|it|so|this|"
        r"the|what)|fail to see|no(?:t a)? reason|beg to differ|i doubt|not (?:necessarily|"
        r"really|quite|entirely|convinced|sure))\b"
    ),
    "but": (
        r"\b(?:but|however|although|though|nevertheless|nonetheless|except|despite|whereas|"
        r"even if|on the other hand|that said|having said that|the (?:problem|issue|trouble|"
        r"thing|question) is)\b"
    ),
    "instead": (
        r"\b(?:instead|rather than|rather|alternatives?|alternatively|what about|how about|"
        r"why not|why (?:would|should|do|does|did|is|are|can)|(?:could|can|should|would|"
        r"might) (?:just|simply|have|also|use)|just (?:use|write|do|need|have|want)|"
        r"prefer\w*|better (?:than|off|to)|worse than|already (?:exist|solv|have|do|"
        r"support)\w*|yet another|re-?invent\w*|no need|don't need|need(?:n't| not))\b"
    ),
    "negation": (
        r"\b(?:\w+n['’]t|not|no|never|nothing|none|nobody|nowhere|neither|nor|without|"
        r"cannot|hardly|barely|lack(?:s|ing)?)\b"
    ),
    "praise": (
        r"\b(?:great|nice|lov(?:e|ed|ely|ing)|awesome|amazing|cool|excellent|good|useful|"
        r"congrat\w*|happy|glad|excit\w+|impress\w+|wonderful|beautiful\w*|fantastic|best|"
        r"helpful|brilliant|elegant|interest(?:ing|ed)|enjoy\w*|fun|neat|kudos|thank\w*|"
        r"perfect\w*|pleas\w+|solid|powerful|recommend\w*|success\w*|appreciat\w+|win|like "
        r"it|looks? (?:good|great|nice|promising)|well (?:done|designed|thought)|fan of|big "
        r"fan|finally|easy|easier|simple|simpler)\b"
    ),
    "blame": (
        r"\b(?:bad(?:ly)?|terribl[ey]|awful|horribl[ey]|hat(?:e|ed|es)|worse|worst|useless|"
        r"ugly|ridiculous|stupid|dumb|suck(?:s|ed)?|pain(?:ful)?|nightmare|broken|annoy\w*|"
        r"wast(?:e|ed|ing)|confus\w+|disappoint\w*|unfortunate\w*|unnecessary|unnecessarily|"
        r"mess(?:y)?|over-?(?:complicat|engineer|kill)\w*|insane|problem\w*|issues?|wrong|"
        r"fail\w*|hard(?:er)? to|difficult|complex\w*|complicated|bloat\w*|slow(?:er)?|"
        r"bug(?:s|gy)?|crap\w*|shit\w*|garbage|terrifying|scary|danger\w*|risk\w*|insecure|"
        r"concern\w*|worr(?:y|ied|ies)|fear|hell|sad(?:ly)?|poor(?:ly)?|weird|silly|absurd|"
        r"lack\w*|missing|too (?:much|many|little|few|late|\w+)|pointless|skeptic\w*|"
        r"sceptic\w*|annoyance|frustrat\w+|regret\w*)\b"
    ),
    "you": r"\b(?:you|your|you're|you've|you'd|yours)\b",
    "i": r"\b(?:i|i'm|i've|i'd|my|me|mine)\b",
    "we": r"\b(?:we|we've|we're|our|us)\b",
    "hedge": (
        r"\b(?:i (?:think|guess|suppose|believe|feel|wonder)|maybe|perhaps|probably|"
        r"possibly|might|seems?|imo|imho|likely|sort of|kind of|kinda)\b"
    ),
    "sure": (
        r"\b(?:clearly|obviously|certainly|of course|always|must|every(?:one|body|thing)|"
        r"literally|simply|really|very|nobody|fact)\b"
    ),
    "because": (
        r"\b(?:because|since|therefore|so that|hence|which means|that's why|for example|for "
        r"instance|e\.g)\b"
    ),
    "also": (
        r"\b(?:also|another|additionally|furthermore|moreover|as well|too|similar(?:ly)?|"
        r"same|likewise)\b"
    ),
    "experience": (
        r"\b(?:i (?:use|used|work|worked|tried|have used|had|wrote|built|saw|ran|found)|"
        r"i've (?:been|used|had|seen|worked|tried|found|never|written)|we (?:use|used|had|"
        r"have|built|switched|migrated)|in my experience|at (?:my|our) (?:work|job|company)|"
        r"years ago)\b"
    ),
    "reported": (
        r"\b(?:(?:the )?(?:parent|op|gp|article|author|docs?|documentation|readme)|"
        r"according to)\b"
    ),
    "joke": r"\b(?:lol|haha\w*|lmao|joke|joking|kidding|/s|sarcas\w*|funny|:\)|;\))\b|[:;]-?[)d]",
}
"""Groups found in any place. All patterns are for text in lower case."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of a group at ``text[start:end]``."""

    group: str
    start: int
    end: int


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((group, re.compile(pattern)) for group, pattern in ANYWHERE.items())


@cache
def _openings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (group, re.compile(rf"[\W_]*?{_HELLO}(?P<cue>{pattern})(?!\w)"))
        for group, pattern in OPENINGS.items()
    )


def find_cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a post's own words: openings first, then the others in order."""
    # Twice as quick as patterns that ignore case.
    plain = lowered(text).replace("’", "'")
    first = opening(plain)
    found: list[Cue] = []
    # A concession may run over the end of the first sentence: "True. But …".
    head = plain[first.start : first.start + 240]
    for group, pattern in _openings():
        match = pattern.match(head)
        if match:
            start, end = match.span("cue")
            found.append(Cue(group, first.start + start, first.start + end))
    for group, pattern in _compiled():
        found += [Cue(group, *match.span()) for match in pattern.finditer(plain)]
    return tuple(found)
