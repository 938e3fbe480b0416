"""An argument graph to posts, claims and relations: what the file says, and nothing inferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from argmap.formats.said import anchors, is_kind, sayings
from argmap.model import (
    ArgumentGraph,
    ArgumentNode,
    Claim,
    Evidence,
    NodeKind,
    Note,
    Relation,
    RelationKind,
    RelationScope,
    Stance,
    Thread,
)
from argmap.read.assemble import Raw, Tally, as_time, assemble
from argmap.read.clean import clean_line, clean_text
from argmap.read.source import Source

MOST = 1_000
"""Pairs joined by one node, or locutions of one statement, that are looked at."""
KIND: Mapping[NodeKind, RelationKind] = {"RA": "supports", "CA": "contrasts", "MA": "rephrases"}


@dataclass(frozen=True)
class Given:
    """What an argument graph gives; the rest of a map is found in it."""

    thread: Thread
    claims: tuple[Claim, ...]
    stances: dict[str, Stance]
    relations: tuple[Relation, ...]


def given(graph: ArgumentGraph) -> Given:
    """Make a post and a claim of each statement, and relations of what joins them.

    A post's author is who the file says said it; its parent is the statement whose locution it
    answers (transitions of AIF) or under which it stands (nested formats). There are no comments
    to quote, and a note says so.
    """
    tally = Tally()
    thread = _thread(graph, tally)
    claims = tuple(
        Claim(
            id=f"{post.id}#0-{len(post.text)}",
            post=post.id,
            start=0,
            end=len(post.text),
            text=post.text,
            kind="question" if _only_asked(graph, post.id) else "claim",
        )
        for post in thread.posts
        if post.text
    )
    by_node = {claim.post: claim for claim in claims}
    relations = _relations(graph, thread, by_node, tally)
    notes = (
        Note(f"file of {graph.format}: claims as it gives them, no comments to quote", 1),
        *thread.notes,
        *(Note(what, count, where) for what, count, where in graph.unread),
        *tally.notes(),
    )
    thread = replace(thread, notes=notes)
    return Given(thread, claims, _stances(thread, by_node, relations), relations)


def _thread(graph: ArgumentGraph, tally: Tally) -> Thread:
    statements = [node for node in graph.nodes if node.kind == "I"]
    said = sayings(graph, tally)
    parents = _parents(graph, said)
    names = {speaker.id: speaker.name for speaker in graph.speakers}
    starts = {each.node: as_time(each.extra.get("start")) for each in graph.locutions}
    raws = []
    for node in statements:
        locution = said.get(node.id)
        speaker = node.speaker or (locution.speaker if locution else None)
        start = starts.get(locution.id) if locution else None
        body = clean_text(node.text)
        raws.append(
            Raw(
                id=node.id,
                # The whole statement is the claim: nothing in it is another's words or code.
                body=replace(body, quotes=(), code=(), emphasis=()),
                parent=parents.get(node.id),
                author=names.get(speaker or "") or speaker,
                created=start or (locution and locution.created) or node.created,
                url=node.url,
                heading=node.heading,
            )
        )
    used = anchors(graph) | {each.id for each in said.values()}
    silent = sum(node.kind == "L" and node.id not in used for node in graph.nodes)
    tally.add("locutions that put forward no statement, kept aside", count=silent)
    return assemble(Source(graph.source), raws, title=clean_line(graph.title), kind="map")


def _only_asked(graph: ArgumentGraph, statement: str) -> bool:
    schemes = [
        graph.node[middle].scheme or ""
        for middle in graph.into.get(statement, ())
        if is_kind(graph, middle, "YA")
    ]
    return bool(schemes) and all(scheme.lower().endswith("questioning") for scheme in schemes)


def _parents(graph: ArgumentGraph, said: Mapping[str, ArgumentNode]) -> dict[str, str]:
    if graph.nested:
        return _nesting(graph)
    stated: dict[str, str] = {}
    for statement, locution in said.items():
        stated.setdefault(locution.id, statement)
    before: dict[str, str] = {}
    for node in graph.nodes:
        if node.kind == "TA":
            for start in graph.into.get(node.id, ())[:1]:
                for end in graph.out_of.get(node.id, ()):
                    if is_kind(graph, end, "L"):
                        before.setdefault(end, start)
    parents = {}
    for statement, locution in said.items():
        above = _nearest(locution.id, before, stated)
        if above is not None and above != statement:
            parents[statement] = above
    return parents


def _nearest(start: str, before: Mapping[str, str], stated: Mapping[str, str]) -> str | None:
    """Walk back over locutions that state nothing."""
    seen = {start}
    at = before.get(start)
    while at is not None and at not in seen:
        if at in stated:
            return stated[at]
        seen.add(at)
        at = before.get(at)
    return None


def _nesting(graph: ArgumentGraph) -> dict[str, str]:
    parents: dict[str, str] = {}
    for node in graph.nodes:
        for end in graph.out_of.get(node.id, ()) if node.kind in KIND else ():
            if is_kind(graph, end, "I"):
                for start in graph.into.get(node.id, ()):
                    parents.setdefault(start, end)
    return parents


def _relations(
    graph: ArgumentGraph, thread: Thread, claims: Mapping[str, Claim], tally: Tally
) -> tuple[Relation, ...]:
    parent = {post.id: post.parent for post in thread.posts}
    reasons: dict[tuple[str, str, RelationKind], list[Evidence]] = {}
    for node in graph.nodes:
        kind = KIND.get(node.kind)
        if kind is None:
            if node.kind == "PA":
                tally.add("preferences, kept aside", f"node {node.id}")
            continue
        starts = [each for each in graph.into.get(node.id, ()) if each in claims]
        ends = dict.fromkeys(
            end for each in graph.out_of.get(node.id, ()) for end in _ends(graph, each, claims)
        )
        if len(starts) * len(ends) > MOST:
            tally.add(f"relations that join more than {MOST} pairs, kept aside", f"node {node.id}")
            continue
        pairs = [(start, end) for start in starts for end in ends if start != end]
        if not pairs:
            tally.add("relations without a claim at each end, kept aside", f"node {node.id}")
        for start, end in pairs:
            reasons.setdefault((start, end, kind), []).append(
                Evidence("given", _reason(graph, node))
            )
    row = {post.id: number for number, post in enumerate(thread.posts)}
    order = sorted(reasons, key=lambda key: (row[key[0]], row[key[1]], key[2]))
    return tuple(
        Relation(
            claims[start].id,
            claims[end].id,
            kind,
            _scope(parent, start, end),
            1.0,
            tuple(dict.fromkeys(reasons[start, end, kind])),
        )
        for start, end, kind in order
    )


def _scope(parent: Mapping[str, str | None], start: str, end: str) -> RelationScope:
    return "reply" if parent[start] == end else "thread"


def _ends(graph: ArgumentGraph, node: str, claims: Mapping[str, Claim]) -> list[str]:
    """Return the claims that are hit: of an inference that is itself attacked, its premises."""
    if node in claims:
        return [node]
    if node not in graph.node or graph.node[node].kind not in KIND:
        return []
    premises = [each for each in graph.into.get(node, ()) if each in claims]
    return premises or [each for each in graph.out_of.get(node, ()) if each in claims]


def _reason(graph: ArgumentGraph, node: ArgumentNode) -> str:
    """Return what the file has: the kind, id and scheme of the node, and what it undercuts."""
    text = f"{graph.format} {node.kind} {node.id}"
    if node.scheme:
        text += f" ({node.scheme})"
    for end in graph.out_of.get(node.id, ()):
        if end in graph.node and graph.node[end].kind in KIND:
            text += f" on {graph.node[end].kind} {end}"
    return clean_line(text)


def _stances(
    thread: Thread, claims: Mapping[str, Claim], relations: tuple[Relation, ...]
) -> dict[str, Stance]:
    found: dict[str, Stance] = {}
    by_id = {claim.id: claim.post for claim in claims.values()}
    for relation in relations:
        if relation.scope == "reply" and relation.kind != "rephrases":
            stance = Stance(relation.kind, 1.0, relation.target, relation.evidence)
            found.setdefault(by_id[relation.source], stance)
    return {post.id: found[post.id] for post in thread.posts if post.id in found}
