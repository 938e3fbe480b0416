"""Every query that travels with argmap: its answer on the hand-built map."""

from __future__ import annotations

from pathlib import Path

import pytest
from maps import rich_map
from pyoxigraph import Store
from rdflib import Graph

from argmap.model import MapData
from argmap.query import ask, load_named, named_queries, run_query
from argmap.vocab import PREFIXES
from argmap.write.rdf import to_rdf

WRONG, EASY, START = (
    rich_map().summary.sections[number].points[0].text[:34] for number in (0, 1, 3)
)

# The first three rows, long texts cut at 34 characters, unbound cells left out.
EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "across-discussions": [
        ("C++", 1, 'Ask: </script><b>"Rust"</b> or Go?', 1, 1, 0, 1),
        ("Go", 1, "2024-02-03T10:00:00Z", 'Ask: </script><b>"Rust"</b> or Go?', 3, 5, 4, 1),
        ("Rust", 1, "2024-02-03T10:00:00Z", 'Ask: </script><b>"Rust"</b> or Go?', 4, 4, 2, 2),
    ],
    "bridges": [
        (
            "Rewrites",
            "the borrow checker slows teams dow",
            "supports",
            "Learning",
            "Rust has a steep learning curve 🦀,",
            0.45,
            "110#30-66",
        ),
    ],
    "camps": [
        ("Benchmarks & <parsers>", "t1.a", 4, 3, "that benchmark is wrong."),
        ("Benchmarks & <parsers>", "t1.b", 2, 1, "Rust is faster than Go for parsers"),
        ("Learning", "t2.a", 4, 3, "Go is easier to learn"),
    ],
    "changed-minds": [
        (
            "alice",
            "Good point, I changed my mind abou",
            "bob",
            "> Rust is faster than Go for parse",
            "agrees after being contradicted",
            "103",
        ),
    ],
    "claims-by": [
        (
            "alice",
            "Rust is faster than Go for parsers",
            "claim",
            "Benchmarks & <parsers>",
            "100#0-35",
        ),
        ("alice", "Go is easier to learn", "claim", "Learning", "100#36-57"),
        ("alice", "the language is small.", "evidence", "Learning", "100#66-88"),
    ],
    "comparisons": [
        ("Go", "Rust", 3, 1, 1),
    ],
    "contested": [
        ("Rust is faster than Go for parsers", "alice", 2, 1, "100#0-35"),
        ("Rust has a steep learning curve 🦀,", "نور_99", 1, 2, "106#6-72"),
        ("</script><script>alert('x')</scrip", 'd<i>ave</i> "O\'Hara"', 1, 0, "104#16-73"),
    ],
    "dissent": [
        (
            "Benchmarks & <parsers>",
            WRONG,
            3,
            1,
            "Rust is faster than Go for parsers",
            "alice",
            "100#0-35",
        ),
        (
            "Rewrites",
            START,
            1,
            1,
            "Rewrites never pay off",
            "carol",
            "110#0-22",
        ),
    ],
    "entities": [
        ("Rust", "language", 4, 4, 2, 2),
        ("Go", "language", 3, 5, 4, 1),
        ("Zig", "language", 1, 2, 1, 0),
    ],
    "evidence-links": [
        (
            "https://example.org/bench?a=1&b=%2",
            "See https://example.org/bench for ",
            "alice",
            "Rust is faster than Go for parsers",
            "100#90-132",
        ),
    ],
    "mixed-polarity": [
        ("Rust", 2, 2, 2, 2),
        ("Go", 4, 1, 3, 1),
    ],
    "open-questions": [
        ("What about Zig?", 'd<i>ave</i> "O\'Hara"', "2024-02-03T10:04:00Z", "104#0-15"),
    ],
    "over-time": [
        ("2024-02-03", 10, 7, 14),
    ],
    "points": [
        (
            "Benchmarks & <parsers>",
            WRONG,
            "that benchmark is wrong",
            "bob",
            3,
            1,
            "101#43-67",
        ),
        (
            "Benchmarks & <parsers>",
            WRONG,
            "Rust is faster than Go for parsers",
            "alice",
            3,
            1,
            "100#0-35",
        ),
        (
            "Learning",
            EASY,
            "Go is easier to learn because the ",
            "alice",
            1,
            0,
            "100#36-57",
        ),
    ],
    "proposals": [
        ("Teams should start with Go and rew", "erin", 0, 1, "108#0-57"),
    ],
    "pros-and-cons": [
        ("C++", "negative", "Rewrites never pay off, since the ", "carol", "110"),
        ("Go", "positive", "Go is easier to learn", "alice", "100#36-57"),
        ("Go", "positive", "Our Go parser was faster than Rust", "bob", "101#68-116"),
    ],
    "reasons": [
        ("reply", "", 1, 2, 0),
        ("similarity", "", 2, 0, 1),
        ("agreement", "exactly,", 1, 0, 0),
    ],
    "repeated": [
        ("Go is easier to learn", "alice", 1, 1, "100#36-57"),
        ("Golang is easy to learn, even for ", "bob", 1, 1, "107#0-42"),
    ],
    "reply-chains": [
        (3, 3, "Rust is faster than Go for parsers", "Exactly, the benchmark only measur", "102"),
        (3, 2, "Rust is faster than Go for parsers", "Good point, I changed my mind abou", "103"),
        (3, 2, "Rust is faster than Go for parsers", "", "105"),
    ],
    "search": [
        ("Rust is faster than Go for parsers", "alice", "Benchmarks & <parsers>", "100#0-35"),
        ("Go is easier to learn", "alice", "Learning", "100#36-57"),
        ("the language is small.", "alice", "Learning", "100#66-88"),
    ],
    "support-chains": [
        ("Go is easier to learn", "alice", 2, 4, "100#36-57"),
        ("that benchmark is wrong.", "bob", 3, 3, "101#43-67"),
        ("Rust has a steep learning curve 🦀,", "نور_99", 2, 2, "106#6-72"),
    ],
    "supported-and-contrasted": [
        ("Rust is faster than Go for parsers", "alice", 1, 2, "100#0-35"),
        ("Rust has a steep learning curve 🦀,", "نور_99", 2, 1, "106#6-72"),
    ],
    "themes": [
        ("t1", "Benchmarks & <parsers>", 6, 3, 2, 2, 1),
        ("t2", "Learning", 4, 3, 1, 1, 2),
        ("t3", "Compilers", 3, 1, 2, 1, 1),
    ],
    "unanswered-objections": [
        (
            "Rewrites never pay off",
            "carol",
            "Teams should start with Go and rew",
            "erin",
            0.75,
            "110#0-22",
        ),
        (
            "Golang is easy to learn, even for ",
            "bob",
            "Rust has a steep learning curve 🦀,",
            "نور_99",
            0.4,
            "107#0-42",
        ),
    ],
    "uncovered": [
        ("", 0, 0, "deleted", "105"),
        ("buy cheap pills", "spam bot", 0, 0, "flagged", "109"),
    ],
    "versus": [
        ("Rust", "Go", "faster", "Rust", "Rust is faster than Go for parsers", "alice", "100#0-35"),
        ("Go", "Rust", "faster", "Go", "Our Go parser was faster than Rust", "bob", "101#68-116"),
        ("Go", "Rust", "Teams should start with Go and rew", "erin", "108#0-57"),
    ],
    "voices": [
        ("alice", 2, 5, 2, 5),
        ("bob", 2, 3, 2, 3),
        ("carol", 2, 3, 0, 3),
    ],
    "weak-relations": [
        (
            0.35,
            "supports",
            "Golang is easy to learn, even for ",
            "Rust has a steep learning curve 🦀,",
            "reply",
            "107#0-42",
        ),
        (
            0.4,
            "contrasts",
            "Golang is easy to learn, even for ",
            "Rust has a steep learning curve 🦀,",
            "reply",
            "107#0-42",
        ),
        (
            0.45,
            "supports",
            "the borrow checker slows teams dow",
            "Rust has a steep learning curve 🦀,",
            "similarity",
            "110#30-66",
        ),
    ],
    "who-agrees-with-whom": [
        ("alice", "bob", 1, "Good point, I changed my mind abou"),
        ("bob", "نور_99", 1, "Golang is easy to learn, even for "),
        ("carol", "bob", 1, "Exactly, the benchmark only measur"),
    ],
    "who-contradicts-whom": [
        ("bob", "alice", 1, "> Rust is faster than Go for parse"),
        ("bob", "نور_99", 1, "Golang is easy to learn, even for "),
        ("carol", "erin", 1, "Rewrites never pay off, since the "),
    ],
}


@pytest.fixture(scope="module")
def graph(rich_map: MapData) -> Graph:
    return to_rdf(rich_map)


def shown(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(value[:34] if isinstance(value, str) else value for value in row.values())


def test_there_are_at_least_twenty_and_each_is_expected_here() -> None:
    assert len(named_queries()) >= 20
    assert list(EXPECTED) == list(named_queries())


@pytest.mark.parametrize("name", EXPECTED)
def test_answer_on_the_hand_built_map(store: Store, name: str) -> None:
    rows = ask(store, named=name, parameters={"limit": 3})
    assert [shown(row) for row in rows] == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_query_says_what_it_is(name: str) -> None:
    query = named_queries()[name]
    assert query.title
    assert query.description.endswith(".")
    assert "limit" in [parameter.name for parameter in query.parameters]
    assert all(parameter.description.endswith(".") for parameter in query.parameters)
    # Without a total order two runs could differ.
    assert "\nORDER BY " in query.text


@pytest.mark.parametrize("name", EXPECTED)
def test_another_engine_gives_the_same_rows(graph: Graph, store: Store, name: str) -> None:
    ours = run_query(store, load_named(name)).table()
    theirs = [
        ["" if value is None else str(value) for value in row]
        for row in graph.query(load_named(name))
    ]
    usual = [
        [cell.replace("Z", "+00:00") if "T10:" in cell else cell for cell in row] for row in ours
    ]
    assert sorted(usual) == sorted(theirs)


def test_files_declare_their_prefixes_and_run_anywhere(store: Store) -> None:
    for query in named_queries().values():
        assert f"PREFIX argmap: <{PREFIXES['argmap']}>" in query.text
        store.query(query.text)


def test_reference_lists_every_query_with_its_parameters() -> None:
    root = Path(__file__).parent.parent.parent
    page = (root / "docs" / "reference" / "queries.md").read_text(encoding="utf-8")
    parts = {part.split("\n", 1)[0]: part for part in page.split("\n## ")[1:]}
    assert list(parts) == list(named_queries())
    for name, query in named_queries().items():
        assert query.description in parts[name]
        for parameter in query.parameters:
            assert f"| `{parameter.name}` |" in parts[name]
            assert parameter.description in parts[name]
