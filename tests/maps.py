"""A small map with everything a map can hold, built by hand; every span is found in its post.

Import as ``from maps import rich_map`` (pytest puts this folder on the path), or take the
fixture ``rich_map`` of ``conftest.py``. Eleven posts, sixteen claims, every kind of claim,
relation and scope, texts that attack each output format.
"""

from __future__ import annotations

from functools import cache

from argmap.model import (
    Camp,
    Claim,
    ClaimKind,
    Comparison,
    Coverage,
    Entity,
    Evidence,
    Link,
    MapData,
    Mention,
    Note,
    Point,
    Polarity,
    Post,
    Quote,
    Relation,
    RelationKind,
    RelationScope,
    Section,
    Span,
    Stance,
    Step,
    Summary,
    Theme,
    Thread,
)
from argmap.model.frames import point_frame

BENCH = "https://example.org/bench?a=1&b=%22x%22"

TEXTS = {
    "100": "Rust is faster than Go for parsers. Go is easier to learn because the language is "
    "small.\n\nSee https://example.org/bench for numbers.",
    "101": "> Rust is faster than Go for parsers.\n\nNo, that benchmark is wrong. "
    "Our Go parser was faster than Rust after tuning.",
    "102": "Exactly, the benchmark only measures startup.\n\ncargo bench --release",
    "103": "Good point, I changed my mind about that benchmark.",
    "104": "What about Zig? </script><script>alert('x')</script> is not \"safe\" \\ here, "
    "but Zig compiles fast 🚀.",
    "105": "",
    "106": "שלום! Rust has a steep learning curve 🦀, ${user} {{ 7*7 }} & <b>all</b>.",
    "107": "Golang is easy to learn, even for juniors.",
    "108": "Teams should start with Go and rewrite hot parts in Rust.",
    "109": "buy cheap pills",
    "110": "Rewrites never pay off, since the borrow checker slows teams down. "
    "C++ had the same trouble.",
}


def span(post: str, words: str) -> tuple[int, int]:
    """Where ``words`` first stand in the text of ``post``; fails if they do not."""
    start = TEXTS[post].index(words)
    return start, start + len(words)


def mention(
    post: str, entity: str, words: str, polarity: Polarity = "neutral", *, after: str = ""
) -> Mention:
    """``after`` is the text that stands just before ``words``, where they occur twice."""
    start, end = span(post, after + words)
    return Mention(entity, start + len(after), end, polarity)


def claim(post: str, words: str, kind: ClaimKind, confidence: float, *mentions: Mention) -> Claim:
    start, end = span(post, words)
    return Claim(f"{post}#{start}-{end}", post, start, end, words, kind, confidence, mentions)


def posts() -> tuple[Post, ...]:
    def post(
        number: str,
        parent: str | None,
        author: str | None,
        score: int | None = None,
        **more: object,
    ) -> Post:
        minute = int(number) - 100
        return Post(
            id=number,
            text=TEXTS[number],
            parent=parent,
            author=author,
            created=f"2024-02-03T10:{minute:02d}:00+00:00",
            url=f"https://news.example.org/item?id={number}",
            score=score,
            **more,  # type: ignore[arg-type]
        )

    link = span("100", "https://example.org/bench")
    return (
        post("100", None, "alice", 12, links=(Link(*link, BENCH),)),
        post("101", "100", "bob", 3, quotes=(Span(0, 37),)),
        post("102", "101", "carol", code=(Span(*span("102", "cargo bench --release")),)),
        post("103", "101", "alice"),
        post("104", "100", 'd<i>ave</i> "O\'Hara"', -2),
        post("105", "104", None, state="deleted"),
        post("106", None, "نور_99"),
        post("107", "106", "bob", parent_inferred=True),
        post("108", None, "erin", heading="Languages & <teams>"),
        post("109", "108", "spam bot", state="flagged"),
        Post(id="110", text=TEXTS["110"], parent="108", author="carol"),
    )


def claims() -> dict[str, Claim]:
    """Claims in reading order, under short names for the rest of this file."""
    return {
        "fast": claim(
            "100",
            "Rust is faster than Go for parsers.",
            "claim",
            0.95,
            mention("100", "rust", "Rust", "positive"),
            mention("100", "go", "Go", "negative"),
        ),
        "easy": claim(
            "100",
            "Go is easier to learn",
            "claim",
            0.9,
            Mention("go", 36, 38, "positive"),
        ),
        "small": claim("100", "the language is small.", "evidence", 0.8),
        "bench": claim("100", "See https://example.org/bench for numbers.", "evidence", 0.7),
        "wrong": claim("101", "that benchmark is wrong.", "claim", 0.9),
        "tuned": claim(
            "101",
            "Our Go parser was faster than Rust after tuning.",
            "evidence",
            0.85,
            mention("101", "go", "Go", "positive", after="Our "),
            mention("101", "rust", "Rust", "negative", after="was faster than "),
        ),
        "startup": claim("102", "the benchmark only measures startup.", "claim", 0.9),
        "mind": claim("103", "I changed my mind about that benchmark.", "claim", 0.6),
        "what": claim("104", "What about Zig?", "question", 1.0, mention("104", "zig", "Zig")),
        "unsafe": claim(
            "104", "</script><script>alert('x')</script> is not \"safe\" \\ here", "claim", 0.4
        ),
        "compiles": claim(
            "104",
            "Zig compiles fast 🚀.",
            "claim",
            0.9,
            mention("104", "zig", "Zig", "positive", after="but "),
        ),
        "steep": claim(
            "106",
            "Rust has a steep learning curve 🦀, ${user} {{ 7*7 }} & <b>all</b>.",
            "claim",
            0.9,
            mention("106", "rust", "Rust", "negative"),
        ),
        "juniors": claim(
            "107",
            "Golang is easy to learn, even for juniors.",
            "claim",
            0.9,
            mention("107", "go", "Golang", "positive"),
        ),
        "start": claim(
            "108",
            "Teams should start with Go and rewrite hot parts in Rust.",
            "proposal",
            0.9,
            mention("108", "go", "Go", "positive"),
            mention("108", "rust", "Rust", "positive"),
        ),
        "rewrites": claim("110", "Rewrites never pay off", "claim", 0.9),
        "borrow": claim("110", "the borrow checker slows teams down.", "evidence", 0.75),
    }


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
