"""Which claim of one map is which of the other: same post, same or similar words."""

from __future__ import annotations

from argmap.changes.alike import likeness, pair_texts
from argmap.model import Claim, ClaimChange, ClaimChangeKind, MapData

EDITED = 0.7
"""Two claims of one post are one edited claim from this similarity on."""


def pair_claims(old: MapData, new: MapData, post_of: dict[str, str]) -> dict[str, str]:
    """Return the claims that are in both maps, old id to new id, in the order of the old map."""
    before, after = _by_post(old), _by_post(new)
    found: dict[str, str] = {}
    for name, other in post_of.items():
        found.update(_pair_in_post(before.get(name, []), after.get(other, [])))
    return {claim.id: found[claim.id] for claim in old.claims if claim.id in found}


def claim_changes(
    old: MapData, new: MapData, post_of: dict[str, str], claim_of: dict[str, str]
) -> tuple[ClaimChange, ...]:
    """Return what became of claims: new and edited in the order of the new map, then gone."""
    from_old = {after: before for before, after in claim_of.items()}
    texts = {post.id: post.text for post in new.thread.posts}
    unchanged = {
        before
        for before, after in post_of.items()
        if old.thread.by_id[before].text == texts.get(after)
    }
    found = []
    for claim in new.claims:
        name = from_old.get(claim.id)
        if name is None:
            found.append(ClaimChange("new", None, claim.id))
        elif (was := old.claim[name]).text != claim.text:
            alike = likeness(was.text, claim.text)
            kind: ClaimChangeKind = "recut" if was.post in unchanged else "edited"
            found.append(ClaimChange(kind, name, claim.id, alike))
    gone = (claim.id for claim in old.claims if claim.id not in claim_of)
    return (*found, *(ClaimChange("gone", name, None) for name in gone))


def _by_post(argument_map: MapData) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in argument_map.claims:
        found.setdefault(claim.post, []).append(claim)
    return found


def _pair_in_post(old: list[Claim], new: list[Claim]) -> dict[str, str]:
    """Pair equal words in their order, wherever they stand; then what is much alike."""
    waiting: dict[str, list[Claim]] = {}
    for claim in new:
        waiting.setdefault(claim.text, []).append(claim)
    found: dict[str, str] = {}
    for claim in old:
        if same := waiting.get(claim.text):
            found[claim.id] = same.pop(0).id
    taken = set(found.values())
    left = {claim.id: claim.text for claim in old if claim.id not in found}
    right = {claim.id: claim.text for claim in new if claim.id not in taken}
    pairs = pair_texts(left, right, least=EDITED)
    return found | {name: other for name, (other, _) in pairs.items()}
