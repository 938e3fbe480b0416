"""Comments of a video: answers of the YouTube Data API, or what yt-dlp writes.

Shapes: https://developers.google.com/youtube/v3/docs/commentThreads and /comments; yt-dlp's
``.info.json`` with ``--write-comments``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_id, as_int, as_time, assemble
from argmap.read.clean import Cleaned, clean_html, clean_text
from argmap.read.columns import as_url
from argmap.read.source import Source

Json = dict[str, Any]


def recognises(source: Source) -> bool:
    """True for pages of comment threads or comments, or a yt-dlp file with comments."""
    if source.members or not source.looks_like_json:
        return False
    if _is_dump(source.json):
        return True
    return any(_is_comment(node) for node in _items(source.json)[:3])


def read(source: Source) -> Thread:
    """Read the comments; a reply answers the comment that opened its thread.

    Raises:
        BadSource: Broken JSON, or no comment of YouTube in it.
    """
    value, tally = source.json, Tally()
    dump: Json = value if _is_dump(value) else {}
    raws = list(_dumped(value["comments"])) if dump else list(_threads(_items(value), tally))
    if not raws:
        raise BadSource(source.name, "", "JSON, but no comments of YouTube")
    video = as_id(dump.get("id")) or _video(value)
    return assemble(
        source,
        raws,
        id=f"youtube:{video}" if video else None,
        title=str(dump.get("title") or ""),
        url=as_url(dump.get("webpage_url") or (f"https://youtu.be/{video}" if video else None)),
        roots=frozenset({"root"}),
        tally=tally,
    )


def _is_dump(value: Any) -> bool:
    comments = value.get("comments") if isinstance(value, dict) else None
    return isinstance(comments, list) and ("extractor" in value or "webpage_url" in value)


def _items(value: Any) -> list[Any]:
    """The items of one page, of several pages in a list, or the list itself."""
    found: list[Any] = []
    for page in value if isinstance(value, list) else [value]:
        items = page.get("items") if isinstance(page, dict) else None
        found.extend(items if isinstance(items, list) else [page])
    return found


def _snippet(node: Any) -> Json:
    snippet = node.get("snippet") if isinstance(node, dict) else None
    return snippet if isinstance(snippet, dict) else {}


def _is_comment(node: Any) -> bool:
    snippet = _snippet(node)
    return "topLevelComment" in snippet or "textDisplay" in snippet or "textOriginal" in snippet


def _video(value: Any) -> str | None:
    videos = {as_id(_snippet(node).get("videoId")) for node in _items(value)} - {None}
    return videos.pop() if len(videos) == 1 else None


def _threads(items: list[Any], tally: Tally) -> Iterator[Raw]:
    for node in items:
        if not _is_comment(node):
            tally.add("entries that are no comment, skipped")
            continue
        top = _snippet(node).get("topLevelComment", node)
        name = as_id(top.get("id")) if isinstance(top, dict) else None
        yield _comment(top, None)
        replies = node.get("replies")
        inner = replies.get("comments") if isinstance(replies, dict) else None
        inner = inner if isinstance(inner, list) else []
        yield from (_comment(reply, name) for reply in inner)
        count = as_int(_snippet(node).get("totalReplyCount")) or 0
        missing = max(0, count - len(inner))
        tally.add("replies that are not in this file", name or "", missing)


def _comment(node: Any, above: str | None) -> Raw:
    snippet = _snippet(node)
    return Raw(
        as_id(node.get("id")) if isinstance(node, dict) else None,
        _body(snippet),
        as_id(snippet.get("parentId")) or above,
        as_id(snippet.get("authorDisplayName")),
        as_time(snippet.get("publishedAt")),
        None,
        as_int(snippet.get("likeCount")),
    )


def _body(snippet: Json) -> Cleaned:
    """The text as typed, or as shown (HTML)."""
    if isinstance(text := snippet.get("textOriginal"), str):
        return clean_text(text)
    text = snippet.get("textDisplay")
    return clean_html(text if isinstance(text, str) else "", collapse=False)


def _dumped(nodes: list[Any]) -> Iterator[Raw]:
    for node in nodes:
        if isinstance(node, dict):
            text = node.get("text")
            yield Raw(
                as_id(node.get("id")),
                clean_text(text if isinstance(text, str) else ""),
                as_id(node.get("parent")),
                as_id(node.get("author")),
                as_time(node.get("timestamp")),
                None,
                as_int(node.get("like_count")),
            )
