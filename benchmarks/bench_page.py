"""Time until the page can be used, and per frame while panning, beside pyvis' own page.

Needs Chromium, chromedriver and selenium. Run: python benchmarks/bench_page.py [claims ...]
Milliseconds to interactive are from asking for the page until its first frame after the scripts;
pages of one size take turns.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from common import spread, table, write_result  # noqa: E402
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


RUNS = 5
SLOW = 10_000
"""Milliseconds; a page that takes longer is opened once."""


def of_size(driver: Any, size: int) -> list[tuple[str, list[Any]]]:
    """Open all pages of a map in turn; rows of the table."""
    argument_map = made_map(size, 8 if size < 5000 else 12)
    paths, megabytes = {}, {}
    for name, write in PAGES.items():
        paths[name] = Path(tempfile.mkdtemp()) / "page.html"
        paths[name].write_text(write(argument_map), encoding="utf-8")
        megabytes[name] = round(paths[name].stat().st_size / 1e6, 1)
    given_up = {"pyvis, its defaults"} if size > MOST_DEFAULT else set()
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for turn in range(RUNS):
        for name, path in paths.items():
            if name in given_up or (turn and max(times[name]) > SLOW):
                continue
            print(f"  {size} claims, turn {turn + 1}: {name}", file=sys.stderr, flush=True)
            taken = interactive(driver, path)
            if taken == float("inf"):
                given_up.add(name)
            else:
                times[name].append(taken)
    return [_row(driver, size, name, paths[name], megabytes[name], times) for name in PAGES]


def _row(
    driver: Any, size: int, name: str, path: Path, megabytes: float, times: dict[str, list[float]]
) -> tuple[str, list[Any]]:
    label = f"{size:,} claims, {name}"
    if not times[name]:
        untried = name == "pyvis, its defaults" and size > MOST_DEFAULT
        return label, [megabytes, "not tried" if untried else f"over {LIMIT} s", None, None]
    ours = times["argmap"]
    ratio = spread([a / b for a, b in zip(times[name], ours, strict=False)])
    interactive(driver, path)
    frame = driver.execute_async_script(PAN)
    time.sleep(0.2)
    return label, [megabytes, spread(times[name]), ratio, round(frame)]


def finding(rows: list[tuple[str, list[Any]]]) -> list[str]:
    """Say the ratios of pyvis, by size."""
    told = []
    for label, (_, taken, ratio, _) in rows:
        size, name = label.split(" claims, ", 1)
        if not name.startswith("pyvis") or taken == "not tried":
            continue
        words = (
            f"takes {ratio['median']:.1f} times as long as argmap's" if ratio else f"took {taken}"
        )
        told.append(f"At {size} claims the page of {name}, {words}.")
    return told


def main() -> None:
    sizes = [int(value) for value in sys.argv[1:]] or [300, 2000, 10_000]
    driver = browser()
    rows: list[tuple[str, list[Any]]] = []
    try:
        for size in sizes:
            rows += of_size(driver, size)
    finally:
        driver.quit()
    write_result(
        "page",
        title="A page: pyvis",
        asks=(
            "Maps of any size, made up, opened in headless Chromium without a GPU, from disk, the "
            "network off. *Interactive* is from asking for the page until the first frame after "
            "its scripts; for a page that computes positions, until they are stable. *Per frame* "
            "is while panning."
        ),
        runs=RUNS,
        packages=("pyvis", "selenium"),
        tables=[table("Pages", ["MB", "interactive, ms", "times argmap's", "per frame, ms"], rows)],
        findings=finding(rows),
        caveats=[
            "Pyvis shows all claims at once, argmap its themes first; `argmap visualize --pyvis` "
            "shows all claims too, with a legend and a search. With positions given pyvis gets "
            "argmap's own and its physics is off. A page slower than ten seconds is opened once; "
            f"pyvis with its defaults is not tried above {MOST_DEFAULT:,} claims, where it blocks "
            "the browser for longer than its driver waits."
        ],
    )


if __name__ == "__main__":
    main()
