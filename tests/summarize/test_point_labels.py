"""Terms in front of a point."""

import pytest
from discussions import extraction_of, thread_of

from argmap.model import Theme
from argmap.summarize.ground import Ground
from argmap.summarize.labels import labels
from argmap.summarize.worth import support

LINES = [
    ("1", None, "ann", "Package managers resolve versions of libraries slowly."),
    ("2", None, "bob", "Package managers download libraries from mirrors."),
    ("3", None, "cat", "Whatever the weather in Lisbon, managers resolve versions."),
]


@pytest.fixture(scope="module")
def ground():
    thread = thread_of(LINES)
    extraction = extraction_of(thread)
    return Ground(thread, extraction, support(thread, extraction), {}, {}, {})


def terms(ground, keywords, quoted, taken=()):
    claims = ground.extraction.claims
    part = Theme("t1.1", "x", keywords, tuple(claim.id for claim in claims), (), (), "t1")
    said = [ground.by_claim[claims[quoted].id][0]]
    return [quote.text for quote in labels(ground, part, claims, said, taken)]


def test_the_term_most_voices_use_near_the_quote_leads_with_one_that_is_left_unsaid(ground):
    assert terms(ground, ("Lisbon", "mirrors", "managers"), 0) == ["Lisbon", "managers"]
    assert terms(ground, ("Lisbon", "Package managers", "mirrors"), 0) == [
        "Package managers",
        "Lisbon",
    ]


def test_a_pair_that_stands_before_another_point_is_not_said_again(ground):
    keywords = ("Package managers", "Lisbon", "mirrors")
    first = terms(ground, keywords, 0)
    taken = {frozenset(term.lower() for term in first)}
    assert terms(ground, keywords, 0, taken) not in ([], first)


def test_one_word_in_two_numbers_is_one_term(ground):
    assert terms(ground, ("libraries", "librarie"), 2) in (["libraries"], ["librarie"])


def test_terms_that_no_claim_names_are_left_out(ground):
    assert terms(ground, ("compilers",), 0) == []
