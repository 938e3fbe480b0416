"""Train the reader of posts; writes ``argmap/data/heads/reader.onnx`` and ``reader.npz``.

    python training/train_reader.py SHARED [--threads N]

Takes 44 minutes on two cores with AVX-512. It begins with ``base.npz`` (``train_base.py``), which
has seen nothing annotated, and trains it in five folds of whole subtrees on cuts, claims and
relations of annotated discussions, and at last on all of them. The readers of the folds go to
``build/readers``: ``train_claims.py``, ``train_within.py`` and the benchmarks read held-out posts
with them. Needs argmap[train] with torch and onnx.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import torch
from claims_data import FOLDS, load_corpus
from command import asked, timed
from held_out import held_out_extractions
from held_readings import FOLDERS
from reader_data import Folded, annotated
from reader_files import graph_of, stored_parts, weights_of_base
from reader_net import Say, train
from train_base import OUT as BASE

OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads"
EPOCHS, RATE = 3, 3e-5
SEEDS = (0, 1)
"""Of the last part: the weights they end with are averaged (Wortsman et al. 2022,
proceedings.mlr.press/v162/wortsman22a.html)."""

Weights = dict[str, Any]

_given: tuple[Folded, Weights]
"""What each process trains on and from."""


def give(real: Folded, base: Weights) -> None:
    global _given
    _given = real, base
    torch.set_num_threads(1)


def end(held: int | None, seed: int) -> Weights:
    """The weights after the last part without one fold, or with all."""
    real, base = _given
    examples = [each for each, fold in real if fold != held]
    return train(examples, EPOCHS, RATE, base, seed, say=lambda line: None)


def ends(
    real: Folded, base: Weights, processes: int, say: Say
) -> Iterator[tuple[int | None, Weights]]:
    """Train the last part for each fold and for all; each process has one thread."""
    wanted = [(held, seed) for held in (*range(FOLDS), None) for seed in SEEDS]
    with ProcessPoolExecutor(processes, get_context("spawn"), give, (real, base)) as pool:
        found: list[Weights] = []
        for (held, seed), each in zip(
            wanted, pool.map(end, *zip(*wanted, strict=True)), strict=True
        ):
            say(f"{'all' if held is None else f'fold {held + 1} of {FOLDS}'}, seed {seed}")
            found.append(each)
            if len(found) == len(SEEDS):
                yield held, {name: sum(one[name] for one in found) / len(found) for name in base}
                found = []


def store(folder: Path, name: str, weights: Weights) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.onnx").write_bytes(graph_of(weights))
    (folder / f"{name}.npz").write_bytes(stored_parts(weights))


def main() -> None:
    wanted = asked(__doc__)
    say = timed()
    base = weights_of_base(BASE.read_bytes())
    corpus = load_corpus(wanted.shared)
    found = held_out_extractions(wanted.shared, corpus, reading=False)
    parts = annotated(wanted.shared, corpus, found).values()
    real = [
        each
        for part in parts
        for each in part
        if each[0].labels or each[0].cuts or each[0].segments
    ]
    say(f"{len(real)} posts of discussions")
    for held, weights in ends(real, base, wanted.threads, say):
        if held is None:
            store(OUT, "reader", weights)
        else:
            store(FOLDERS, f"fold-{held}", weights)


if __name__ == "__main__":
    main()
