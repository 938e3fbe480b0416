"""Argdown to statements, arguments and the relations between them.

The subset: headings, statements, arguments, relations by indentation, premise-conclusion
structures, tags, data, comments, front matter.

Source: https://argdown.org/syntax/; the model of ``packages/argdown-core/src/model/model.ts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from argmap.formats.argdown_lines import Element, Form, element, plain
from argmap.read.assemble import Tally

_HEADING = re.compile(r"(#+)\s+(.*)")
_RELATION = re.compile(r"(\s*)(<\+|<-|<_|\+>|->|_>|><|\+|-|_)(?:\s+(.*))?$")
_NUMBERED = re.compile(r"\s*\((\d{1,6})\)\s+(.*)")
_LIST_ITEM = re.compile(r"\s*(?:\*|\d{1,6}\.)\s+(.*)")
_RULE = re.compile(r"-{4,}$")
_ONE_LINE = re.compile(r"--(?!-)\s*(\S.*)(?<!-)--$")
"""An inference with its rule on one line."""
_USES = re.compile(r"uses\s*:\s*\[([\d,\s]*)\]")

RELATION = {"+": "support", "-": "attack", "_": "undercut", "><": "contradictory"}
STRICT = {"support": "entails", "attack": "contrary"}
"""What + and - mean between two statements in strict mode."""

Key = tuple[Form, str]
"""An element: its form and title."""


@dataclass
class Held:
    """A statement (equivalence class) or argument, over all its mentions."""

    form: Form
    title: str
    text: str = ""
    titled: bool = True
    restated: list[str] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    data: str = ""
    heading: str | None = None


@dataclass
class Inference:
    """One step of a premise-conclusion structure."""

    argument: Key
    premises: list[Key]
    conclusion: Key | None = None
    rule: str = ""

    def __hash__(self) -> int:
        return id(self)


@dataclass
class Parsed:
    """A whole document."""

    held: dict[Key, Held] = field(default_factory=dict)
    relations: dict[tuple[str, Key | int, Key | int], None] = field(default_factory=dict)
    """Kind, from, to; a number is an index into ``inferences``."""
    inferences: list[Inference] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)


class Parser:
    """Reads lines one at a time; an element stays open until something else begins."""

    def __init__(self, tally: Tally, *, strict: bool) -> None:
        self.found, self.tally, self.strict = Parsed(), tally, strict
        self.words: list[str] = []
        self.symbol: tuple[str, int] | None = None
        """The relation symbol of the open element, and its indentation."""
        self.number: int | None = None
        """The number of the open element in a premise-conclusion structure."""
        self.stack: list[tuple[int, Key | int]] = []
        self.untitled = 0
        self.last_argument: Key | None = None
        self.steps: dict[int, Key] | None = None
        """Numbered statements of the open structure; None outside one."""
        self.pending: list[Key] = []
        self.inference: Inference | None = None
        self.rule: list[str] | None = None

    def parse(self, lines: list[str]) -> Parsed:
        """Read all lines."""
        for line in lines:
            self._line(line)
        self._close()
        self._end_steps()
        return self.found

    def _line(self, line: str) -> None:
        if self.rule is not None:
            self._rule_line(line)
        elif not line.strip():
            self._close()
        elif match := _HEADING.match(line):
            self._close()
            self._end_steps()
            self.found.headings.append((len(match[1]), plain(match[2])))
            self.stack, self.last_argument = [], None
        elif self._in_steps and line.strip() == "--":
            self._close()
            self.rule = []
        elif self._in_steps and _RULE.match(line.strip()):
            self._close()
            self._infer("")
        elif self._in_steps and (match := _ONE_LINE.match(line.strip())):
            self._close()
            self._infer(match[1])
        elif (match := _RELATION.match(line)) and (match[1] or not self.words):
            self._close()
            self._open(match[3] or "", symbol=(match[2], len(match[1].expandtabs(4))))
        elif (match := _NUMBERED.match(line)) and (self._in_steps or not self.words):
            self._close()
            self._open(match[2], number=int(match[1]))
        elif match := _LIST_ITEM.match(line):
            self._close()
            self._open(match[1])
        elif self.words:
            self.words.append(line.strip())
        else:
            self._open(line.strip())

    @property
    def _in_steps(self) -> bool:
        return self.steps is not None or (self.number is not None and bool(self.words))

    def _open(
        self, words: str, symbol: tuple[str, int] | None = None, number: int | None = None
    ) -> None:
        self.words, self.symbol, self.number = [words], symbol, number

    def _close(self) -> None:
        if not self.words:
            return
        text = " ".join(self.words)
        self.words = []
        if self.symbol is not None:
            self._related(element(text), *self.symbol)
        elif self.number is not None:
            self._step(element(text), self.number)
        else:
            self._end_steps()
            key = self._hold(element(text))
            self.stack = [(-1, key)]
            self.last_argument = key if key[0] == "argument" else None

    def _hold(self, one: Element) -> Key:
        title = one.title
        if title is None:
            self.untitled += 1
            title = f"Untitled {self.untitled}"
        key = (one.form, title)
        heading = self.found.headings[-1][1] if self.found.headings else None
        if key not in self.found.held:
            held = Held(one.form, title, titled=one.title is not None, heading=heading)
            self.found.held[key] = held
        held = self.found.held[key]
        if one.text and not held.text:
            # What is defined here stands here, wherever it was referred to before.
            held.text, held.heading = one.text, heading
        elif one.text and one.text != held.text:
            held.restated.append(one.text)
            self.tally.add("statements given again in other words; the first are kept", title)
        held.tags.update(dict.fromkeys(one.tags))
        held.data = held.data or one.data
        return key

    def _related(self, one: Element, symbol: str, indent: int) -> None:
        while self.stack and self.stack[-1][0] >= indent:
            self.stack.pop()
        child = self._hold(one)
        if not self.stack:
            self.tally.add("relations below nothing, read as statements", child[1])
            self.stack = [(indent, child)]
            return
        parent = self.stack[-1][1]
        self.stack.append((indent, child))
        kind = RELATION[symbol.strip("<>") or symbol]
        both = not isinstance(parent, int) and parent[0] == child[0] == "statement"
        kind = STRICT.get(kind, kind) if self.strict and both else kind
        # ">< " holds both ways; the reference tool writes it from the parent.
        ends = (parent, child) if symbol in ("+>", "->", "_>", "><") else (child, parent)
        self.found.relations[(kind, *ends)] = None

    def _step(self, one: Element, number: int) -> None:
        if self.steps is None:
            self.steps, self.pending, self.inference = {}, [], None
            if self.last_argument is None:
                self.last_argument = self._hold(Element("argument", None, ""))
        key = self._hold(one)
        if self.inference is not None:
            self.inference.conclusion = key
            self.inference = None
            # A conclusion may be a premise of what follows.
            self.pending = []
        self.steps[number] = key
        self.pending.append(key)
        self.stack = [(-1, key)]

    def _rule_line(self, line: str) -> None:
        assert self.rule is not None
        if line.strip() in ("--", "") or _RULE.match(line.strip()):
            self._infer(" ".join(self.rule))
            self.rule = None
        else:
            self.rule.append(line.strip())

    def _infer(self, rule: str) -> None:
        if self.steps is None or self.last_argument is None:
            return
        uses = _USES.search(rule)
        chosen = [int(n) for n in re.findall(r"\d{1,6}", uses[1])] if uses else []
        premises = [self.steps[n] for n in chosen if n in self.steps] or list(self.pending)
        text = plain(
            rule[: rule.find("{")] if rule.rstrip().endswith("}") and "{" in rule else rule
        )
        self.inference = Inference(self.last_argument, premises, rule=text)
        self.found.inferences.append(self.inference)
        self.stack = [(-1, len(self.found.inferences) - 1)]

    def _end_steps(self) -> None:
        self.steps, self.inference = None, None
