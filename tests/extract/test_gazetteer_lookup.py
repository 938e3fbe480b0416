"""Known names are found whatever their case, longest first, and by hand before by icon."""

from __future__ import annotations

import pytest

from argmap.extract.gazetteer import Entry, Gazetteer, load_gazetteer


def names(text: str, words: frozenset[str] = frozenset()) -> list[str]:
    return [hit.entry.name for hit in load_gazetteer().matches(text, words)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We moved to k8s from plain docker", ["Kubernetes", "Docker"]),
        ("C, C++ and C# are not one thing", ["C", "C++", "C#"]),
        ("tensorflow or TF2", ["TensorFlow", "TensorFlow"]),
        ("VS  Code is an editor", ["Visual Studio Code"]),
        ("json-schema and JSON", ["JSON Schema", "JSON"]),
        ("tell us why", []),
        ("the US", ["United States"]),
    ],
)
def test_forms_of_a_name_lead_to_its_entry(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_torch_is_pytorch_unless_lua_is_spoken_of() -> None:
    assert names("torch") == ["PyTorch"]
    assert names("torch", frozenset({"lua"})) == ["Torch"]


def test_spans_are_those_of_the_text() -> None:
    text = "I use postgres daily"
    (hit,) = load_gazetteer().matches(text)
    assert text[hit.start : hit.end] == "postgres"


def test_an_exact_alias_counts_only_in_its_case() -> None:
    gazetteer = Gazetteer((Entry("Amazon Lambda", "product", ("=Lambda",), None, True),))
    assert [hit.entry.name for hit in gazetteer.matches("Lambda")] == ["Amazon Lambda"]
    assert list(gazetteer.matches("a lambda")) == []


def test_wikidata_items_become_iris() -> None:
    entry = load_gazetteer().look_up("python")
    assert entry is not None
    assert entry.same_as == ("http://www.wikidata.org/entity/Q28865",)
