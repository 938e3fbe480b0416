"""Annotations (one post a line) and reference summaries, read and refused line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from argmap.errors import BadSource
from argmap.model import Post, Span, Thread

STANCES = ("supports", "contrasts", "none", "mixed")
SHAPE = (
    'Each line is like {"id": "1", "claims": [{"text": "…", "type": "claim"}], "stance": "none", '
    '"target": null, "within": [[1, 0, "supports"]], "entities": [{"name": "…"}]}.'
)
REFERENCE_SHAPE = (
    'It is like {"sections": [{"heading": "…", "bullets": [{"text": "…", "comment_ids": ["1"]}]}]}.'
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Annotated:
    """What somebody found in one post."""

    id: str
    claims: tuple[tuple[str, str], ...] = ()
    """Verbatim text and kind of each."""
    stance: str | None = None
    """Towards the parent; None where it was not judged."""
    target: str | None = None
    """Words of the parent that are addressed."""
    within: tuple[tuple[int, int, str], ...] = ()
    """Number of the reason, number of what it is for (or against), and kind."""
    entities: tuple[str, ...] = ()
    """Canonical names."""
    text: str | None = None
    """The post itself, where the annotations bring it along."""
    parent: str | None = None
    quoted: str | None = None
    """What the post answers, where no post in hand says it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A themed summary by an editor: bullets with their section and the posts they cite."""

    name: str
    bullets: tuple[tuple[str, frozenset[str], int], ...]


def read_annotations(paths: Iterable[Path]) -> tuple[Annotated, ...]:
    """Read files of annotations, JSON lines; posts in the order of the files.

    Raises:
        BadSource: A file cannot be read, a line is no annotation, or a post is there twice.
    """
    found: dict[str, Annotated] = {}
    for path in paths:
        for number, line in enumerate(_text(path).splitlines(), start=1):
            if not line.strip():
                continue
            row = _parsed(path.name, f"line {number}", line, _annotated, SHAPE)
            if row.id in found:
                raise BadSource(path.name, f"line {number}", f"post {row.id} is there twice")
            found[row.id] = row
    if not found:
        raise BadSource(", ".join(path.name for path in paths), "", "no annotations", SHAPE)
    return tuple(found.values())


def read_reference(path: Path) -> Reference:
    """Read one reference summary.

    Raises:
        BadSource: The file cannot be read or is of another shape.
    """
    bullets = _parsed(path.name, "", _text(path), _bullets, REFERENCE_SHAPE)
    if not bullets:
        raise BadSource(path.name, "", "no bullets", REFERENCE_SHAPE)
    return Reference(path.name, bullets)


def thread_of(rows: Iterable[Annotated], name: str) -> Thread | None:
    """Make a thread of the texts that the annotations bring along; None where one has none.

    A post whose parent is not among them answers what it quotes.
    """
    posts: list[Post] = []
    known: set[str] = set()
    for row in rows:
        if row.text is None:
            return None
        parent = row.parent if row.parent in known else None
        if parent is None and row.quoted:
            parent = f"{row.id}-quoted"
            posts.append(Post(parent, row.quoted))
        posts.append(Post(row.id, row.text, parent, quotes=_quotes(row.text)))
        known.add(row.id)
    return Thread(f"file:{name}", name, tuple(posts), source=name)


def _quotes(text: str) -> tuple[Span, ...]:
    """Paragraphs that start with ``>`` are someone else's words."""
    found, place = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.lstrip().startswith(">"):
            found.append(Span(place, place + len(paragraph)))
        place += len(paragraph) + 2
    return tuple(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadSource(path.name, f"byte {error.start}", "it is not UTF-8 text") from error
    except OSError as error:
        raise BadSource(path.name, "", error.strerror or "it cannot be read") from error


def _parsed(name: str, where: str, text: str, make: Callable[[Any], T], shape: str) -> T:
    try:
        return make(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadSource(name, where, f"not JSON ({error})", shape) from error
    except KeyError as error:
        raise BadSource(name, where, f"no {error.args[0]!r}", shape) from error
    except (TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadSource(name, where, "of another shape", shape) from error


def _annotated(row: Any) -> Annotated:
    claims = tuple((str(claim["text"]), str(claim["type"])) for claim in row.get("claims", ()))
    within = tuple((int(a), int(b), str(kind)) for a, b, kind in row.get("within", ()))
    if any(not 0 <= place < len(claims) for a, b, _ in within for place in (a, b)):
        raise ValueError("a relation between claims that are not there")
    stance = row.get("stance")
    if stance is not None and stance not in STANCES:
        raise ValueError("an unknown stance")
    return Annotated(
        str(row["id"]),
        claims,
        stance,
        row.get("target"),
        within,
        tuple(str(entity["name"]) for entity in row.get("entities", ())),
        row.get("text"),
        None if row.get("parent") is None else str(row["parent"]),
        row.get("quoted"),
    )


def _bullets(document: Any) -> tuple[tuple[str, frozenset[str], int], ...]:
    return tuple(
        (str(bullet["text"]), frozenset(map(str, bullet["comment_ids"])), number)
        for number, section in enumerate(document["sections"])
        for bullet in section["bullets"]
    )
