"""Train the reader of replies; writes ``argmap/data/heads/replies.onnx`` and ``replies.npz``.

    python training/train_replies.py SHARED [--threads N]

Takes half an hour on two cores. The encoder is trained further on the stances of replies in
discussions written for training, and beside them on the relations inside posts and on sentences
without their connectives, for what is common. It sees nothing annotated, so that what it says of an
annotated discussion is honest in every fold. Needs argmap[train] with torch and onnx.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from command import asked
from reader_data import connectives, written
from reader_files import graph_of, stored_stance
from reader_net import train
from written import WRITTEN

OUT = Path(__file__).parent.parent / "argmap" / "data" / "heads"
EPOCHS, RATE = 3, 6e-5


def main() -> None:
    wanted = asked(__doc__)
    torch.set_num_threads(wanted.threads)
    every = [*written(WRITTEN, cut=False), *connectives(wanted.shared)]
    examples = [each for each in every if each.stance >= 0 or each.labels]
    stances = [each.stance for each in examples if each.stance >= 0]
    print(f"{len(examples)} posts, {len(stances)} of them replies with a stance", flush=True)
    weights = train(examples, EPOCHS, RATE)
    (OUT / "replies.onnx").write_bytes(graph_of(weights))
    (OUT / "replies.npz").write_bytes(stored_stance(weights, np.bincount(stances, minlength=3)))


if __name__ == "__main__":
    main()
