"""Claims, kinds, entities, stances, targets and relations of a map against annotations."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.evaluate.annotations import Annotated
from argmap.evaluate.matching import Counted, Reliable, match, reliability, token_f1
from argmap.model import Claim, MapData

KINDS = ("claim", "evidence", "question", "proposal")
SIDES = ("supports", "contrasts", "none")
SAME_TARGET = 0.5
"""Token F1 from which a claim is the target that was annotated."""


@dataclass(frozen=True, slots=True)
class StanceScores:
    """Posts judged ``mixed`` are left out."""

    by_class: Mapping[str, Counted]
    """By side."""
    posts: int
    accuracy: float
    macro_f1: float
    at_half_recall: float
    """Precision of the surest signed stances, half as many as were annotated."""
    target_accuracy: float
    targets: int
    reliability: tuple[Reliable, ...]


@dataclass(frozen=True, slots=True)
class ExtractionScores:
    """Everything that annotations say of an extraction."""

    posts: int
    missing: int
    """Annotated posts that the map does not have."""
    claims: Counted
    kind_accuracy: float
    """Of the claims that match an annotated one."""
    kinds: Mapping[str, Counted]
    """By kind; likewise of the claims that match."""
    entities: Counted
    within: Counted
    within_by_kind: Mapping[str, Counted]
    stance: StanceScores
    claim_reliability: tuple[Reliable, ...]
    edge_reliability: Mapping[str, tuple[Reliable, ...]]
    """By kind of edge ("within supports", "reply contrasts" …); of a reply the sign counts."""


@dataclass(frozen=True)
class _Matched:
    """One annotated post beside what the map has of it."""

    row: Annotated
    claims: Sequence[Claim]
    pairs: Mapping[int, int]
    """Place of an annotated claim to place of the one found."""


def score_extraction(argument_map: MapData, annotations: Sequence[Annotated]) -> ExtractionScores:
    """Compare a map with annotations of its posts.

    Claims match one to one at token F1 of 0.7. A relation is right where both its claims match
    and kind and direction agree (contrasts go both ways); every annotated relation counts.
    """
    by_post: dict[str, list[Claim]] = {}
    for claim in argument_map.claims:
        by_post.setdefault(claim.post, []).append(claim)
    matched = [_matched(row, by_post.get(row.id, ())) for row in annotations]
    judged = [
        (claim.confidence, place in set(each.pairs.values()))
        for each in matched
        for place, claim in enumerate(each.claims)
    ]
    kinds = Counter(
        (each.row.claims[theirs][1], str(each.claims[ours].kind))
        for each in matched
        for theirs, ours in each.pairs.items()
    )
    right = sum(len(each.pairs) for each in matched)
    edges = list(_edges(argument_map, matched))
    return ExtractionScores(
        posts=len(annotations),
        missing=sum(row.id not in argument_map.thread.by_id for row in annotations),
        claims=Counted(right, len(judged), sum(len(row.claims) for row in annotations)),
        kind_accuracy=sum(kinds[kind, kind] for kind in KINDS) / right if right else 0.0,
        kinds={kind: _of_class(kinds, kind) for kind in KINDS},
        entities=_entities(argument_map, matched),
        within=_relations(edges, annotations, ("supports", "contrasts")),
        within_by_kind={
            kind: _relations(edges, annotations, (kind,)) for kind in ("supports", "contrasts")
        },
        stance=_stances(argument_map, annotations),
        claim_reliability=reliability(judged),
        edge_reliability=_by_kind(
            [
                *((f"within {kind}", confidence, good) for kind, confidence, good in edges),
                *_replies(argument_map, annotations),
            ]
        ),
    )


def _matched(row: Annotated, claims: Sequence[Claim]) -> _Matched:
    found = match([claim.text for claim in claims], [text for text, _ in row.claims])
    return _Matched(row, claims, found)


def _of_class(confusion: Counter[tuple[str, str]], name: str) -> Counted:
    """Count one class of a table of (annotated, found)."""
    return Counted(
        confusion[name, name],
        sum(count for (_, found), count in confusion.items() if found == name),
        sum(count for (annotated, _), count in confusion.items() if annotated == name),
    )


def _edges(argument_map: MapData, matched: Sequence[_Matched]) -> Iterator[tuple[str, float, bool]]:
    """Yield kind, confidence and truth of each edge inside an annotated post."""
    inside: dict[str, dict[tuple[str, str, str], float]] = {}
    for relation in argument_map.relations:
        post = argument_map.claim[relation.source].post
        if post == argument_map.claim[relation.target].post and relation.kind != "rephrases":
            edge = (relation.source, relation.target, relation.kind)
            inside.setdefault(post, {})[edge] = relation.confidence
    for each in matched:
        theirs = {each.claims[ours].id: place for place, ours in each.pairs.items()}
        truth = set(each.row.within)
        for (source, target, kind), confidence in inside.get(each.row.id, {}).items():
            a, b = theirs.get(source, -1), theirs.get(target, -1)
            good = (a, b, kind) in truth or (kind == "contrasts" and (b, a, kind) in truth)
            yield kind, confidence, good


def _replies(
    argument_map: MapData, annotations: Sequence[Annotated]
) -> Iterator[tuple[str, float, bool]]:
    """Yield each signed edge from a reply whose stance is annotated as one thing."""
    stance = {row.id: row.stance for row in annotations if row.stance not in (None, "mixed")}
    for relation in argument_map.relations:
        annotated = stance.get(argument_map.claim[relation.source].post)
        if relation.scope == "reply" and annotated:
            good = relation.kind == annotated
            yield f"reply {relation.kind}", relation.confidence, good


def _by_kind(edges: Sequence[tuple[str, float, bool]]) -> dict[str, tuple[Reliable, ...]]:
    kinds = dict.fromkeys(sorted(kind for kind, *_ in edges))
    return {kind: reliability(edge[1:] for edge in edges if edge[0] == kind) for kind in kinds}


def _relations(
    edges: Sequence[tuple[str, float, bool]],
    annotations: Sequence[Annotated],
    kinds: tuple[str, ...],
) -> Counted:
    own = [good for kind, _, good in edges if kind in kinds]
    annotated = sum(len({edge for edge in row.within if edge[2] in kinds}) for row in annotations)
    return Counted(sum(own), len(own), annotated)


def _entities(argument_map: MapData, matched: Sequence[_Matched]) -> Counted:
    names = {
        entity.id: {name.casefold() for name in (entity.name, *entity.aliases)}
        for entity in argument_map.entities
    }
    right = found = annotated = 0
    for each in matched:
        wanted = {name.casefold() for name in each.row.entities}
        mentions = [mention for claim in each.claims for mention in claim.mentions]
        mentions += argument_map.loose_mentions.get(each.row.id, ())
        own = [names[entity] for entity in dict.fromkeys(mention.entity for mention in mentions)]
        right += sum(any(name in known for known in own) for name in wanted)
        found += len(own)
        annotated += len(wanted)
    return Counted(right, found, annotated)


def _stances(argument_map: MapData, annotations: Sequence[Annotated]) -> StanceScores:
    confusion: Counter[tuple[str, str]] = Counter()
    signed: list[tuple[float, int, bool]] = []
    judged: list[tuple[float, bool]] = []
    hits: list[bool] = []
    for row in annotations:
        if row.stance in (None, "mixed") or row.id not in argument_map.thread.by_id:
            continue
        stance = argument_map.stances.get(row.id)
        kind = stance.kind if stance else "none"
        confusion[str(row.stance), kind] += 1
        if stance is not None:
            judged.append((stance.confidence, kind == row.stance))
            if kind != "none":
                # Ties fall in an order that knows nothing.
                tie = zlib.crc32(row.id.encode())
                signed.append((-stance.confidence, tie, kind == row.stance))
        if row.target:
            addressed = argument_map.claim.get((stance and stance.target) or "")
            hits.append(token_f1(addressed.text if addressed else "", row.target) >= SAME_TARGET)
    by_class = {side: _of_class(confusion, side) for side in SIDES}
    sides = sum(row.stance in ("supports", "contrasts") for row in annotations)
    surest = sorted(signed)[: max(1, sides // 2)]
    posts = confusion.total()
    return StanceScores(
        by_class=by_class,
        posts=posts,
        accuracy=sum(confusion[side, side] for side in SIDES) / posts if posts else 0.0,
        macro_f1=sum(each.f1 for each in by_class.values()) / len(SIDES),
        at_half_recall=sum(good for *_, good in surest) / len(surest) if surest else 0.0,
        target_accuracy=sum(hits) / len(hits) if hits else 0.0,
        targets=len(hits),
        reliability=reliability(judged),
    )
