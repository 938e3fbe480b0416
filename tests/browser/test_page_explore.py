"""Finding one's way: overview, themes, points, words, search, filters, back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from page_maps import made_map

from argmap.model import MapData

pytestmark = pytest.mark.browser

Write = Callable[[MapData, str], Path]
MAP = made_map(600)
SIGN_WORDS = {"supports": "supports", "contrasts": "contrasts with"}
POINT = MAP.summary.sections[0].points[0]
CLAIM = MAP.claim[POINT.claims[0]]


@pytest.fixture
def made(written: Write) -> Path:
    return written(MAP, "made")


def address(name: str) -> str:
    return name.replace("#", "%23")


def test_the_first_view_is_small_and_shows_every_theme(page, made) -> None:
    page.open(made)
    assert page.count("[data-node]") == len(MAP.themes)
    for theme in MAP.themes:
        assert theme.heading in page.text("#outline")


def test_two_clicks_lead_from_a_theme_to_the_words(page, made) -> None:
    page.open(made)
    page.click_node("theme:t1")
    page.until("location.hash === '#theme=t1'")
    assert page.text("#reading h2") == MAP.themes[0].heading
    page.click_node("point:t1-1")
    page.until("location.hash.startsWith('#point=t1-1')")
    page.click_node(f"claim:{CLAIM.id}")
    page.until("document.querySelector('#reading mark')")
    assert page.text("#reading mark") == CLAIM.text


def test_a_line_of_the_outline_opens_its_words_in_all_panes(page, made) -> None:
    page.open(made)
    page.click('#outline [data-theme="t1"] [data-point="t1-1"]')
    page.until("document.querySelector('#reading mark')")
    assert page.text("#reading mark") == CLAIM.text
    assert page.count('[data-node="point:t1-1"]') == 1
    assert page.count('#outline [data-theme="t1"] [data-point="t1-1"][aria-current]') == 1
    assert CLAIM.post in page.js("return document.querySelector('#reading .byline a').href")


def test_the_reading_pane_says_why_each_edge_is_there(page, made) -> None:
    relation = MAP.relations[0]
    page.open(made, f"#claim={address(relation.source)}")
    reasons = page.text("#reading .reasons")
    assert "confidence 70\u00a0%" in reasons
    assert "Because: opening" in reasons
    parent = MAP.thread.by_id[MAP.claim[relation.source].post].parent
    assert parent is not None
    assert MAP.thread.by_id[parent].text[:40] in page.text("#reading .parent")


def test_search_finds_claims_people_and_things_as_one_types(page, made) -> None:
    page.open(made)
    page.keys("/")
    page.keys("yaml")
    page.until("document.querySelectorAll('#search-results [role=option]').length > 3")
    groups = page.js(
        "return [...document.querySelectorAll('#search-results .group')].map(g => g.textContent)"
    )
    assert groups == ["Things", "Themes", "Claims"]
    page.keys("\ue015", "\ue007")  # arrow down, enter
    page.until("location.hash === '#entity=e2'")
    assert page.text("#reading h2") == "YAML"
    assert "Pkl over YAML" in page.text("#reading")


def test_search_finds_nothing_and_says_so(page, made) -> None:
    page.open(made)
    page.keys("/", "qqqq")
    page.until("document.getElementById('search-results').textContent === 'Nothing found.'")
    page.keys("\ue00c")  # escape
    assert page.js("return document.getElementById('search-results').hidden")


def test_filters_count_and_travel_in_the_address(page, made) -> None:
    page.open(made, "#view=table&f.kind=evidence&f.sure=70")
    expected = [c for c in MAP.claims if c.kind == "evidence" and c.confidence >= 0.7]
    assert page.text("#table caption").startswith(f"{len(expected)} claims")
    page.click("#filter-button")
    assert page.js("return document.querySelector('[data-filter=kind]').value") == "evidence"
    page.click("#filter-clear")
    page.until("!location.hash.includes('f.')")
    assert page.text("#table caption") == "600 claims"


def test_the_sign_filter_hides_the_other_side(page, made) -> None:
    page.open(made, "#point=t1-1&f.sign=contrasts")
    shown = page.js("return [...document.querySelectorAll('[data-node]')].map(n => n.dataset.node)")
    claims = {name.removeprefix("claim:") for name in shown if name.startswith("claim:")}
    assert claims <= set(POINT.opposing)


def test_back_and_forward_restore_the_view(page, made) -> None:
    page.open(made)
    page.click('#outline [data-theme="t2"] .heading')
    page.until("location.hash === '#theme=t2'")
    page.click('#outline [data-theme="t3"] .heading')
    page.until("location.hash === '#theme=t3'")
    page.click("#back")
    page.until("location.hash === '#theme=t2'")
    page.until(
        "document.querySelector('#reading h2').textContent === arguments[0]", MAP.themes[1].heading
    )
    page.driver.forward()
    page.until("location.hash === '#theme=t3'")


@pytest.mark.parametrize("kind", ["theme=none", "claim=1", "point=<b>", "depth=99", "%E0%A4%A"])
def test_a_broken_address_opens_the_overview(kind: str, page, made) -> None:
    page.open(made, f"#{kind}")
    assert page.text("#crumbs") == "Overview"


def test_depth_widens_what_stands_around_a_claim(page, made) -> None:
    target = max(MAP.relations, key=lambda r: sum(o.target == r.target for o in MAP.relations))
    page.open(made, f"#claim={address(target.target)}")
    near = page.count("[data-node]")
    page.click("#depth button:last-child")
    page.until("location.hash.includes('depth=3')")
    assert page.count("[data-node]") > near


def test_every_claim_can_be_reached_from_the_views(page, made) -> None:
    page.open(made, "#rest=t1&more=50")
    cited = {claim for point in MAP.summary.sections[0].points for claim in point.claims}
    rest = [claim for claim in MAP.themes[0].claims if claim not in cited]
    assert page.count('[data-node^="claim:"]') == len(rest)


def test_an_author_is_shown_with_all_claims(page, made) -> None:
    author = MAP.thread.posts[0].author
    page.open(made, f"#author={author}")
    said = [c for c in MAP.claims if MAP.thread.by_id[c.post].author == author]
    assert page.text("#reading h2") == author
    assert page.count("#reading ul.claims:last-child [data-claim]") == min(30, len(said))
    mine = {c.id for c in said}
    against = {
        r.source
        for r in MAP.relations
        if r.kind == "contrasts" and r.target in mine and r.source not in mine
    }
    if against:
        assert f"Others contradict ({len(against)})" in page.text("#reading")


def test_ten_thousand_claims_open_with_a_small_first_view(page, written: Write) -> None:
    page.open(written(made_map(10_000, 12), "large"))
    assert page.count("[data-node]") == 12
    assert page.count("*") < 3000


def test_two_claims_are_joined_by_a_path(page, made) -> None:
    first = MAP.relations[0]
    page.open(made, f"#claim={address(first.source)}")
    page.click("#reading .actions button:last-child")
    page.click("#reading .reasons button.claim")
    page.until(
        "document.querySelector('#reading .actions button:last-child').textContent"
        " === 'Path to here'"
    )
    page.click("#reading .actions button:last-child")
    page.until("location.hash.startsWith('#path=')")
    assert page.count("[data-node]") == 2
    assert SIGN_WORDS[first.kind] in page.text("#reading")


def test_a_moment_shows_the_discussion_up_to_then(page, made) -> None:
    moment = "2024-02-03T10:00:00Z"
    page.open(made, f"#view=table&f.until={moment}")
    earlier = [c for c in MAP.claims if (MAP.thread.by_id[c.post].created or "") <= moment]
    assert page.text("#table caption").startswith(f"{len(earlier)} claims")
    assert page.text("#until-value").startswith("Up to Feb 3, 2024")
    page.js(
        "const s = document.getElementById('until'); s.value = s.max;"
        "s.dispatchEvent(new Event('input'))"
    )
    page.until("document.querySelector('#table caption').textContent === '600 claims'")


def test_a_span_of_time_is_brushed_out(page, made) -> None:
    page.open(made, "#view=table")
    page.js(
        "const s = document.getElementById('since'); s.value = s.max / 2;"
        "s.dispatchEvent(new Event('input'))"
    )
    page.until("location.hash.includes('f.since=')")
    since = page.js("return new URLSearchParams(location.hash.slice(1)).get('f.since')")[:10]
    later = [c for c in MAP.claims if (MAP.thread.by_id[c.post].created or "") >= since]
    assert page.text("#table caption").startswith(f"{len(later)} claims")


def test_an_opened_theme_is_replayed(page, made) -> None:
    page.open(made, "#theme=t1")
    page.js("document.getElementById('until').value = 5")
    page.click("#replay")
    page.until("location.hash.includes('f.until=')")
    page.until("!location.hash.includes('f.until=')")
    assert page.fragment() == "#theme=t1"
    assert page.js("return document.getElementById('replay').textContent") == "▶"


def test_the_walk_of_a_section_is_played_step_by_step(page, made) -> None:
    walk = MAP.themes[0].walk
    page.open(made, "#theme=t1")
    page.click("#walk")
    page.until("location.hash.startsWith('#walk=t1')")
    assert page.text("#reading mark") == MAP.claim[walk[0].claim].text
    page.click("#steps button[aria-label='Next step']")
    page.until("location.hash.includes('step=1')")
    assert page.text("#reading mark") == MAP.claim[walk[1].claim].text
    assert f"Step 2 of {len(walk)}" in page.text("#steps")
    assert "Reached because it" in page.text("#reading .walk-line")
    page.click("#walk-play")
    page.until("location.hash.includes('step=2')")


def test_what_is_out_of_sight_is_on_the_small_map(page, made) -> None:
    page.open(made)
    assert page.js("return document.getElementById('minimap').hidden")
    for _ in range(5):
        page.click("#zoom-in")
    page.until("!document.getElementById('minimap').hidden")
    page.click("#zoom-fit")
    page.until("document.getElementById('minimap').hidden")


def test_themes_are_joined_by_answers_and_by_what_both_judge(page, made) -> None:
    page.open(made, "#theme=t1")
    links = page.text("#reading .links")
    assert "side on" in links or "sides on" in links
    assert "answer" in links


def test_the_overview_says_the_debate_in_short(page, made) -> None:
    page.open(made)
    assert page.text("#reading h2") == "In short"
    for point in MAP.summary.headlines:
        assert f"“{point.quotes[0].text}”" in page.text("#reading .headlines")
    page.click("#reading .headlines button")
    page.until("document.querySelector('#reading mark')")
