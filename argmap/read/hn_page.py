"""A saved Hacker News page: today's layout (2024) and those back to 2014.

All of them draw a comment in a ``td.default`` beside a blank image 40 pixels wide for each
level; the ids moved from links to rows, and the text from ``span.comment`` to ``.commtext``.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.errors import BadSource
from argmap.model import Thread
from argmap.read.assemble import Raw, Tally, as_int, as_time
from argmap.read.clean import Cleaned, clean_element, parse_html
from argmap.read.hn import ITEM, hn_thread, without_reply_rule
from argmap.read.source import Source

_BASE = "https://news.ycombinator.com/"
_LEVEL = 40
"""Pixels of indent for one level of replies."""
_ITEM_ID = re.compile(r"item\?id=(\d+)")
_UP_ID = re.compile(r"up_(\d+)$")


def recognises(source: Source) -> bool:
    """True for HTML that Hacker News made."""
    if not source.start.startswith("<"):
        return False
    return "comhead" in source.text and (
        "news.ycombinator.com" in source.text[:20_000] or "hnmain" in source.text[:20_000]
    )


def read(source: Source) -> Thread:
    """Read a saved page.

    Raises:
        BadSource: No item id or no comments are on the page.
    """
    root = parse_html(source.text)
    cells = _with_class(root, "td", "default")
    story_id = _story_id(root, source.text)
    if story_id is None:
        raise BadSource(source.name, "", "a Hacker News page without an item id")
    tally = Tally()
    story = _story(root, story_id)
    comments = _comments(cells, story_id, tally)
    return hn_thread(source, story_id, _title(root), story, comments, tally)


def _with_class(root: Any, tag: str, name: str) -> list[Any]:
    return [node for node in root.iter(tag) if name in (node.get("class") or "").split()]


def _first(root: Any, tag: str, name: str) -> Any | None:
    return next(iter(_with_class(root, tag, name)), None)


def _story_id(root: Any, text: str) -> str | None:
    for node in root.iter("link"):
        if node.get("rel") == "canonical" and (found := _ITEM_ID.search(node.get("href") or "")):
            return found.group(1)
    for row in _with_class(root, "tr", "submission"):
        if row.get("id"):
            return str(row.get("id"))
    for node in root.iter("a"):
        if found := _UP_ID.match(node.get("id") or ""):
            return found.group(1)
    match = _ITEM_ID.search(text)
    return match.group(1) if match else None


def _title(root: Any) -> str:
    for place in (_first(root, "span", "titleline"), _first(root, "td", "title")):
        link = next(place.iter("a"), None) if place is not None else None
        if link is not None and (title := "".join(link.itertext()).strip()):
            return title
    # No <td class="title"> link on the page of a single comment.
    head = next(root.iter("title"), None)
    return ("".join(head.itertext()) if head is not None else "").removesuffix(" | Hacker News")


def _story(root: Any, story_id: str) -> list[Raw]:
    line = _first(root, "td", "subtext")
    cell = _first(root, "div", "toptext")
    if cell is None and line is not None:
        cell = _text_below(line.getparent())
    if cell is None:
        return []
    body = clean_element(cell, base=_BASE, collapse=False)
    if not body.text:
        return []
    author, created = _author(line), _created(line)
    return [Raw(story_id, body, None, author, created, ITEM + story_id)]


def _text_below(row: Any) -> Any | None:
    """Before 2020 the story's text had no class: a cell below, beside the reply form."""
    for below in row.itersiblings("tr"):
        for cell in below.iter("td"):
            if next(cell.iter("form"), None) is None and "".join(cell.itertext()).strip():
                return cell
    return None


def _comments(cells: list[Any], story_id: str, tally: Tally) -> list[Raw]:
    """Each comment answers the last one above it that stands further left."""
    raws: list[Raw] = []
    above: list[tuple[int, str]] = []
    for number, cell in enumerate(cells, start=1):
        row = cell.getparent()
        post_id = _comment_id(cell)
        if post_id == story_id:
            continue
        if post_id is None:
            post_id = f"{story_id}-{number}"
            tally.add("comments without an id (deleted), named after the story", post_id)
        depth = _depth(row)
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else story_id
        above.append((depth, post_id))
        raws.append(_comment(cell, post_id, parent))
    return raws


def _comment_id(cell: Any) -> str | None:
    for row in cell.iterancestors("tr"):
        if "athing" in (row.get("class") or "").split():
            return str(row.get("id") or "") or None
    head = _first(cell, "span", "comhead")
    for link in head.iter("a") if head is not None else ():
        if found := _ITEM_ID.search(link.get("href") or ""):
            return found.group(1)
    for link in cell.getparent().iter("a"):
        if found := _UP_ID.match(link.get("id") or ""):
            return found.group(1)
    return None


def _depth(row: Any) -> int:
    for cell in row.iterchildren("td"):
        if cell.get("indent"):
            return as_int(cell.get("indent")) or 0
        for image in cell.iter("img"):
            if "s.gif" in (image.get("src") or ""):
                return (as_int(image.get("width")) or 0) // _LEVEL
    return 0


def _comment(cell: Any, post_id: str, parent: str) -> Raw:
    head = _first(cell, "span", "comhead")
    body = _body(cell)
    dead = head is not None and "[dead]" in "".join(head.itertext())
    flagged = dead or body.text in ("[flagged]", "[dead]")
    deleted = body.text in ("", "[deleted]", "[delayed]")
    return Raw(
        post_id,
        Cleaned("") if flagged or deleted else body,
        parent,
        _author(head),
        _created(head),
        ITEM + post_id,
        None,
        "flagged" if flagged else "deleted" if deleted else "ok",
    )


def _body(cell: Any) -> Cleaned:
    for name in ("commtext", "comment"):
        for node in cell.iter("div", "span"):
            if name in (node.get("class") or "").split():
                for reply in _with_class(node, "div", "reply"):
                    reply.drop_tree()
                return without_reply_rule(clean_element(node, base=_BASE, collapse=False))
    return Cleaned("")


def _author(place: Any | None) -> str | None:
    for link in place.iter("a") if place is not None else ():
        if "user?id=" in (link.get("href") or ""):
            return "".join(link.itertext()).strip() or None
    return None


def _created(place: Any | None) -> str | None:
    """``title="2024-02-03T16:43:55 1706978635"``; pages of 2014 give only an age."""
    age = _first(place, "span", "age") if place is not None else None
    parts = (age.get("title") or "").split() if age is not None else []
    return next((moment for part in reversed(parts) if (moment := as_time(part))), None)
