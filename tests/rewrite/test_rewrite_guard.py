"""The guard lets through what the claims say, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import rich_map

from argmap.model import Claim
from argmap.rewrite.guard import Guard
from argmap.rewrite.words import figures, quoted

TEXTS = (
    "You don't need a new programming language for that.",
    "Rust is faster than Go for parsers.",
    "YAML is absolutely not comfortable to work with",
    "Refactorings are one example where LSP can’t match IntelliJ.",
    "We cut build times by 30% after moving to Bazel.",
    "Deep nesting is safe as long as every schema is checked.",
)
OFFERED = {
    f"c{n}": Claim(f"{n}#0-{len(text)}", str(n), 0, len(text), text)
    for n, text in enumerate(TEXTS, 1)
}


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(rich_map())


MUTATIONS = {
    "denied": lambda s: s.replace("Commenters say", "Commenters deny"),
    "negated": lambda s: s.replace("Commenters say", "Commenters do not say"),
    "counted": lambda s: s.replace("Commenters", "42 commenters"),
    "generalised": lambda s: s.replace("Commenters", "Almost all commenters"),
    "a name added": lambda s: s[:-1] + ", as in Erlang.",
    "a verdict added": lambda s: s[:-1] + ", and that is a terrible mistake.",
    "an addition": lambda s: s[:-1] + ", which everybody regrets.",
    "a quote added": lambda s: s.replace("say that", "say “no doubt” that"),
    "an address added": lambda s: s[:-1] + " (www.example.org).",
    "put first": lambda s: s[:-1] + ", and I agree.",
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("short", ["c2", "c3", "c4", "c6"])
def test_one_change_to_a_true_sentence_is_found(guard: Guard, short: str, mutation: str) -> None:
    true = f"Commenters say that {OFFERED[short].text.rstrip('.')}."
    assert guard.problem(true, [short], OFFERED) is None
    changed = MUTATIONS[mutation](true)
    assert changed != true
    assert guard.problem(changed, [short], OFFERED) is not None


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("Some commenters say that a new programming language is not needed for that.", "c1"),
        ("For writing parsers, commenters consider Rust quicker than Go.", "c2"),
        ("YAML is said not to be comfortable to work with.", "c3"),
        ("LSP cannot match IntelliJ in refactorings.", "c4"),
        ("One commenter cut build times by 30% after moving to Bazel.", "c5"),
        ("Rust is said to be “faster than Go” for parsers.", "c2"),
    ],
)
def test_what_the_claims_say_is_let_through(guard: Guard, sentence: str, cited: str) -> None:
    assert guard.problem(sentence, [cited], OFFERED) is None


@pytest.mark.parametrize(
    ("sentence", "cited", "problem"),
    [
        ("Rust is faster than Go for parsers.", ["c9"], "citing unknown claims"),
        ("Rust is faster than Go for parsers.", ["c2", "2#0-35"], "citing unknown claims"),
        ("Rust is faster than Go for parsers.", [], "citing unknown claims"),
        ("Rust is faster than Haskell for parsers.", ["c2"], "bringing names"),
        ("Rust is faster than haskell for parsers.", ["c2"], "bringing names"),
        ("Zorblax is faster than Go for parsers.", ["c2"], "bringing names"),
        ("Rust is faster than zorblax for parsers.", ["c2"], "bringing names"),
        ("Zig is faster than Go for parsers.", ["c2"], "bringing names"),
        ("Rust is faster than Go for parsers by @bob.", ["c2"], "bringing names"),
        ("Rust is 3 times faster than Go for parsers.", ["c2"], "bringing numbers"),
        ("Rust is three times faster than Go for parsers.", ["c2"], "bringing numbers"),
        ("Most say Rust is faster than Go for parsers.", ["c2"], "bringing numbers"),
        ("Everybody says Rust is faster than Go for parsers.", ["c2"], "bringing numbers"),
        ("Build times fell by 50% after moving to Bazel.", ["c5"], "bringing numbers"),
        ("Rust is not faster than Go for parsers.", ["c2"], "changing negations"),
        ("Commenters deny that Rust is faster than Go for parsers.", ["c2"], "changing negations"),
        ("YAML is comfortable to work with.", ["c3"], "changing negations"),
        ("LSP can match IntelliJ in refactorings.", ["c4"], "changing negations"),
        ("A new programming language is needed for that.", ["c1"], "changing negations"),
        ("Deep nesting is unsafe even if a schema is checked.", ["c6"], "changing negations"),
        ("Rust is slower than Go for parsers.", ["c2"], "bringing judgements"),
        ("Go is faster than Rust for parsers.", ["c2"], "turning names around"),
        ("Rust “wins every time” over Go for parsers.", ["c2"], "bringing quotes"),
        ('Rust is "a dream" next to Go for parsers.', ["c2"], "bringing quotes"),
        ("Rust is “faster than Go for parsers.", ["c2"], "bringing quotes"),
        ("The train to the town leaves late at night.", ["c2"], "straying from the claims"),
        ("I say Rust is faster than Go for parsers.", ["c2"], "not in the third person"),
        ("You should know Rust is faster than Go.", ["c2"], "not in the third person"),
        ("Rust is faster than Go, see https://x.example/.", ["c2"], "not in one plain sentence"),
        ("Rust is faster than Go for <b>parsers</b>.", ["c2"], "not in one plain sentence"),
        ("Rust is faster\nthan Go for parsers.", ["c2"], "not in one plain sentence"),
        ("Rust is faster than Go \u202efor parsers.", ["c2"], "not in one plain sentence"),
        ("Rust is faster than Go " * 20 + ".", ["c2"], "not in one plain sentence"),
        ("Yes.", ["c2"], "not in one plain sentence"),
        ("", ["c2"], "not in one plain sentence"),
    ],
)
def test_what_they_do_not_say_is_rejected(
    guard: Guard, sentence: str, cited: list[str], problem: str
) -> None:
    assert guard.problem(sentence, cited, OFFERED) == problem


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_text_breaks_the_guard_or_passes_by_chance(guard: Guard, text: str) -> None:
    assert guard.problem(text, ["c2"], OFFERED) is not None


def test_figures_are_read_in_words_and_digits() -> None:
    assert sorted(figures("Twelve of 1,200 files, 5%, dozens")) == ["12", "1200", "5%"]


@pytest.mark.parametrize(
    ("sentence", "spans"),
    [
        ("They say “a” and \"b\" and ‘c’ and 'd'.", ["a", "b", "c", "d"]),
        ("It's the users' choice; they don't care.", []),
        ("An “open end", None),
    ],
)
def test_quotes_are_told_from_apostrophes(sentence: str, spans: list[str] | None) -> None:
    assert quoted(sentence) == spans
