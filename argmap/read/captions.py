"""Captions: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip, one post for each turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, assemble
from argmap.read.clean import clean_line, clean_text
from argmap.read.source import Source

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s+-->\s+{_STAMP}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]{1,80})>")
_TAG = re.compile(r"</?[a-z][^<>]{0,80}>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE)
_NAMED = re.compile(r"(?:>>\s*|-\s+)?([A-Z][^\W\d_]*(?:[ .'’-]+[A-Z][^\W\d_]*\.?){0,3}):\s+(?=\S)")
_CHANGE = re.compile(r"\s*(?:>>|&gt;&gt;)\s*")
_PAUSE = 2.0
"""Seconds of silence that end a turn where no speaker is named."""


@dataclass
class _Turn:
    speaker: str | None
    start: str
    end: float
    lines: list[str] = field(default_factory=list)


def recognises(source: Source) -> bool:
    """True for WebVTT by its mark, for SubRip by the timing in its first lines."""
    if source.members:
        return False
    start = source.start.removeprefix("\ufeff")
    if re.match(r"webvtt(?:\s|\Z)", start):
        return True
    return any(_TIMING.match(line) for line in start.split("\n")[:2])


def read(source: Source) -> Thread:
    """Join the cues of one speaker to turns; the rolling repeats of live captions go.

    Raises:
        BadSource: There is no cue in it.
    """
    tally = Tally()
    turns: list[_Turn] = []
    for number, start, end, payload in _cues(source.text):
        if not payload:
            tally.add("cues without words, left out", f"line {number}")
        for speaker, changed, words in _spoken(payload):
            _say(turns, speaker, changed, words, (start, end))
    if not turns:
        raise BadSource(source.name, "", "no cue with words in it")
    raws = [
        Raw(str(number), clean_text(" ".join(turn.lines)), None, turn.speaker, where=turn.start)
        for number, turn in enumerate(turns, start=1)
    ]
    return assemble(source, raws, tally=tally)


def _cues(text: str) -> Iterator[tuple[int, float, float, list[str]]]:
    """Line, start and end in seconds, and the payload of each cue."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        found = _TIMING.match(lines[at])
        at += 1
        if found is None:
            continue
        first, payload = at, []
        while at < len(lines) and lines[at].strip() and not _TIMING.match(lines[at]):
            payload.append(lines[at].strip())
            at += 1
        if at < len(lines) and _TIMING.match(lines[at]) and payload and payload[-1].isdigit():
            payload.pop()  # the number of the next cue, with no blank line before it
        groups = found.groups()
        yield first, _seconds(groups[:4]), _seconds(groups[4:]), payload


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _spoken(payload: list[str]) -> Iterator[tuple[str | None, bool, str]]:
    """Speaker, whether the turn changes, and words, for each stretch of a cue."""
    speaker: str | None = None
    for line in payload:
        parts = _VOICE.split(line)
        for index in range(0, len(parts), 2):
            speaker = clean_line(html.unescape(parts[index - 1])) if index else speaker
            named = _NAMED.match(parts[index]) if not speaker else None
            changed = _CHANGE.match(parts[index]) is not None or named is not None
            words = parts[index][named.end() :] if named else _CHANGE.sub("", parts[index], count=1)
            words = html.unescape(_TAG.sub("", words)).strip()
            if words:
                yield (named.group(1) if named else speaker), changed, words


def _say(
    turns: list[_Turn],
    speaker: str | None,
    changed: bool,
    words: str,
    times: tuple[float, float],
) -> None:
    last = turns[-1] if turns else None
    if last is not None and words == last.lines[-1] and speaker in (None, last.speaker):
        last.end = times[1]  # live captions roll: each line is shown twice
        return
    goes_on = last is not None and (
        speaker == last.speaker
        if speaker
        else not changed and (last.speaker is not None or times[0] - last.end < _PAUSE)
    )
    if last is None or not goes_on:
        minutes, seconds = divmod(int(times[0]), 60)
        last = _Turn(speaker, f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", times[1])
        turns.append(last)
    last.lines.append(words)
    last.end = max(last.end, times[1])
