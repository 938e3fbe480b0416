"""Discussions made of real ones: whole answer trees drawn by a seed, renamed, put together anew."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from argmap.model import Post, Thread

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "leaving-meta.algolia.json"
REAL = (
    "hn-39232976-pkl.algolia.json",
    "hn-7404389-burgers.algolia.json",
    "reddit-n49rw.listing.json",
)
"""Threads that lie beside some checkouts, in ``../shared/threads``."""


def threads() -> list[Thread]:
    """Read the example, and the real discussions beside the checkout, if any."""
    from argmap.read import read

    beside = ROOT.parent / "shared" / "threads"
    paths = [path for path in (EXAMPLE, *(beside / name for name in REAL)) if path.exists()]
    return [read(path) for path in paths]


def write(folder: Path, number: int, posts: int, seed: int = 0) -> int:
    """Write so many discussions of about so many posts in Algolia's shape; return all posts.

    A tree longer than a discussion shall be is cut; every discussion draws from one real thread.
    """
    folder.mkdir(parents=True, exist_ok=True)
    real = threads()
    total = 0
    for place in range(number):
        dice = Random(f"{seed} {place}")
        thread = dice.choice(real)
        children, count = _drawn(thread, posts, place, dice)
        item = {
            "id": 10_000_000 * (place + 1),
            "type": "story",
            "title": f"{thread.title} ({place})",
            "created_at": _moved("2024-01-01T00:00:00+00:00", place),
            "author": "made",
            "children": children,
        }
        (folder / f"{place:05d}.json").write_text(json.dumps(item), encoding="utf-8")
        total += count
    return total


def _drawn(
    thread: Thread, posts: int, place: int, dice: Random
) -> tuple[list[dict[str, Any]], int]:
    left, found = dice.randint(posts // 2, posts * 3 // 2), []
    size = left
    tops = list(thread.replies[None])
    while left > 0:
        tree, left = _tree(thread, dice.choice(tops), 10_000_000 * (place + 1), left, place, size)
        found.append(tree)
    return found, size


def _tree(
    thread: Thread, post: Post, base: int, left: int, place: int, size: int
) -> tuple[dict[str, Any], int]:
    item: dict[str, Any] = {
        "id": base + size - left + 1,
        "type": "comment",
        "author": post.author,
        "created_at": _moved(post.created, place),
        "text": _html(post.text),
        "children": [],
    }
    left -= 1
    for reply in thread.replies.get(post.id, ()):
        if left <= 0:
            break
        child, left = _tree(thread, reply, base, left, place, size)
        item["children"].append(child)
    return item, left


def _moved(created: str | None, place: int) -> str:
    """Discussions lie some hours apart from January 2024 on; inside one, the hour is kept."""
    day, hour = divmod(place * 7, 24)
    month, day = divmod(day, 28)
    clock = re.sub(r".*T(\d\d:\d\d:\d\d).*", r"\1", created or "T10:00:00")
    year, month = divmod(month, 12)
    return (
        f"{2024 + year}-{month + 1:02}-{day + 1:02}T{(int(clock[:2]) + hour) % 24:02}{clock[2:]}Z"
    )


def _html(text: str) -> str:
    return "<p>".join(html.escape(part) for part in text.split("\n\n"))


def sizes(folders: Sequence[Path]) -> int:
    """Return the bytes of all files of some folders."""
    return sum(file.stat().st_size for folder in folders for file in folder.rglob("*"))
