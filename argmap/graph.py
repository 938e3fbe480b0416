"""ArgumentMap -> networkx: typed nodes, signed and typed multi-edges, attributes written down.

Nodes (ids are ``kind:id``, so that no two kinds share one):

========  ==============================  ==================================================
kind      id                              attributes besides ``kind`` and ``label``
========  ==============================  ==================================================
post      ``post:39247151``               text, state, author?, created?, url?, score?, heading?
claim     ``claim:39247151#0-66``         text, claim_kind, confidence, starts, ends
entity    ``entity:pytorch``              entity_kind, aliases, same_as (joined by ``; ``)
theme     ``theme:t1``                    keywords (joined by ``; ``)
author    ``author:alice``
========  ==============================  ==================================================

Edges (the key of each is unique in the whole graph):

===========  ================  ===========================================================
kind         from, to          attributes besides ``kind``
===========  ================  ===========================================================
supports     claim, claim      scope, confidence, evidence (kinds and cues, joined by ``; ``)
contrasts    claim, claim      the same
rephrases    claim, claim      the same
contrasts    entity, entity    claim, cue, aspect?, preferred? (set against each other there)
states       post, claim
wrote        author, post
replies_to   post, post        inferred, stance?, confidence?, evidence?
addresses    post, claim       stance, confidence (the claim of the parent that is meant)
mentions     claim, entity     polarity, starts, ends
mentions     post, entity      the same, for mentions outside claims
in_theme     claim, theme      camp?
part_of      theme, theme
===========  ================  ===========================================================

``?`` marks attributes that are absent where unknown. Supports and contrasts between the same
two claims are two edges. Offsets (``starts``, ``ends``) count characters of the post.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from argmap.model import Claim, Evidence, MapData, Mention, Post, Theme

LABEL = 60
"""Most characters of a label."""
SEPARATOR = "; "

Value = str | int | float | bool


def to_networkx(argument_map: MapData) -> nx.MultiDiGraph[str]:
    """Return the typed graph of a map; the order of nodes and edges is that of the map.

    >>> from argmap.model import Coverage, MapData, Post, Summary, Thread
    >>> thread = Thread("t:1", "", (Post("1", "Hi.", author="a"), Post("2", "Yes.", parent="1")))
    >>> nothing = Summary((), (), Coverage(0, 0, 0, 2, 1, 0, ("1", "2")))
    >>> graph = to_networkx(MapData(thread, (), (), {}, {}, (), (), (), nothing))
    >>> [(source, edge["kind"], target) for source, target, edge in graph.edges(data=True)]
    [('post:2', 'replies_to', 'post:1'), ('author:a', 'wrote', 'post:1')]
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        id=argument_map.thread.id, title=argument_map.thread.title
    )
    for post in argument_map.thread.posts:
        _post(graph, post)
    for claim in argument_map.claims:
        _claim(graph, claim)
    for entity in argument_map.entities:
        node(
            graph,
            f"entity:{entity.id}",
            "entity",
            entity.name,
            entity_kind=entity.kind,
            aliases=SEPARATOR.join(entity.aliases),
            same_as=SEPARATOR.join(entity.same_as),
        )
    for theme in argument_map.themes:
        keywords = SEPARATOR.join(theme.keywords)
        node(graph, f"theme:{theme.id}", "theme", theme.heading, keywords=keywords)
    _between_posts(graph, argument_map)
    for claim in argument_map.claims:
        edge(graph, f"post:{claim.post}", f"claim:{claim.id}", "states")
        _mentions(graph, f"claim:{claim.id}", claim.mentions)
    for post_id, mentions in argument_map.loose_mentions.items():
        _mentions(graph, f"post:{post_id}", mentions)
    _between_claims(graph, argument_map)
    for theme in argument_map.themes:
        _theme(graph, theme)
    return graph


def node(
    graph: nx.MultiDiGraph[str], name: str, kind: str, label: str, **attributes: Value | None
) -> None:
    """Add a typed node; attributes that are None are left out."""
    text = " ".join(label.split())
    short = text if len(text) <= LABEL else text[: LABEL - 1] + "…"
    known = {key: value for key, value in attributes.items() if value is not None}
    graph.add_node(name, kind=kind, label=short, **known)


def edge(
    graph: nx.MultiDiGraph[str],
    source: str,
    target: str,
    kind: str,
    at: str = "",
    **attributes: Value | None,
) -> None:
    """Add a typed edge; ``at`` tells apart edges of one kind between the same two nodes."""
    known = {key: value for key, value in attributes.items() if value is not None}
    key = f"{kind} {source} > {target}" + (f" @ {at}" if at else "")
    graph.add_edge(source, target, key=key, kind=kind, **known)


def _post(graph: nx.MultiDiGraph[str], post: Post) -> None:
    node(
        graph,
        f"post:{post.id}",
        "post",
        post.text or f"[{post.state}]",
        text=post.text,
        state=post.state,
        author=post.author,
        created=post.created,
        url=post.url,
        score=post.score,
        heading=post.heading,
    )


def _claim(graph: nx.MultiDiGraph[str], claim: Claim) -> None:
    node(
        graph,
        f"claim:{claim.id}",
        "claim",
        claim.text,
        text=claim.text,
        claim_kind=claim.kind,
        confidence=claim.confidence,
        starts=claim.start,
        ends=claim.end,
    )


def _between_posts(graph: nx.MultiDiGraph[str], argument_map: MapData) -> None:
    for post in argument_map.thread.posts:
        stance = argument_map.stances.get(post.id)
        if post.parent is not None:
            edge(
                graph,
                f"post:{post.id}",
                f"post:{post.parent}",
                "replies_to",
                inferred=post.parent_inferred,
                stance=stance.kind if stance else None,
                confidence=stance.confidence if stance else None,
                evidence=reasons(stance.evidence) if stance else None,
            )
        if stance is not None and stance.target is not None:
            edge(
                graph,
                f"post:{post.id}",
                f"claim:{stance.target}",
                "addresses",
                stance=stance.kind,
                confidence=stance.confidence,
            )
    for post in argument_map.thread.posts:
        if post.author is not None:
            if f"author:{post.author}" not in graph:
                node(graph, f"author:{post.author}", "author", post.author)
            edge(graph, f"author:{post.author}", f"post:{post.id}", "wrote")


def _mentions(graph: nx.MultiDiGraph[str], owner: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        edge(
            graph,
            owner,
            f"entity:{mention.entity}",
            "mentions",
            at=f"{mention.start}-{mention.end}",
            polarity=mention.polarity,
            starts=mention.start,
            ends=mention.end,
        )


def _between_claims(graph: nx.MultiDiGraph[str], argument_map: MapData) -> None:
    for relation in argument_map.relations:
        edge(
            graph,
            f"claim:{relation.source}",
            f"claim:{relation.target}",
            relation.kind,
            scope=relation.scope,
            confidence=relation.confidence,
            evidence=reasons(relation.evidence),
        )
    for number, each in enumerate(argument_map.comparisons):
        edge(
            graph,
            f"entity:{each.a}",
            f"entity:{each.b}",
            "contrasts",
            at=f"{each.claim} {number}",
            claim=each.claim,
            cue=each.cue,
            aspect=each.aspect,
            preferred=each.preferred,
        )


def _theme(graph: nx.MultiDiGraph[str], theme: Theme) -> None:
    camp_of = {claim: camp.id for camp in theme.camps for claim in camp.claims}
    for claim in theme.claims:
        edge(graph, f"claim:{claim}", f"theme:{theme.id}", "in_theme", camp=camp_of.get(claim))
    if theme.parent is not None:
        edge(graph, f"theme:{theme.id}", f"theme:{theme.parent}", "part_of")


def reasons(evidence: Iterable[Evidence]) -> str:
    """Return kinds and cue words in one line: ``connective “because”; reply``."""
    return SEPARATOR.join(
        f"{each.kind} “{each.text}”" if each.post is not None and each.text else each.kind
        for each in evidence
    )
