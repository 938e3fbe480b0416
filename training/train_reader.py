"""Train the reader of posts; writes ``argmap/data/heads/reader.onnx`` and ``reader.npz``.

    python training/train_reader.py SHARED [--threads N]

Takes an hour on two cores. First the encoder is trained on what was written for training, where
stances are learned beside relations, for what is common to both; then again on the written comments
with claims, where sentences might be cut beside their relations. From there, in five folds of whole
subtrees, on cuts, claims and relations of annotated discussions, and at last on all of them. The
readers of the folds go to ``build/readers``: ``train_claims.py``, ``train_within.py`` and the
benchmarks read held-out posts with them. Needs argmap[train] with torch and onnx.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from claims_data import FOLDS, load_corpus
from held_out import held_out_extractions
from held_readings import FOLDERS
from reader_data import annotated, connectives, exchanges, written
from reader_files import graph_of, stored_parts
from reader_net import train
from written import CHAINS, MORE, PATH, PLAIN_MORE, PLAIN_NEXT, PLAIN_THREADS

OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads"
BASE_EPOCHS, BASE_RATE = 3, 6e-5
SECOND_EPOCHS, SECOND_RATE = 2, 4e-5
EPOCHS, RATE = 3, 3e-5
DISCUSSIONS = (PATH, MORE, PLAIN_THREADS, PLAIN_MORE, PLAIN_NEXT)
"""In which claims and their relations are marked."""
SEEDS = (0, 1)
"""Of the last part: the weights they end with are averaged (Wortsman et al. 2022,
proceedings.mlr.press/v162/wortsman22a.html)."""


def store(folder: Path, name: str, weights: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(graph_of(weights))
    (folder / f"{name}.npz").write_bytes(stored_parts(weights))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--base", type=Path, help="where the first part is kept, or read again")
    asked = arguments.parse_args()
    torch.set_num_threads(asked.threads)
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{(time.monotonic() - began) / 60:5.1f} min  {line}", flush=True)

    if asked.base and asked.base.exists():
        base = torch.load(asked.base)
    else:
        every = [
            *exchanges(),
            *written((PATH, MORE, CHAINS), cut=False),
            *connectives(asked.shared),
        ]
        first = [each for each in every if each.stance >= 0 or each.labels]
        say(f"{len(first)} posts written for training, and sentences without their connectives")
        base = train(first, BASE_EPOCHS, BASE_RATE, say=say)
        second = [each for each in written(DISCUSSIONS) if each.labels or each.cuts]
        say(f"{len(second)} written posts with claims")
        base = train(second, SECOND_EPOCHS, SECOND_RATE, base, say=say)
        if asked.base:
            torch.save(base, asked.base)
    corpus = load_corpus(asked.shared)
    found = held_out_extractions(asked.shared, corpus, reading=False)
    parts = annotated(asked.shared, corpus, found).values()
    real = [
        each
        for part in parts
        for each in part
        if each[0].labels or each[0].cuts or each[0].segments
    ]
    say(f"{len(real)} posts of discussions")
    for held in (*range(FOLDS), None):
        examples = [each for each, fold in real if fold != held]
        ends = [train(examples, EPOCHS, RATE, base, seed=seed, say=say) for seed in SEEDS]
        weights = {name: sum(each[name] for each in ends) / len(ends) for name in base}
        if held is None:
            store(OUT, "reader", weights)
        else:
            store(FOLDERS, f"fold-{held}", weights)
        say("all" if held is None else f"fold {held + 1} of {FOLDS}")


if __name__ == "__main__":
    main()
