"""The confidence an edge between two posts must reach, kind by kind.

Set by ``training/train_bars.py``: the lowest bar from which edges of the kind, on posts no head has
seen, are right as often as asked. Bars inside a post lie in ``heads/within.npz``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

EdgeKind = Literal["reply supports", "reply contrasts", "thread rephrases", "thread contrasts"]
EDGE_KINDS: tuple[EdgeKind, ...] = (
    "reply supports",
    "reply contrasts",
    "thread rephrases",
    "thread contrasts",
)


@cache
def load_bars() -> Mapping[EdgeKind, float]:
    """The bars that travel with the package (see ``argmap/data/MODEL_CARD.md``)."""
    stored = (files("argmap") / "data" / "heads" / "bars.json").read_text(encoding="utf-8")
    found = json.loads(stored)
    return {kind: float(found[kind]["bar"]) for kind in EDGE_KINDS}
