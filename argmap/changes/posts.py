"""Which post of one map is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from argmap.changes.alike import likeness, pair_texts
from argmap.model import MapData, Post, PostChange

REWRITTEN = 0.5
"""Two posts of one id without a known author are one edited post from this similarity on; ids
that only count (paragraphs, rows) shift when something is put in before."""
MOVED = 0.8
"""Two posts of different ids by the same author are one edited post from this similarity on."""


def pair_posts(old: MapData, new: MapData) -> dict[str, str]:
    """Return the posts that are in both maps, old id to new id, in the order of the old map.

    First by id; where ids only count and have shifted, by author and words. A post whose text
    was deleted or hidden is not there any more, nor is one that has none yet.
    """
    before = {post.id: post for post in old.thread.posts if _there(post)}
    after = {post.id: post for post in new.thread.posts if _there(post)}
    found = {name: name for name, post in before.items() if _same_text(post, after.get(name))}
    _pair_shifted(before, after, found)
    taken = set(found.values())
    for name, post in before.items():
        free = name in after and name not in found and name not in taken
        if free and _same_post(post, after[name]):
            found[name] = name
    _pair_moved(before, after, found)
    return {name: found[name] for name in before if name in found}


def post_changes(old: MapData, new: MapData, post_of: dict[str, str]) -> tuple[PostChange, ...]:
    """Return what became of posts: new and edited ones in the order of the new map, then gone."""
    from_old = {after: before for before, after in post_of.items()}
    found = []
    for post in new.thread.posts:
        before = from_old.get(post.id)
        if before is None:
            found += [PostChange("new", None, post.id)] if _there(post) else []
        elif old.thread.by_id[before].text != post.text:
            alike = likeness(old.thread.by_id[before].text, post.text)
            found.append(PostChange("edited", before, post.id, alike))
    gone = (post for post in old.thread.posts if _there(post) and post.id not in post_of)
    return (*found, *(PostChange("gone", post.id, None) for post in gone))


def _there(post: Post) -> bool:
    return post.state == "ok" and bool(post.text)


def _same_text(one: Post, other: Post | None) -> bool:
    return other is not None and one.text == other.text


def _same_post(one: Post, other: Post) -> bool:
    """Tell an edit from another post that has come to the same number."""
    if one.author is not None and (one.author, one.created) == (other.author, other.created):
        return one.created is not None or likeness(one.text, other.text) >= REWRITTEN
    return one.author == other.author and likeness(one.text, other.text) >= REWRITTEN


def _pair_shifted(before: dict[str, Post], after: dict[str, Post], found: dict[str, str]) -> None:
    """Pair posts of the same author and text under another id, first with first."""
    places: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    taken = set(found.values())
    for name, post in after.items():
        if name not in taken:
            places[post.author, post.text].append(name)
    for name, post in before.items():
        if name not in found and (waiting := places.get((post.author, post.text))):
            found[name] = waiting.pop(0)


def _pair_moved(before: dict[str, Post], after: dict[str, Post], found: dict[str, str]) -> None:
    """Pair what is left, by author, where words are much alike."""
    taken = set(found.values())
    left = _by_author(post for name, post in before.items() if name not in found)
    right = _by_author(post for name, post in after.items() if name not in taken)
    for author in left:
        pairs = pair_texts(left[author], right.get(author, {}), least=MOVED)
        found.update({name: other for name, (other, _) in pairs.items()})


def _by_author(posts: Iterable[Post]) -> dict[str | None, dict[str, str]]:
    groups: dict[str | None, dict[str, str]] = defaultdict(dict)
    for post in posts:
        groups[post.author][post.id] = post.text
    return groups
