"""An argument graph to an Argdown document that the reference tool accepts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from argmap.formats.argdown_graph import KIND
from argmap.formats.speakers import on_statements
from argmap.model import ArgumentGraph, ArgumentNode
from argmap.read.clean import clean_line

_MARKUP = re.compile(
    r"[\\\[\]<>#@*_{}~^|`=+]|/(?=[/*])|(?<=/)/|:(?=\S)|\.(?=[^\s.]*\.)|^[-(.:]|(?<=\s)-"
)
_TITLE_MARKUP = re.compile(r"[\\\[\]<>]")
_ENDING = re.compile(r"[{}<>*=]|(?<=\s)/")
_STRICT = {"entails", "contrary"}
_SYMBOL = {"RA": "+", "CA": "-"}


def dump(graph: ArgumentGraph) -> str:
    """Write a document: a statement per claim, what supports and attacks it below.

    Inferences with several premises, and those that are themselves attacked, are written as
    premise-conclusion structures.
    """
    return _Document(on_statements(graph)).text()


def escape(text: str) -> str:
    r"""Write words so that Argdown takes none of them for markup.

    >>> escape("see [1] #tag, a_b // {x}")
    'see \\[1\\] \\#tag, a\\_b \\/\\/ \\{x\\}'
    """
    return _MARKUP.sub(lambda match: "\\" + match[0], clean_line(text))


class _Document:
    def __init__(self, graph: ArgumentGraph) -> None:
        self.graph = graph
        self.native = graph.format in ("argdown", "argdown-json")
        self.speakers = {speaker.id: speaker.name for speaker in graph.speakers}
        self.claims = [node for node in graph.nodes if node.kind == "I" and clean_line(node.text)]
        self.known = {node.id for node in self.claims}
        self.names = self._names()
        self.steps = [node for node in graph.nodes if self._is_step(node)]
        self.stepping = {node.id for node in self.steps}
        used = {name[1:-1] for name in self.names.values()}
        for number, node in enumerate(self.steps, 1):
            title = clean_line(node.title) if self.native and node.title else ""
            title = _TITLE_MARKUP.sub("", title)
            if not title or title in used:
                title = f"a{number}"
            while title in used:
                title += "x"
            used.add(title)
            self.names[node.id] = f"<{title}>"

    def text(self) -> str:
        """Return the whole document."""
        parts = [self._front(), *self._statements()]
        parts += [part for node in self.steps for part in self._structure(node)]
        return "\n\n".join(parts) + "\n"

    def _front(self) -> str:
        lines = [f"title: {_quoted(self.graph.title)}"]
        if self.strict:
            lines += ["model:", "    mode: strict"]
        return "\n".join(("===", *lines, "==="))

    @property
    def strict(self) -> bool:
        """True where the graph holds relations that only strict mode has."""
        return any(node.scheme in _STRICT for node in self.graph.nodes if node.kind in _SYMBOL)

    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        used: set[str] = set()
        for number, node in enumerate(self.claims, 1):
            title = _TITLE_MARKUP.sub("", clean_line(node.title)) if self.native else ""
            title = title or f"c{number}"
            while title in used:
                title += "x"
            used.add(title)
            is_argument = self.native and node.extra.get("form") == "argument"
            found[node.id] = f"<{title}>" if is_argument else f"[{title}]"
        return found

    def _statements(self) -> Iterator[str]:
        levels = {title: level for level, title in reversed(self.graph.headings)}
        heading = None
        for node in self.claims:
            if node.heading and node.heading != heading:
                yield f"{'#' * min(6, levels.get(node.heading, 1))} {escape(node.heading)}"
            heading = node.heading or heading
            lines = [
                f"{self.names[node.id]}: {escape(node.text)}{self._tags(node)}{self._data(node)}"
            ]
            lines += self._below(node.id)
            yield "\n".join(lines)

    def _tags(self, node: ArgumentNode) -> str:
        tags = node.extra.get("tags", ()) if self.native else ()
        return "".join(f" #({tag})" for tag in tags if not re.search(r"[()#\n]", str(tag)))

    def _data(self, node: ArgumentNode) -> str:
        author = self.speakers.get(node.speaker or "", node.speaker)
        values = (("author", author), ("created", node.created), ("url", node.url))
        pairs = [f"{name}: {_quoted(value)}" for name, value in values if value]
        return f" {{{', '.join(pairs)}}}" if pairs else ""

    def _below(self, target: str) -> Iterator[str]:
        """Yield a line for each relation that hits a claim or an inference."""
        for middle in self._hitting(target):
            node = self.graph.node.get(middle)
            if node is None or node.kind not in _SYMBOL or node.id in self.stepping:
                continue
            if self._is_contradictory(node):
                continue
            symbol = _SYMBOL[node.kind]
            undercuts = target not in self.known and node.scheme not in ("attack", *_STRICT)
            if node.kind == "CA" and (undercuts or (node.scheme == "undercut" and self.native)):
                symbol = "<_"
            for premise in self._premises(node):
                yield f"  {symbol} {self.names[premise]}"
        for middle in self.graph.out_of.get(target, ()) if target in self.known else ():
            if middle in self.graph.node and self._is_contradictory(self.graph.node[middle]):
                ends = [end for end in self.graph.out_of.get(middle, ()) if end in self.known]
                yield from (f"  >< {self.names[end]}" for end in dict.fromkeys(ends))

    def _is_contradictory(self, node: ArgumentNode) -> bool:
        """True for a conflict of two claims that holds both ways: it stands below its source."""
        ends = (*self.graph.into.get(node.id, ()), *self.graph.out_of.get(node.id, ()))
        both = all(end in self.known for end in ends)
        return node.kind == "CA" and node.scheme == "contradictory" and both

    def _hitting(self, target: str) -> Iterator[str]:
        """Yield what hits a target; a hit on a conflict, which has no name, hits its premise."""
        yield from self.graph.into.get(target, ())
        for end in self.graph.out_of.get(target, ()) if target in self.known else ():
            if end in self.graph.node and self.graph.node[end].kind == "CA":
                yield from (m for m in self.graph.into.get(end, ()) if m not in self.known)

    def _structure(self, node: ArgumentNode) -> Iterator[str]:
        ends = [end for end in self.graph.out_of.get(node.id, ()) if end in self.known]
        lines = [self.names[node.id], *self._below(node.id)]
        yield "\n".join(lines)
        premises = list(self._premises(node))
        steps = [f"({n}) {self.names[one]}" for n, one in enumerate(premises, 1)]
        rule = escape(node.scheme or "")
        steps += ["--", rule, "--"] if rule else ["----"]
        yield "\n".join((*steps, f"({len(premises) + 1}) {self.names[ends[0]]}"))

    def _premises(self, node: ArgumentNode) -> Iterable[str]:
        return dict.fromkeys(p for p in self.graph.into.get(node.id, ()) if p in self.known)

    def _is_step(self, node: ArgumentNode) -> bool:
        """True for an inference that a line of its own cannot say."""
        if node.kind != "RA" or not self._premises(node):
            return False
        if not any(end in self.known for end in self.graph.out_of.get(node.id, ())):
            return False
        if node.extra.get("form") == "inference" and self.native:
            return True
        hit = any(
            self.graph.node[middle].kind in KIND.values()
            for middle in self.graph.into.get(node.id, ())
            if middle in self.graph.node
        )
        return hit or len(list(self._premises(node))) > 1


def _quoted(text: str) -> str:
    """Write a YAML string, without what would end the data of a statement or open a comment."""
    line = json.dumps(clean_line(text), ensure_ascii=False)
    return _ENDING.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
