# ruff: noqa: E501 (a pattern is easier to check on one line)
"""Wordings a careful reader goes by when judging what a sentence does: one pattern, one feature.

They are looked for in lower-case text: half the time of ignoring case.
"""

from __future__ import annotations

import re

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # What should be done.
        r"\b(?:should|ought to|shouldn[’']t|needs? to be|has to be|must be)\b",
        r"\b(?:it|that|this)?[’' ]?(?:would|[’']d|might|could) be (?:\w+ )?(?:nice|great|good|better|cool|"
        r"wise|awesome|interesting|useful|helpful|ideal|lovely)\b",
        r"\b(?:i|we)[’' ]?(?:d| would)? ?(?:really )?(?:wish|hope|suggest|recommend|propose|advise)\b",
        r"\b(?:i|we)(?:[’']d| would) (?:really |also |just )?(?:like|love|prefer|want|rather)\b",
        r"\b(?:how|what) about\b|\bwhy (?:not|don[’']t)\b|\blet(?:[’']s| us)\b",
        r"\b(?:someone|they|you|we|people|one) (?:should|could|can|ought|need|must|might|may)\b",
        r"^(?:maybe|perhaps|just|simply|please|instead,?|rather|so|then|again:?|or|better)?\s*(?:use|try|"
        r"make|get|go|stop|start|keep|put|take|give|add|look|check|read|write|consider|ship|let|don[’']t|"
        r"do not|never|think|see|remember|avoid|learn|ask|create|build|have a|be)\b",
        r"\b(?:want|wanted|going) to\b",
        r"\bif you\b",
        # What was lived, counted or quoted.
        r"\b(?:i|we)(?:[’']ve| have)? (?:\w+ly |never |always |also |just |once )?\w+(?:ed|aw|ew|ad|ent|ound|"
        r"ote|ought|elt|old|een|one|ied)\b",
        r"\b(?:i|we) (?:use|work|run|have|know|am|do|live|build|maintain|see)\b",
        r"\b(?:years?|months?|weeks?|days?|decades?) (?:ago|back|later)\b|\b(?:last|past) (?:year|month|week)",
        r"\b(?:in|from) my (?:\w+ )?(?:experience|case|opinion|view)\b",
        r"\bat (?:my|our) (?:\w+ )?(?:work|job|company|office|place)\b|\bmy (?:company|team|boss|wife|kids?)\b",
        r"\b(?:for example|for instance|e\.g\.|such as|like when|case in point)\b|^(?:example|eg)\b",
        r"\d[\d.,]*\s*(?:%|percent|mb|gb|kb|ms|k|x|times|years?|lines?|people|users?|dollars?|hours?)",
        r"\b(?:19|20)\d\d\b",
        r"\b(?:was|were|had|did|used to|became|began|started)\b",
        r"\b(?:is|are) (?:written|based|built|used|called|made|based|implemented|available|supported)\b",
        # What is asked.
        r"\b(?:is|are|does|do|did|can|could|has|have) (?:there|it|this|that|you|they|anyone|someone|we|i)\b"
        r"[^?]*\?",
        r"\b(?:isn[’']t|aren[’']t|doesn[’']t|don[’']t|wouldn[’']t|couldn[’']t|right|no|huh)\b[^?]{0,60}\?",
        r"^(?:what|which|where|who|when)\b[^?]*\?",
        r"^(?:why|how)\b[^?]*\?",
        r"\b(?:anyone|anybody|someone|somebody|can you|could you|do you|have you|are you)\b[^?]*\?",
        r"\b(?:wonder|curious|not sure|no idea|don[’']t know|would like to know)\b",
        # What is said to the other or about the talk itself.
        r"^(?:i (?:completely |totally |fully |strongly |also )?(?:dis)?agree|agreed|exactly|good point|fair)",
        r"\b(?:thank|thanks|congrat\w*|cheers|sorry|good luck|well done|apolog\w*)\b",
        r"\b(?:your|this|that|the|my|original) (?:comment|post|question|point|reply|article|thread|title)\b",
        r"\b(?:edit|disclaimer|tl;?dr|nb|ps|update|source|note)\s?\d?:",
        r"\b(?:i[’']m|i am|im) (?:the |a |an |one |on )\b",
        r"\b(?:joke|joking|kidding|sarcas\w*|haha\w*|lol|lmao)\b",
    )
)
"""What should be done, what was lived or counted, what is asked, what is about the talk itself."""
