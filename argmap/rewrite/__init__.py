"""Points rewritten by the user's own language model, as far as a guard lets its sentences through.

Off unless asked for. The model sees one point at a time, its claims as data; what it answers is
checked without a model, and where anything does not hold, the verbatim point stands.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from argmap.errors import ModelFailed
from argmap.model import MapData, Point, Progress, no_progress
from argmap.rewrite.guard import Guard
from argmap.rewrite.prompt import (
    SYSTEM,
    Sentence,
    UnusableAnswer,
    instructs,
    offer,
    prompt,
    sentences,
)
from argmap.write.cite import quoted_claims
from argmap.write.digest import Rewriting

__all__ = ["LOG_FILE", "Ask", "rewrite"]

LOG_FILE = "llm-log.jsonl"
GIVE_UP = 3
"""So many points without an answer in a row, and the rest are not asked for."""
NO_ANSWER = "without an answer"
UNUSABLE = "with an unusable answer"
INSTRUCTS = "quoting a claim that instructs a model"
ONE_SIDED = "that leave out a side"

Ask = Callable[[str, str], str]
"""``ask(system, prompt)`` returns the model's answer, or raises :class:`ModelFailed`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: what was asked, what came back, and what became of it."""

    model: str
    point: str
    claims: dict[str, str]
    """Short id in the prompt to claim id."""
    system: str
    prompt: str
    answer: str | None
    """None where there was none, and empty where the model was not asked."""
    verdict: str
    """``rewritten``, or why the verbatim point stands."""
    sentences: tuple[dict[str, object], ...] = ()
    """``{text, claims, problem}`` each."""


def rewrite(
    argument_map: MapData,
    points: Sequence[Point],
    ask: Ask,
    *,
    model: str,
    log: Path | None = None,
    progress: Progress = no_progress,
) -> Rewriting:
    """Let a language model put points into fluent sentences of the third person.

    Args:
        argument_map: The map the points are of.
        points: What is rewritten; each is asked for once.
        ask: Gives the answer to a prompt; see :func:`argmap.rewrite.models.ask_model`.
        model: Its name, for the log and the report.
        log: A file to which each prompt, answer and verdict is added, one JSON object a line.
        progress: Called as ``progress("rewrite", done, total)``.

    Returns:
        The sentences that hold, and how many points each reason kept verbatim.

    Raises:
        ModelFailed: The model gave no answer to any of the first points.
        OSError: The log cannot be written.
    """
    asked = tuple(dict.fromkeys(points))
    guard = Guard(argument_map)
    held: dict[Point, tuple[str, ...]] = {}
    kept: Counter[str] = Counter()
    silent = 0
    for done, point in enumerate(asked, 1):
        if silent >= GIVE_UP:
            kept[NO_ANSWER] += 1
            continue
        entry = _rewritten(argument_map, point, ask, guard, model)
        if log is not None:
            _append(log, entry)
        silent = silent + 1 if entry.answer is None else 0
        if silent == min(GIVE_UP, len(asked)) and done == silent:
            raise ModelFailed(model, entry.verdict)
        if entry.verdict == "rewritten":
            held[point] = tuple(str(each["text"]) for each in entry.sentences)
        else:
            kept[NO_ANSWER if entry.answer is None else entry.verdict] += 1
        progress("rewrite", done, len(asked))
    return Rewriting(model, held, len(asked), dict(kept))


def _rewritten(argument_map: MapData, point: Point, ask: Ask, guard: Guard, model: str) -> Entry:
    offered = offer(argument_map, point)
    claims = {short: claim.id for short, claim in offered.items()}
    asked = prompt(point, offered)

    def entry(answer: str | None, verdict: str, *told: dict[str, object]) -> Entry:
        return Entry(model, point.text, claims, SYSTEM, asked, answer, verdict, told)

    if any(instructs(argument_map.claim[quote.claim]) for quote in point.quotes):
        return entry("", INSTRUCTS)
    try:
        answer = ask(SYSTEM, asked)
    except ModelFailed as error:
        return entry(None, error.why)
    try:
        said = sentences(answer)
    except UnusableAnswer:
        return entry(answer, UNUSABLE)
    problems = [guard.problem(each.text, each.claims, offered) for each in said]
    told = [{**asdict(s), "problem": problem} for s, problem in zip(said, problems, strict=True)]
    found = next((problem for problem in problems if problem), None)
    if found is None and _one_sided(point, said, claims):
        found = ONE_SIDED
    return entry(answer, found or "rewritten", *told)


def _one_sided(point: Point, said: Sequence[Sentence], claims: dict[str, str]) -> bool:
    """Say whether a side that the point quotes is not heard in the sentences."""
    cited = {claims[short] for each in said for short in each.claims if short in claims}
    opposing = set(point.opposing)
    own = set(point.claims) - opposing - set(point.undecided)
    quoted = set(quoted_claims(point))
    return any(side & quoted and not side & cited for side in (own, opposing))


def _append(log: Path, entry: Entry) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8", newline="\n") as file:
        # A lone surrogate in an answer is no reason to lose the log.
        line = json.dumps(asdict(entry), ensure_ascii=False)
        file.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
