"""Time until the page can be used, and per frame while panning, beside pyvis' own page.

Needs Chromium and chromedriver. Run: python benchmarks/bench_page.py [claims ...]
Prints one row per page: claims, page, megabytes, milliseconds to interactive (median of three),
milliseconds per frame while panning.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from page_maps import made_map  # noqa: E402

from argmap.model import MapData  # noqa: E402
from argmap.write.html import to_html, to_pyvis_html  # noqa: E402
from argmap.write.pyvis_html import to_network  # noqa: E402

FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-sync --window-size=1440,900"
PAN = """
const done = arguments[arguments.length - 1];
const canvas = document.querySelector('canvas');
const box = canvas.getBoundingClientRect();
const at = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
  bubbles: true, pointerId: 1, pointerType: 'mouse', buttons: 1, clientX: x, clientY: y }));
const x0 = box.left + 20, y0 = box.top + 20;
at('pointerdown', x0, y0);
let n = 0;
const start = performance.now();
const step = () => {
  n += 1;
  at('pointermove', x0 + n * 4, y0 + n * 2);
  if (n < 30) requestAnimationFrame(step);
  else { at('pointerup', x0 + n * 4, y0); done((performance.now() - start) / n); }
};
requestAnimationFrame(step);
"""


def stock_pyvis(argument_map: MapData) -> str:
    """Pyvis' own template with the same nodes, positions and edges, physics off.

    Its two addresses of jsdelivr.net are cut, as offline they only cost time.
    """
    import re

    html: str = to_network(argument_map).generate_html()
    return re.sub(r"(?s)<link\s+href=\"https.*?/>|<script\s+src=\"https.*?</script>", "", html)


PAGES = {"argmap": to_html, "argmap --pyvis": to_pyvis_html, "pyvis": stock_pyvis}


def browser() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    options.add_argument(f"--user-data-dir={tempfile.mkdtemp()}")
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def interactive(driver: Any, path: Path) -> float:
    """Milliseconds from asking for the page until its first frame after the scripts is drawn."""
    driver.get("about:blank")
    driver.get(path.as_uri())
    elapsed: float = driver.execute_async_script(
        "const done = arguments[0];"
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout("
        "() => done(performance.now()))))"
    )
    return elapsed


def main() -> None:
    sizes = [int(value) for value in sys.argv[1:]] or [300, 2000, 10_000]
    driver = browser()
    print("| claims | page | MB | interactive, ms | per frame, ms |\n|---|---|---|---|---|")
    try:
        for size in sizes:
            argument_map = made_map(size, 8 if size < 5000 else 12)
            for name, write in PAGES.items():
                path = Path(tempfile.mkdtemp()) / "page.html"
                path.write_text(write(argument_map), encoding="utf-8")
                taken = statistics.median(interactive(driver, path) for _ in range(3))
                frame = driver.execute_async_script(PAN)
                megabytes = path.stat().st_size / 1e6
                print(f"| {size} | {name} | {megabytes:.1f} | {taken:.0f} | {frame:.0f} |")
                time.sleep(0.2)
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
