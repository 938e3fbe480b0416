"""Remake docs/images/map.png: the page of the shipped example, as Chromium draws it.

Run: make screenshot (or python docs/make_screenshot.py). Needs selenium, Chromium, chromedriver.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import argmap

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "leaving-meta.algolia.json"
TARGET = ROOT / "docs" / "images" / "map.png"
MOST_BYTES = 300_000
SIZE = (1280, 800)


def screenshot(page: Path) -> bytes:
    """Return a PNG of the page's first view, the network off."""
    from selenium import webdriver
    from selenium.webdriver.support.ui import WebDriverWait

    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(flag)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    with tempfile.TemporaryDirectory() as profile:
        options.add_argument(f"--user-data-dir={profile}")
        driver = webdriver.Chrome(options=options, service=service)
        try:
            metrics = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            driver.get(page.as_uri())
            WebDriverWait(driver, 30).until(
                lambda it: it.execute_script("return document.body.dataset.ready === 'yes'")
            )
            driver.execute_async_script("setTimeout(arguments[0], 600)")
            picture: bytes = driver.get_screenshot_as_png()
            return picture
        finally:
            driver.quit()


def main() -> int:
    """Write the picture; 1 where it would be too large."""
    made = argmap.build(argmap.read(EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "map.html"
        page.write_text(made.html(), encoding="utf-8")
        picture = screenshot(page)
    if len(picture) > MOST_BYTES:
        print(f"{len(picture)} bytes: more than {MOST_BYTES}; not written", file=sys.stderr)
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(picture)
    print(f"wrote {TARGET.relative_to(ROOT)}, {len(picture) // 1000} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
