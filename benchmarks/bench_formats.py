"""What survives a round trip through a format of argument tools, and how long it takes: arguebuf.

Run from a checkout, with the packages of argmap[bench]::

    python benchmarks/bench_formats.py [--runs N]

Each tool reads a file and writes it again in the same format; what came back is compared with the
file by the words of nodes and of the ends of edges, never by ids, which a tool may choose. The
example's map as AIF, written by argmap, stands for a large file; the nodesets of AIFdb and the
files of other tools are those of ARGMAP_SHARED, where there are any.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from common import EXAMPLE, in_turn, ratios, shared_folder, spread, table, write_result

TOOLS = ("argmap", "arguebuf")
FILES = {
    "aif": ("qt30-nodeset25462.json", "6064-original.json", "us2016-reddit-nodeset10032.json"),
    "xaif": ("oamf-pipeline-output-1.json", "xaif-readme-example.json"),
    "arguebuf": ("kialo-6148.arguebuf.json", "aif-6064.arguebuf.json"),
}
REPEATS = 20
Kinds = dict[str, Counter[Any]]


def trip(tool: str, form: str) -> Callable[[str], str]:
    """Return what reads a text and writes it again."""
    if tool == "argmap":
        from argmap.formats import registry
        from argmap.read.source import Source

        module = registry.load(form)
        return lambda text: registry.dump(form, module.read(Source("file.json", text.encode())))
    import arguebuf

    load = {"aif": arguebuf.load.aif, "xaif": arguebuf.load.xaif, "arguebuf": arguebuf.load.dict}
    dump = {"aif": arguebuf.dump.aif, "xaif": arguebuf.dump.xaif, "arguebuf": arguebuf.dump.dict}
    return lambda text: json.dumps(dump[form](load[form](json.loads(text))))


def kinds_of(form: str, text: str) -> Kinds:
    """Count what a file holds, by kind: the things themselves, without their ids."""
    told = json.loads(text)
    if form == "arguebuf":
        return _of_arguebuf(told)
    return _of_aif(told["AIF"] if form == "xaif" else told)


def _of_aif(told: dict[str, Any]) -> Kinds:
    node = {str(each["nodeID"]): (each["type"], each.get("text")) for each in told["nodes"]}
    people = {
        str(each["participantID"]): f"{each.get('firstname')} {each.get('surname')}"
        for each in told.get("participants") or ()
    }
    found: Kinds = {}
    names = {"I": "statements (I)", "L": "locutions (L)", "YA": "illocutions (YA)"}
    names |= {"TA": "transitions (TA)", "RA": "inferences (RA)", "CA": "conflicts (CA)"}
    names |= {"MA": "rephrases (MA)"}
    for kind, words in node.values():
        # The name of a scheme is a matter of taste; the words of a statement are not.
        thing = words if kind in ("I", "L") else kind
        found.setdefault(names.get(kind, kind), Counter())[thing] += 1
    found["edges"] = Counter(
        (_end(node, each["fromID"]), _end(node, each["toID"])) for each in told["edges"]
    )
    said = Counter(
        (node.get(str(each["nodeID"]), ("", None))[1], _speaker(people, each.get("personID")))
        for each in told.get("locutions") or ()
    )
    if said:
        found["who said it"] = said
    return found


def _end(node: dict[str, Any], name: Any) -> Any:
    kind, words = node.get(str(name), ("missing", None))
    return words if kind in ("I", "L") else kind


def _speaker(people: dict[str, str], name: Any) -> str:
    return people.get(str(name), str(name))


def _of_arguebuf(told: dict[str, Any]) -> Kinds:
    nodes = told["nodes"]
    found: Kinds = {
        "statements": Counter(n["atom"]["text"] for n in nodes.values() if "atom" in n),
        "schemes": Counter(next(iter(n["scheme"]), "") for n in nodes.values() if "scheme" in n),
        "edges": Counter(
            tuple(nodes[each[end]].get("atom", {}).get("text", "") for end in ("source", "target"))
            for each in told["edges"].values()
        ),
    }
    return {kind: things for kind, things in found.items() if things}


def survived(before: Kinds, after: Kinds) -> dict[str, tuple[int, int]]:
    """How many of each kind came back, of how many."""
    return {
        kind: ((things & after.get(kind, Counter())).total(), things.total())
        for kind, things in before.items()
    }


def measure(tool: str, form: str, path: str) -> dict[str, Any]:
    """Time the trip in this process; the first one, which imports, is left out."""
    text = Path(path).read_text(encoding="utf-8")
    go = trip(tool, form)
    after = go(text)
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        go(text)
        times.append(time.perf_counter() - began)
    return {
        "ms": statistics.median(times) * 1000,
        "survived": survived(kinds_of(form, text), kinds_of(form, after)),
    }


def example_as_aif(folder: Path) -> Path:
    import argmap
    from argmap.write.formats import render

    path = folder / "example.aif.json"
    path.write_text(render(argmap.build(argmap.read(EXAMPLE)), "aif"), encoding="utf-8")
    return path


def inputs(folder: Path) -> Iterable[tuple[str, str, Path]]:
    yield "the example's map", "aif", example_as_aif(folder)
    shared = shared_folder()
    for form, names in FILES.items() if shared else ():
        for name in names:
            yield name.removesuffix(".json"), form, shared / "formats" / form / name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--form", choices=tuple(FILES), help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.form, asked.file)))
        return
    kept: dict[str, list[int]] = {}
    speed, all_ratios = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, form, path in inputs(Path(folder)):
            print(f"{name} ({form})", file=sys.stderr)
            found = in_turn(__file__, TOOLS, asked.runs, "--form", form, "--file", str(path))
            ours, theirs = found["argmap"], found["arguebuf"]
            for kind, (ours_kept, total) in ours[0]["survived"].items():
                row = kept.setdefault(f"{form}: {kind}", [0, 0, 0])
                theirs_kept = theirs[0]["survived"][kind][0]
                for place, number in enumerate((total, ours_kept, theirs_kept)):
                    row[place] += number
            times = ratios(theirs, ours, "ms")
            all_ratios.append(times["median"])
            cells = [spread([turn["ms"] for turn in side]) for side in (ours, theirs)]
            speed.append((f"{form}, {name}", [*cells, times]))
    total, ours_kept, theirs_kept = (sum(column) for column in zip(*kept.values(), strict=True))
    write_result(
        "formats",
        title="Interchange: arguebuf",
        asks=(
            "A file of an argument format is read and written again in the same format. What came "
            "back is compared by the words of nodes and of the ends of edges, not by ids; time is "
            f"the median of {REPEATS} trips in one process, loading left out."
        ),
        runs=asked.runs,
        packages=("arguebuf",),
        tables=[
            table("What survives", ["in the files", "argmap", "arguebuf"], sorted(kept.items())),
            table("Time, ms", ["argmap", "arguebuf", "times argmap's"], speed),
        ],
        findings=[
            f"Of {total:,} things in {len(speed)} files argmap loses {total - ours_kept:,} on the "
            f"way there and back, arguebuf {total - theirs_kept:,}.",
            f"Arguebuf takes {statistics.median(all_ratios):.2f} times as long (median over "
            f"files, {min(all_ratios):.2f} to {max(all_ratios):.2f}).",
        ],
        caveats=[
            "Arguebuf leaves out who said what on purpose: its AIF reader keeps the statements and "
            "the schemes between them. It reads Argdown's JSON and several corpora, and writes "
            "Graphviz and D2, none of which is measured here; it neither reads nor writes Argdown "
            "text and has no writer for SADFace.",
        ],
    )


if __name__ == "__main__":
    main()
