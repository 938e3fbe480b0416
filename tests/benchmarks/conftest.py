"""The folder of the benchmarks, to import from; what they measure is not measured here."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "benchmarks"

sys.path.insert(0, str(FOLDER))
