"""Headless Chromium with the network off; tests skip where it is not installed."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.model import MapData
from argmap.write.html import to_html

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage "
    "--window-size=1440,900"
)


class Page:
    """One page in the browser: short words for what tests do and ask."""

    def __init__(self, driver: Any, downloads: Path) -> None:
        self.driver = driver
        self.downloads = downloads

    def open(self, path: Path, fragment: str = "") -> Page:
        self.driver.get("about:blank")
        self.log()
        self.driver.get(path.as_uri() + fragment)
        self.until("document.body.dataset.ready === 'yes'")
        return self

    def js(self, program: str, *arguments: Any) -> Any:
        return self.driver.execute_script(program, *arguments)

    def until(self, condition: str, *arguments: Any, seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.js(f"return Boolean({condition})", *arguments):
                return
            time.sleep(0.03)
        raise AssertionError(f"never true: {condition}")

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).textContent", selector))

    def count(self, selector: str) -> int:
        return int(self.js("return document.querySelectorAll(arguments[0]).length", selector))

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def click_node(self, node: str) -> None:
        """A real click on the canvas, where the node is drawn."""
        from selenium.webdriver.common.action_chains import ActionChains

        x, y = self.js(
            """
            const node = document.querySelector(`[data-node="${arguments[0]}"]`);
            return node.dataset.at.split(',').map(Number);
            """,
            node,
        )
        scale, left, top = self.js(
            "const d = document.getElementById('graph').dataset;"
            "return [Number(d.scale), Number(d.left), Number(d.top)]"
        )
        graph = self.driver.find_element("id", "graph")
        wide, tall = graph.size["width"], graph.size["height"]
        off_x, off_y = round((x - left) * scale), round((y - top) * scale)
        assert abs(off_x) < wide / 2
        assert abs(off_y) < tall / 2
        ActionChains(self.driver).move_to_element_with_offset(graph, off_x, off_y).click().perform()

    def fragment(self) -> str:
        return str(self.js("return decodeURIComponent(location.hash)"))

    def log(self) -> list[str]:
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since the last call, but for the page itself and data."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                # What stands behind chrome: is the browser's own first tab, and asks nobody.
                own = ("chrome:", "chrome-untrusted:")
                if not url.startswith(("file:", "data:", "blob:", "about:", *own)):
                    found.append(url)
        return found


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One browser for all tests; each opens its own page."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    chromedriver = shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium-driver)")
    options = webdriver.ChromeOptions()
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=chromedriver)
    driver = webdriver.Chrome(options=options, service=service)
    downloads = tmp_path_factory.mktemp("downloads")
    driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)}
    )
    try:
        yield Page(driver, downloads)
    finally:
        driver.quit()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[MapData, str], Path]:
    """Write a map's page to a file, once per name."""
    folder = tmp_path_factory.mktemp("pages")

    def write(argument_map: MapData, name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(to_html(argument_map), encoding="utf-8")
        return path

    return write


@pytest.fixture
def page(browser: Page) -> Iterator[Page]:
    """The browser, checked after each test: no error in the console, nothing asked of the net."""
    browser.driver.set_window_size(1440, 900)
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.requests()
    yield browser
    assert browser.log() == []
    assert browser.requests() == []
