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
from argmap.model.extraction import Encodings, Extraction, Flaw, Passage, Phrase
from argmap.model.map_diff import (
    ClaimChange,
    ClaimChangeKind,
    Contest,
    ContestKind,
    DiffData,
    EntityChange,
    PointChange,
    PostChange,
    Sides,
    StanceChange,
    ThemeChange,
    ThemeChangeKind,
    Voice,
)
from argmap.model.relations import (
    Evidence,
    Relation,
    RelationKind,
    RelationScope,
    Stance,
    StanceKind,
)
from argmap.model.settings import Progress, Settings, no_progress, spacy_pipeline
from argmap.model.summary import (
    LEAD_ROLES,
    Coverage,
    Lead,
    LeadRole,
    Point,
    Quote,
    Section,
    Summary,
)
from argmap.model.themes import Camp, Step, Theme
from argmap.model.thread import Link, Note, Post, PostState, Span, Thread

__all__ = [
    "LEAD_ROLES",
    "ArgumentEdge",
    "ArgumentGraph",
    "ArgumentNode",
    "Camp",
    "Claim",
    "ClaimChange",
    "ClaimChangeKind",
    "ClaimKind",
    "Comparison",
    "Contest",
    "ContestKind",
    "Coverage",
    "DiffData",
    "Encodings",
    "Entity",
    "EntityChange",
    "Evidence",
    "Extraction",
    "Flaw",
    "Lead",
    "LeadRole",
    "Link",
    "Locution",
    "MapData",
    "Mention",
    "NodeKind",
    "Note",
    "Passage",
    "Phrase",
    "Point",
    "PointChange",
    "Polarity",
    "Post",
    "PostChange",
    "PostState",
    "Progress",
    "Quote",
    "Relation",
    "RelationKind",
    "RelationScope",
    "Section",
    "Settings",
    "Sides",
    "Span",
    "Speaker",
    "Stance",
    "StanceChange",
    "StanceKind",
    "Step",
    "Summary",
    "Theme",
    "ThemeChange",
    "ThemeChangeKind",
    "Thread",
    "Voice",
    "no_progress",
    "spacy_pipeline",
]
