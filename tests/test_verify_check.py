"""``check`` passes a true map, and finds whatever is changed in one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import rich_map

from argmap.errors import MapError
from argmap.model import Evidence, MapData, Point, Relation
from argmap.model.frames import frame_is_allowed, point_frame
from argmap.verify import check
from argmap.write.map_json import from_dict, to_json

DOCUMENT = json.loads(to_json(rich_map()))

# Parts of map.json whose truth follows from the rest of the map, or from the discussion read
# again. ``*`` is any key or place; what is not listed (a heading, a confidence, a polarity) is
# a judgement: it can be wrong, but not false.
VERIFIED = """
thread.posts.*.id
thread.posts.*.parent
thread.posts.*.author
thread.posts.*.text
thread.posts.*.quotes.*.start
thread.posts.*.links.*.url
thread.posts.*.stance.target
thread.posts.*.stance.evidence.*.text
thread.posts.*.stance.evidence.*.start
thread.posts.*.stance.evidence.*.end
thread.posts.*.entities.*.entity
thread.posts
claims
claims.*.id
claims.*.post
claims.*.start
claims.*.end
claims.*.text
claims.*.entities.*.entity
entities.*.id
relations.*.source
relations.*.target
relations.*.scope
relations.*.evidence.*.post
comparisons.*.a
comparisons.*.b
comparisons.*.aspect
comparisons.*.preferred
comparisons.*.claim
comparisons.*.cue
themes.*.claims
themes.*.claims.*
themes.*.camps.*.claims.*
themes.*.entities.*
themes.*.parent
themes.*.walk.*.claim
themes.*.walk.*.source
summary.sections.*.theme
summary.sections.*.heading
summary.sections.*.points.*.text
summary.sections.*.points.*.frame
summary.sections.*.points.*.quotes
summary.sections.*.points.*.quotes.*.claim
summary.sections.*.points.*.quotes.*.post
summary.sections.*.points.*.quotes.*.start
summary.sections.*.points.*.quotes.*.end
summary.sections.*.points.*.quotes.*.text
summary.sections.*.points.*.claims.*
summary.sections.*.points.*.opposing.*
summary.sections.*.points.*.voices
summary.sections.*.points.*.supports
summary.sections.*.points.*.contrasts
summary.sections.*.points.*.dissent
summary.sections.*.points.*.undecided.*
summary.headlines.*.text
summary.headlines.*.frame
summary.headlines.*.voices
summary.headlines.*.supports
summary.headlines.*.contrasts
summary.leads.*.role
summary.leads.*.quote.claim
summary.leads.*.quote.post
summary.leads.*.quote.start
summary.leads.*.quote.end
summary.leads.*.quote.text
summary.leads.*.quote.further
summary.leads.*.quote.further.*
summary.coverage.posts
summary.coverage.authors
summary.coverage.claims
summary.coverage.posts_total
summary.coverage.authors_total
summary.coverage.claims_total
summary.coverage.not_covered
summary.coverage.not_covered.*
""".split()

Path = tuple[str | int, ...]


def places(document: Any, pattern: list[str], here: Path = ()) -> Iterator[Path]:
    """Where in the document a pattern leads to a value that is there."""
    if not pattern:
        if document not in (None, "", [], ()):
            yield here
        return
    head, *rest = pattern
    if head == "*":
        for key in range(len(document or ())):
            yield from places(document[key], rest, (*here, key))
    elif document is not None:
        yield from places(document[head], rest, (*here, head))


PLACES = [place for pattern in VERIFIED for place in places(DOCUMENT, pattern.split("."))]


def changed(place: Path, how: int) -> dict[str, Any]:
    """A copy of the document with one value changed: longer, higher, shorter or doubled."""
    document = copy.deepcopy(DOCUMENT)
    owner: Any = document
    for key in place[:-1]:
        owner = owner[key]
    value = owner[place[-1]]
    if isinstance(value, str):
        owner[place[-1]] = (value + "☃", "☃" + value, "☃")[how]
    elif isinstance(value, int):
        owner[place[-1]] = value + (1, -1, 1000)[how]
    else:
        value = list(value)
        owner[place[-1]] = (value[:-1], value[1:], [*value, value[0]])[how]
    return document


def problems(document: dict[str, Any]) -> list[str]:
    return check(from_dict(document), rich_map().thread)


def test_a_true_map_has_no_problem(rich_map: MapData) -> None:
    assert check(rich_map) == []
    assert check(rich_map, rich_map.thread) == []


@given(st.sampled_from(PLACES), st.integers(0, 2))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_any_change_is_found(place: Path, how: int) -> None:
    assert problems(changed(place, how)), place


def test_every_pattern_leads_somewhere() -> None:
    for pattern in VERIFIED:
        assert any(True for _ in places(DOCUMENT, pattern.split("."))), pattern


def with_relation(argument_map: MapData, **changes: Any) -> MapData:
    first, *rest = argument_map.relations
    return replace(argument_map, relations=(replace(first, **changes), *rest))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"evidence": ()}, "rests on nothing"),
        ({"evidence": (Evidence("connective", "so", "100", 0, 2),)}, "is not verbatim"),
        ({"evidence": (Evidence("connective", "so", "100"),)}, "no place in it"),
        ({"confidence": 1.2}, "is not in 0 to 1"),
        ({"scope": "within"}, "its scope is not within"),
        ({"scope": "everywhere"}, "its scope is not everywhere"),
    ],
)
def test_an_edge_without_a_true_reason_is_found(
    rich_map: MapData, changes: dict[str, Any], problem: str
) -> None:
    reply: Relation = next(r for r in rich_map.relations if r.scope == "reply")
    rich_map = replace(rich_map, relations=(reply,))
    assert any(problem in each for each in check(with_relation(rich_map, **changes)))


def with_point(argument_map: MapData, **changes: Any) -> MapData:
    section, *rest = argument_map.summary.sections
    point: Point = replace(section.points[0], **changes)
    sections = (replace(section, points=(point,)), *rest)
    return replace(argument_map, summary=replace(argument_map.summary, sections=sections))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"quotes": ()}, "quotes nothing"),
        ({"frame": "Rust is bad: “{0}”"}, "says more than framing words"),
        ({"text": "A few say nothing"}, "is not its frame with the quotes filled in"),
        ({"frame": "{0} {7}"}, "is not its frame with the quotes filled in"),
        ({"frame": "Many (3) say “{0}”; one objects “{1}”"}, "does not tell its counts"),
        ({"frame": "3: “{0}” “{1}”"}, "does not tell its counts"),
        ({"supports": 4}, "does not tell its counts"),
        ({"contrasts": 2}, "does not tell its counts"),
        ({"opposing": ("110#0-22",)}, "opposing claims are not among those cited"),
        ({"dissent": "101#43-67"}, "is no opposing claim"),
    ],
)
def test_a_point_that_says_more_than_its_claims_is_found(
    rich_map: MapData, changes: dict[str, Any], problem: str
) -> None:
    found = check(with_point(rich_map, **changes))
    assert any(problem in each for each in found), found


def with_leads(argument_map: MapData, *places: int, **changes: Any) -> MapData:
    leads = [argument_map.summary.leads[place] for place in places]
    leads = [replace(lead, **changes) for lead in leads]
    return replace(argument_map, summary=replace(argument_map.summary, leads=tuple(leads)))


@pytest.mark.parametrize(
    ("places", "changes", "problem"),
    [
        ((0, 1, 1, 2), {}, "lead opens: there 2 times"),
        ((1, 0), {}, "leads: stand in the order opens, about"),
        ((2, 0), {}, "leads: stand in the order outcome, about"),
        ((1,), {"role": "gossip"}, "lead gossip: there is no such role"),
    ],
)
def test_leads_have_roles_of_their_own_in_order(
    rich_map: MapData, places: tuple[int, ...], changes: dict[str, Any], problem: str
) -> None:
    assert problem in check(with_leads(rich_map, *places, **changes))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"claim": "7#0-1"}, "lead about: no claim 7#0-1"),
        ({"further": ()}, "lead about: a quote lies outside claim 100#36-57"),
        ({"further": ("101#43-67",)}, "lead about: a quote lies outside claim 100#36-57"),
        ({"end": 60}, "lead about: a quote lies outside claim 100#36-57"),
        ({"text": "Go is hard"}, "lead about: its quote of 100#36-57 is not verbatim"),
    ],
)
def test_a_lead_that_says_more_than_its_claims_is_found(
    rich_map: MapData, changes: dict[str, Any], problem: str
) -> None:
    quote = replace(rich_map.summary.leads[0].quote, **changes)
    assert problem in check(with_leads(rich_map, 0, quote=quote))


@pytest.mark.parametrize("places", [(), (0,), (0, 2), (1, 2), (0, 1, 2)])
def test_any_leads_in_order_hold(rich_map: MapData, places: tuple[int, ...]) -> None:
    assert check(with_leads(rich_map, *places), rich_map.thread) == []


def test_another_source_is_named(rich_map: MapData) -> None:
    other = replace(rich_map.thread, id="hn:7", posts=rich_map.thread.posts[1:])
    found = check(rich_map, other)
    assert "source: it is hn:7, the map is of hn:100" in found
    assert "source: it has no post 100" in found


def test_a_frame_of_places_alone_says_nothing_false(rich_map: MapData) -> None:
    section = rich_map.summary.sections[0]
    words = " – ".join(quote.text for quote in section.points[0].quotes)
    assert not [
        p for p in check(with_point(rich_map, frame="{0} – {1}", text=words)) if "t1.1" in p
    ]


@pytest.mark.parametrize(("supports", "contrasts"), [(2, 1), (4, 1), (3, 2), (1, 3)])
def test_a_quantifier_of_other_counts_is_found(
    rich_map: MapData, supports: int, contrasts: int
) -> None:
    against = contrasts > 0
    frame = point_frame(["argue", "argue"], against=against, supports=supports, contrasts=contrasts)
    found = check(with_point(rich_map, frame=frame))
    assert any(line.startswith("point t1.1: its frame") for line in found)


@pytest.mark.parametrize("how", range(5))
def test_a_changed_byte_of_the_source_names_every_point_that_rests_on_it(
    rich_map: MapData, how: int
) -> None:
    post = rich_map.thread.by_id["101"]
    place = post.text.index("that benchmark is wrong") + 5 * how
    text = post.text[:place] + "☃" + post.text[place + 1 :]
    posts = tuple(replace(p, text=text) if p.id == "101" else p for p in rich_map.thread.posts)
    found = check(rich_map, replace(rich_map.thread, posts=posts))
    lost = "rests on claim 101#43-67, whose words the source does not have"
    assert "source: post 101 has another text there" in found
    assert f"point t1.1: {lost}" in found
    assert f"headline 1: {lost}" in found
    assert not any(line.startswith("lead") for line in found)
    assert not any(line.startswith("point t2") for line in found)


def test_a_changed_word_of_the_source_names_the_lead_that_quotes_it(rich_map: MapData) -> None:
    post = rich_map.thread.by_id["103"]
    other = replace(post, text=post.text.replace("mind", "coat"))
    posts = tuple(other if p.id == "103" else p for p in rich_map.thread.posts)
    found = check(rich_map, replace(rich_map.thread, posts=posts))
    claim = rich_map.summary.leads[2].quote.claim
    assert f"lead outcome: rests on claim {claim}, whose words the source does not have" in found


@pytest.mark.parametrize(
    ("frame", "allowed"),
    [
        ("Many: “{0}” Others: “{1}”", True),
        ("3 of 12: “{0}”", True),
        ("{0}", True),
        ("Everybody knows {0}", False),
        ("{0.text}", False),
        ("{}", False),
    ],
)
def test_frames_are_made_of_framing_words(frame: str, allowed: bool) -> None:
    assert frame_is_allowed(frame) is allowed


def test_a_document_with_parts_missing_is_refused() -> None:
    from argmap.write.map_json import from_json

    with pytest.raises(MapError, match="a part is missing"):
        from_json('{"format": "argmap", "version": 1}')
