"""Build ``argmap/data/gazetteer.json`` and ``argmap/data/common_words.txt``.

    npm pack simple-icons && tar xzf simple-icons-*.tgz
    python training/build_gazetteer.py package/data/simple-icons.json CORPUS.jsonl.gz ...

Names come from ``training/gazetteer/names.txt`` (by hand, Apache-2.0) and simple-icons (CC0-1.0).
The common words are those that the given corpora write in lower case most of the time; only the
list of words is kept. Corpora used: IBM ArgQ-30k and Claim Stance (CC-BY-SA 3.0), Perspectrum
(CC-BY-SA 4.0), CDCP (ODbL/DbCL), Nixon-Kennedy (CC-BY 4.0).
"""

from __future__ import annotations

import collections
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent / "argmap" / "data"
LICENCE = (
    "Names by hand: Apache-2.0 (argmap). Names marked 'icons': simple-icons, CC0-1.0, "
    "https://github.com/simple-icons/simple-icons. Wikidata item numbers: CC0-1.0."
)
MIN_LOWER = 2
"""How often a word must stand in lower case to be called common."""


def by_hand(path: Path) -> Iterator[list[object]]:
    """Yield ``[name, kind, aliases, Wikidata item or None, "hand"]``."""
    kind = "other"
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1]
            continue
        name, aliases, item = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
        yield [
            name,
            kind,
            [a.strip() for a in aliases.split(",") if a.strip()],
            item or None,
            "hand",
        ]


def from_icons(path: Path, known: set[str]) -> Iterator[list[object]]:
    """Yield the brands of simple-icons that the hand-written list does not have."""
    for icon in json.loads(path.read_text(encoding="utf-8")):
        name = icon["title"]
        aka = icon.get("aliases", {}).get("aka", [])
        if len(name) < 2 or name.casefold() in known:
            continue
        yield [
            name,
            "product",
            [a for a in aka if len(a) > 2 and a.casefold() not in known],
            None,
            "icons",
        ]


def texts(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield from (row[key] for key in ("source", "argument", "text") if key in row)


def common_words(paths: Iterable[str]) -> list[str]:
    """Words seen at least ``MIN_LOWER`` times in lower case and mostly so."""
    lower: collections.Counter[str] = collections.Counter()
    upper: collections.Counter[str] = collections.Counter()
    for text in sorted(set(texts(paths))):
        for match in re.finditer(r"[A-Za-z]{2,}", text):
            word = match.group()
            before = text[: match.start()].rstrip()
            if word.islower():
                lower[word] += 1
            elif before and before[-1] not in ".!?\"'“(:":
                upper[word.casefold()] += 1
    common = {w for w, n in lower.items() if n >= MIN_LOWER and n > 2 * upper[w]}
    return sorted(common | {w + "s" for w in common if w + "s" in lower and not w.endswith("s")})


def main() -> None:
    icons, *corpora = sys.argv[1:]
    rows = list(by_hand(HERE / "gazetteer" / "names.txt"))
    known = {
        str(form).lstrip("=").partition("~")[0].casefold()
        for row in rows
        for form in (row[0], *row[2])
    }  # type: ignore[misc]
    rows += list(from_icons(Path(icons), known))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (DATA / "gazetteer.json").write_text(
        f'{{"licence": {json.dumps(LICENCE)},\n"names": [\n{lines}\n]}}\n', encoding="utf-8"
    )
    words = common_words(corpora)
    (DATA / "common_words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(rows)} names, {len(words)} common words")


if __name__ == "__main__":
    main()
