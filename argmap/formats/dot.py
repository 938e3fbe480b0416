"""Graphviz's DOT: nodes with labels, edges whose label or colour says a kind; read only.

Source: https://graphviz.org/doc/info/lang.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from argmap.errors import BadSource
from argmap.formats.build import Builder
from argmap.formats.graph_values import Graph
from argmap.model import ArgumentGraph
from argmap.read.source import Source

MOST = 1_000
"""Edges that one statement between two groups of nodes may stand for."""
_COMMENT = re.compile(r"\s+|//[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL)
_OPENING = re.compile(r"(?:strict\s+)?(?:di)?graph\b")
_NAME = re.compile(r'\s*(?:(?:"(?:[^"\\]|\\.)*"|[\w.-]+)\s*)?\{')
_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/|(?:(?<=\s)|\A)\#[^\n]*)
      | "(?P<quoted>(?:[^"\\]|\\.)*)"
      | (?P<mark>->|--|[{}\[\];,=:+])
      | (?P<word>-?(?:\.\d+|\d+(?:\.\d*)?)|[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff]*)
      | (?P<markup><)""",
    re.VERBOSE | re.DOTALL,
)
_BREAK = re.compile(r"\\(.)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_OPEN_TAG = re.compile(r"[<>]")

Values = dict[str, str]
Token = tuple[str, str, int]
"""``id`` or ``mark``, its text, and where it starts."""


def recognises(source: Source) -> bool:
    """True for a text that opens a graph or digraph, with a brace behind its name."""
    start = source.text[:20_000]
    at = 0
    # One at a time: repeated inside an expression, "###" could be cut in endless ways.
    while comment := _COMMENT.match(start, at):
        at = comment.end()
    found = _OPENING.match(start, at)
    return found is not None and _NAME.match(start, found.end()) is not None


def read(source: Source) -> ArgumentGraph:
    """Read the nodes, and the edges that say what they mean; clusters are headings.

    Raises:
        BadSource: Not DOT; says where.
    """
    builder = Builder("dot", source)
    graph = Graph(builder)
    parsed = _Parser(source).parse()
    for name, values in parsed.nodes.items():
        label = values.get("label", r"\N").replace(r"\N", name.replace("\\", "\\\\"))
        shown = {key: _plain(value) for key, value in values.items()} | {"label": _plain(label)}
        graph.node(name, {**shown, "url": shown.get("url") or shown.get("href", "")}, name)
    for start, end, values in parsed.edges:
        graph.edge(None, start, end, {key: _plain(value) for key, value in values.items()})
    if parsed.joined:
        builder.tally.add("edges between large groups of nodes, left out", "", parsed.joined)
    graph.finish()
    return builder.graph(_plain(parsed.title))


def _plain(text: str) -> str:
    r"""Undo the escapes of a label: ``\n``, ``\l`` and ``\r`` end a line, ``\G`` is left out."""
    ends = {"n": "\n", "l": "\n", "r": "\n", "G": "", "E": "", "T": "", "H": "", "L": ""}
    return _BREAK.sub(lambda match: ends.get(match[1], match[1]), text).rstrip("\n")


@dataclass
class _Frame:
    """An open graph or subgraph: what it sets for what follows, and the nodes in it."""

    node: Values = field(default_factory=dict)
    edge: Values = field(default_factory=dict)
    own: Values = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    path: list[list[str]] = field(default_factory=list)
    """Ends of the edge statement that is open: each one node, or those of a subgraph."""
    waiting: bool = False
    """True behind an arrow: the next end belongs to the same path."""


class _Parser:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes: dict[str, Values] = {}
        self.edges: list[tuple[str, str, Values]] = []
        self.title = ""
        self.joined = 0
        self.tokens = self._tokens(source.text)
        self.token: Token = next(self.tokens, ("end", "", 0))

    def parse(self) -> _Parser:
        """Read one graph; what follows its last brace is left."""
        for word in ("strict", "graph", "digraph"):
            if self.token[1].lower() == word:
                self._next()
        if self.token[0] == "id":
            self.title = self._next()[1]
        self._expect("{")
        frames = [_Frame()]
        while frames:
            frames = self._statement(frames)
        return self

    def _statement(self, frames: list[_Frame]) -> list[_Frame]:
        frame = frames[-1]
        kind, text, _ = self.token
        if kind == "end":
            raise self._broken("the graph is not closed")
        if text == "}" and kind == "mark":
            self._next()
            return self._close(frames)
        if kind == "mark" and text in ("->", "--") and frame.path:
            self._next()
            frame.waiting = True
        elif kind == "mark" and text == "[" and frame.path:
            self._finish(frame, self._attributes())
        elif kind == "mark" and text in (";", ","):
            self._next()
            self._finish(frame, {})
        elif kind == "mark" and text == "{":
            self._begin(frame)
            self._next()
            frames.append(_Frame(dict(frame.node), dict(frame.edge)))
        elif kind == "id":
            self._word(frame)
        else:
            raise self._broken(f"{text!r} is not expected")
        return frames

    def _word(self, frame: _Frame) -> None:
        """Read what begins with a word: a node, an assignment, defaults, or a subgraph's name."""
        quoted = self.source.text[self.token[2]] in '"<'
        word = self._next()[1]
        if not quoted and word.lower() == "subgraph":
            if self.token[0] == "id":
                self._next()
            return
        if not quoted and word.lower() in ("node", "edge", "graph") and self.token[1] == "[":
            self._finish(frame, {})
            values = self._attributes()
            {"node": frame.node, "edge": frame.edge, "graph": frame.own}[word.lower()].update(
                values
            )
            return
        if self.token[:2] == ("mark", "="):
            self._next()
            frame.own[word.lower()] = self._value()
            return
        while self.token[:2] == ("mark", ":"):  # a port, and a compass point
            self._next()
            self._value()
        self._begin(frame)
        self.nodes.setdefault(word, dict(frame.node))
        frame.names[word] = None
        frame.path.append([word])

    def _begin(self, frame: _Frame) -> None:
        """Go on with the open path behind an arrow; else end it."""
        if frame.waiting:
            frame.waiting = False
        else:
            self._finish(frame, {})

    def _finish(self, frame: _Frame, values: Values) -> None:
        """End a node or edge statement, its attributes read."""
        path, frame.path, frame.waiting = frame.path, [], False
        if len(path) == 1 and values:
            for name in path[0]:
                self.nodes[name].update(values)
        for starts, ends in pairwise(path):
            if len(starts) * len(ends) > MOST:
                self.joined += 1
                continue
            for start in starts:
                self.edges += [(start, end, {**frame.edge, **values}) for end in ends]

    def _close(self, frames: list[_Frame]) -> list[_Frame]:
        frame = frames.pop()
        self._finish(frame, {})
        label = frame.own.get("label")
        if not frames:
            self.title = label or self.title
            return frames
        if label:
            for name in frame.names:
                self.nodes[name].setdefault("heading", label)
        frames[-1].names.update(frame.names)
        frames[-1].path.append(list(frame.names))
        return frames

    def _attributes(self) -> Values:
        found: Values = {}
        while self.token[:2] == ("mark", "["):
            self._next()
            while self.token[:2] != ("mark", "]"):
                if self.token[:2] in (("mark", ","), ("mark", ";")):
                    self._next()
                    continue
                if self.token[0] != "id":
                    raise self._broken("an attribute is expected")
                name = self._next()[1].lower()
                value = "true"
                if self.token[:2] == ("mark", "="):
                    self._next()
                    value = self._value()
                found[name] = value
            self._next()
        return found

    def _value(self) -> str:
        if self.token[0] != "id":
            raise self._broken("a value is expected")
        text = self._next()[1]
        while self.token[:2] == ("mark", "+"):
            self._next()
            text += self._next()[1]
        return text

    def _next(self) -> Token:
        token, self.token = self.token, next(self.tokens, ("end", "", len(self.source.text)))
        return token

    def _expect(self, mark: str) -> None:
        if self.token[:2] != ("mark", mark):
            raise self._broken(f"{mark!r} is expected")
        self._next()

    def _tokens(self, text: str) -> Iterator[Token]:
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._broken(f"{text[at]!r} is not expected", at)
            start, at = at, match.end()
            if match["markup"] is not None:
                at = self._markup(text, start)
                inner = " ".join(_TAG.sub(" ", text[start + 1 : at - 1]).split())
                yield "id", inner.replace("\\", "\\\\"), start
            elif match["quoted"] is not None:
                yield "id", match["quoted"].replace("\\\n", "").replace('\\"', '"'), start
            elif match["mark"] is not None:
                yield "mark", match["mark"], start
            elif match["word"] is not None:
                yield "id", match["word"], start

    def _markup(self, text: str, start: int) -> int:
        depth = 0
        for match in _OPEN_TAG.finditer(text, start):
            depth += 1 if match[0] == "<" else -1
            if depth == 0:
                return match.end()
        raise self._broken("markup is not closed", start)

    def _broken(self, what: str, at: int | None = None) -> BadSource:
        line = self.source.text.count("\n", 0, self.token[2] if at is None else at) + 1
        return BadSource(self.source.name, f"line {line}", f"not a DOT graph ({what})")
