"""Comparisons of the entities in claims, and beneath headings that set two against each other."""

from __future__ import annotations

from argmap.extract.comparisons import find_comparisons
from argmap.model import Claim, Comparison, Entity, Mention, Post, Thread

ENTITIES = tuple(Entity(name.casefold(), name) for name in ("Ada", "Bob", "Cox"))


def compare(
    text: str, *, heading: str | None = None, polarity: str = "neutral"
) -> list[Comparison]:
    mentions = tuple(
        Mention(entity.id, text.index(entity.name), text.index(entity.name) + 3, polarity)  # type: ignore[arg-type]
        for entity in sorted(ENTITIES, key=lambda entity: text.find(entity.name))
        if entity.name in text
    )
    claim = Claim("p#0", "p", 0, len(text), text, mentions=mentions)
    thread = Thread("t", "", (Post("p", text, heading=heading),))
    return list(find_comparisons(thread, (claim,), ENTITIES))


def test_a_comparison_names_sides_aspect_and_cue() -> None:
    assert compare("Ada is faster than Bob.") == [
        Comparison("ada", "bob", "faster", "ada", "p#0", "faster than")
    ]


def test_a_list_behind_than_is_compared_with_each() -> None:
    found = compare("Ada is faster than Bob or Cox.")
    assert [(one.a, one.b, one.preferred) for one in found] == [
        ("ada", "bob", "ada"),
        ("ada", "cox", "ada"),
    ]


def test_a_third_name_between_is_not_skipped() -> None:
    found = compare("Ada is faster than Bob when Cox runs.")
    assert {(one.a, one.b) for one in found} == {("ada", "bob")}


def test_a_claim_beneath_a_heading_compares_its_pair() -> None:
    found = compare("Ada is a pain.", heading="Why Bob Beat Ada", polarity="negative")
    assert found == [Comparison("bob", "ada", None, "bob", "p#0", "pain")]


def test_a_heading_that_does_not_compare_gives_nothing() -> None:
    assert compare("Ada is a pain.", heading="Ada and Bob", polarity="negative") == []


def test_nothing_is_compared_with_itself() -> None:
    claim = Claim(
        "p#0", "p", 0, 23, "Ada is faster than Ada.",
        mentions=(Mention("ada", 0, 3), Mention("ada", 19, 22)),
    )  # fmt: skip
    assert find_comparisons(Thread("t", "", (Post("p", claim.text),)), (claim,), ENTITIES) == ()


def test_a_second_name_of_one_side_stands_between_it_and_a_third() -> None:
    text = "We migrate from Ada to Ada2, and on top of that to a new Bob."
    mentions = (Mention("ada", 16, 19), Mention("ada", 23, 27), Mention("bob", 57, 60))
    claim = Claim("p#0", "p", 0, len(text), text, mentions=mentions)
    assert [text[m.start : m.end] for m in mentions] == ["Ada", "Ada2", "Bob"]
    assert find_comparisons(Thread("t", "", (Post("p", text),)), (claim,), ENTITIES) == ()
