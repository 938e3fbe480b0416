"""One entity per thing: forms joined, canonical names, kinds, slugs."""

from __future__ import annotations

import pytest

from argmap.extract.aliases import merge_forms, slug_of, to_entities, unique
from argmap.extract.gazetteer import load_gazetteer
from argmap.extract.names import Candidate, name_key
from argmap.model import Entity


def entities(*surfaces: str, label: str = "", text: str = "") -> dict[str, Entity]:
    gazetteer = load_gazetteer()
    found = [
        Candidate(0, 0, 1, one, name_key(one), entry=gazetteer.look_up(one), label=label)
        for one in surfaces
    ]
    groups, _ = merge_forms(found, gazetteer, [text])
    return {one.name: one for one in to_entities(groups)[0]}


@pytest.mark.parametrize(
    ("surfaces", "name", "aliases"),
    [
        (("TensorFlow", "TF1", "tensorflow"), "TensorFlow", ("TF1", "tensorflow")),
        (("k8s", "Kubernetes"), "Kubernetes", ("k8s",)),
        (("Zorbla", "zorbla", "Zorbla"), "Zorbla", ("zorbla",)),
        (("Zorbla", "Zorblas"), "Zorbla", ("Zorblas",)),
        (("Zorbla", "Zorbla 2.x", "zorbla3"), "Zorbla", ("Zorbla 2.x", "zorbla3")),
        (("zor-blad", "Zorblad"), "Zorblad", ("zor-blad",)),
        (("Zorbla", "zorbla-lang"), "Zorbla", ("zorbla-lang",)),
        (("Zorblatronic", "Zorblatronic", "Zorblatrnic"), "Zorblatronic", ("Zorblatrnic",)),
    ],
)
def test_forms_of_one_thing_are_joined(
    surfaces: tuple[str, ...], name: str, aliases: tuple[str, ...]
) -> None:
    found = entities(*surfaces)
    assert list(found) == [name]
    assert found[name].aliases == aliases


def test_a_last_name_joins_the_only_full_name_that_has_it() -> None:
    assert list(entities("Ada Zorbla", "Zorbla", label="PERSON")) == ["Ada Zorbla"]
    assert len(entities("Ada Zorbla", "Eve Zorbla", "Zorbla", label="PERSON")) == 3


def test_an_acronym_defined_in_the_text_joins_its_long_form() -> None:
    found = entities("Zorbla Query Kit", "ZQK", text="the Zorbla Query Kit (ZQK) is")
    assert {name: one.aliases for name, one in found.items()} == {"Zorbla Query Kit": ("ZQK",)}


def test_languages_written_with_signs_keep_apart() -> None:
    assert {one.id for one in entities("C", "C++", "C#").values()} == {
        "c",
        "c-plus-plus",
        "c-sharp",
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [(".NET", "dot-net"), ("Pokémon", "pokemon"), ("量子", "u91cf-u5b50"), ("A/B", "a-b")],
)
def test_slugs_are_plain(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_taken_slug_gets_a_number() -> None:
    assert unique("a", {"a", "a-2"}) == "a-3"
