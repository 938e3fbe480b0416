"""Forums that answer with JSON: Reddit listings, Discourse topics, Lobsters stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.errors import BadSource
from argmap.model import PostState, Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned, clean_html
from argmap.read.columns import as_url
from argmap.read.markdown import clean_markdown
from argmap.read.source import Source

Json = dict[str, Any]
_GONE = frozenset({"[deleted]", "[removed]"})
_PROGRAM = "AutoModerator"
_SMALL_ACTION = 3
"""Discourse's ``post_type`` of "pinned", "closed" and the like."""
_LIKE = 2


def recognises(source: Source) -> bool:
    """True for one of the three shapes, or a folder of Reddit's answers."""
    if source.members:
        return all(m.looks_like_json and _shape(m.json) == "reddit" for m in source.members)
    return source.looks_like_json and _shape(source.json) is not None


def read(source: Source) -> Thread:
    """Read the discussion.

    Raises:
        BadSource: Broken JSON, or none of the three shapes.
    """
    shape = "reddit" if source.members else _shape(source.json)
    if shape == "reddit":
        return _reddit(source)
    if shape == "discourse":
        return _discourse(source, source.json)
    if shape == "lobsters":
        return _lobsters(source, source.json)
    raise BadSource(source.name, "", "JSON, but no Reddit, Discourse or Lobsters discussion")


def _shape(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return None
    if first.get("kind") == "Listing" or _things(first):
        return "reddit"
    if isinstance(value, dict) and isinstance(_at(value, "post_stream", "posts"), list):
        return "discourse"
    if isinstance(value, dict) and "short_id" in value and isinstance(value.get("comments"), list):
        return "lobsters"
    return None


def _at(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _things(value: Any) -> list[Any]:
    found = _at(value, "json", "data", "things") or _at(value, "data", "children")
    return found if isinstance(found, list) else []


def _reddit(source: Source) -> Thread:
    pages = [
        page
        for one in source.members or (source,)
        for page in (one.json if isinstance(one.json, list) else [one.json])
    ]
    tally = Tally()
    nodes = list(_reddit_walk([thing for page in pages for thing in _things(page)], tally))
    story = next((data for kind, data in nodes if kind == "t3"), {})
    raws = []
    for kind, data in nodes:
        if kind == "t1" or data.get("selftext"):
            raws.append(_reddit_post(kind, data, tally))
    link = as_id(story.get("name")) or next(
        (name for _, data in nodes if (name := as_id(data.get("link_id")))), None
    )
    permalink = story.get("permalink")
    url = f"https://www.reddit.com{permalink}" if isinstance(permalink, str) else None
    return assemble(
        source,
        raws,
        id=f"reddit:{link.removeprefix('t3_')}" if link else None,
        title=str(story.get("title") or ""),
        url=as_url(url),
        roots=frozenset({link or ""}),
        tally=tally,
    )


def _reddit_walk(things: list[Any], tally: Tally) -> Iterator[tuple[str, Json]]:
    waiting = list(reversed(things))
    stubs: list[Json] = []
    here: set[str] = set()
    while waiting:
        thing = waiting.pop()
        data = _at(thing, "data")
        if not isinstance(data, dict):
            tally.add("things that are no post, skipped")
            continue
        if thing.get("kind") == "more":
            stubs.append(data)
            continue
        here.add(as_id(data.get("id")) or "")
        yield str(thing.get("kind")), data
        waiting.extend(reversed(_things(data.get("replies"))))
    for stub in stubs:
        names = stub.get("children")
        filled = isinstance(names, list) and any(as_id(name) in here for name in names)
        count = 0 if filled else as_int(stub.get("count")) or 0
        tally.add("comments behind a 'more' stub, not in this file", str(stub.get("id")), count)


def _reddit_post(kind: str, data: Json, tally: Tally) -> Raw:
    text = data.get("body") if kind == "t1" else data.get("selftext")
    markup = text if isinstance(text, str) else ""
    parent = as_id(data.get("parent_id")) if kind == "t1" else None
    gone = markup.strip() in _GONE or not markup.strip()
    author = as_id(data.get("author"))
    if author == _PROGRAM and not gone:
        tally.add("comments by a program, kept in place without text", str(data.get("name")))
        gone = True
    # Older answers escape < > & in the Markdown itself.
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        markup = markup.replace(escaped, plain)
    return Raw(
        as_id(data.get("name")) or as_id(data.get("id")),
        Cleaned("") if gone else clean_markdown(markup, html=False),
        parent,
        None if author in _GONE else author,
        as_time(data.get("created_utc")),
        None,
        as_int(data.get("score") if data.get("score") is not None else data.get("ups")),
        "deleted" if gone else "ok",
    )


def _discourse(source: Source, topic: Json) -> Thread:
    raws = []
    tally = Tally()
    for node in topic["post_stream"]["posts"]:
        if not isinstance(node, dict):
            tally.add("entries that are no post, skipped")
            continue
        if node.get("post_type") == _SMALL_ACTION:
            tally.add("events that are no post, left out", str(as_id(node.get("id"))))
            continue
        cooked = node.get("cooked")
        body = clean_html(cooked if isinstance(cooked, str) else "")
        number = as_id(node.get("post_number")) or as_id(node.get("id"))
        state: PostState = "deleted" if node.get("deleted_at") else "ok"
        parent = as_id(node.get("reply_to_post_number"))
        author, created = as_id(node.get("username")), as_time(node.get("created_at"))
        likes = _likes(node.get("actions_summary"))
        raws.append(Raw(number, body, parent, author, created, None, likes, state))
    name = as_id(topic.get("id"))
    return assemble(
        source,
        raws,
        id=f"discourse:{name}" if name else None,
        title=str(topic.get("title") or topic.get("fancy_title") or ""),
        tally=tally,
    )


def _likes(actions: Any) -> int | None:
    """How many liked it; Discourse's own ``score`` is a ranking."""
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, dict) and action.get("id") == _LIKE:
            return as_int(action.get("count"))
    return None


def _lobsters(source: Source, story: Json) -> Thread:
    raws = []
    for node in story["comments"]:
        if not isinstance(node, dict):
            continue
        markup = node.get("comment")
        user = node.get("commenting_user")
        author = user.get("username") if isinstance(user, dict) else user
        gone = bool(node.get("is_deleted") or node.get("is_moderated"))
        raws.append(
            Raw(
                as_id(node.get("short_id")),
                clean_html(markup if isinstance(markup, str) else ""),
                as_id(node.get("parent_comment")),
                as_id(author),
                as_time(node.get("created_at")),
                as_url(node.get("short_id_url") or node.get("url")),
                as_int(node.get("score")),
                "deleted" if gone else "ok",
            )
        )
    return assemble(
        source,
        raws,
        id=f"lobsters:{as_id(story['short_id'])}",
        title=str(story.get("title") or ""),
        url=as_url(story.get("short_id_url") or story.get("comments_url")),
    )
