"""The order of the comparison, on one screen."""

from __future__ import annotations

from collections import Counter

from argmap.changes.claims import claim_changes, pair_claims
from argmap.changes.groups import point_changes, theme_changes
from argmap.changes.posts import pair_posts, post_changes
from argmap.changes.sides import contests
from argmap.model import DiffData, EntityChange, MapData, StanceChange, StanceKind, Voice

KNOWN_AGAIN = 0.5
"""Share of the smaller map's posts, found in the other one, that makes one discussion of two."""


def compare(old: MapData, new: MapData) -> DiffData:
    """Find what changed between two maps of one discussion.

    Posts are matched by id (by author and words where ids only count), claims within their post
    by words, themes and points by the claims they share. The same maps give the same result.
    """
    post_of = pair_posts(old, new)
    claim_of = pair_claims(old, new, post_of)
    points = point_changes(old, new, claim_of)
    voices_new, voices_gone = _voices(old, new)
    return DiffData(
        old=old,
        new=new,
        post_of=post_of,
        claim_of=claim_of,
        posts=post_changes(old, new, post_of),
        claims=claim_changes(old, new, post_of, claim_of),
        contests=contests(old, new, claim_of, points),
        stances=_stances(old, new, post_of),
        voices_new=voices_new,
        voices_gone=voices_gone,
        themes=theme_changes(old, new, claim_of),
        entities=_entities(old, new),
        points=points,
    )


def same_discussion(old: MapData, new: MapData) -> bool:
    """True where two maps are of one discussion: same id, or most posts known again.

    A discussion read from a file may be called after the file, and so have two ids.
    """
    if old.thread.id == new.thread.id:
        return True
    smaller = min(len(old.thread.posts), len(new.thread.posts))
    texts = {(post.author, post.text) for post in old.thread.posts if post.text}
    known = sum((post.author, post.text) in texts for post in new.thread.posts)
    return smaller > 0 and known >= KNOWN_AGAIN * smaller


def _stances(old: MapData, new: MapData, post_of: dict[str, str]) -> tuple[StanceChange, ...]:
    from_old = {after: before for before, after in post_of.items()}
    found = []
    for post in new.thread.posts:
        if post.id not in from_old:
            continue
        before = _stance(old, from_old[post.id])
        after = _stance(new, post.id)
        if before != after:
            edited = _text_around(old, from_old[post.id]) != _text_around(new, post.id)
            found.append(StanceChange(from_old[post.id], post.id, before, after, edited))
    return tuple(found)


def _stance(argument_map: MapData, post: str) -> StanceKind:
    stance = argument_map.stances.get(post)
    return "none" if stance is None else stance.kind


def _text_around(argument_map: MapData, name: str) -> tuple[str, str]:
    post = argument_map.thread.by_id[name]
    parent = argument_map.thread.by_id.get(post.parent or "")
    return post.text, parent.text if parent else ""


def _voices(old: MapData, new: MapData) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    before, after = _heard(old), _heard(new)
    return (
        tuple(voice for name, voice in after.items() if name not in before),
        tuple(voice for name, voice in before.items() if name not in after),
    )


def _heard(argument_map: MapData) -> dict[str, Voice]:
    """Return who has posts, most claims first."""
    by_id = argument_map.thread.by_id
    posts = Counter(post.author for post in by_id.values() if post.author)
    claims = Counter(by_id[claim.post].author for claim in argument_map.claims)
    found = [Voice(name, number, claims[name]) for name, number in posts.items()]
    found.sort(key=lambda voice: (-voice.claims, -voice.posts, voice.author))
    return {voice.author: voice for voice in found}


def _entities(old: MapData, new: MapData) -> tuple[EntityChange, ...]:
    """Return what became of named things; one that shares a name with an old one is no new one."""
    before, after = _named(old), _named(new)
    form_of = {
        form.casefold(): entity.id
        for entity in reversed(old.entities)
        if entity.id in before
        for form in (*entity.aliases, entity.name)
    }
    found, renamed = [], set()
    for entity in new.entities:
        if entity.id in before or entity.id not in after:
            continue
        forms = (entity.name, *entity.aliases)
        was = next((form_of[f.casefold()] for f in forms if f.casefold() in form_of), None)
        if was is None:
            found.append(EntityChange("new", None, entity.id, after[entity.id]))
        elif was not in after:
            renamed.add(was)
            found.append(EntityChange("renamed", was, entity.id, after[entity.id]))
    gone = (name for name in before if name not in after and name not in renamed)
    found.sort(key=lambda each: -each.claims)
    return (*found, *(EntityChange("gone", name, None, before[name]) for name in gone))


def _named(argument_map: MapData) -> dict[str, int]:
    """Return how many claims name each entity; those named outside claims alone count 0."""
    counts = Counter(
        name for claim in argument_map.claims for name in {m.entity for m in claim.mentions}
    )
    loose = {m.entity for mentions in argument_map.loose_mentions.values() for m in mentions}
    known = (entity.id for entity in argument_map.entities)
    return {name: counts[name] for name in known if counts[name] or name in loose}
