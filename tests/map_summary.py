"""The summary of the small map of ``maps.py``."""

from __future__ import annotations

from map_words import TEXTS

from argmap.model import Claim, Coverage, Lead, Point, Quote, Section, Summary
from argmap.model.frames import point_frame


def quote(of: Claim, words: str | None = None, further: Claim | None = None) -> Quote:
    if further is not None:
        words = TEXTS[of.post][of.start : further.end]
        return Quote(of.id, of.post, of.start, further.end, words, (further.id,))
    words = of.text if words is None else words
    start = of.start + of.text.index(words)
    return Quote(of.id, of.post, start, start + len(words), words)


def point(
    quotes: tuple[Quote, ...],
    cited: tuple[str, ...],
    opposing: tuple[str, ...],
    counts: tuple[int, int, int],
    dissent: str | None = None,
    undecided: tuple[str, ...] = (),
) -> Point:
    """``counts``: voices, supports, contrasts. A second quote is an objection."""
    frame = point_frame(
        ["argue"] * len(quotes),
        against=len(quotes) > 1,
        supports=counts[1],
        contrasts=counts[2],
    )
    text = frame.format(*(each.text for each in quotes))
    return Point(text, frame, quotes, cited, opposing, *counts, dissent, undecided)


def summary(c: dict[str, Claim]) -> Summary:
    def ids(*names: str) -> tuple[str, ...]:
        return tuple(c[name].id for name in names)

    wrong = point(
        (quote(c["wrong"], "that benchmark is wrong"), quote(c["fast"])),
        ids("wrong", "fast", "tuned", "startup", "mind", "bench"),
        ids("fast", "bench"),
        (3, 3, 1),
        c["fast"].id,
        ids("tuned"),
    )
    easy = point(
        (quote(c["easy"], further=c["small"]),),
        ids("easy", "small", "juniors"),
        (),
        (2, 1, 0),
        undecided=ids("juniors"),
    )
    steep = point((quote(c["steep"]),), ids("steep"), (), (1, 1, 0))
    start = point(
        (quote(c["start"]), quote(c["rewrites"])),
        ids("start", "rewrites", "borrow"),
        ids("rewrites", "borrow"),
        (2, 1, 1),
        c["rewrites"].id,
    )
    hostile = point((quote(c["unsafe"]),), ids("unsafe"), (), (1, 1, 0))
    return Summary(
        headlines=(wrong, start),
        sections=(
            Section("t1", "Benchmarks & <parsers>", (wrong,)),
            Section("t2", "Learning", (easy, steep)),
            Section("t3", "Compilers", (hostile,)),
            Section("t4", "Rewrites", (start,)),
        ),
        coverage=Coverage(
            posts=9,
            authors=6,
            claims=14,
            posts_total=11,
            authors_total=7,
            claims_total=16,
            not_covered=("105", "109"),
        ),
        leads=(
            Lead("about", quote(c["easy"], further=c["small"])),
            Lead("opens", quote(c["unsafe"])),
            Lead("outcome", quote(c["mind"], "I changed my mind about that benchmark")),
        ),
    )
