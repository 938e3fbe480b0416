"""Small discussions written for training, with claims, kinds, stances and relations.

``written_threads.txt`` holds them; its head tells the format. They are original, of no real
discussion, and only ever trained on: nothing is measured on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from argmap.model import Post, Thread

HERE = Path(__file__).parent
PATH = HERE / "written_threads.txt"
MORE = HERE / "written_threads_more.txt"
CHAINS = HERE / "written_chains.txt"
"""Stances alone; so ``PLAIN``."""
PLAIN = HERE / "written_plain.txt"
PLAIN_THREADS = HERE / "written_plain_threads.txt"
PLAIN_MORE = HERE / "written_plain_more.txt"
PLAIN_NEXT = HERE / "written_plain_next.txt"
"""So ``PLAIN_MORE``: what the reader of posts alone is trained on."""
WRITTEN = (PATH, MORE, PLAIN_THREADS, CHAINS, PLAIN)
NAME = "written"
KINDS = {"c": "claim", "e": "evidence", "q": "question", "p": "proposal"}
_CLAIM = re.compile(r"\[([ceqp])\|([^\]]*)\]")


@dataclass
class _Comment:
    number: str
    parent: str | None
    lines: list[str] = field(default_factory=list)
    stance: str = ""
    target: int | None = None
    """Place of the parent's claim it speaks to."""
    within: list[tuple[int, int, str]] = field(default_factory=list)

    def read(self) -> tuple[str, list[dict[str, str]]]:
        """Text without marks, and its claims in the form of the annotated discussions."""
        marked = "\n".join(self.lines).strip()
        claims = [{"text": match[2], "type": KINDS[match[1]]} for match in _CLAIM.finditer(marked)]
        return _CLAIM.sub(r"\2", marked), claims


def written_threads(path: Path = PATH) -> tuple[list[Thread], dict[str, dict[str, Any]]]:
    """All discussions, and by post id what is annotated: as in the annotated discussions."""
    threads, rows = [], {}
    for number, (title, comments) in enumerate(_parse(path)):
        posts = []
        for comment in comments:
            text, claims = comment.read()
            above = f"{number}.{comment.parent}"
            post = Post(f"{number}.{comment.number}", text, above if comment.parent else None)
            posts.append(post)
            said = rows[above]["claims"] if comment.parent else []
            rows[post.id] = {
                "id": post.id,
                "claims": claims,
                "within": comment.within,
                "stance": comment.stance,
                "target": None if comment.target is None else said[comment.target]["text"],
            }
        threads.append(Thread(f"{NAME}:{number}", title, tuple(posts)))
    return threads, rows


def _parse(path: Path) -> list[tuple[str, list[_Comment]]]:
    found: list[tuple[str, list[_Comment]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("T "):
            found.append((line[2:], []))
            continue
        comments = found[-1][1]
        if start := re.fullmatch(r"@(\d+) (\d+|-)", line):
            comments.append(_Comment(start[1], None if start[2] == "-" else start[2]))
        elif stance := re.fullmatch(r"stance (\w+) (\d+|-)", line):
            comments[-1].stance = stance[1]
            comments[-1].target = None if stance[2] == "-" else int(stance[2]) - 1
        elif line.startswith("within "):
            comments[-1].within = [
                (int(source) - 1, int(target) - 1, kind)
                for source, target, kind in re.findall(r"(\d+)>(\d+) (\w+)", line)
            ]
        elif not line.startswith("names "):
            comments[-1].lines.append(line)
    return found
