"""N-grams that lean towards support or contrast: their values, weights and what is shown."""

from __future__ import annotations

import pytest

from argmap.model import Settings
from argmap.relate.features import find_features
from argmap.relate.head import load_head
from argmap.relate.stance import find_stances
from argmap.relate.wording import OPENING, WHOLE, grams, load_wording, parse_wording
from tests.relate.test_stance_head import thread_and_extraction


def test_grams_of_the_opening_are_marked_and_weigh_one() -> None:
    found = grams("No, it ISN’T.")
    opening = {gram: value for gram, value in found.items() if gram.startswith("^")}
    assert set(opening.values()) == {1.0}
    assert {"^no", "^^ no", "^^ no ,", "^no , it", "^isn't"} <= set(opening)
    assert found["isn't"] == found["it isn't"] == WHOLE / 8**0.5
    assert "no , it" not in found


def test_the_opening_ends_and_long_texts_weigh_less_each() -> None:
    text = " ".join(f"w{number}" for number in range(32))
    found = grams(text)
    assert f"^w{OPENING - 1}" in found
    assert f"^w{OPENING}" not in found
    assert found["w31"] == WHOLE / 32**0.5


def test_nothing_leans_nowhere() -> None:
    assert load_wording()("") == 0.0
    assert parse_wording("# none\n")("No, it is not.") == 0.0


def test_weights_are_summed_and_the_most_telling_shown_once() -> None:
    wording = parse_wording("# remark\n-0.5\t^^ no\n-0.25\t^no\n0.125\t^exactly\n-0.1\tis not\n")
    assert wording("No.") == -0.75
    assert wording("exactly") == 0.125
    assert wording.telling("No, it is not.", -1) == ["no", "is not"]
    assert wording.telling("No, it is not.", 1) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Exactly, and it is the same here.", 1),
        ("Yeah, I agree with all of this.", 1),
        ("No it isn't. You don't know that.", -1),
        ("Then why does your own link say the opposite?", -1),
    ],
)
def test_the_shipped_weights_part_the_plain_cases(text: str, sign: int) -> None:
    assert load_wording()(text) * sign > 0.3


def test_the_head_hears_the_wording_and_none_is_left_alone() -> None:
    thread, extraction = thread_and_extraction()
    found = find_features(thread, extraction)
    assert found.wording.shape == (4,)
    assert found.wording[1] > 0 > found.wording[2]
    chances = load_head().probabilities(found)
    found.wording[2] = -found.wording[2]
    turned = load_head().probabilities(found)
    assert turned[2, 0] > chances[2, 0]
    assert turned[2, 1] < chances[2, 1]
    assert (turned[:2] == chances[:2]).all()


def test_the_words_that_tell_are_named() -> None:
    thread, extraction = thread_and_extraction()
    stance = find_stances(thread, extraction, Settings())["2"]
    assert stance.kind == "contrasts"
    (told,) = [found for found in stance.evidence if found.text.startswith("wording: ")]
    assert told.kind == "feature"
    assert told.score is not None and told.score > 0
