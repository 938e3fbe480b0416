"""Who answers whom where the format does not say: quotes, addresses, turns."""

import pytest

from argmap.read.assemble import Raw
from argmap.read.clean import clean_text
from argmap.read.infer import with_parents

OPENING = ("o", "ada", "Which oven shall we buy for the bakery in the yard?")


def parents(*said, default="o"):
    raws = [Raw(name, clean_text(text), author=author) for name, author, text in said]
    return {raw.id: raw.parent for raw in with_parents(raws, default=default)}


def test_any_line_of_a_quote_tells_whom_it_answers():
    found = parents(
        OPENING,
        ("1", "bob", "A deck oven bakes the better crust, whatever it costs."),
        ("2", "cyd", "The fan oven is cheap."),
        ("3", "dan", "> A deck oven bakes the better crust, whatever it costs.\n"
                     "> https://example.org/unsubscribe/" + "x" * 90 + "\n\nNo."),
    )  # fmt: skip
    assert found["3"] == "1"


@pytest.mark.parametrize(
    "text",
    ["@bob no, it is too dear.", "Thanks @bob, I see.", "I agree with @bob here.",
     "It is too dear, is it not, @bob?"],
)  # fmt: skip
def test_who_is_addressed_is_answered_from_afar(text):
    between = [(f"m{n}", f"u{n}", "Something else again.") for n in range(20)]
    found = parents(OPENING, ("1", "bob", "Buy a deck oven."), *between, ("2", "cyd", text))
    assert found["2"] == "1"


def test_who_is_only_spoken_of_is_answered_from_near_by():
    spoken = "Something that came up in talking, as @bob said, is the price."
    near = parents(OPENING, ("1", "bob", "Buy a deck oven."), ("2", "cyd", spoken))
    assert near["2"] == "1"
    between = [(f"m{n}", f"u{n}", "Something else again.") for n in range(20)]
    far = parents(OPENING, ("1", "bob", "Buy a deck oven."), *between, ("2", "cyd", spoken))
    assert far["2"] == "o"


def test_an_answer_is_answered_in_turn():
    found = parents(
        OPENING,
        ("1", "bob", "Buy a deck oven."),
        ("2", "cyd", "@bob it is too dear."),
        ("3", "bob", "Not over ten years."),
        ("4", "cyd", "Who plans for ten years?"),
        ("5", "eve", "I would take the fan."),
        ("6", "bob", "We have had that before."),
    )
    assert (found["3"], found["4"]) == ("2", "3")
    assert found["5"] == "o"
    assert found["6"] == "4", "the last two posts are looked at"


def test_what_is_said_to_all_answers_nobody():
    found = parents(
        OPENING,
        ("1", "bob", "@ada buy a deck oven."),
        ("2", "ada", "Hi all, here is where we stand, after what @bob said."),
        ("3", "ada", "And thanks."),
    )
    assert found == {"o": None, "1": "o", "2": "o", "3": "o"}


def test_nobody_answers_himself_by_name():
    assert parents(OPENING, ("1", "bob", "As I (@bob) said before."))["1"] == "o"


def test_links_that_are_given_stay():
    raws = [
        Raw("1", clean_text("A deck oven."), author="bob"),
        Raw("2", clean_text("@bob no."), author="cyd", parent="9"),
    ]
    assert [(raw.parent, raw.parent_inferred) for raw in with_parents(raws)] == [
        (None, False),
        ("9", False),
    ]
