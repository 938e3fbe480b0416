"""What readers make of posts they have not seen; ``train_reader.py`` keeps one for each fold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from train_claims import FOLDS

from argmap.model import Extraction, Thread
from argmap.relate import readings as reading_stage
from argmap.relate.layers import Scores
from argmap.relate.reader import Reader, parse_reader
from argmap.relate.readings import read_posts

FOLDERS = Path(__file__).parent.parent / "build" / "readers"


@cache
def reader_of(fold: int) -> Reader:
    """The reader which has not seen a fold.

    Raises:
        SystemExit: ``train_reader.py`` has not been run here.
    """
    parts = [FOLDERS / f"fold-{fold}.{ending}" for ending in ("onnx", "npz")]
    if not all(part.exists() for part in parts):
        raise SystemExit(f"{parts[0]} is not there; run training/train_reader.py SHARED first")
    return parse_reader(*(part.read_bytes() for part in parts))


def held_readings(
    thread: Thread, extraction: Extraction, folds: Mapping[str, int]
) -> dict[str, Scores]:
    """Read every post by the reader of its fold; ``folds`` by post id, others are left out."""
    found: dict[str, Scores] = {}
    before = reading_stage.load_reader
    for fold in range(FOLDS):
        reading_stage.load_reader = lambda fold=fold: reader_of(fold)  # type: ignore[assignment]
        try:
            read = read_posts(thread, extraction)
        finally:
            reading_stage.load_reader = before
        found |= {post: each for post, each in read.items() if folds.get(post, -1) == fold}
    return found
