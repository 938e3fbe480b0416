"""An argument graph as a file gives it: what argument formats have in common, and what is left.

The terms are those of the Argument Interchange Format, made to stand between argument tools.

Source: Chesñevar et al. 2006, Towards an argument interchange format,
doi:10.1017/S0269888906001044.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

NodeKind = Literal["I", "L", "RA", "CA", "MA", "PA", "YA", "TA", "other"]
"""I statement; L locution; RA inference; CA conflict; MA rephrase; PA preference;
YA illocution; TA transition (a reply); other: a type argmap does not know."""


@dataclass(frozen=True, slots=True)
class ArgumentNode:
    """One node. An edge runs from a premise to its RA, and from the RA to the conclusion."""

    id: str
    kind: NodeKind
    text: str
    """As the file has it: not cleaned."""
    scheme: str | None = None
    """The name of the scheme or illocution: ``Argument from Analogy``, ``Asserting``."""
    created: str | None = None
    """ISO 8601 with offset."""
    speaker: str | None = None
    """Id of who said it, where the format says so on the node itself."""
    title: str | None = None
    """A name of its own: ``[Title]``, ``<Title>`` in Argdown."""
    heading: str | None = None
    """The heading the node stands under."""
    url: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What else the file says of it, as plain JSON, under the format's own keys."""


@dataclass(frozen=True, slots=True)
class ArgumentEdge:
    """A directed edge between two nodes."""

    id: str
    source: str
    target: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who says things."""

    id: str
    name: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Locution:
    """Who said the words of a node; either may be missing from a real file."""

    node: str
    speaker: str | None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ArgumentGraph:
    """A whole file of an argument format."""

    format: str
    """Name of the format it was read from: ``aif``, ``argdown``, ``argmap`` …"""
    source: str
    """The file name (no path)."""
    title: str
    nodes: tuple[ArgumentNode, ...]
    edges: tuple[ArgumentEdge, ...]
    speakers: tuple[Speaker, ...] = ()
    locutions: tuple[Locution, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    """Level, from 1, and title; in the order of the file."""
    nested: bool = False
    """True where a premise stands in the file as an answer to its conclusion."""
    unread: tuple[tuple[str, int, str], ...] = ()
    """What was not understood: what, how often, where first."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What else the file holds, as plain JSON, under the format's own keys."""

    @cached_property
    def node(self) -> Mapping[str, ArgumentNode]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def into(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the nodes with an edge to a node, by its id, in the order of the edges."""
        found: dict[str, list[str]] = {}
        for edge in self.edges:
            found.setdefault(edge.target, []).append(edge.source)
        return {node: tuple(sources) for node, sources in found.items()}

    @cached_property
    def out_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the nodes an edge leads to, by the id of where it starts."""
        found: dict[str, list[str]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge.target)
        return {node: tuple(targets) for node, targets in found.items()}

    def count(self, kind: NodeKind) -> int:
        """Return how many nodes are of a kind."""
        return sum(node.kind == kind for node in self.nodes)
