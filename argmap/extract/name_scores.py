"""Which candidates are names: a logistic regression over signs that a reader would name.

Weights: ``argmap/data/name_weights.json``, trained by ``training/train_names.py``.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from argmap.extract.gazetteer import common_words, data_text
from argmap.extract.names import STOP, WORD, Candidate, is_cased, starts_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

Features = dict[str, float]


@dataclass
class ThreadCounts:
    """How a discussion writes its words."""

    inner: Counter[str] = field(default_factory=Counter)
    """Cased candidates inside a sentence, by key."""
    cased: Counter[str] = field(default_factory=Counter)
    """Cased words, by folded word."""
    lower: Counter[str] = field(default_factory=Counter)
    """Lower-case words."""
    posts: Counter[str] = field(default_factory=Counter)
    """Posts that have the word in any case."""
    title: frozenset[str] = frozenset()
    size: int = 0
    """Number of posts."""


def count_words(texts: Sequence[str], title: str) -> ThreadCounts:
    """Count cased and lower-case words."""
    counts = ThreadCounts(size=len(texts))
    for text in texts:
        seen = set()
        for match in re.finditer(r"\w+", text):
            word = match.group()
            folded = word.casefold()
            seen.add(folded)
            (counts.cased if is_cased(word) else counts.lower)[folded] += 1
        counts.posts.update(seen)
    counts.title = frozenset(word.casefold() for word in re.findall(r"\w+", title))
    return counts


def shape(surface: str) -> str:
    """Return the kind of spelling: lower, title, upper, mixed, none."""
    letters = [char for char in surface if char.isalpha()]
    if not letters:
        return "none"
    if all(char.islower() for char in letters):
        return "lower"
    if all(char.isupper() for char in letters):
        return "upper" if len(letters) > 1 else "single"
    words = [word for word in re.findall(r"[^\W\d_]+", surface) if word not in ("of", "the", "and")]
    return (
        "title"
        if all(word[0].isupper() and word[1:].islower() for word in words if len(word) > 1)
        else "mixed"
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A post, with what is asked for again and again (``Doc.text`` is built anew each time)."""

    doc: Doc
    text: str
    starts: tuple[int, ...]
    """Where the tokens start, in characters."""

    @classmethod
    def of(cls, doc: Doc) -> Page:
        """Look at a parsed post."""
        return cls(doc, doc.text, tuple(doc.to_array("IDX").tolist()))


def describe(candidate: Candidate, page: Page, counts: ThreadCounts) -> Features:
    """Return the signs for and against a candidate."""
    doc, starts = page.doc, page.starts
    text, surface = page.text, candidate.surface
    if candidate.aside:
        return describe_aside(candidate, counts)
    words = re.findall(r"\w+", surface)
    folded = [word.casefold() for word in words]
    common = common_words()
    is_common = bool(folded) and all(word in common for word in folded)
    kind = shape(surface)
    initial = starts_sentence(text, candidate.start)
    entry = candidate.entry
    source = "none" if entry is None else "hand" if entry.by_hand else "icons"
    found: Features = {"bias": 1.0}

    def mark(*names: str) -> None:
        for name in names:
            found[name] = 1.0

    spelling = f"{kind}{'/start' if initial and kind == 'title' else ''}"
    size = min(len(WORD.findall(surface)), 4)
    mark(f"source={source}", f"shape={spelling}", f"words={size}")
    mark(f"source+shape={source}/{spelling}", f"source+common={source}/{is_common}/{kind}")
    if entry is not None:
        mark(f"kind={entry.kind}")
        written = {form.lstrip("=").partition("~")[0] for form in (entry.name, *entry.aliases)}
        mark(f"exact={surface in written}/{kind}/{is_common}")
    if candidate.key in STOP or all(word in STOP for word in folded):
        mark("stop", f"stop/{source}")
    first, after = bisect_right(starts, candidate.start) - 1, bisect_left(starts, candidate.end)
    if 0 <= first < after:
        inside = [doc[at] for at in range(first, after)]
        root = next(
            (t for t in inside if not first <= t.head.i < after or t.head.i == t.i), inside[-1]
        )
        mark(f"pos={root.pos_}/{kind}", f"pos={root.pos_}/{source}")
        if root.dep_ in ("compound", "amod", "nmod"):
            mark(f"modifier/{source}")
        if root.tag_ in ("NNS", "NNPS"):
            mark(f"plural/{source}", f"plural/{kind}")
        before = doc[first - 1].lower_ if first else ""
        if before in ("a", "an", "the", "this", "my", "your"):
            mark(f"after={before}/{source}", f"after={before}")
        if before in ("in", "with", "like", "use", "using", "than", "of", "from", "to"):
            mark(f"after={before}")
    mark(f"ner={candidate.label or 'none'}", f"ner={bool(candidate.label)}/{source}/{kind}")
    if candidate.overlap and not candidate.label:
        mark(f"overlap={candidate.overlap}", "overlap")
    if candidate.inside_run and not candidate.run:
        mark("inside", f"inside/{source}")
    if candidate.rare:
        mark("rare")
    if candidate.run:
        mark("run", f"run/{source}")
    left = text[candidate.start - 1 : candidate.start]
    right = text[candidate.end : candidate.end + 1]
    for side, char in (("left", left), ("right", right)):
        if char and char in "-./_@#$'+&(=\\\"`":
            mark(f"{side}={char}", f"{side}-glued/{source}")
    if right in ("-", ".", "/", "_") and text[candidate.end + 1 : candidate.end + 2].isalnum():
        mark(f"joined/{source}", f"joined/{right}")
    add_counts(found, candidate, counts, folded, kind, source, is_common)
    return found


def describe_aside(candidate: Candidate, counts: ThreadCounts) -> Features:
    """Return the signs for a name in quoted text or code: its author is not the one who speaks."""
    entry, aside = candidate.entry, candidate.aside
    common = candidate.key in common_words()
    hand = bool(entry and entry.by_hand)
    found = {
        f"{aside}": 1.0,
        f"{aside}/{hand}/{common}/{shape(candidate.surface)}": 1.0,
        f"{aside}/posts": math.log1p(counts.posts[candidate.key]),
    }
    if candidate.key in counts.title:
        found[f"{aside}/title"] = 1.0
    return found


def add_counts(
    found: Features,
    candidate: Candidate,
    counts: ThreadCounts,
    folded: list[str],
    kind: str,
    source: str,
    is_common: bool,
) -> None:
    """Add what the rest of the discussion says about the words."""
    inner = counts.inner[candidate.key]
    cased = min((counts.cased[word] for word in folded), default=0)
    lower = min((counts.lower[word] for word in folded), default=0)
    several = "many" if counts.size > 20 else "few"
    share = cased / (cased + lower) if cased + lower else 0.0
    found[f"inner/{several}/{source}"] = math.log1p(inner)
    found[f"inner/{several}/{kind}"] = math.log1p(inner)
    found[several] = 1.0
    found[f"{several}/{source}"] = 1.0
    found[f"share/{several}"] = share
    found[f"share/{several}/{kind}/{source}"] = share
    found[f"share/{several}/{is_common}"] = share
    found[f"lower/{several}"] = math.log1p(lower)
    found[f"lower/{several}/{source}"] = math.log1p(lower)
    if inner == 0:
        found[f"never-inner/{several}/{kind}/{source}"] = 1.0
    if folded and all(word in counts.title for word in folded):
        found["title"] = 1.0
        found[f"title/{source}/{is_common}"] = 1.0
    length = len(candidate.surface)
    if length <= 3:
        found[f"length={length}/{kind}/{source}"] = 1.0
    if any(char.isdigit() for char in candidate.surface):
        found[f"digit/{source}"] = 1.0
    for char in "-_./#@":
        if char in candidate.surface:
            found[f"has{char}/{source}"] = 1.0


@cache
def load_weights() -> Mapping[str, float]:
    """Load the trained weights by feature name."""
    weights: Mapping[str, float] = json.loads(data_text("name_weights.json"))["weights"]
    return weights


def probability(features: Features, weights: Mapping[str, float]) -> float:
    """Return the probability that the candidate is a name."""
    # In one order, for sums depend on it.
    known = sorted(features.keys() & weights.keys())
    total = sum(weights[name] * features[name] for name in known)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
