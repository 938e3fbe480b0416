"""Positions: the same each time, no circle on another, every claim inside its theme."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.write.layout import disc_radius, place_claims, place_themes


@settings(deadline=None)
@given(st.lists(st.floats(20, 150), max_size=30))
def test_circles_do_not_overlap(radii: list[float]) -> None:
    places = place_themes(radii, {}, gap=40)
    assert len(places) == len(radii)
    for a in range(len(radii)):
        for b in range(a):
            assert math.dist(places[a], places[b]) > radii[a] + radii[b] + 10


def test_linked_circles_stand_nearer_than_others() -> None:
    radii = [80.0] * 9
    places = place_themes(radii, {(3, 8): 500.0})
    apart = place_themes(radii, {})
    assert math.dist(places[3], places[8]) < math.dist(apart[3], apart[8])


def test_the_order_of_links_does_not_matter() -> None:
    links = {(0, 1): 3.0, (1, 2): 9.0, (0, 3): 1.0}
    backwards = dict(reversed(list(links.items())))
    assert place_themes([90.0] * 4, links) == place_themes([90.0] * 4, backwards)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_claims_stay_in_their_disc(count: int) -> None:
    dots = place_claims((100, -40), count)
    assert len(set(dots)) == count
    assert all(math.dist(dot, (100, -40)) <= disc_radius(count) for dot in dots)
