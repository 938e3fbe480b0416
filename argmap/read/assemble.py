"""Raw records -> a Thread that keeps the model's promise: a parent before its replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from argmap.model import Note, Post, PostState, Thread
from argmap.read.clean import Cleaned, clean_line, within
from argmap.read.quotes import with_repeated
from argmap.read.source import Source

LONGEST = 200_000
"""Code points kept of one post: beyond it is a dump, which no later stage can use."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One post as a format gives it: ids as strings, text cleaned, order as found."""

    id: str | None
    body: Cleaned
    parent: str | None = None
    author: str | None = None
    created: str | None = None
    url: str | None = None
    score: int | None = None
    state: PostState = "ok"
    heading: str | None = None
    parent_inferred: bool = False
    where: str = ""
    """Its line or number in the file, for notes."""


@dataclass
class Tally:
    """Counts of what was mended or skipped; becomes the Notes of a Thread."""

    counts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, what: str, where: str = "", count: int = 1) -> None:
        """Count one more case; the first place is remembered."""
        if count:
            before, first = self.counts.get(what, (0, where))
            self.counts[what] = (before + count, first)

    def notes(self) -> tuple[Note, ...]:
        """In the order they first came up."""
        return tuple(Note(what, count, where) for what, (count, where) in self.counts.items())


def assemble(
    source: Source,
    raws: Iterable[Raw],
    *,
    id: str | None = None,
    title: str = "",
    url: str | None = None,
    kind: str = "thread",
    roots: frozenset[str] = frozenset(),
    tally: Tally | None = None,
) -> Thread:
    """Build the thread: ids made unique, parents resolved, loops broken, replies after parents.

    Replies keep the order of the source; the walk is iterative, so a chain of any length works.

    Args:
        source: Gives the name, the fallback title and the notes on its bytes.
        raws: The posts, in the order of the source.
        id: ``hn:39232976``; ``file:NAME`` where None.
        title: As the source gives it.
        url: Where the discussion lives.
        kind: As ``Thread.kind``.
        roots: Parent ids that mean "top level" (the story's own id).
        tally: Counts so far, of the reader.
    """
    tally = tally or Tally()
    posts, bodies = _posts(_named(list(raws), tally), roots, tally)
    ordered = _parents_first(posts, tally)
    known = {post.id: post for post in ordered}
    return Thread(
        id=clean_line(id) or f"file:{source.name}",
        title=clean_line(title) or source.stem,
        posts=tuple(
            with_repeated(post, bodies[post.id].emphasis, known.get(post.parent or ""))
            for post in ordered
        ),
        url=url,
        source=source.name,
        kind=kind,
        notes=source.reading_notes + tally.notes(),
    )


def _named(raws: list[Raw], tally: Tally) -> list[Raw]:
    """Give every record an id of its own; of duplicates the first keeps it."""
    used = {raw.id for raw in raws if raw.id}
    seen: set[str] = set()
    named: list[Raw] = []
    for number, raw in enumerate(raws, start=1):
        name = raw.id
        if not name:
            name = _free(str(number), used)
            tally.add("posts without an id, numbered", raw.where or f"post {number}")
        elif name in seen:
            tally.add("posts with an id already taken, renamed", f"id {name}")
            name = _free(f"{name}-{number}", used)
        seen.add(name)
        used.add(name)
        named.append(replace(raw, id=name))
    return named


def _free(name: str, used: set[str]) -> str:
    while name in used:
        name += "x"
    return name


def _posts(
    raws: list[Raw], roots: frozenset[str], tally: Tally
) -> tuple[list[Post], dict[str, Cleaned]]:
    bodies = {raw.id or "": raw.body for raw in raws}
    posts = []
    for raw in raws:
        post_id = raw.id or ""
        parent = raw.parent or None
        if parent is not None and parent not in bodies:
            if parent not in roots:
                tally.add("replies to a post that is not here, put at the top level", post_id)
            parent = None
        tally.add("posts with control or bidi characters, removed", post_id, raw.body.removed > 0)
        posts.append(_post(raw, post_id, parent, tally))
    return posts, bodies


def _post(raw: Raw, post_id: str, parent: str | None, tally: Tally) -> Post:
    body = raw.body if raw.state == "ok" else Cleaned("")
    if body.cut or len(body.text) > LONGEST:
        tally.add(f"posts longer than {LONGEST} characters, the rest left out", post_id)
        body = within(body, 0, len(body.text[:LONGEST].rstrip()))
    if raw.state != "ok":
        tally.add(f"{raw.state} posts, kept in place without text", post_id)
    elif not body.text:
        tally.add("posts without any text", post_id)
    return Post(
        id=post_id,
        text=body.text,
        parent=parent,
        author=clean_line(raw.author) or None,
        created=raw.created,
        url=raw.url,
        score=raw.score,
        quotes=body.quotes,
        code=body.code,
        links=body.links,
        state=raw.state,
        heading=clean_line(raw.heading) or None,
        parent_inferred=raw.parent_inferred and parent is not None,
    )


def _parents_first(posts: list[Post], tally: Tally) -> list[Post]:
    """Keep the order where it already holds; otherwise walk the tree depth first."""
    posts = _without_loops(posts, tally)
    if _holds(posts):
        return posts
    replies: dict[str | None, list[Post]] = {}
    for post in posts:
        replies.setdefault(post.parent, []).append(post)
    tally.add("replies found before the post they answer; put after it", "", 1)
    return list(_walk(replies))


def _holds(posts: list[Post]) -> bool:
    seen: set[str | None] = {None}
    for post in posts:
        if post.parent not in seen:
            return False
        seen.add(post.id)
    return True


def _walk(replies: dict[str | None, list[Post]]) -> Iterator[Post]:
    waiting = list(reversed(replies.get(None, [])))
    while waiting:
        post = waiting.pop()
        yield post
        waiting.extend(reversed(replies.get(post.id, [])))


def _without_loops(posts: list[Post], tally: Tally) -> list[Post]:
    """A post that answers itself, however far round, goes to the top level."""
    parent = {post.id: post.parent for post in posts}
    done: set[str] = set()
    cut: set[str] = set()
    for post in posts:
        path: list[str] = []
        on_path: set[str] = set()
        at: str | None = post.id
        while at is not None and at not in done:
            if at in on_path:
                cut.add(at)
                tally.add("reply loops, broken", f"id {at}")
                break
            path.append(at)
            on_path.add(at)
            at = parent[at]
        done.update(path)
    return [replace(p, parent=None, parent_inferred=False) if p.id in cut else p for p in posts]


def as_id(value: object) -> str | None:
    """An id as a string: ``12``, ``"12"`` and ``12.0`` are the same; None where absent."""
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return clean_line(value) or None
    except ValueError:  # an integer of more than 4,300 digits
        return None


def as_int(value: object) -> int | None:
    """A whole number, or None for anything that is none."""
    try:
        number = int(float(value)) if isinstance(value, str) else int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 2**63 else None


def as_time(value: object) -> str | None:
    """ISO 8601 with offset, from seconds since 1970 or an ISO date; None where unknown."""
    if value is None or isinstance(value, bool):
        return None
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    try:
        seconds = float(text)
        moment = datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), UTC)
    except (ValueError, OverflowError, OSError):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.isoformat().replace("+00:00", "Z")
