"""Fuzz every reader: no crash, no hang, memory bounded by the size of the input.

    python tests/fuzz/fuzz_run.py --seconds 3600 --seed 1 --out crashes/

Valid inputs of each format are mutated by byte, by structure and by depth. An input that shows
something new (an error, a note, a format) is mutated again in turn. What crashes, hangs or swells
is made small and written to the folder; ``test_fuzz_readers.py`` tries all of them again.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from fuzz_mutate import mutate
from fuzz_seeds import Seed, opened, seeds

from argmap import formats
from argmap.errors import ArgmapError
from argmap.formats import registry
from argmap.formats.to_map import given
from argmap.model import ArgumentGraph, Thread
from argmap.read import read, readers
from argmap.read.source import Source

SECONDS, SECONDS_A_MEGABYTE = 3.0, 24.0
"""CPU time an input may take: the first and this much for its size."""
MEGABYTES, TIMES_SIZE = 96, 400
"""Growth of the peak memory that one input may cause: the first, and this often its size."""
ADDRESS_SPACE = 3 << 30
KEPT = 60
"""Inputs kept for each seed because they showed something new."""


class TooSlow(BaseException):
    """Not an Exception, so that no reader catches it."""


class TooMuch(BaseException):
    """The peak memory grew more than the input's size explains."""


@dataclass
class Finding:
    """One way to fail, with the smallest input found for it."""

    key: str
    seed: Seed
    reader: str | None
    trace: str


@dataclass
class Outcome:
    """What a run came to."""

    inputs: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    findings: dict[str, Finding] = field(default_factory=dict)
    slowest: tuple[float, str, int] = (0.0, "", 0)


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Bound the CPU time and the memory of what runs inside."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = _peak()
    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS + SECONDS_A_MEGABYTE * size / 1e6)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if _peak() - before > MEGABYTES * 1_000_000 + TIMES_SIZE * size:
        raise TooMuch


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def attempt(seed: Seed, reader: str | None) -> str:
    """Read an input as a user would; return what it showed.

    Raises:
        AssertionError: A promise of the model is broken.
        Exception: A reader crashed.
    """
    try:
        source = opened(seed)
        graph = formats.read(source, reader)
        if graph is not None:
            return f"{reader} {graph.format}: {_graph(graph)}"
        if reader in registry.READERS:
            return "no graph"
        thread = read(source, reader=reader)
    except ArgmapError as error:
        assert "\n" not in str(error), f"an error of several lines: {error!r}"
        return f"{reader} {type(error).__name__}: {_bare(str(error))}"
    _thread(thread)
    return f"{reader} {thread.kind} {thread.id.partition(':')[0]}: {_notes(thread)}"


def _graph(graph: ArgumentGraph) -> str:
    found = given(graph)
    _thread(found.thread, empty=True)
    for name, (_, suffix) in registry.WRITERS.items():
        text = registry.dump(name, graph)
        again = formats.read(Source(f"x{suffix}", text.encode("utf-8")), name)
        assert again is not None
    return _notes(found.thread)


def _thread(thread: Thread, *, empty: bool = False) -> None:
    """Check the promises of the model: unique ids, parents first, spans inside the text."""
    seen: set[str | None] = {None}
    for post in thread.posts:
        assert post.parent in seen, "a parent behind its reply"
        assert post.id not in seen, "an id twice"
        seen.add(post.id)
        for span in (*post.quotes, *post.code, *post.links):
            assert 0 <= span.start < span.end <= len(post.text), "a span outside the text"
    assert thread.posts or empty, "no posts"


def _notes(thread: Thread) -> str:
    return "; ".join(sorted({_bare(note.what) for note in thread.notes}))


def _bare(text: str) -> str:
    return re.sub(r"\d+|'[^']*'|\"[^\"]*\"", "#", text)[:200]


def failure(seed: Seed, reader: str | None) -> tuple[str, str] | None:
    """Try an input within the limits; return where and how it failed, and the traceback."""
    try:
        with limited(len(seed.data)):
            attempt(seed, reader)
    except (Exception, TooSlow, TooMuch) as error:
        return _key(error), traceback.format_exc()
    return None


def _key(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, TooMuch):
        return "TooMuch"
    own = [f for f in frames if "argmap" in f.filename and "fuzz" not in f.filename] or frames
    place = own[-1]
    # Where a slow run stops is chance: the function tells it well enough.
    line = "" if isinstance(error, TooSlow) else f":{place.lineno}"
    return f"{type(error).__name__} {Path(place.filename).name}:{place.name}{line}"


def smaller(seed: Seed, reader: str | None, key: str, tries: int = 400) -> Seed:
    """Cut parts out of an input for as long as it fails in the same way."""
    data, size = seed.data, max(1, len(seed.data) // 2)
    deadline = time.monotonic() + 60
    while size and tries > 0 and time.monotonic() < deadline:
        at = 0
        while at < len(data) and tries > 0 and time.monotonic() < deadline:
            tries -= 1
            shorter = data[:at] + data[at + size :]
            failed = failure(Seed(seed.file, shorter, seed.reader), reader)
            if failed is not None and failed[0] == key:
                data = shorter
            else:
                at += size
        size //= 2
    return Seed(seed.file, data, seed.reader)


def run(*, seconds: float, inputs: int, seed: int, out: Path | None = None) -> Outcome:
    """Mutate for so long, or so many inputs, whichever ends first."""
    random, found = Random(seed), Outcome()
    starts = seeds()
    pool = [[start] for start in starts]
    names = (*readers(), *formats.names())
    shown: set[str] = set()
    began = time.monotonic()
    while found.inputs < inputs and time.monotonic() - began < seconds:
        place = found.inputs % len(pool)
        start = random.choice(pool[place])
        data = mutate(start.data, random.choice(random.choice(pool)).data, random)
        one = Seed(start.file, data, start.reader)
        reader = random.choice((None, None, start.reader, random.choice(names)))
        found.inputs += 1
        _try(one, reader, found, shown, pool[place], out)
        if len(pool[place]) > KEPT:
            del pool[place][random.randint(1, KEPT)]
    return found


def _try(
    one: Seed,
    reader: str | None,
    found: Outcome,
    shown: set[str],
    kept: list[Seed],
    out: Path | None,
) -> None:
    began = time.process_time()
    what, failed = "", None
    try:
        with limited(len(one.data)):
            what = attempt(one, reader)
    except (Exception, TooSlow, TooMuch) as error:
        failed = (_key(error), traceback.format_exc())
    spent = time.process_time() - began
    if spent > found.slowest[0]:
        found.slowest = (spent, one.file, len(one.data))
    if failed is not None:
        key, trace = failed
        found.shown[key] += 1
        if key not in found.findings:
            least = one if key == "TooMuch" else smaller(one, reader, key)
            found.findings[key] = Finding(key, least, reader, trace)
            _keep(found.findings[key], out)
        return
    found.shown[what] += 1
    if f"{one.reader} {what}" not in shown and len(one.data) < 20_000:
        shown.add(f"{one.reader} {what}")
        kept.append(one)


def _keep(finding: Finding, out: Path | None) -> None:
    print(f"{finding.key}: {len(finding.seed.data)} bytes, --from {finding.reader}")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        short = hashlib.sha256(finding.seed.data).hexdigest()[:10]
        name = f"{finding.reader or 'any'}--{short}{Path(finding.seed.file).suffix}"
        (out / name).write_bytes(finding.seed.data)
        (out / f"{name}.trace").write_text(f"{finding.key}\n{finding.trace}", encoding="utf-8")


def main() -> int:
    """Run from the command line; exit 1 where anything failed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--inputs", type=int, default=10**9)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    warnings.simplefilter("ignore")
    found = run(seconds=chosen.seconds, inputs=chosen.inputs, seed=chosen.seed, out=chosen.out)
    spent, file, size = found.slowest
    print(
        f"{found.inputs} inputs, {len(found.shown)} outcomes, {len(found.findings)} ways to fail; "
        f"peak {_peak() >> 20} MiB; slowest {spent:.2f} s CPU ({file}, {size} bytes)"
    )
    return 1 if found.findings else 0


if __name__ == "__main__":
    sys.exit(main())
