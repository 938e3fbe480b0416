"""Turns of a talk: ``ada: I think so``, one a line or paragraph, replies perhaps indented."""

from __future__ import annotations

import re
from collections import Counter

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, assemble
from argmap.read.clean import clean_text
from argmap.read.source import Source

_TURN = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*•]\s+)?"
    r"(?:[\[(]?(?P<time>\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?)[\])]?\s+)?"
    r"(?:<(?P<angled>[^<>\n]{1,40})>|@?(?P<name>[^\W\d][\w .'’-]{0,39}?)\s*:)\s+(?P<text>\S.*)$"
)
_SHARE = 0.6
"""Share of the unindented lines, or paragraph openings, that must open a turn."""


def recognises(source: Source) -> bool:
    """True only where plainly so: several turns, at least two speakers, most lines are turns."""
    lines = [line.expandtabs(4) for line in source.text[:100_000].splitlines()]
    turns = [match for line in lines if (match := _TURN.match(line))]
    speakers = Counter(_speaker(turn) for turn in turns)
    indents = {len(turn["indent"]) for turn in turns}
    if len(turns) < 3 or len(speakers) < 2:
        return False
    # Without indents a speaker must come back: "Note:", "Date:" and "To:" do not.
    if len(indents) == 1 and sum(count > 1 for count in speakers.values()) < 2:
        return False
    return len(turns) >= _SHARE * len(_openings(lines))


def read(source: Source) -> Thread:
    """Read the turns; an indented turn answers the last one that stands further left.

    Raises:
        BadSource: There is no turn in it.
    """
    tally = Tally()
    turns: list[tuple[int, str, list[str], int]] = []
    for number, line in enumerate(source.text.splitlines(), start=1):
        match = _TURN.match(line.expandtabs(4))
        if match:
            turns.append((len(match["indent"]), _speaker(match), [match["text"]], number))
        elif turns:
            turns[-1][2].append(line.strip())
        elif line.strip():
            tally.add("lines before the first turn, left out", f"line {number}")
    if not turns:
        raise BadSource(source.name, "", "no line of the form 'name: words'")
    return assemble(source, _raws(turns), tally=tally)


def _raws(turns: list[tuple[int, str, list[str], int]]) -> list[Raw]:
    raws: list[Raw] = []
    above: list[tuple[int, str]] = []
    for number, (indent, speaker, lines, line) in enumerate(turns, start=1):
        while above and above[-1][0] >= indent:
            above.pop()
        parent = above[-1][1] if above else None
        above.append((indent, str(number)))
        body = clean_text("\n".join(lines))
        raws.append(Raw(str(number), body, parent, speaker, where=f"line {line}"))
    return raws


def _speaker(turn: re.Match[str]) -> str:
    return (turn["angled"] or turn["name"]).strip()


def _openings(lines: list[str]) -> list[str]:
    """Lines that open a paragraph, and all lines where the text has no blank ones."""
    filled = [line for line in lines if line.strip()]
    after_blank = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if line.strip() and not above.strip()
    ]
    turns = sum(bool(_TURN.match(line)) for line in filled)
    return after_blank if len(after_blank) > 1 and turns <= len(after_blank) else filled
