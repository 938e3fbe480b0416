"""Parameters of named queries: they narrow, they cannot break out, the unknown is refused."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from argmap.errors import QueryError, UnknownName
from argmap.query import ask, load_named


def column(rows: list[dict[str, object]], name: str) -> list[object]:
    return [row.get(name) for row in rows]


@pytest.mark.parametrize("name", ["rust", "RUST", "Rust"])
def test_entity_is_found_in_any_case(store: Store, name: str) -> None:
    rows = ask(store, named="pros-and-cons", parameters={"entity": name})
    assert column(rows, "polarity") == ["positive", "positive", "negative", "negative"]
    assert set(column(rows, "entity")) == {"Rust"}


def test_entity_is_found_by_alias(store: Store) -> None:
    rows = ask(store, named="versus", parameters={"entity": "golang", "other": "rust"})
    assert column(rows, "better") == ["Rust", "Go", None]
    assert not ask(store, named="versus", parameters={"entity": "go", "other": "zig"})


def test_author_and_theme_and_words_narrow(store: Store) -> None:
    assert len(ask(store, named="claims-by", parameters={"author": "Carol"})) == 3
    assert len(ask(store, named="points", parameters={"theme": "T1"})) == 2
    assert len(ask(store, named="points", parameters={"theme": "learn"})) == 2
    assert len(ask(store, named="search", parameters={"words": "BENCHMARK"})) == 3
    assert column(
        ask(store, named="who-contradicts-whom", parameters={"author": "erin"}), "who"
    ) == ["carol"]


def test_numbers_narrow(store: Store) -> None:
    assert len(ask(store, named="contested", parameters={"at_least": 2})) == 1
    assert len(ask(store, named="contested", parameters={"limit": 2})) == 2
    assert len(ask(store, named="weak-relations", parameters={"below": 0.4})) == 1
    assert not ask(store, named="unanswered-objections", parameters={"min_confidence": 0.9})


def test_quietest_turns_voices_round(store: Store) -> None:
    quiet = ask(store, named="voices", parameters={"first": "quietest"})
    assert quiet[0]["author"] == "spam bot"
    assert ask(store, named="voices")[0]["author"] == "alice"


def test_time_can_be_cut_by_month(store: Store) -> None:
    assert column(ask(store, named="over-time", parameters={"unit": "month"}), "period") == [
        "2024-02"
    ]


@pytest.mark.parametrize(
    "value",
    [
        '" } DROP ALL #',
        'x" || true || "',
        "\\",
        '\\"',
        "a\nb",
        "\x00",
        "\ud800",
        "# param: limit",
        "}",
    ],
)
def test_parameter_cannot_break_out_of_its_string(store: Store, value: str) -> None:
    assert ask(store, named="claims-by", parameters={"author": value}) == []
    found = ask(store, named="search", parameters={"words": value})
    assert len(found) < 16
    assert all(value in str(row["text"]) for row in found)


def test_several_parameters_can_hold_each_others_marks(store: Store) -> None:
    text = load_named("versus", entity="1 # param: other", other="2 # param: limit", limit=7)
    assert '"1 # param: other"' in text
    assert '"2 # param: limit"' in text
    assert "LIMIT 7 " in text


@pytest.mark.parametrize("value", ["ten", "1; DROP", None, "-1", 10**30])
def test_limit_has_to_be_a_number(value: object) -> None:
    with pytest.raises(QueryError, match="limit"):
        load_named("contested", limit=value)  # type: ignore[arg-type]


def test_unknown_query_lists_the_known() -> None:
    with pytest.raises(UnknownName, match=r"No query called 'contestd'.*contested.*--list"):
        load_named("contestd")


def test_unknown_parameter_lists_the_known() -> None:
    with pytest.raises(UnknownName, match=r"parameter of the query contested.*at_least, limit"):
        load_named("contested", max=3)
