"""Claims and relations marked in real posts that have no annotation: places alone, no text.

``marked.jsonl`` was made by language models that read every post by the guidelines of the annotated
discussions. A post is named by a digest, for ids may hold names and hosts; a digest of its text
says whether the places still mean what they did.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from argmap.model import Post, Thread
from argmap.read import read

NAME = "marked"
COMMENTS = "cdcp"
"""Not a discussion: single comments, put together again from the propositions of a corpus."""
MARKS = Path(__file__).parent / "marked.jsonl"


def digest(text: str) -> str:
    """A short name for a text."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def comments(shared: Path) -> Thread:
    """Online comments on debt collection rules (Park & Cardie 2018, aclanthology.org/L18-1257)."""
    parts: dict[str, list[str]] = {}
    with gzip.open(shared / "corpora" / f"{COMMENTS}.claims.jsonl.gz", "rt", encoding="utf-8") as f:
        for row in map(json.loads, f):
            parts.setdefault(row["doc"], []).append(row["text"])
    return Thread(COMMENTS, "", tuple(Post(doc, " ".join(own)) for doc, own in parts.items()))


def marked_posts(
    shared: Path, path: Path = MARKS
) -> Iterator[tuple[str, dict[str, Any], Post, str]]:
    """Each marked post: its set, as a row of the annotated discussions, alone, and its subtree.

    The set is ``NAME`` or ``COMMENTS``; the subtree is named by its discussion and top comment.

    Posts whose text is not what it was when they were marked are left out, and counted on stderr.
    """
    marks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    stale = 0
    for name in dict.fromkeys(mark["thread"] for mark in marks):
        thread = comments(shared) if name == COMMENTS else read(shared / "threads" / name)
        posts = {digest(post.id): post for post in thread.posts}
        for mark in (mark for mark in marks if mark["thread"] == name):
            post = posts.get(mark["post"])
            if post is None or digest(post.text) != mark["text"]:
                stale += 1
                continue
            claims = [
                {"text": post.text[start:end], "type": kind} for start, end, kind in mark["claims"]
            ]
            row = {
                # Ids are those of one discussion: another may number its posts likewise.
                "id": f"{NAME}:{digest(name + mark['post'])}",
                "text": post.text,
                "claims": claims,
                "within": mark["within"],
                "stance": None,
            }
            top = post
            while top.parent in thread.by_id:
                top = thread.by_id[top.parent]
            # Only whether there is a parent is seen.
            alone = Post(row["id"], post.text, post.parent and "0", quotes=post.quotes)
            yield (COMMENTS if name == COMMENTS else NAME), row, alone, f"{name}:{top.id}"
    if stale:
        print(f"{stale} marked posts left out: their text has changed", file=sys.stderr)
