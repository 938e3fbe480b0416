"""The camps of an issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from argmap.signs import Signs, sides_from


def camps_of(
    posts: Sequence[str], links: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[str, ...], ...]:
    """Return the two camps of an issue as post ids, larger first; () where nobody disagrees.

    The camps are those of the largest component of signed links. Posts that no sure chain
    reaches belong to no camp.
    """
    within = set(posts)
    place = {post: number for number, post in enumerate(posts)}
    best: Signs = {}
    strength = {
        post: sum(abs(w) for other, w in links.get(post, {}).items() if other in within)
        for post in posts
    }
    for start in sorted(posts, key=lambda post: (-strength[post], place[post]))[:12]:
        if start in best or not strength[start]:
            continue
        signs = sides_from(start, links, within)
        if len(signs) > len(best):
            best = signs
    sides = (
        tuple(post for post in posts if best.get(post, 0) > 0),
        tuple(post for post in posts if best.get(post, 0) < 0),
    )
    if not all(sides):
        return ()
    return tuple(sorted(sides, key=lambda side: (-len(side), place[side[0]])))
