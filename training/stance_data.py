"""Annotated discussions as arrays for the stance head."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from written import PATH, PLAIN, written_threads

from argmap.encode import load_encoder
from argmap.encode.network import Scores
from argmap.extract import extract
from argmap.model import Encodings, Extraction, InnerEncodings, Post, Settings, Span, Thread
from argmap.relate.features import find_features
from argmap.relate.head import KINDS
from argmap.relate.readings import in_rows, read_replies
from argmap.relate.targets import TargetFinder
from argmap.relate.text import words

THREADS = {"pkl": "hn-39232976-pkl.algolia.json", "burgers": "hn-7404389-burgers.algolia.json"}
EXAMPLES = Path(__file__).parent / "stance_examples.txt"
EXCHANGES = Path(__file__).parent / "stance_exchanges.txt"
LABELS = Path(__file__).parent / "stance_labels.txt"
SIGNS = {"+": "supports", "-": "contrasts", "=": "none"}
DEBAGREEMENT = {"agree": "supports", "disagree": "contrasts", "neutral": "none"}


@dataclass(frozen=True, eq=False)
class Labelled:
    """The judged posts of one source; ``mixed`` ones are left out, as the scorer does."""

    named: np.ndarray
    reply: np.ndarray
    first: np.ndarray
    parent: np.ndarray
    reply_inner: np.ndarray
    first_inner: np.ndarray
    parent_inner: np.ndarray
    wording: np.ndarray
    reading: np.ndarray
    kinds: np.ndarray
    groups: np.ndarray
    ids: list[str]
    targets: list[tuple[np.ndarray, np.ndarray]]
    """For each post with a known target: features of the candidates, and which of them are it."""
    target_groups: np.ndarray
    weight: float = 1.0

    def take(self, rows: np.ndarray) -> Labelled:
        """Return some of the posts."""
        return replace(
            self,
            named=self.named[rows],
            reply=self.reply[rows],
            first=self.first[rows],
            parent=self.parent[rows],
            reply_inner=self.reply_inner[rows],
            first_inner=self.first_inner[rows],
            parent_inner=self.parent_inner[rows],
            wording=self.wording[rows],
            reading=self.reading[rows],
            kinds=self.kinds[rows],
            groups=self.groups[rows],
            ids=[self.ids[row] for row in rows],
        )

    def take_targets(self, rows: np.ndarray) -> Labelled:
        """Return some of the known targets."""
        return replace(self, targets=[self.targets[row] for row in rows])


def gold_thread(shared: Path, name: str, weight: float) -> Labelled:
    """Read an annotated discussion."""
    from argmap.read import read

    thread = read(str(shared / "threads" / THREADS[name]))
    return label(
        thread,
        {str(row["id"]): row for row in _lines(shared / "gold" / f"{name}.gold.jsonl")},
        weight,
    )


def singles(shared: Path, weight: float) -> Labelled:
    """Read the single comments; each stands under the passage it quotes."""
    rows = [row for row in _lines(shared / "gold" / "singles.gold.jsonl") if row["quoted"]]
    thread = pairs("singles", [(row["text"], row["quoted"]) for row in rows])
    return label(thread, {f"r{number}": row for number, row in enumerate(rows)}, weight, apart=True)


def examples(path: Path, weight: float) -> Labelled:
    """Read replies that were written for training."""
    posts: list[Post] = []
    gold: dict[str, Any] = {}
    parent = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        sign, text = line[:1], line[2:]
        if sign == "P":
            parent = f"p{number}"
            posts.append(Post(parent, text))
        elif sign in SIGNS:
            posts.append(Post(f"r{number}", text, parent))
            gold[f"r{number}"] = {"stance": SIGNS[sign]}
    thread = Thread("examples", "Examples", tuple(posts))
    return label(thread, gold, weight, apart=True, readings={})


def written(path: Path, weight: float) -> Labelled:
    """Read small discussions written for training, but for what their first posts say.

    The reply reader has seen them: what it makes of them tells nothing.
    """
    threads, rows = written_threads(path)
    posts = tuple(post for thread in threads for post in thread.posts)
    gold = {post.id: rows[post.id] for post in posts if post.parent}
    return label(Thread("written", "Written", posts), gold, weight, apart=True, readings={})


def beside(shared: Path) -> dict[str, Labelled]:
    """Read, by name, all that a head is trained on beside the two annotated threads."""
    return {
        "singles": singles(shared, 0.6),
        "examples": examples(EXAMPLES, 0.2),
        "exchanges": examples(EXCHANGES, 0.06),
        "written": written(PATH, 0.4),
        "plain": written(PLAIN, 0.15),
        **judged(shared),
    }


def judged(shared: Path) -> dict[str, Labelled]:
    """Read the discussions of which only the stance was judged; the labels are ours.

    A reply that is read with another parent than the one it was judged by is left out.
    """
    from argmap.read import read

    signs: dict[str, dict[str, str]] = {}
    weights: dict[str, float] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        first, *rest = line.split()
        if first == "T":
            own = signs.setdefault(rest[0], {})
            weights[rest[0]] = float(rest[1])
        elif first != "#":
            own[first] = SIGNS[rest[0]]
    found = {}
    for name, known in signs.items():
        thread = read(str(shared / "threads" / name))
        keys = {post.id: digest(post) for post in thread.posts}
        gold = {post: {"stance": known[key]} for post, key in keys.items() if key in known}
        found[name.partition(".")[0]] = label(thread, gold, weights[name])
    return found


def digest(post: Post) -> str:
    """Name a reply and its parent without their ids, which may hold names and hosts."""
    return blake2b(f"{post.id}<{post.parent}".encode(), digest_size=5).hexdigest()


def debagreement(shared: Path) -> Labelled:
    """Read DEBAGREEMENT's development split: for measuring only, never for training."""
    path = shared / "corpora" / "eval-only.debagreement-dev.relations.jsonl.gz"
    rows = _lines(path)
    thread = pairs("debagreement", [(row["source"], row["target"]) for row in rows])
    gold = {f"r{n}": {"stance": DEBAGREEMENT[row["label"]]} for n, row in enumerate(rows)}
    return label(thread, gold, 0.0, apart=True)


def pairs(name: str, texts: Iterable[tuple[str, str]]) -> Thread:
    """Make a thread of two-post discussions from (reply, parent) texts."""
    posts: list[Post] = []
    for number, (reply, parent) in enumerate(texts):
        posts.append(Post(f"p{number}", parent))
        posts.append(Post(f"r{number}", reply, f"p{number}", quotes=_quotes(reply)))
    return Thread(name, name, tuple(posts))


def label(
    thread: Thread,
    gold: dict[str, Any],
    weight: float,
    apart: bool = False,
    readings: Mapping[str, Scores] | None = None,
) -> Labelled:
    """Join features with annotations; ``apart``: each top-level post is a discussion of its own."""
    extraction = extract(thread, Settings(), load_encoder())
    return join(thread, extraction, gold, weight, apart, readings)


def join(
    thread: Thread,
    extraction: Extraction,
    gold: dict[str, Any],
    weight: float,
    apart: bool = False,
    readings: Mapping[str, Scores] | None = None,
) -> Labelled:
    """Join the features of an extraction with annotations by post id.

    ``readings`` are those of ``read_replies``; without them the replies are read here.
    """
    if readings is None:
        readings = read_replies(thread)
    roots = _roots(thread)
    rows = [
        number
        for number, post in enumerate(thread.posts)
        if gold.get(post.id, {}).get("stance") in KINDS
    ]
    arrays = _described(thread, extraction, roots, apart, readings)
    finder = TargetFinder(thread, extraction)
    targets, groups = [], []
    for row in rows:
        wanted = gold[thread.posts[row].id].get("target")
        if wanted:
            claims = finder.candidates(thread.posts[row])
            good = np.array([token_f1(claim.text, wanted) >= 0.5 for claim in claims], dtype=bool)
            empty = np.zeros((0, 0))
            targets.append((finder.features(thread.posts[row]) if claims else empty, good))
            groups.append(roots[row])
    ids = [thread.posts[row].id for row in rows]
    return Labelled(
        *(array[rows] for array in arrays),
        np.array([KINDS.index(gold[post]["stance"]) for post in ids]),
        np.array([roots[row] for row in rows]),
        ids,
        targets,
        np.array(groups),
        weight,
    )


def _described(
    thread: Thread,
    extraction: Extraction,
    roots: list[int],
    apart: bool,
    readings: Mapping[str, Scores],
) -> tuple[np.ndarray, ...]:
    """Return named features, encodings, wording and reading, a row for each post."""
    blocks = [range(len(roots))]
    if apart:
        starts = [row for row, root in enumerate(roots) if row == root]
        blocks = [range(*ends) for ends in pairwise([*starts, len(roots)])]
    found = []
    for block in blocks:
        posts = tuple(thread.posts[row] for row in block)
        own = Thread(thread.id, thread.title, posts)
        part = find_features(own, _part(extraction, posts, block))
        encoded = (part.reply, part.first, part.parent, *(part.inner or ()))
        found.append((part.named, *encoded, part.wording, in_rows(own, readings)))
    return tuple(np.concatenate(arrays) for arrays in zip(*found, strict=True))


def _part(extraction: Extraction, posts: tuple[Post, ...], block: range) -> Extraction:
    """Return what an extraction says of some posts."""
    claims = [claim for post in posts for claim in extraction.by_post.get(post.id, ())]
    encodings, rows = extraction.encodings, [extraction.row[claim.id] for claim in claims]
    inner = encodings.inner
    return Extraction(
        tuple(claims),
        (),
        (),
        {},
        Encodings(
            encodings.claims[rows],
            encodings.posts[list(block)],
            encodings.openings[list(block)],
            encodings.subject,
            inner
            and InnerEncodings(
                inner.posts[list(block)], inner.openings[list(block)], inner.subject
            ),
        ),
    )


def token_f1(one: str, other: str) -> float:
    """Overlap of two texts in words."""
    a, b = Counter(words(one)), Counter(words(other))
    same = sum((a & b).values())
    return 2 * same / (sum(a.values()) + sum(b.values())) if same else 0.0


def _roots(thread: Thread) -> list[int]:
    row: dict[str, int] = {}
    roots: list[int] = []
    for number, post in enumerate(thread.posts):
        roots.append(number if post.parent is None else roots[row[post.parent]])
        row[post.id] = number
    return roots


def _quotes(text: str) -> tuple[Span, ...]:
    found, place = [], 0
    for part in text.split("\n\n"):
        if part.startswith(">"):
            found.append(Span(place, place + len(part)))
        place += len(part) + 2
    return tuple(found)


def _lines(path: Path) -> list[Any]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]
