"""Train what the reader of posts begins with; writes ``training/base.npz``, which does not ship.

    python training/train_base.py SHARED [--threads N]

Took 53 minutes on two cores with AVX2. First the encoder is trained on what was written for
training, where stances are learned beside relations, for what is common to both; then again on the
written comments with claims, where sentences might be cut beside their relations. It sees nothing
annotated: the folds of ``train_reader.py`` may all begin here. Needs argmap[train] with torch and
onnx.
"""

from __future__ import annotations

from pathlib import Path

import torch
from command import asked, timed
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
    wanted = asked(__doc__)
    torch.set_num_threads(wanted.threads)
    say = timed()
    every = [*exchanges(), *written((PATH, MORE, CHAINS), cut=False), *connectives(wanted.shared)]
    first = [each for each in every if each.stance >= 0 or each.labels]
    say(f"{len(first)} posts written for training, and sentences without their connectives")
    weights = train(first, EPOCHS, RATE, say=say)
    second = [each for each in written(DISCUSSIONS) if each.labels or each.cuts]
    say(f"{len(second)} written posts with claims")
    weights = train(second, SECOND_EPOCHS, SECOND_RATE, weights, say=say)
    OUT.write_bytes(stored_base(weights))


if __name__ == "__main__":
    main()
