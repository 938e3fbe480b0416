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
    ("4", None, "dan", "Checksums of mirrors differ."),
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


def test_a_term_the_quote_names_stands_with_terms_it_leaves_out(ground):
    keywords = ("Lisbon", "mirrors", "libraries", "versions")
    found = terms(ground, keywords, 0)
    assert {"libraries", "versions"} & set(found) and not {"libraries", "versions"} <= set(found)
    assert found[0] == "Lisbon"  # names lead
    assert set(found[1:]) & {"mirrors"}


def test_terms_that_stand_before_another_point_are_not_said_again_together(ground):
    keywords = ("Package managers", "Lisbon", "mirrors")
    first = terms(ground, keywords, 0)
    assert len(first) == 3
    taken = {frozenset(term.lower() for term in first)}
    fewer = terms(ground, keywords, 0, taken)
    assert len(fewer) == 2 and set(fewer) < set(first)
    taken |= {frozenset(term.lower() for term in fewer), frozenset({"package managers"})}
    assert terms(ground, keywords, 0, taken) == []


def test_one_word_in_two_numbers_is_one_term(ground):
    assert terms(ground, ("mirrors", "mirror"), 2) in (["mirrors"], ["mirror"])


def test_terms_that_no_claim_names_are_left_out(ground):
    assert terms(ground, ("compilers",), 0) == []
