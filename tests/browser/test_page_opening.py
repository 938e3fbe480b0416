"""The head of the reading pane: numbers, leads, and subjects with their counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from map_summary import quote
from map_words import claims

from argmap.model import MapData
from argmap.model.frames import fill

pytestmark = pytest.mark.browser

Write = Callable[[MapData, str], Path]


def labelled(argument_map: MapData) -> MapData:
    """Put three labels before the first point, wherever it stands."""
    c = claims()
    summary = argument_map.summary
    old = summary.sections[0].points[0]
    labels = (quote(c["startup"], "startup"), quote(c["fast"], "Rust"), quote(c["tuned"], "Go"))
    texts = [each.text for each in (*labels, *old.quotes)]
    said = old.frame.replace("{0}", "{3}").replace("{1}", "{4}")
    frame = f"{{0}}, {{1}} and {{2}}: {said[0].lower()}{said[1:]}"
    new = replace(old, frame=frame, quotes=(*labels, *old.quotes), text=fill(frame, texts))
    first, *rest = summary.sections
    made = replace(
        summary,
        headlines=(new, *summary.headlines[1:]),
        sections=(replace(first, points=(new,)), *rest),
    )
    return replace(argument_map, summary=made)


def test_the_reading_pane_begins_with_numbers_and_leads(page, written: Write, rich_map) -> None:
    page.open(written(rich_map, "rich"))
    head = page.text("#reading")
    assert head.startswith("11 comments by 7 authors, 3 February 2024. Of 5 replies read as")
    leads = page.js(
        "return [...document.querySelectorAll('#reading .lead')].map(each => each.textContent)"
    )
    assert leads[0] == "About: “Go is easier to learn because the language is small.”alice"
    assert leads[1].startswith("Opened with: “</script><script>alert('x')</script> is not")
    assert page.count("#reading .lead") == 3


def test_a_lead_opens_its_words(page, written: Write, rich_map) -> None:
    page.open(written(rich_map, "rich"))
    lead = rich_map.summary.leads[2].quote
    page.click(f'#reading .lead[data-lead="{lead.claim}"]')
    page.until("document.querySelector('#reading mark')")
    assert page.text("#reading mark") == rich_map.claim[lead.claim].text
    assert page.count(f'[data-node="claim:{lead.claim}"]') == 1


def test_a_subject_is_bold_with_its_count_beside_it(page, written: Write, rich_map) -> None:
    made = labelled(rich_map)
    page.open(written(made, "labelled"))
    point = made.summary.sections[0].points[0]
    said = point.text.removeprefix("startup, Rust and Go")
    line = page.text('#outline [data-point="t1-1"] bdi')
    # Its quotes name two of the labels; the third stands beside the count.
    assert line == f"Rust and Go (3 voices, also on startup){said}"
    assert page.text('#outline [data-point="t1-1"] bdi b') == "Rust and Go"
    short = page.text("#reading .headlines li:first-child bdi")
    assert short == "Rust and Go (3 voices, also on startup): “that benchmark is wrong”"


def test_a_line_without_a_subject_has_its_count_at_the_end(page, written: Write, rich_map) -> None:
    page.open(written(rich_map, "rich"))
    point = rich_map.summary.sections[0].points[0]
    assert page.text('#outline [data-point="t1-1"] bdi') == f"{point.text} (3 voices)"
    assert page.text("#reading .headlines li:first-child bdi") == (
        "“that benchmark is wrong” (3 voices)"
    )


def test_a_page_of_one_theme_keeps_the_numbers_and_its_own_leads(
    tmp_path: Path, page, rich_map
) -> None:
    from argmap.write.html import to_html

    path = tmp_path / "theme.html"
    path.write_text(to_html(rich_map, theme="t2"), encoding="utf-8")
    page.open(path, "#")
    page.click("#outline-top")
    page.until("document.querySelector('#reading .overview')")
    assert page.text("#reading .overview").startswith("11 comments by 7 authors")
    assert page.count("#reading .lead") == 1
