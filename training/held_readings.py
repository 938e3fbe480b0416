"""What readers make of posts they have not seen; ``train_reader.py`` keeps one for each fold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claims_data import Corpus, fold_of

from argmap.encode.network import Scores, unpacked
from argmap.encode.reader import PostReader, Reading
from argmap.model import Extraction, Thread
from argmap.relate import pair_head as pair_stage
from argmap.relate.pair_head import PairHead, pair_head, read_pairs

FOLDERS = Path(__file__).parent.parent / "build" / "readers"


def _part(fold: int, ending: str) -> Path:
    """A file of the reader which has not seen a fold.

    Raises:
        SystemExit: ``train_reader.py`` has not been run here.
    """
    path = FOLDERS / f"fold-{fold}.{ending}"
    if not path.exists():
        raise SystemExit(f"{path} is not there; run training/train_reader.py SHARED first")
    return path


@cache
def reader_of(fold: int) -> PostReader:
    return PostReader(_part(fold, "onnx").read_bytes(), unpacked(_part(fold, "npz").read_bytes()))


@cache
def pair_head_of(fold: int) -> PairHead:
    return pair_head(unpacked(_part(fold, "npz").read_bytes()))


class HeldReader:
    """Reads each text by the reader of the fold it is held out in; remembers what it read."""

    def __init__(self, folds: Mapping[str, int]) -> None:
        """``folds`` by text; other texts were seen by all readers, and the first reads them."""
        self._folds = folds
        self._known: dict[str, Reading] = {}

    def __call__(self, text: str) -> Reading:
        if text not in self._known:
            self._known[text] = reader_of(max(self._folds.get(text, 0), 0))(text)
        return self._known[text]


def held_pairs(
    thread: Thread, extraction: Extraction, folds: Mapping[str, int]
) -> dict[str, Scores]:
    """Judge the pairs of every post by the head of its fold, whose reader read its claims.

    ``folds`` by post id; others are left out.
    """
    found: dict[str, Scores] = {}
    before = pair_stage.load_pair_head
    for fold in sorted({*folds.values()} - {-1}):
        pair_stage.load_pair_head = lambda fold=fold: pair_head_of(fold)  # type: ignore[assignment]
        try:
            judged = read_pairs(thread, extraction)
        finally:
            pair_stage.load_pair_head = before
        found |= {post: each for post, each in judged.items() if folds.get(post, -1) == fold}
    return found


def held_reader(corpus: Corpus) -> HeldReader:
    """Reads each annotated post by the reader that has not seen it."""
    texts = (doc.text for doc in corpus.docs)
    return HeldReader(dict(zip(texts, fold_of(corpus).tolist(), strict=True)))
