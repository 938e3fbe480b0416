"""Train what the reader of posts begins with; writes ``training/base.npz``, which does not ship.

    python training/train_base.py SHARED [--threads N]

Takes an hour on two cores. First the encoder is trained on what was written for training, where
stances are learned beside relations, for what is common to both; then again on the written comments
with claims, where sentences might be cut beside their relations. It sees nothing annotated: the
folds of ``train_reader.py`` may all begin here. Needs argmap[train] with torch and onnx.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from reader_data import connectives, exchanges, written
from reader_files import stored_base
from reader_net import train
from written import CHAINS, MORE, PATH, PLAIN_MORE, PLAIN_NEXT, PLAIN_THREADS

OUT = Path(__file__).parent / "base.npz"
EPOCHS, RATE = 3, 6e-5
SECOND_EPOCHS, SECOND_RATE = 2, 4e-5
DISCUSSIONS = (PATH, MORE, PLAIN_THREADS, PLAIN_MORE, PLAIN_NEXT)
"""In which claims and their relations are marked."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--threads", type=int, default=1)
    asked = arguments.parse_args()
    torch.set_num_threads(asked.threads)
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{(time.monotonic() - began) / 60:5.1f} min  {line}", flush=True)

    every = [*exchanges(), *written((PATH, MORE, CHAINS), cut=False), *connectives(asked.shared)]
    first = [each for each in every if each.stance >= 0 or each.labels]
    say(f"{len(first)} posts written for training, and sentences without their connectives")
    weights = train(first, EPOCHS, RATE, say=say)
    second = [each for each in written(DISCUSSIONS) if each.labels or each.cuts]
    say(f"{len(second)} written posts with claims")
    weights = train(second, SECOND_EPOCHS, SECOND_RATE, weights, say=say)
    OUT.write_bytes(stored_base(weights))


if __name__ == "__main__":
    main()
