"""What every check looks up in a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from argmap.model import MapData


class Lookup:
    """A map with its posts, claims and entities by id."""

    def __init__(self, argument_map: MapData) -> None:
        self.map = argument_map
        self.post = argument_map.thread.by_id
        self.claim = argument_map.claim
        self.entity = argument_map.entity

    def authors(self, claims: Sequence[str]) -> set[str]:
        """Distinct authors; a post without one counts as a voice of its own."""
        posts = [self.post.get(self.claim[c].post) for c in claims if c in self.claim]
        return {post.author or f"\0{post.id}" for post in posts if post}

    def named_authors(self, posts: Iterable[str]) -> set[str]:
        """Distinct authors of posts, those without a name left out."""
        found = (self.post[post].author for post in posts if post in self.post)
        return {author for author in found if author}

    def verbatim(self, post: str, start: int, end: int, text: str) -> bool:
        """True where a post has these words at this place."""
        known = self.post.get(post)
        return known is not None and 0 <= start <= end and known.text[start:end] == text


def twice(what: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a problem for each name that is there more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name}: there {times} times"
