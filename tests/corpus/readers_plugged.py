"""Readers that an outside package adds: one is slow, one ends its process, one never ends."""

from __future__ import annotations

import os
import signal
import time

from argmap.model import Post, Thread
from argmap.read import Source


def recognises(source: Source) -> bool:
    return source.text.startswith("TEST ")


def read(source: Source) -> Thread:
    _, what, name = source.text.split()[:3]
    if what == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "endless":
        while True:
            time.sleep(1)
    if what == "bug":
        raise ZeroDivisionError("of the reader")
    time.sleep(0.15)
    said = f"Rust is faster than Go in case {name}. But Go is easier to learn for beginners."
    return Thread(
        f"test:{name}",
        f"Case {name}",
        (
            Post("1", said, None, "ada", "2024-01-02T10:00:00+00:00"),
            Post("2", "No, that benchmark is wrong.", "1", "bob", "2024-02-02T10:00:00+00:00"),
        ),
        source=source.name,
    )
