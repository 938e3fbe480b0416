"""The earlier state of the example is the later one, cut and with two edits taken back."""

from __future__ import annotations

from collections import Counter

import pytest
from earlier import EARLIER, EDITS, LATER, WITHDRAWN, earlier_json

import argmap
from argmap.api import diff


def test_the_earlier_example_is_made_from_the_later_one() -> None:
    assert EARLIER.read_text(encoding="utf-8") == earlier_json()


@pytest.mark.trained
def test_the_two_maps_differ_by_what_was_said_and_edited() -> None:
    old, new = (argmap.build(argmap.read(path), fast=True) for path in (EARLIER, LATER))
    found = diff(old, new)
    posts = Counter(each.kind for each in found.posts)
    assert posts == {"new": 24, "edited": len(EDITS), "gone": len(WITHDRAWN)}
    later = {each.new for each in found.posts if each.kind == "new"}
    fresh = {each.new for each in found.claims if each.kind == "new" and each.new}
    assert fresh >= {claim.id for claim in new.claims if claim.post in later}
    assert len(found.claim_of) >= 0.98 * len(old.claims)
    assert [voice.author for voice in found.voices_gone] == ["loomfixer"]
    assert found.text() == diff(old, new).text()
