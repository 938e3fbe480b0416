"""Places in the page's lists by id, and offsets in JavaScript's units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

from argmap.model import MapData

Offset = Callable[[int], int]


class Index:
    """Places in the lists, by id."""

    def __init__(self, argument_map: MapData) -> None:
        self.post = _places(post.id for post in argument_map.thread.posts)
        self.claim = _places(claim.id for claim in argument_map.claims)
        self.entity = _places(entity.id for entity in argument_map.entities)
        self.theme = _places(theme.id for theme in argument_map.themes)
        self.parents = [self.theme.get(theme.parent or "", -1) for theme in argument_map.themes]
        # A claim stands in a theme and, in a large thread, in one part of it: the part counts.
        self.theme_of: dict[str, int] = {}
        for number, theme in sorted(
            enumerate(argument_map.themes), key=lambda item: len(self.chain(item[0]))
        ):
            self.theme_of.update(dict.fromkeys(theme.claims, number))
        self.offset = {post.id: utf16_offsets(post.text) for post in argument_map.thread.posts}

    def chain(self, theme: int) -> list[int]:
        """Themes from the outermost down to ``theme``."""
        found: list[int] = []
        while theme >= 0 and theme not in found:
            found.insert(0, theme)
            theme = self.parents[theme]
        return found


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(ids)}


def utf16_offsets(text: str) -> Offset:
    """Return a function from a Python offset in ``text`` to a JavaScript one.

    JavaScript strings count UTF-16 units: characters outside the basic plane count twice.

    >>> utf16_offsets("a😀b")(2)
    3
    """
    wide = [place for place, character in enumerate(text) if character > "\uffff"]
    if not wide:
        return lambda place: place
    return lambda place: place + bisect_left(wide, place)
