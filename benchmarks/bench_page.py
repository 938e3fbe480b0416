"""Time until the page can be used, and per frame while panning, beside pyvis' own page.

Needs Chromium and chromedriver. Run: python benchmarks/bench_page.py [claims ...]
Prints one row per page: claims, page, megabytes, milliseconds to interactive (median of five),
milliseconds per frame while panning.
"""

from __future__ import annotations

import re
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
LIMIT = 100
"""Seconds to wait for a page that computes its positions."""
MOST_DEFAULT = 2000
"""Above, pyvis' defaults block the browser for longer than its driver waits (two minutes)."""
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


def local(html: str) -> str:
    """Cut the two addresses of a CDN in pyvis' template: offline they only cost time."""
    return re.sub(r"(?s)<link\s+href=\"https.*?/>|<script\s+src=\"https.*?</script>", "", html)


def pyvis_placed(argument_map: MapData) -> str:
    """Pyvis' own template with the same nodes, positions and edges, physics off."""
    return local(to_network(argument_map).generate_html())


def pyvis_default(argument_map: MapData) -> str:
    """Pyvis as its own introduction uses it: labelled nodes, edges, and its default settings.

    Its page computes the positions itself; it can be used once they are stable.
    """
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for claim in argument_map.claims:
        network.add_node(claim.id, label=claim.text[:60], title=claim.text)
    for relation in argument_map.relations:
        network.add_edge(relation.source, relation.target, title=relation.kind)
    made = "network = new vis.Network(container, data, options);"
    html: str = network.generate_html()
    assert made in html
    told = "network.once('stabilizationIterationsDone', () => { window.stable = true; });"
    return local(html.replace(made, f"{made} window.stable = false; {told}"))


PAGES = {
    "argmap": to_html,
    "argmap --pyvis": to_pyvis_html,
    "pyvis, positions given, physics off": pyvis_placed,
    "pyvis, its defaults": pyvis_default,
}


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
    """Milliseconds from asking for the page until its first frame after the scripts is drawn.

    A page that computes positions counts as usable when they are stable; infinity after LIMIT.
    """
    driver.get("about:blank")
    driver.set_script_timeout(LIMIT + 15)
    driver.get(path.as_uri())
    elapsed: float | None = driver.execute_async_script(
        "const limit = arguments[0], done = arguments[1];"
        "const look = () => window.stable !== false ? requestAnimationFrame(() => "
        "requestAnimationFrame(() => setTimeout(() => done(performance.now())))) : "
        "performance.now() > limit ? done(null) : setTimeout(look, 50);"
        "look();",
        LIMIT * 1000,
    )
    return float("inf") if elapsed is None else elapsed


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
                megabytes = path.stat().st_size / 1e6
                if write is pyvis_default and size > MOST_DEFAULT:
                    print(f"| {size} | {name} | {megabytes:.1f} | over 120,000 | – |", flush=True)
                    continue
                first = interactive(driver, path)
                runs = 1 if first > 10_000 else 5
                taken = statistics.median(
                    [first, *(interactive(driver, path) for _ in range(runs - 1))]
                )
                if taken == float("inf"):
                    print(
                        f"| {size} | {name} | {megabytes:.1f} | over {LIMIT * 1000} | – |",
                        flush=True,
                    )
                    continue
                frame = driver.execute_async_script(PAN)
                print(
                    f"| {size} | {name} | {megabytes:.1f} | {taken:.0f} | {frame:.0f} |", flush=True
                )
                time.sleep(0.2)
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
