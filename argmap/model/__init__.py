"""The frozen types that stages exchange. Read this room first, then ``pipeline.py``.

All character offsets, everywhere, count Unicode code points of ``Post.text``.
"""

from argmap.model.argument_graph import (
    ArgumentEdge,
    ArgumentGraph,
    ArgumentNode,
    Locution,
    NodeKind,
    Speaker,
)
from argmap.model.argument_map import MapData
from argmap.model.claims import Claim, ClaimKind, Comparison, Entity, Mention, Polarity
from argmap.model.extraction import Encodings, Extraction, Phrase
from argmap.model.relations import (
    Evidence,
    Relation,
    RelationKind,
    RelationScope,
    Stance,
    StanceKind,
)
from argmap.model.settings import Progress, Settings, no_progress
from argmap.model.summary import Coverage, Point, Quote, Section, Summary
from argmap.model.themes import Camp, Step, Theme
from argmap.model.thread import Link, Note, Post, PostState, Span, Thread

__all__ = [
    "ArgumentEdge",
    "ArgumentGraph",
    "ArgumentNode",
    "Camp",
    "Claim",
    "ClaimKind",
    "Comparison",
    "Coverage",
    "Encodings",
    "Entity",
    "Evidence",
    "Extraction",
    "Link",
    "Locution",
    "MapData",
    "Mention",
    "NodeKind",
    "Note",
    "Phrase",
    "Point",
    "Polarity",
    "Post",
    "PostState",
    "Progress",
    "Quote",
    "Relation",
    "RelationKind",
    "RelationScope",
    "Section",
    "Settings",
    "Span",
    "Speaker",
    "Stance",
    "StanceKind",
    "Step",
    "Summary",
    "Theme",
    "Thread",
    "no_progress",
]
