"""What the learned parts cost, beside spaCy's pass over the same discussion.

Run from a checkout::

    python benchmarks/bench_learned.py [SOURCE] [--runs N]

Learned are the readers of posts and of replies, and the heads and trees for sentences, claims,
kinds, names, stances and relations, with the features they read: all of the stages from claims to
relations but spaCy and the shared sentence encoder, which has a row of its own. Loading is not
counted. Floor: at most twice the CPU time of spaCy's pass.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from common import EXAMPLE, in_turn, ratios, spread, table, write_result

if TYPE_CHECKING:
    import numpy as np

    from argmap.encode import Layers

MOST_TIMES = 2.0
SPACY, ENCODER, LEARNED = "spaCy's pass", "sentence encoder", "learned here"


class Timed:
    """The sentence encoder, with its CPU seconds counted."""

    def __init__(self) -> None:
        from argmap.encode import load_encoder

        self.encoder, self.seconds = load_encoder(), 0.0
        self.encoder(["Warm up."])

    def __call__(
        self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None
    ) -> np.ndarray:
        return self.layers(texts, tick=tick).vectors

    def layers(self, texts: Sequence[str], *, tick: Callable[[int], None] | None = None) -> Layers:
        start = time.process_time()
        found = self.encoder.layers(texts, tick=tick)
        self.seconds += time.process_time() - start
        return found


def measure(source: str) -> dict[str, float]:
    """Return the CPU seconds of each part in this process."""
    from argmap.encode.reader import load_reader
    from argmap.extract.claims import find_claims
    from argmap.extract.entities import find_entities
    from argmap.extract.language import load_language, parse
    from argmap.model import Extraction, Settings, no_progress
    from argmap.read import read
    from argmap.relate import relate
    from argmap.relate.reply_reader import load_reply_reader

    thread, language, encoder, settings = read(source), load_language(), Timed(), Settings()
    list(language.pipe(["Warm up."]))
    load_reader()("Warm up.")
    load_reply_reader()("Warm up.", "Warm up.")
    start = time.process_time()
    docs = parse(thread, language, no_progress)
    parsed = time.process_time()
    claims, encodings = find_claims(thread, docs, encoder, settings, no_progress)
    named = find_entities(thread, docs, claims, settings)
    found = Extraction(named.claims, named.entities, (), named.loose_mentions, encodings)
    relate(thread, found, settings)
    rest = time.process_time() - parsed
    return {SPACY: parsed - start, ENCODER: encoder.seconds, LEARNED: rest - encoder.seconds}


def main() -> None:
    """Print the ratios; exit 1 where the floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", nargs="?", default=str(EXAMPLE))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.source)))
        return
    turns = in_turn(__file__, ["all"], asked.runs, asked.source)["all"]
    parts = {name: [{"cpu": turn[name]} for turn in turns] for name in (SPACY, ENCODER, LEARNED)}
    times = {name: ratios(own, parts[SPACY], "cpu") for name, own in parts.items()}
    name, learned, encoder = Path(asked.source).name, times[LEARNED], times[ENCODER]
    write_result(
        "learned",
        title="What is learned: spaCy's pass",
        asks=(
            "CPU time of all that was trained here (two readers, heads and trees, and the "
            "features they read) beside spaCy's pass, in one process after the other; the "
            "sentence encoder is apart, since later stages share it. Loading is not counted."
        ),
        runs=asked.runs,
        packages=("spacy", "onnxruntime", "tokenizers"),
        tables=[
            table(
                name,
                ["CPU s", "times spaCy"],
                [
                    (part, [spread([turn["cpu"] for turn in own]), times[part]])
                    for part, own in parts.items()
                ],
            )
        ],
        findings=[
            f"What is learned takes {learned['median']:.2f} times the CPU time of spaCy's pass "
            f"over {name} ({learned['low']:.2f} to {learned['high']:.2f}; at most "
            f"{MOST_TIMES:.0f} is wanted), the sentence encoder {encoder['median']:.2f} times."
        ],
        caveats=[
            "The readers multiply bytes, spaCy floats: a processor with VNNI is kinder to the "
            "first, one with AVX2 alone to the second."
        ],
    )
    sys.exit(0 if learned["median"] <= MOST_TIMES else 1)


if __name__ == "__main__":
    main()
