"""For everyone: keyboard, screen reader, colours, phone, paper, things to take away."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from page_maps import made_map

from argmap.model import MapData

pytestmark = pytest.mark.browser

Write = Callable[[MapData, str], Path]
MAP = made_map(600)
ARROWS = {"left": "\ue012", "up": "\ue013", "right": "\ue014", "down": "\ue015"}
ENTER, ESCAPE = "\ue007", "\ue00c"


@pytest.fixture
def made(written: Write) -> Path:
    return written(MAP, "made")


def test_the_graph_can_be_walked_by_keyboard(page, made) -> None:
    page.open(made)
    page.js("document.getElementById('graph').focus()")
    page.keys(ARROWS["right"])
    page.until("document.getElementById('live').textContent.startsWith('Theme: ')")
    page.keys(ENTER)
    page.until("location.hash.startsWith('#theme=')")
    page.keys(ARROWS["down"])
    page.until("document.getElementById('live').textContent.startsWith('Point: ')")
    page.keys(ENTER)
    page.until("location.hash.startsWith('#point=')")
    page.keys(ARROWS["left"], ARROWS["left"])
    page.until(
        "/^(claim|evidence|question|proposal) by /"
        ".test(document.getElementById('live').textContent)"
    )
    page.keys(ENTER)
    page.until("document.querySelector('#reading mark')")
    page.keys(ESCAPE, ESCAPE)
    page.until("document.getElementById('crumbs').textContent === 'Overview'")


def test_the_table_says_the_same_as_the_graph(page, made) -> None:
    page.open(made, "#theme=t7")
    page.click("#view-button")
    page.until("document.querySelector('#table table')")
    rows = page.js(
        "return [...document.querySelectorAll('#table tr[data-claim]')].map(r => r.dataset.claim)"
    )
    assert rows == list(MAP.themes[6].claims)
    page.click(f'#table tr[data-claim="{rows[2]}"] button')
    page.until("document.querySelector('#reading mark')")
    assert page.text("#reading mark") == MAP.claim[rows[2]].text
    assert page.count("#table tr[aria-current]") == 1


def test_dark_and_light_follow_the_system_and_the_button(page, made) -> None:
    def paper() -> str:
        return str(page.js("return getComputedStyle(document.body).backgroundColor"))

    scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)
    page.open(made)
    dark = paper()
    page.click("#mode-button")
    light = paper()
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert dark != light
    page.open(made)
    assert paper() == light


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("view", ["", "#theme=t1", "#point=t1-1", "#view=table", "claim"])
def test_axe_finds_no_serious_violation(page, made, mode: str, view: str) -> None:
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    from axe_core_python.selenium import Axe

    if view == "claim":
        view = f"#claim={MAP.relations[0].source.replace('#', '%23')}"
    page.open(made, view)
    if mode == "dark":
        page.click("#mode-button")
        time.sleep(0.3)  # colours fade over
    found = Axe().run(page.driver)["violations"]
    serious = [
        (item["id"], item["nodes"][0]["html"][:200], item["nodes"][0].get("failureSummary"))
        for item in found
        if item["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_a_phone_shows_one_pane_at_a_time(page, made) -> None:
    metrics = {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": True}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page.open(made)
    visible = "return [...document.querySelectorAll('.pane')].filter(p => p.offsetWidth).length"
    assert page.js(visible) == 1
    assert page.js("return document.documentElement.scrollWidth") <= 390
    page.click('[data-tab="outline"]')
    page.click('#outline [data-theme="t1"] [data-point="t1-1"]')
    page.until("document.querySelector('#reading mark')?.offsetWidth > 0")
    assert page.js(visible) == 1
    assert page.js("return document.documentElement.scrollWidth") <= 390


def saved(page, name: str, seconds: float = 10) -> bytes:
    path = page.downloads / name
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    content: bytes = path.read_bytes()
    path.unlink()
    return content


def test_a_view_can_be_saved_as_picture_and_as_quotes(page, made) -> None:
    page.open(made, "#point=t1-1")
    page.click("#export-button")
    page.click("#export-panel button:nth-child(1)")
    assert saved(page, "argument-map.png").startswith(b"\x89PNG")
    page.click("#export-panel button:nth-child(2)")
    drawing = ElementTree.fromstring(saved(page, "argument-map.svg"))
    assert drawing.tag.endswith("svg")
    assert sum(1 for item in drawing.iter() if item.tag.endswith("text")) > 10
    page.click("#export-panel button:nth-child(3)")
    quotes = saved(page, "argument-map.md").decode("utf-8")
    for name in MAP.summary.sections[0].points[0].claims:
        assert MAP.claim[name].text in quotes


def test_paper_gets_the_whole_outline(page, made) -> None:
    page.open(made)
    pdf = page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
    assert base64.b64decode(pdf["data"]).count(b"/Type /Page\n") >= 2
