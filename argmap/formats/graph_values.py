"""Graphs of nodes and edges with named values, whatever file holds them, as argument graphs.

Edges are relations where a value or a colour says so. A file that argmap wrote (see
:mod:`argmap.graph`) has posts, authors and themes beside its claims: they tell who said a claim,
when, under which heading and in answer to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.formats.build import Builder
from argmap.model import Locution, NodeKind
from argmap.read.assemble import as_id, as_time
from argmap.read.clean import clean_line
from argmap.read.columns import as_url

KINDS: Mapping[str, NodeKind] = {
    **dict.fromkeys(("supports", "support", "entails", "pro"), "RA"),
    **dict.fromkeys(("contrasts", "contrast", "attacks", "attack", "contrary", "con"), "CA"),
    **dict.fromkeys(("rephrases", "rephrase"), "MA"),
}
_COLOURS: Mapping[str, NodeKind] = {
    **dict.fromkeys(("#00ff00", "#1a7f37", "green"), "RA"),
    **dict.fromkeys(("#ff0000", "#b3261e", "red"), "CA"),
}
"""Argdown's GraphML tells kinds by the colour of the line alone."""
_WORDS = ("text", "label", "title", "name", "tooltip")
_SIGN = ("kind", "relation", "type", "label")
_OWN = frozenset({"post", "entity", "theme", "author"})
"""Kinds of nodes in argmap's own files that are no claims."""

Values = Mapping[str, str]


@dataclass
class Graph:
    """Nodes and edges as a file has them, by lower-case names of values."""

    builder: Builder
    nodes: list[tuple[str | None, Values, str]] = field(default_factory=list)
    """Id, values, and words to fall back on."""
    edges: list[tuple[str | None, str | None, str | None, Values]] = field(default_factory=list)
    """Id, source, target, values."""

    def node(self, id: object, values: Values, words: str = "") -> None:
        """Add a node."""
        self.nodes.append((as_id(id), values, words))

    def edge(self, id: object, source: object, target: object, values: Values) -> None:
        """Add an edge."""
        self.edges.append((as_id(id), as_id(source), as_id(target), values))

    def finish(self) -> None:
        """Hand all of it to the builder."""
        if self._is_own():
            _Own(self).finish()
            return
        for name, values, words in self.nodes:
            add_statement(self.builder, name, values, words)
        for name, source, target, values in self.edges:
            add_edge(self.builder, name, source, target, values)

    def _is_own(self) -> bool:
        kinds = {values.get("kind", "") for _, values, _ in self.nodes}
        return "claim" in kinds and bool(kinds & _OWN)


def add_statement(builder: Builder, name: str | None, values: Values, words: str) -> None:
    """Add a node with words as a statement, by whom it names as its author."""
    text = next((values[key] for key in _WORDS if values.get(key)), "") or words
    author = clean_line(values.get("author"))
    builder.node(
        name,
        "I",
        text,
        speaker=builder.speaker(author) if author else None,
        created=as_time(values.get("created")),
        url=as_url(values.get("url")),
        heading=clean_line(values.get("heading")) or None,
        extra=dict(values),
    )


def add_edge(
    builder: Builder, name: str | None, source: str | None, target: str | None, values: Values
) -> None:
    """Add an edge as a relation, or aside where nothing says which."""
    name = name or f"edge {len(builder.edges) + 1}"
    if source is None or target is None:
        builder.tally.add("edges without both ends, skipped", name)
        return
    kind = kind_of(values)
    if kind is None:
        builder.tally.add("edges that neither support nor contrast, kept aside", name)
        builder.edge(source, target, name, dict(values))
        return
    while name in builder.nodes:
        name += "x"
    builder.relation(kind, [source], target, name, extra=dict(values))


def kind_of(values: Values) -> NodeKind | None:
    """Tell what an edge says by its kind, relation, type or label, else by its colour."""
    said = (values.get(key, "").strip().lower() for key in _SIGN)
    kind = next((KINDS[word] for word in said if word in KINDS), None)
    colour = values.get("colour") or values.get("color") or ""
    return kind or _COLOURS.get(colour.strip().lower())


class _Own:
    """A file argmap wrote: its posts become the locutions of their claims."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.builder = graph, graph.builder
        self.values = {name: values for name, values, _ in graph.nodes if name}
        self.post: dict[str, str] = {}
        self.heading: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.relations: list[tuple[str | None, str, str, Values]] = []
        self.first: dict[str, str] = {}
        """The first locution of each post."""
        self.whole = {
            name for name, values in self.values.items() if values.get("kind") == "theme"
        } - {source for _, source, _, values in graph.edges if values.get("kind") == "part_of"}

    def finish(self) -> None:
        for edge in self.graph.edges:
            self._edge(*edge)
        others = 0
        for name, values, words in self.graph.nodes:
            if values.get("kind") in _OWN:
                others += 1
            else:
                self._claim(name, values, words)
        what = "posts, authors, entities and themes, read for what they say of claims"
        self.builder.tally.add(what, count=others)
        for claim in [name for name in self.builder.nodes if name in self.post]:
            self._said(claim, self.post[claim])
        for name, source, target, values in self.relations:
            add_edge(self.builder, name, source, target, values)
        for post, above in self.answers.items():
            self._reply(post, above)

    def _edge(self, name: str | None, source: str | None, target: str | None, each: Values) -> None:
        kind = each.get("kind")
        if source is None or target is None:
            self.builder.tally.add("edges without both ends, skipped", name or "")
        elif kind == "states":
            self.post.setdefault(target, source)
        elif kind == "replies_to":
            self.answers.setdefault(source, target)
        elif kind == "in_theme" and target in self.whole:
            self.heading.setdefault(source, self.values[target].get("label", ""))
        elif kind_of(each) is not None and self._is_claim(source) and self._is_claim(target):
            self.relations.append((name, source, target, each))
        elif kind not in ("wrote", "in_theme", "part_of"):
            self.builder.tally.add("edges not between two claims, left out", name or "")

    def _is_claim(self, name: str) -> bool:
        return self.values.get(name, {}).get("kind") not in _OWN

    def _claim(self, name: str | None, values: Values, words: str) -> None:
        post = self.values.get(self.post.get(name or "", ""), {})
        told = {key: post[key] for key in ("author", "created", "url") if post.get(key)}
        told["heading"] = self.heading.get(name or "", "")
        add_statement(self.builder, name, {**values, **told}, words)

    def _said(self, claim: str, post: str) -> None:
        node = self.builder.nodes[claim]
        name = self.builder.speakers[node.speaker].name if node.speaker else None
        words = node.text if name is None else f"{name} : {node.text}"
        said = self.builder.node(
            f"{claim} said", "L", words, created=node.created, speaker=node.speaker, url=node.url
        )
        asked = self.values[claim].get("claim_kind") == "question"
        scheme = "Pure Questioning" if asked else "Asserting"
        act = self.builder.node(f"{claim} act", "YA", scheme, scheme=scheme)
        if said is None or act is None:
            return
        self.first.setdefault(post, said)
        if node.speaker:
            self.builder.locutions.append(Locution(said, node.speaker))
        self.builder.edge(said, act)
        self.builder.edge(act, claim)

    def _reply(self, post: str, above: str) -> None:
        """Join the first locutions of two posts, over posts in which nothing is claimed."""
        seen = {post}
        while above not in self.first and above in self.answers and above not in seen:
            seen.add(above)
            above = self.answers[above]
        if post in self.first and above in self.first and post != above:
            self.builder.relation(
                "TA", [self.first[above]], self.first[post], f"{post} reply", scheme=_TRANSITION
            )


_TRANSITION = "Default Transition"
