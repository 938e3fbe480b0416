"""Words cut down to what they assert, at clause borders, still verbatim."""

from __future__ import annotations

import re

LEAST_WORDS = 5

_LEADING = re.compile(
    r"""(?ix)
    (?:
      (?: but | and | so (?! \s (?: much|many|far|long|few|little|called) \b ) | or | also | however
        | still | yet | anyway | honestly | frankly | personally | basically | actually | obviously
        | because | since | then | ah | oh | hmm | hm | incidentally | similarly | likewise
        | essentially | ultimately | admittedly | nevertheless | nonetheless | moreover
        | furthermore | additionally | firstly | secondly | finally | lastly | indeed
        | pretty \s sure (?: \s that)? | note \s that | specifically | especially
        | imo | imho | fwiw | afaik | iirc | tbh | edit | e\.g\. | i\.e\.
        | in \s my \s (?:humble \s)? opinion | to \s me | to \s be \s fair | that \s said
        | of \s course | in \s fact | for \s me | as \s for \s me
      ) (?: \s* [,:;.!—–-]+ \s* | \s+ )
    | # Without a stop after them these belong to what follows: “no need”, “well documented”.
      (?: well | plus | yeah | yes | yep | no | nope | nah | sure | ok | okay | right | again | now
        | look | agreed | true | too | clearly | seriously | instead | besides | first
        | second | really | genuinely
      ) \s* [,:;.!—–-]+ \s+
    | i \s (?:really \s|also \s|still \s|just \s|actually \s|personally \s)?
      (?: think | believe | guess | suppose | feel | feel \s like | would \s say | mean | find )
      (?: \s that )? (?: , \s* | \s+ ) (?= (?:the|a|an|it|its|it's|this|that|these|those|they|we
        |you|there|people|most|many|some|if|using|having|every|both|one|no|what|i|in|for|when|as
        |any|all|people|our|your|their|his|her|my|[A-Z]\w*)\b )
    | \+\d+ \s* [-–—,.]* \s*
    | (?: for \s (?: example | instance ) | as \s such | therefore | thus | hence | in \s addition
      | on \s the \s other \s hand | by \s contrast | alternatively | in \s any \s case
      ) , \s*
    | (?: honest \s | genuine \s )? question \s* [-–—:] \s*
    | i'd \s say \s (?: that \s )?
    | [-*•–—] \s*
    | @[\w-]+ [,:]? \s+
    )
    """
)
_LETTERS = re.compile(r"\w")
_DANGLING_END = re.compile(
    r"(?i)(?:,\s*(?:so|but|and|or|however|though|too|as well)|\s+(?:however|etc\.?))$"
)
_TRAILING = " \t\n.,;:—–-…"
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
WRAPPERS = (("“", "”"), ('"', '"'), ("‘", "’"), ("(", ")"))


def trimmed(post: str, first: int, last: int) -> tuple[int, int]:
    """Return the part of ``post[first:last]`` worth quoting, as offsets in the post.

    Leading “But”, “I think that”, “IMO” … and trailing stops fall away as long as
    five words are left; a question mark or exclamation mark stays.
    """
    text = post[first:last]
    start, end = 0, len(text)
    while match := _LEADING.match(text, start):
        if len(text[match.end() :].split()) < LEAST_WORDS:
            break
        start = match.end()
    end = len(text[:end].rstrip(_TRAILING))
    if (tail := _DANGLING_END.search(text, start, end)) and len(
        text[start : tail.start()].split()
    ) >= LEAST_WORDS:
        end = len(text[: tail.start()].rstrip(_TRAILING))
    for opening, closing in PAIRS:
        inner = text[start:end]
        if inner.startswith(opening) and closing not in inner:
            start += 1
        elif inner.endswith(closing) and opening not in inner:
            end -= 1
    end = max(len(text[:end].rstrip(_TRAILING)), start)
    for opening, closing in WRAPPERS:
        inner = text[start:end]
        alone = opening not in inner[1:-1] and closing not in inner[1:-1]
        if len(inner) > 2 and inner.startswith(opening) and inner.endswith(closing) and alone:
            start, end = start + 1, end - 1
    end = max(len(text[:end].rstrip(_TRAILING)), start)
    if not _LETTERS.search(text[start:end]):
        return first, last
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return first + start, first + end
