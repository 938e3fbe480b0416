"""A map to an argument graph, for the writers of argument formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from argmap.model import (
    ArgumentEdge,
    ArgumentGraph,
    ArgumentNode,
    Claim,
    Locution,
    MapData,
    NodeKind,
    RelationKind,
    Speaker,
)

KIND: Mapping[RelationKind, NodeKind] = {"supports": "RA", "contrasts": "CA", "rephrases": "MA"}
SCHEME: Mapping[NodeKind, str] = {
    "RA": "Default Inference",
    "CA": "Default Conflict",
    "MA": "Default Rephrase",
    "TA": "Default Transition",
}


def graph_of(argument_map: MapData) -> ArgumentGraph:
    """Return the argument graph of a map.

    A map that was read from an argument format gives back what it was read from. Any other is
    set out as AIF does: each claim is a statement (I) and a locution (L) by its author, joined
    by an illocution; relations are RA, CA and MA; a reply is a transition (TA) between the first
    locutions of its two posts.
    """
    if argument_map.argument_graph is not None:
        return argument_map.argument_graph
    return _Layout(argument_map).graph()


class _Layout:
    """Numbers everything in one run, claims first: ids in AIF are numbers."""

    def __init__(self, argument_map: MapData) -> None:
        self.map = argument_map
        self.place = {claim.id: str(n) for n, claim in enumerate(argument_map.claims, 1)}
        self.last = len(self.place)
        self.nodes: list[ArgumentNode] = []
        self.edges: list[ArgumentEdge] = []
        self.speakers: dict[str, Speaker] = {}
        self.locutions: list[Locution] = []
        self.first: dict[str, str] = {}
        """The first locution of each post."""

    def graph(self) -> ArgumentGraph:
        headings = self._headings()
        for claim in self.map.claims:
            self.nodes.append(self._statement(claim, headings.get(claim.id)))
        for claim in self.map.claims:
            self._said(claim)
        for relation in self.map.relations:
            ends = self.place[relation.source], self.place[relation.target]
            self._join(KIND[relation.kind], *ends)
        for start, end in self._replies():
            self._join("TA", start, end)
        whole = [theme for theme in self.map.themes if theme.parent is None]
        return ArgumentGraph(
            format="argmap",
            source=self.map.thread.source,
            title=self.map.thread.title,
            nodes=tuple(self.nodes),
            edges=tuple(self.edges),
            speakers=tuple(self.speakers.values()),
            locutions=tuple(self.locutions),
            headings=tuple((1, theme.heading) for theme in whole),
        )

    def _headings(self) -> dict[str, str]:
        whole = [theme for theme in self.map.themes if theme.parent is None]
        return {claim: theme.heading for theme in whole for claim in theme.claims}

    def _statement(self, claim: Claim, heading: str | None) -> ArgumentNode:
        post = self.map.thread.by_id[claim.post]
        return ArgumentNode(
            self.place[claim.id],
            "I",
            claim.text,
            created=post.created,
            speaker=self._speaker(post.author),
            heading=heading,
            url=post.url,
        )

    def _speaker(self, author: str | None) -> str | None:
        if author is None:
            return None
        number = str(len(self.speakers) + 1)
        return self.speakers.setdefault(author, Speaker(number, author)).id

    def _said(self, claim: Claim) -> None:
        post = self.map.thread.by_id[claim.post]
        speaker = self._speaker(post.author)
        words = claim.text if post.author is None else f"{post.author} : {claim.text}"
        said = self._node("L", words, created=post.created, speaker=speaker, url=post.url)
        self.first.setdefault(post.id, said)
        if speaker is not None:
            self.locutions.append(Locution(said, speaker))
        scheme = "Pure Questioning" if claim.kind == "question" else "Asserting"
        self._edges(said, self._node("YA", scheme, scheme=scheme), self.place[claim.id])

    def _replies(self) -> Iterator[tuple[str, str]]:
        """Yield locutions and what answers them, over posts in which nothing is claimed."""
        thread = self.map.thread
        near: dict[str, str | None] = {}
        for post in thread.posts:
            above = None if post.parent is None else near[post.parent]
            near[post.id] = self.first.get(post.id, above)
            if post.id in self.first and above is not None:
                yield above, self.first[post.id]

    def _join(self, kind: NodeKind, start: str, end: str) -> None:
        self._edges(start, self._node(kind, kind, scheme=SCHEME[kind]), end)

    def _node(self, kind: NodeKind, text: str, **more: str | None) -> str:
        self.last += 1
        self.nodes.append(ArgumentNode(str(self.last), kind, text, **more))  # type: ignore[arg-type]
        return str(self.last)

    def _edges(self, *path: str) -> None:
        for start, end in pairwise(path):
            self.edges.append(ArgumentEdge(str(len(self.edges) + 1), start, end))
