"""The results page of the documentation, made from the result files; nothing on it is by hand.

python benchmarks/report.py            write docs/reference/benchmarks.md
python benchmarks/report.py --check    exit 1 where it is not what the results say
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PAGE = HERE.parent / "docs" / "reference" / "benchmarks.md"
ORDER = ("pipeline", "learned", "summaries", "formats", "store", "page", "corpus")
INTRO = """# Benchmarks

What argmap costs and gains beside what you would pick instead. Made by `make bench`, which measures
everything again, and `python benchmarks/report.py`, which writes this page from the files in
`benchmarks/results/`; a test holds the two together.

Compare the ratios, not the seconds: all sides of a table were measured on one machine in one run,
in turn, each in a process of its own with one thread, and a ratio is taken within a turn. A figure
is the median of the turns, with the least and the most in brackets. How well claims, stances and
names are found is on [a page of its own](extraction-quality.md).
"""


def page(results: Path = RESULTS) -> str:
    """Return the page as the result files give it."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in _files(results)}
    parts = [INTRO, "\n".join(_short(found.values()))]
    parts += ["\n".join(_section(result)) for result in found.values()]
    return "\n".join(parts)


def _files(results: Path) -> list[Path]:
    def place(path: Path) -> tuple[int, str]:
        return (ORDER.index(path.stem) if path.stem in ORDER else len(ORDER)), path.stem

    return sorted(results.glob("*.json"), key=place)


def _short(results: Any) -> Iterator[str]:
    yield "## In short"
    yield ""
    for result in results:
        for finding in result["findings"]:
            yield f"- {finding}"
    yield ""


def _section(result: dict[str, Any]) -> Iterator[str]:
    yield f"## {result['title']}"
    yield ""
    yield result["asks"]
    for table in result["tables"]:
        yield ""
        yield f"**{table['title']}**"
        yield ""
        yield "| | " + " | ".join(table["columns"]) + " |"
        yield "|---" * (len(table["columns"]) + 1) + "|"
        for row in table["rows"]:
            yield f"| {row['label']} | " + " | ".join(map(_cell, row["cells"])) + " |"
    for caveat in result["caveats"]:
        yield ""
        yield caveat
    yield ""
    yield f"*{_where(result)}*"
    yield ""


def _where(result: dict[str, Any]) -> str:
    told = result["environment"]
    packages = ", ".join(f"{name} {of}" for name, of in told["packages"].items() if of)
    turns = f"{result['runs']} turn" + ("" if result["runs"] == 1 else "s")
    return (
        f"Measured {result['measured']}, {turns}, on {told['processor']}, {told['cores']} cores, "
        f"{told['memory_gib']} GiB, {told['system']}, Python {told['python']}: {packages}."
    )


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        middle, low, high = (_number(value[key]) for key in ("median", "low", "high"))
        return middle if low == high else f"{middle} ({low}–{high})"
    return _number(value)


def _number(value: float) -> str:
    """Three figures that count; whole numbers as they are.

    >>> [_number(value) for value in (0.57391, 12.618, 436, 1408.6, 0)]
    ['0.574', '12.6', '436', '1,409', '0']
    """
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.3g}"


def main() -> None:
    """Write the page, or check it."""
    told = page()
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != told:
            raise SystemExit(f"{PAGE.name} is not what benchmarks/results say: run make bench-page")
        return
    PAGE.write_text(told, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(HERE.parent)}", file=sys.stderr)


if __name__ == "__main__":
    main()
