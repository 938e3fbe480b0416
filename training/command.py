"""What the scripts that train readers are asked, and how they tell of it."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path


def asked(about: str) -> argparse.Namespace:
    """``shared``, and ``threads``."""
    arguments = argparse.ArgumentParser(description=about)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--threads", type=int, default=1)
    return arguments.parse_args()


def timed() -> Callable[[str], None]:
    """Print lines with the minutes since this call."""
    began = time.monotonic()
    return lambda line: print(f"{(time.monotonic() - began) / 60:5.1f} min  {line}", flush=True)
