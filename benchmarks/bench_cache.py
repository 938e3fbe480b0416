"""What a discussion costs again, and what it costs when it has grown by a twentieth.

Run from a checkout::

    python benchmarks/bench_cache.py [SOURCE]

``argmap map`` runs four times with a cache of its own, each time as a process: on the first
19 twentieths of the posts, on all of them, on all of them again, and on all of them without the
cache. CPU seconds, start included; the last three must write the same bytes. Floor: again at least
ten times quicker than cold.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

EXAMPLE = Path(__file__).parent.parent / "examples" / "leaving-meta.algolia.json"
LEAST = 10.0


def part(source: Path, target: Path, share: float) -> None:
    """Write a discussion in Algolia's shape, less its newest comments; answers go with them."""
    item = json.loads(source.read_text(encoding="utf-8"))
    ids = sorted(_ids(item))
    newest = ids[min(len(ids), round(share * len(ids))) - 1]
    target.write_text(json.dumps(_until(item, newest)), encoding="utf-8")


def _ids(item: dict[str, Any]) -> list[int]:
    found = [child["id"] for child in item["children"]]
    return found + [each for child in item["children"] for each in _ids(child)]


def _until(item: dict[str, Any], newest: int) -> dict[str, Any]:
    kept = [_until(child, newest) for child in item["children"] if child["id"] <= newest]
    return item | {"children": kept}


def run(source: Path, folder: Path, *options: str) -> float:
    """Map in a process of its own; return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "argmap", "map", str(source), "-o", str(folder), "-q"]
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a table; exit 1 where bytes differ or the floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", type=Path, default=EXAMPLE)
    source = parser.parse_args().source
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["ARGMAP_CACHE"] = str(work / "cache")
        os.environ.pop("ARGMAP_NO_CACHE", None)
        # One name for both: it stands in the map.
        old, new = work / "old" / source.name, work / "new" / source.name
        for file, share in ((old, 0.95), (new, 1.0)):
            file.parent.mkdir()
            part(source, file, share)
        first = run(old, work / "first")
        grown = run(new, work / "grown")
        again = run(new, work / "again")
        cold = run(new, work / "cold", "--no-cache")
        found = [
            {file.name: file.read_bytes() for file in (work / folder).iterdir()}
            for folder in ("grown", "again", "cold")
        ]
    print(f"{source.name}, CPU seconds with start and output:")
    print(f"| without the cache | {cold:.2f} | |")
    print(f"| first 19 twentieths, into an empty cache | {first:.2f} | |")
    print(f"| grown by a twentieth | {grown:.2f} | {cold / grown:.1f} times quicker |")
    print(f"| the same again | {again:.2f} | {cold / again:.1f} times quicker |")
    same = found[0] == found[1] == found[2]
    print("same bytes" if same else "bytes differ")
    sys.exit(0 if same and cold / again >= LEAST else 1)


if __name__ == "__main__":
    main()
