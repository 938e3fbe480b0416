"""A small map with everything a map can hold, built by hand; every span is found in its post.

Import as ``from maps import rich_map`` (pytest puts this folder on the path), or take the
fixture ``rich_map`` of ``conftest.py``. Eleven posts, sixteen claims, every kind of claim,
relation and scope; its words are in ``map_words.py``, its summary in ``map_summary.py``.
"""

from __future__ import annotations

from functools import cache

from map_summary import summary
from map_words import BENCH, claims, mention, posts, span

from argmap.model import (
    Camp,
    Claim,
    Comparison,
    Entity,
    Evidence,
    MapData,
    Note,
    Relation,
    RelationKind,
    RelationScope,
    Stance,
    Step,
    Theme,
    Thread,
)


def cue(kind: str, post: str, words: str, score: float | None = None) -> Evidence:
    return Evidence(kind, words, post, *span(post, words), score)


def relations(by_name: dict[str, Claim]) -> tuple[Relation, ...]:
    def relation(
        source: str,
        target: str,
        kind: RelationKind,
        scope: RelationScope,
        confidence: float,
        *evidence: Evidence,
    ) -> Relation:
        return Relation(
            by_name[source].id, by_name[target].id, kind, scope, confidence, tuple(evidence)
        )

    link = Evidence("reply", "reply link")
    found = (
        relation("small", "easy", "supports", "within", 0.9, cue("connective", "100", "because")),
        relation("bench", "fast", "supports", "within", 0.6, Evidence("link", BENCH)),
        relation("wrong", "fast", "contrasts", "reply", 0.88, cue("opening", "101", "No,"), link),
        relation(
            "tuned", "fast", "contrasts", "reply", 0.7, cue("comparative", "101", "was faster than")
        ),
        relation(
            "tuned", "wrong", "supports", "within", 0.55, Evidence("model", "pair", score=0.5)
        ),
        relation("startup", "wrong", "supports", "reply", 0.9, cue("agreement", "102", "Exactly,")),
        relation("mind", "wrong", "supports", "reply", 0.8, cue("agreement", "103", "Good point,")),
        relation(
            "compiles", "unsafe", "contrasts", "within", 0.85, cue("connective", "104", "but")
        ),
        relation("steep", "easy", "supports", "thread", 0.5, Evidence("similarity", score=0.71)),
        relation("juniors", "easy", "rephrases", "thread", 0.93, Evidence("similarity", score=0.9)),
        relation("juniors", "steep", "contrasts", "reply", 0.4, link),
        relation("juniors", "steep", "supports", "reply", 0.35, link),
        relation("rewrites", "start", "contrasts", "reply", 0.75, cue("negation", "110", "never")),
        relation("borrow", "steep", "supports", "thread", 0.45, Evidence("similarity", score=0.6)),
        relation(
            "borrow", "rewrites", "supports", "within", 0.8, cue("connective", "110", "since")
        ),
    )
    order = {claim.id: number for number, claim in enumerate(by_name.values())}
    return tuple(sorted(found, key=lambda r: (order[r.source], order[r.target], r.kind)))


def stances(by_name: dict[str, Claim]) -> dict[str, Stance]:
    fast, wrong = by_name["fast"].id, by_name["wrong"].id
    return {
        "101": Stance("contrasts", 0.9, fast, (cue("opening", "101", "No,"),)),
        "102": Stance("supports", 0.92, wrong, (cue("agreement", "102", "Exactly,"),)),
        "103": Stance("supports", 0.8, wrong, (cue("agreement", "103", "Good point,"),)),
        "104": Stance("none", 0.6),
        "107": Stance("contrasts", 0.4, by_name["steep"].id, (Evidence("model", score=0.4),)),
        "110": Stance("contrasts", 0.75, by_name["start"].id, (cue("negation", "110", "never"),)),
    }


def themes(c: dict[str, str]) -> tuple[Theme, ...]:
    """``c`` gives claim ids by short name."""

    def ids(*names: str) -> tuple[str, ...]:
        return tuple(c[name] for name in names)

    return (
        Theme(
            "t1",
            "Benchmarks & <parsers>",
            ("benchmark", "parser", "fast & loose"),
            ids("fast", "bench", "wrong", "tuned", "startup", "mind"),
            (
                Camp("t1.a", ids("wrong", "tuned", "startup", "mind")),
                Camp("t1.b", ids("fast", "bench")),
            ),
            ("go", "rust"),
            walk=(
                Step(c["wrong"]),
                Step(c["startup"], "supports", c["wrong"]),
                Step(c["fast"], "contrasts", c["wrong"]),
            ),
        ),
        Theme(
            "t2",
            "Learning",
            ("learn", "curve"),
            ids("easy", "small", "steep", "juniors"),
            (Camp("t2.a", ids("easy", "small", "steep", "juniors")),),
            ("go", "rust"),
            walk=(
                Step(c["easy"]),
                Step(c["small"], "supports", c["easy"]),
                Step(c["steep"], "similar", c["easy"]),
            ),
        ),
        Theme(
            "t3",
            "Compilers",
            ("zig",),
            ids("what", "unsafe", "compiles"),
            (Camp("t3.a", ids("what", "compiles")), Camp("t3.b", ids("unsafe"))),
            ("zig",),
        ),
        Theme(
            "t4",
            "Rewrites",
            (),
            ids("start", "rewrites", "borrow"),
            (Camp("t4.a", ids("rewrites", "borrow")), Camp("t4.b", ids("start"))),
            ("go", "rust"),
            walk=(Step(c["start"]), Step(c["rewrites"], "contrasts", c["start"])),
        ),
        Theme(
            "t1.1",
            "Startup",
            ("startup",),
            ids("startup", "mind"),
            (Camp("t1.1.a", ids("startup", "mind")),),
            (),
            parent="t1",
        ),
    )


@cache
def rich_map() -> MapData:
    """Return the map; frozen, so one copy serves every test."""
    by_name = claims()
    return MapData(
        thread=Thread(
            id="hn:100",
            title='Ask: </script><b>"Rust"</b> or Go? 🎉 \\ & more',
            posts=posts(),
            url="https://news.example.org/item?id=100",
            source="hn-100.json",
            notes=(
                Note("comments without an id, skipped", 2, "line 7"),
                Note("control characters removed", 1),
            ),
        ),
        claims=tuple(by_name.values()),
        entities=(
            Entity("c++", "C++", "language", (), ("https://www.wikidata.org/entity/Q2407",)),
            Entity(
                "go",
                "Go",
                "language",
                ("Golang", "go <1.21>"),
                ("https://www.wikidata.org/entity/Q37227", "https://go.dev/"),
            ),
            Entity("rust", "Rust", "language", (), ("https://www.rust-lang.org/",)),
            Entity("zig", "Zig", "language"),
        ),
        stances=stances(by_name),
        loose_mentions={"110": (mention("110", "c++", "C++", "negative"),)},
        relations=relations(by_name),
        comparisons=(
            Comparison("rust", "go", "faster", "rust", by_name["fast"].id, "faster than"),
            Comparison("go", "rust", "faster", "go", by_name["tuned"].id, "faster than"),
            Comparison("go", "rust", None, None, by_name["start"].id),
        ),
        themes=themes({name: each.id for name, each in by_name.items()}),
        summary=summary(by_name),
    )
