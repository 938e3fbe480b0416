"""What the extract stage hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from argmap.model.claims import Claim, Comparison, Entity, Mention

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class InnerEncodings:
    """The same texts after an inner layer of the encoder (float16), of no set length."""

    posts: npt.NDArray[np.float16]
    """Shape (number of posts, 384)."""
    openings: npt.NDArray[np.float16]
    """Shape (number of posts, 384)."""
    subject: npt.NDArray[np.float16]
    """Shape (384,)."""


@dataclass(frozen=True, eq=False)
class Encodings:
    """Unit-length sentence encodings (float32). A zero row stands for no text."""

    claims: npt.NDArray[np.float32]
    """Shape (number of claims, 384), rows in the order of ``Extraction.claims``."""
    posts: npt.NDArray[np.float32]
    """Shape (number of posts, 384), rows in the order of ``Thread.posts``."""
    openings: npt.NDArray[np.float32]
    """Shape (number of posts, 384): each post's own first sentence."""
    subject: npt.NDArray[np.float32] | None = None
    """Shape (384,): the thread's title, which top-level posts speak to; None where not encoded."""
    inner: InnerEncodings | None = None
    """None where the encoder has no inner layer."""
    read: npt.NDArray[np.float16] | None = None
    """Shape (number of claims, 384), of no set length: each claim as the reader of its whole post
    left it; None where posts were not read."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at ``post.text[start:end]``, without its article: a candidate key term."""

    key: str
    """Lower-case lemma form: ``static type`` for “Static types”."""
    start: int
    end: int


Flaw = Literal[
    "fragment",
    "imperative",
    "dangling",
    "empty",
    "personal",
    "addressed",
    "conceded",
    "turned",
    "backward",
    "question",
    "playful",
    "address",
]
"""What makes words read badly out of their place: no whole clause; a call to do something; a
pronoun for something said before; hardly a noun; “I”; “you”; what is granted before the writer's
own point, or turned against in their next sentence; a look back (“the former”, “your point”); a
question; a smile, a shout, an unfinished thought or irony; a link."""


@dataclass(frozen=True, slots=True)
class Passage:
    """``post.text[start:end]``: what one claim, or neighbouring claims of one sentence, assert."""

    claims: tuple[str, ...]
    """Ids, in reading order."""
    post: str
    start: int
    end: int
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, eq=False)
class Extraction:
    """Claims in reading order, entities by id, and the encodings later stages share."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    comparisons: tuple[Comparison, ...]
    loose_mentions: Mapping[str, tuple[Mention, ...]]
    """Mentions outside claims, by post id."""
    encodings: Encodings
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """Noun phrases by post id, in text order."""
    passages: tuple[Passage, ...] = ()
    """What can be quoted, in reading order."""

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Row of a claim id in ``claims`` and ``encodings.claims``."""
        return {claim.id: number for number, claim in enumerate(self.claims)}

    @cached_property
    def by_post(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by post id, in reading order; posts without claims are absent."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.post, []).append(claim)
        return {post: tuple(claims) for post, claims in found.items()}
