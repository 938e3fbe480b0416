"""The posts and claims of the small map of ``maps.py``: texts that attack each output format."""

from __future__ import annotations

from argmap.model import Claim, ClaimKind, Link, Mention, Polarity, Post, Span

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
    """Claims in reading order, under short names for the rest of the map."""
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
