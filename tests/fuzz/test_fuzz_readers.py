"""What once crashed a reader does so no more; and a few hundred new inputs each time."""

from __future__ import annotations

import resource
from pathlib import Path

import fuzz_run
import pytest
from fuzz_mutate import LONGEST, mutate
from fuzz_seeds import Seed, seeds

CRASHES = Path(__file__).parent / "crashes"
FOUND = sorted(path for path in CRASHES.iterdir() if path.suffix != ".trace")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_crashed_once_is_read_or_refused(path: Path) -> None:
    """The name says how it was read: ``READER--HASH.SUFFIX``."""
    reader = path.name.partition("--")[0]
    seed = Seed(f"x{path.suffix}", path.read_bytes(), reader)
    for name in (None, None if reader == "any" else reader):
        failed = fuzz_run.failure(seed, name)
        assert failed is None, failed


PUMPED: dict[str, tuple[str | None, bytes]] = {
    "mail-blank-lines": ("mail", b"From: a\nDate: b\n\nx" + b"\n" * 110_000 + b"x"),
    "mail-nested-comments": ("mail", b"From: " + b"(" * 5_000 + b"\nDate: b\n\nx"),
    "argdown-blanks-in-a-rule": ("argdown", b"(1) a\n\n--\n" + b"{ " * 50_000 + b"\n--\n(2) b"),
    "argdown-blank-lines": (None, b"a\n  - [c] d" + b"\n" * 25_000),
    "argdown-blanks-behind-a-tag": ("argdown", b"#x" + b" " * 74_000 + b"0"),
    "argdown-a-long-word-in-braces": ("argdown", b"a {" + b"b" * 90_000 + b"}"),
    "dot-marks-of-comments": (None, b"#" * 15_000),
    "dot-blanks-before-a-brace": (None, b"digraph" + b" " * 19_000),
    "mail-a-long-line-above-a-quote": (
        "mail",
        b"From: a\nDate: b\n\n" + b"@" * 9_000 + b"\n> quoted\n",
    ),
    "argdown-blanks-in-rules": ("argdown", b"(1) a\n--\n" + b" x" + b" " * 99_000 + b"x\n--\n"),
}
"""What once took minutes or every level of the stack, by what it repeats."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PUMPED)
def test_what_repeats_for_long_takes_time_by_its_size(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, data = PUMPED[name]
    monkeypatch.setattr(fuzz_run, "SECONDS", 1.5)
    monkeypatch.setattr(fuzz_run, "SECONDS_A_MEGABYTE", 10)
    failed = fuzz_run.failure(Seed("x.txt", data, reader or "text"), reader)
    assert failed is None, failed


@pytest.mark.filterwarnings("ignore")
def test_changed_inputs_are_read_or_refused_quickly_and_in_little_memory() -> None:
    found = fuzz_run.run(seconds=40, inputs=400, seed=7)
    assert found.findings == {}
    assert len(found.shown) > 60, "the mutations must reach many different outcomes"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: f"{seed.reader}{Path(seed.file).suffix}")
def test_every_seed_is_read_by_its_own_reader(seed: Seed) -> None:
    shown = fuzz_run.attempt(seed, seed.reader)
    assert "Source:" not in shown and "Name:" not in shown, shown


def test_the_harness_catches_crashes_hangs_and_swelling(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(seed: Seed, reader: str | None) -> str:
        raise KeyError("x")

    def hang(seed: Seed, reader: str | None) -> str:
        while True:
            pass

    def swell(seed: Seed, reader: str | None) -> str:
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        return str(len(b"x" * ((megabytes + 2 * fuzz_run.MEGABYTES) << 20)))

    one = Seed("x.txt", b"a", "text")
    limits = ((crash, "KeyError", 5), (hang, "TooSlow", 0.2), (swell, "TooMuch", 60))
    for function, key, seconds in limits:
        monkeypatch.setattr(fuzz_run, "SECONDS", seconds)
        monkeypatch.setattr(fuzz_run, "attempt", function)
        failed = fuzz_run.failure(one, None)
        assert failed is not None and failed[0].startswith(key)


def test_mutations_depend_on_the_seed_alone() -> None:
    from random import Random

    starts = seeds()
    runs = [
        [mutate(starts[n % len(starts)].data, starts[0].data, random) for n in range(200)]
        for random in (Random(3), Random(3))
    ]
    assert runs[0] == runs[1]
    assert max(map(len, runs[0])) <= LONGEST
