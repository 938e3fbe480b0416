"""Hacker News as JSON: Algolia items, Algolia search pages, Firebase items.

Shapes: https://hn.algolia.com/api and https://github.com/HackerNews/API.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.errors import BadSource
from argmap.model import PostState, Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned, clean_html, within
from argmap.read.source import Source

ITEM = "https://news.ycombinator.com/item?id="
_BASE = "https://news.ycombinator.com/"
_FLAGGED = frozenset({"[flagged]", "[dead]", "[dupe]"})
_DELETED = frozenset({"[deleted]", "[delayed]"})

Json = dict[str, Any]


def recognises(source: Source) -> bool:
    """True for the JSON of one Hacker News discussion, or a folder of Firebase items."""
    if source.members:
        first = next((m for m in source.members if m.suffix == ".json"), None)
        return first is not None and recognises(first)
    return source.looks_like_json and _shape(source.json) is not None


def read(source: Source) -> Thread:
    """Read one discussion.

    Raises:
        BadSource: The JSON is broken, or none of the three shapes.
    """
    shape = _shape(_content(source))
    if shape == "item":
        return _read_item(source, source.json)
    if shape == "search":
        return _read_search(source, _as_list(source.json))
    if shape == "firebase":
        return _read_firebase(source, _as_list(_content(source)))
    raise BadSource(source.name, "", "JSON, but no Hacker News item, search page or Firebase item")


def _content(source: Source) -> Any:
    if not source.members:
        return source.json
    items: list[Any] = []
    for member in source.members:
        if member.suffix in (".json", ".jsonl") and member.looks_like_json:
            items.extend(_as_list(member.json))
    return items


def _shape(value: Any) -> str | None:
    items = _dicts(value)[:5]
    if not items:
        return None
    first = items[0]
    if "hits" in first and isinstance(first["hits"], list):
        return "search"
    if isinstance(value, dict) and isinstance(value.get("children"), list) and "id" in value:
        return "item" if value.get("type") or "story_id" in value else None
    hacker_news_types = ("story", "comment", "job", "poll", "pollopt")
    if all(x.get("type") in hacker_news_types and "id" in x for x in items) and any(
        "by" in x or "kids" in x or "time" in x for x in items
    ):
        return "firebase"
    return None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dicts(value: Any) -> list[Json]:
    return [item for item in _as_list(value) if isinstance(item, dict)]


def body_of(markup: object) -> tuple[Cleaned, PostState]:
    """Clean comment text and its state; ``[flagged]`` alone says there is no text."""
    text = markup if isinstance(markup, str) else ""
    if not text.strip():
        return Cleaned(""), "deleted"
    cleaned = without_reply_rule(clean_html(text, base=_BASE, collapse=False))
    if cleaned.text in _FLAGGED:
        return Cleaned(""), "flagged"
    if cleaned.text in _DELETED:
        return Cleaned(""), "deleted"
    return cleaned, "ok"


def without_reply_rule(cleaned: Cleaned) -> Cleaned:
    """Cut the ``-----`` that the page of 2014 draws (invisibly) above its reply link."""
    if cleaned.text == "-----":
        return Cleaned("", removed=cleaned.removed)
    if not cleaned.text.endswith("\n\n-----"):
        return cleaned
    return within(cleaned, 0, len(cleaned.text.removesuffix("-----").rstrip()))


def story_post(story_id: str, text: object, author: str | None, created: str | None) -> list[Raw]:
    """The story's own text as the first post; nothing for a plain link."""
    if not isinstance(text, str) or not text.strip():
        return []
    body = clean_html(text, base=_BASE, collapse=False)
    if not body.text:
        return []
    return [Raw(story_id, body, None, author, created, ITEM + story_id)]


def hn_thread(
    source: Source,
    story_id: str,
    title: str,
    story: list[Raw],
    comments: list[Raw],
    tally: Tally | None = None,
) -> Thread:
    """Assemble a Hacker News thread; top-level comments answer the story where it has text."""
    return assemble(
        source,
        [*story, *comments],
        id=f"hn:{story_id}",
        title=title,
        url=ITEM + story_id,
        roots=frozenset({story_id}),
        tally=tally,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _read_item(source: Source, item: Json) -> Thread:
    story_id = as_id(item.get("id"))
    if story_id is None:
        raise BadSource(source.name, "the item", "it has no id")
    tally = Tally()
    created = _created(item)
    author = _text(item.get("author"))
    story = story_post(story_id, item.get("text"), author, created)
    comments = [_algolia(node, parent) for node, parent in _walk(item, story_id, tally)]
    return hn_thread(source, story_id, _title(item), story, comments, tally)


def _walk(item: Json, story_id: str, tally: Tally) -> Iterator[tuple[Json, str]]:
    """Comments in reading order, each with the id of the node it hangs under."""
    waiting = [(child, story_id) for child in reversed(_as_list(item.get("children") or []))]
    while waiting:
        node, parent = waiting.pop()
        if not isinstance(node, dict):
            tally.add("children that are no comment, skipped", f"under {parent}")
            continue
        yield node, parent
        own = as_id(node.get("id")) or parent
        children = _as_list(node.get("children") or [])
        waiting.extend((child, own) for child in reversed(children))


def _algolia(node: Json, parent: str | None) -> Raw:
    post_id = as_id(node.get("id") or node.get("objectID"))
    body, state = body_of(node.get("text") or node.get("comment_text"))
    if state == "deleted" and node.get("author"):
        state = "flagged"  # the site forgets who wrote a deleted comment, not a killed one
    return Raw(
        post_id,
        body,
        parent,
        _text(node.get("author")),
        _created(node),
        ITEM + post_id if post_id else None,
        as_int(node.get("points")),
        state,
    )


def _created(node: Json) -> str | None:
    return as_time(node.get("created_at_i")) or as_time(node.get("created_at"))


def _title(item: Json) -> str:
    return _text(item.get("title")) or _text(item.get("story_title")) or ""


def _read_search(source: Source, pages: list[Any]) -> Thread:
    hits = [hit for page in _dicts(pages) for hit in _dicts(page.get("hits") or [])]
    comments = [hit for hit in hits if hit.get("comment_text") is not None]
    stories = [hit for hit in hits if hit.get("comment_text") is None and hit.get("title")]
    ids = [as_id(hit.get("story_id")) for hit in comments] + [
        as_id(hit.get("objectID")) for hit in stories
    ]
    story_id = next((found for found in ids if found), None)
    if story_id is None:
        raise BadSource(source.name, "the hits", "none of them belongs to a story")
    tally = Tally()
    other = [hit for hit in comments if as_id(hit.get("story_id")) not in (None, story_id)]
    for hit in other:
        tally.add("comments of another story, skipped", f"id {hit.get('objectID')}")
    here = [hit for hit in comments if as_id(hit.get("story_id")) in (None, story_id)]
    head = next((hit for hit in stories if as_id(hit.get("objectID")) == story_id), {})
    story = story_post(story_id, head.get("story_text"), _text(head.get("author")), _created(head))
    # Search answers newest or most relevant first; ids grow with time.
    here.sort(key=lambda hit: (as_int(hit.get("objectID")) or 0, str(hit.get("objectID"))))
    raws = [_algolia(hit, as_id(hit.get("parent_id"))) for hit in here]
    title = _title(head) or next((_title(hit) for hit in here if _title(hit)), "")
    return hn_thread(source, story_id, title, story, raws, tally)


def _read_firebase(source: Source, items: list[Any]) -> Thread:
    known = {as_id(item.get("id")): item for item in _dicts(items)}
    story_id, head = _firebase_story(source, known)
    tally = Tally()
    for _ in range(len(items) - len(_dicts(items))):
        tally.add("items that are null or no object, skipped")
    order = _firebase_order(head, known)
    story = story_post(story_id, head.get("text"), _text(head.get("by")), as_time(head.get("time")))
    comments = [_firebase(known[name], tally) for name in order if name != story_id]
    return hn_thread(source, story_id, _title(head), story, comments, tally)


def _firebase_story(source: Source, known: dict[str | None, Json]) -> tuple[str, Json]:
    for name, item in known.items():
        if name and item.get("type") in ("story", "job", "poll"):
            return name, item
    for item in known.values():
        parent = as_id(item.get("parent"))
        if parent and parent not in known:
            return parent, {}
    raise BadSource(source.name, "the items", "no story among them, and no way to it")


def _firebase_order(head: Json, known: dict[str | None, Json]) -> list[str]:
    """Ids in the order the site ranks them (``kids``), then whatever is not reached."""
    order: list[str] = []
    seen: set[str | None] = set()
    waiting = [as_id(kid) for kid in reversed(_as_list(head.get("kids") or []))]
    while waiting:
        name = waiting.pop()
        if name is None or name in seen or name not in known:
            continue
        seen.add(name)
        order.append(name)
        waiting.extend(as_id(kid) for kid in reversed(_as_list(known[name].get("kids") or [])))
    return order + [name for name in known if name and name not in seen]


def _firebase(item: Json, tally: Tally) -> Raw:
    post_id = as_id(item.get("id"))
    body, state = body_of(item.get("text"))
    if item.get("deleted"):
        body, state = Cleaned(""), "deleted"
    elif item.get("dead"):
        body, state = Cleaned(""), "flagged"
    return Raw(
        post_id,
        body,
        as_id(item.get("parent")),
        _text(item.get("by")),
        as_time(item.get("time")),
        ITEM + post_id if post_id else None,
        as_int(item.get("score")),
        state,
    )
