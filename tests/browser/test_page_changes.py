"""The page of a comparison: what changed is listed, marked, filtered; other pages know nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from page_maps import made_map

from argmap.changes import compare
from argmap.model import MapData
from argmap.write.html import to_html

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hit=1"></script><script>window.hit=1</script>'
NEW = made_map(120, 4, extra=(HOSTILE,))
ADDED = 7
"""Claims of the new map whose posts the old one does not have."""


def earlier(argument_map: MapData) -> MapData:
    """Without the last claims' posts, and with other words in its first post."""
    gone = {claim.post for claim in argument_map.claims[-ADDED:]}
    first = argument_map.claims[0]
    posts = []
    for post in argument_map.thread.posts:
        if post.id == first.post:
            posts.append(
                replace(post, text=post.text[: first.end - 1] + "!" + post.text[first.end :])
            )
        elif post.id not in gone:
            posts.append(post)
    claims = [replace(first, text=first.text[:-1] + "!"), *argument_map.claims[1:]]
    return replace(
        argument_map,
        thread=replace(argument_map.thread, posts=tuple(posts)),
        claims=tuple(claim for claim in claims if claim.post not in gone),
        relations=(),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("changes") / "changes.html"
    path.write_text(to_html(NEW, changes=compare(earlier(NEW), NEW)), encoding="utf-8")
    return path


def test_the_page_opens_at_what_changed(page, path) -> None:
    page.open(path)
    assert page.text("#reading h2") == "What changed"
    assert page.text("#crumbs").endswith("What changed")
    assert "New claims" in page.text("#reading")
    assert page.js("return window.hit") is None
    assert page.count("#reading img") == 0


def test_a_line_opens_the_words_it_is_about(page, path) -> None:
    page.open(path)
    page.js(
        "[...document.querySelectorAll('#reading .changes button.claim')]"
        ".find(b => b.textContent.includes('onerror')).click()"
    )
    page.until("document.querySelector('#reading mark')")
    assert page.text("#reading mark") == HOSTILE
    assert "new" in page.text("#reading .kicker .change")


def test_an_edited_claim_shows_what_it_was(page, path) -> None:
    first = NEW.claims[0]
    page.open(path, f"#claim={first.id.replace('#', '%23')}")
    assert page.text("#reading .before") == f"Before: “{first.text[:-1]}!”"


def test_new_claims_can_be_shown_alone(page, path) -> None:
    page.open(path, "#f.change=new&view=table")
    rows = page.js(
        "return [...document.querySelectorAll('#table tr[data-claim]')].map(r => r.dataset.claim)"
    )
    gone = {claim.post for claim in NEW.claims[-ADDED:]}
    assert set(rows) == {claim.id for claim in NEW.claims if claim.post in gone}
    page.click("#filter-button")
    assert page.count('[data-filter="change"]') == 1


def test_another_page_says_nothing_of_changes(page, written) -> None:
    page.open(written(made_map(120, 4), "plain"), "#changes=all")
    assert page.text("#reading h2") == "In short"
    assert page.js("return document.getElementById('changes-button').hidden") is True
    assert page.count(".change") == 0
    page.click("#filter-button")
    assert page.count('[data-filter="change"]') == 0


def test_assistive_technology_finds_nothing_serious(page, path) -> None:
    axe = pytest.importorskip("axe_core_python.selenium").Axe()
    page.open(path)
    found = axe.run(page.driver)["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
