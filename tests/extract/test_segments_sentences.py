"""Sentence borders of informal text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.extract.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It works. It is fast.", ["It works.", "It is fast."], id="plain"),
        pytest.param("it works. i like it", ["it works.", "i like it"], id="lower-case"),
        pytest.param("Use it, e.g. for tests.", ["Use it, e.g. for tests."], id="abbreviation"),
        pytest.param(
            "We ship jars, wars, etc. Nobody cares.",
            ["We ship jars, wars, etc.", "Nobody cares."],
            id="etc-before-a-capital",
        ),
        pytest.param(
            "No stop here\n\nNew paragraph", ["No stop here", "New paragraph"], id="blank-line"
        ),
        pytest.param(
            "Reasons:\n- it is small\n- it is quick",
            ["Reasons:", "- it is small", "- it is quick"],
            id="list-items",
        ),
        pytest.param("1. Install it.", ["1. Install it."], id="enumerator"),
        pytest.param(
            "It is slow (I measured it. Twice.) and large.",
            ["It is slow (I measured it. Twice.) and large."],
            id="inside-a-parenthesis",
        ),
        pytest.param(
            'She said "stop. now" and left.', ['She said "stop. now" and left.'], id="quotation"
        ),
        pytest.param("Well... it works.", ["Well... it works."], id="ellipsis-goes-on"),
        pytest.param("Well... It works.", ["Well...", "It works."], id="ellipsis-ends"),
        pytest.param(
            "See https://example.org/a.b?c=d. It helps.",
            ["See https://example.org/a.b?c=d.", "It helps."],
            id="address",
        ),
        pytest.param(
            "A wrapped line\nthat goes on.", ["A wrapped line\nthat goes on."], id="wrapped-line"
        ),
        pytest.param("Before" + " " * 20 + "after.", ["Before", "after."], id="blanked-quotation"),
        pytest.param("It was John F. Kennedy.", ["It was John F. Kennedy."], id="initial"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n ", [], id="only-space"),
    ],
)
def test_borders_stand_where_a_reader_puts_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="aB1 .?!,\n()\"'“”:;-…*>[]", max_size=200))
def test_sentences_cover_all_visible_text_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert not any("\n\n" in text[start:end] for start, end in spans)
