"""``map.json``: the canonical file, written and read back. Paths in it are a public contract."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from argmap.errors import MapError
from argmap.model import (
    ArgumentEdge,
    ArgumentGraph,
    ArgumentNode,
    Camp,
    Claim,
    Comparison,
    Coverage,
    Entity,
    Evidence,
    Lead,
    Link,
    Locution,
    MapData,
    Mention,
    Note,
    Point,
    Post,
    Quote,
    Relation,
    Section,
    Span,
    Speaker,
    Stance,
    Step,
    Summary,
    Theme,
    Thread,
)
from argmap.model.argument_map import FORMAT_VERSION

Json = dict[str, Any]
Record = TypeVar("Record")


def to_json(argument_map: MapData) -> str:
    """Serialise with a stable key order, two-space indent and a final line end."""
    return json.dumps(to_dict(argument_map), ensure_ascii=False, indent=1) + "\n"


def to_dict(argument_map: MapData) -> Json:
    """Return the JSON document as plain dicts and lists."""
    thread = argument_map.thread
    graph = argument_map.argument_graph
    return {
        "format": "argmap",
        "version": FORMAT_VERSION,
        "thread": {
            "id": thread.id,
            "title": thread.title,
            "url": thread.url,
            "source": thread.source,
            "kind": thread.kind,
            "notes": [_plain(note) for note in thread.notes],
            "posts": [_post(post, argument_map) for post in thread.posts],
        },
        "claims": [
            {
                "id": claim.id,
                "post": claim.post,
                "start": claim.start,
                "end": claim.end,
                "text": claim.text,
                "kind": claim.kind,
                "confidence": claim.confidence,
                "entities": [_plain(mention) for mention in claim.mentions],
            }
            for claim in argument_map.claims
        ],
        "entities": [_plain(entity) for entity in argument_map.entities],
        "relations": [_plain(relation) for relation in argument_map.relations],
        "comparisons": [_plain(comparison) for comparison in argument_map.comparisons],
        "themes": [_plain(theme) for theme in argument_map.themes],
        "summary": _plain(argument_map.summary),
        **({} if graph is None else {"argument_graph": _plain(graph)}),
    }


def _post(post: Post, argument_map: MapData) -> Json:
    stance = argument_map.stances.get(post.id)
    mentions = argument_map.loose_mentions.get(post.id, ())
    return {
        "id": post.id,
        "parent": post.parent,
        "author": post.author,
        "created": post.created,
        "url": post.url,
        "score": post.score,
        "text": post.text,
        "state": post.state,
        "heading": post.heading,
        "parent_inferred": post.parent_inferred,
        "quotes": [_plain(span) for span in post.quotes],
        "code": [_plain(span) for span in post.code],
        "links": [_plain(link) for link in post.links],
        "stance": None if stance is None else _plain(stance),
        "entities": [_plain(mention) for mention in mentions],
    }


def _plain(record: Any) -> Json:
    return dataclasses.asdict(record)


def from_json(text: str, origin: str = "map.json") -> MapData:
    """Read a map back.

    Raises:
        MapError: Not JSON, not a map, or a schema version this package does not know.
    """
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise MapError(f"{origin}: not JSON ({error}). Make it again with argmap map.") from error
    if not isinstance(document, dict) or document.get("format") != "argmap":
        raise MapError(f"{origin}: not an argmap map (no format: argmap).")
    if document.get("version") != FORMAT_VERSION:
        raise MapError(
            f"{origin}: schema version {document.get('version')!r}; "
            f"this argmap reads version {FORMAT_VERSION}."
        )
    try:
        return from_dict(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MapError(f"{origin}: a part is missing or of the wrong shape ({error!r}).") from error


def from_dict(document: Json) -> MapData:
    """Rebuild the records; unknown keys are ignored."""
    thread = document["thread"]
    posts = thread["posts"]
    return MapData(
        thread=Thread(
            id=thread["id"],
            title=thread["title"],
            url=thread["url"],
            source=thread["source"],
            kind=thread.get("kind", "thread"),
            notes=tuple(_make(Note, note) for note in thread.get("notes", ())),
            posts=tuple(_read_post(post) for post in posts),
        ),
        claims=tuple(
            _make(Claim, claim, mentions=_mentions(claim["entities"]))
            for claim in document["claims"]
        ),
        entities=tuple(_make(Entity, entity) for entity in document["entities"]),
        stances={
            post["id"]: _make(Stance, post["stance"], evidence=_evidence(post["stance"]))
            for post in posts
            if post["stance"] is not None
        },
        loose_mentions={
            post["id"]: _mentions(post["entities"]) for post in posts if post["entities"]
        },
        relations=tuple(
            _make(Relation, relation, evidence=_evidence(relation))
            for relation in document["relations"]
        ),
        comparisons=tuple(_make(Comparison, item) for item in document["comparisons"]),
        themes=tuple(
            _make(
                Theme,
                theme,
                camps=tuple(_make(Camp, camp) for camp in theme["camps"]),
                walk=tuple(_make(Step, step) for step in theme.get("walk", ())),
            )
            for theme in document["themes"]
        ),
        summary=_summary(document["summary"]),
        argument_graph=_argument_graph(document.get("argument_graph")),
    )


def _read_post(post: Json) -> Post:
    return _make(
        Post,
        post,
        quotes=tuple(_make(Span, span) for span in post.get("quotes", ())),
        code=tuple(_make(Span, span) for span in post.get("code", ())),
        links=tuple(_make(Link, link) for link in post.get("links", ())),
    )


def _mentions(items: Iterable[Json]) -> tuple[Mention, ...]:
    return tuple(_make(Mention, item) for item in items)


def _evidence(item: Json) -> tuple[Evidence, ...]:
    return tuple(_make(Evidence, evidence) for evidence in item.get("evidence", ()))


def _argument_graph(document: Json | None) -> ArgumentGraph | None:
    if document is None:
        return None
    return _make(
        ArgumentGraph,
        document,
        nodes=tuple(_make(ArgumentNode, node) for node in document["nodes"]),
        edges=tuple(_make(ArgumentEdge, edge) for edge in document["edges"]),
        speakers=tuple(_make(Speaker, each) for each in document["speakers"]),
        locutions=tuple(_make(Locution, each) for each in document["locutions"]),
        headings=tuple((level, title) for level, title in document["headings"]),
        unread=tuple((what, count, where) for what, count, where in document["unread"]),
    )


def _summary(document: Json) -> Summary:
    return Summary(
        headlines=tuple(_point(point) for point in document.get("headlines", ())),
        sections=tuple(
            Section(
                theme=section["theme"],
                heading=section["heading"],
                points=tuple(_point(point) for point in section["points"]),
            )
            for section in document["sections"]
        ),
        coverage=_make(Coverage, document["coverage"]),
        leads=tuple(
            _make(Lead, lead, quote=_make(Quote, lead["quote"]))
            for lead in document.get("leads", ())
        ),
    )


def _point(point: Json) -> Point:
    return _make(Point, point, quotes=tuple(_make(Quote, quote) for quote in point["quotes"]))


def _make(kind: type[Record], values: Mapping[str, Any], **ready: Any) -> Record:
    """Build a dataclass from JSON: lists become tuples, unknown keys are left aside."""
    names = [field.name for field in dataclasses.fields(cast(Any, kind))]
    given = {
        name: tuple(values[name]) if isinstance(values[name], list) else values[name]
        for name in names
        if name in values and name not in ready
    }
    return kind(**given, **ready)
