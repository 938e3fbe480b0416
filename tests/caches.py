"""A cache for tests."""

from __future__ import annotations

from collections.abc import Iterable


class MemoryCache:
    """Keeps entries in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        return self.kept.get(key)

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        self.kept.update(entries)
