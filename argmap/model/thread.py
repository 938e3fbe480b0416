"""A discussion as it was read: posts, in order, with clean text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

PostState = Literal["ok", "deleted", "flagged"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Post.text``: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; ``text[start:end]`` is what the reader sees of it."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader skipped or mended, counted and said: nothing is dropped in silence."""

    what: str
    """One line for a user, e.g. ``comments without an id, skipped``."""
    count: int
    where: str = ""
    """The first place it happened (line, post id)."""


@dataclass(frozen=True, slots=True)
class Post:
    """One comment, message or paragraph; a deleted one keeps its place with empty text."""

    id: str
    """The source's own id, as a string."""
    text: str
    """Clean Unicode text (NFC, ``\\n`` line ends, paragraphs apart by a blank line)."""
    parent: str | None = None
    """Id of the post it answers; None at the top level."""
    author: str | None = None
    """The handle, or None where unknown or deleted."""
    created: str | None = None
    """ISO 8601 with offset, UTC where known."""
    url: str | None = None
    score: int | None = None
    quotes: tuple[Span, ...] = ()
    """Passages quoted from others (``>`` lines, block quotes): not this author's words."""
    code: tuple[Span, ...] = ()
    """Code blocks: never claims."""
    links: tuple[Link, ...] = ()
    state: PostState = "ok"
    heading: str | None = None
    """For a digest: the theme heading the bullet stands under."""
    parent_inferred: bool = False
    """True where the reply link was inferred (from a quote or an @mention), not given."""


@dataclass(frozen=True)
class Thread:
    """A discussion. Every ``Post.parent`` is None or the id of an *earlier* post."""

    id: str
    """``hn:39232976``, ``file:notes.txt`` …: scheme, colon, the source's id."""
    title: str
    posts: tuple[Post, ...]
    """In reading order: a parent always stands before its replies."""
    url: str | None = None
    """Where the discussion lives."""
    source: str = ""
    """The file name or address it was read from (no absolute path: same bytes anywhere)."""
    kind: str = "thread"
    """``thread`` (people answer each other), ``digest`` (headings are themes, bullets are
    claims), ``document`` (one author, paragraphs) or ``map`` (an argument format: each post is a
    claim)."""
    notes: tuple[Note, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Post]:
        """Posts by id."""
        return {post.id: post for post in self.posts}

    @cached_property
    def replies(self) -> Mapping[str | None, tuple[Post, ...]]:
        """Posts by the id of their parent; ``None`` gives the top level."""
        found: dict[str | None, list[Post]] = {}
        for post in self.posts:
            found.setdefault(post.parent, []).append(post)
        return {parent: tuple(posts) for parent, posts in found.items()}
