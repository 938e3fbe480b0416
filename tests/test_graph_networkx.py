"""The networkx graph holds every node and edge of a map, typed and signed."""

from __future__ import annotations

from collections import Counter

from argmap.graph import to_networkx
from argmap.model import MapData


def kinds(argument_map: MapData) -> tuple[Counter[str], Counter[str]]:
    graph = to_networkx(argument_map)
    nodes = Counter(data["kind"] for _, data in graph.nodes(data=True))
    return nodes, Counter(data["kind"] for *_, data in graph.edges(data=True))


def test_every_part_becomes_a_node(rich_map: MapData) -> None:
    nodes, _ = kinds(rich_map)
    assert nodes == {
        "post": len(rich_map.thread.posts),
        "claim": len(rich_map.claims),
        "entity": len(rich_map.entities),
        "theme": len(rich_map.themes),
        "author": len({post.author for post in rich_map.thread.posts if post.author}),
    }


def test_every_relation_becomes_an_edge(rich_map: MapData) -> None:
    _, edges = kinds(rich_map)
    signs = Counter(relation.kind for relation in rich_map.relations)
    assert edges["supports"] == signs["supports"]
    assert edges["rephrases"] == signs["rephrases"]
    assert edges["contrasts"] == signs["contrasts"] + len(rich_map.comparisons)
    assert edges["replies_to"] == sum(post.parent is not None for post in rich_map.thread.posts)
    assert edges["states"] == len(rich_map.claims)
    assert edges["in_theme"] == sum(len(theme.claims) for theme in rich_map.themes)
    assert edges["part_of"] == 1
    mentions = sum(len(claim.mentions) for claim in rich_map.claims)
    assert edges["mentions"] == mentions + sum(map(len, rich_map.loose_mentions.values()))


def test_supports_and_contrasts_between_the_same_claims_are_two_edges(rich_map: MapData) -> None:
    graph = to_networkx(rich_map)
    pair = next(
        (r.source, r.target)
        for r in rich_map.relations
        if r.kind == "contrasts"
        and any(
            (s.source, s.target, s.kind) == (r.source, r.target, "supports")
            for s in rich_map.relations
        )
    )
    both = graph.get_edge_data(*(f"claim:{claim}" for claim in pair))
    assert sorted(data["kind"] for data in both.values()) == ["contrasts", "supports"]


def test_keys_are_unique_in_the_whole_graph(rich_map: MapData) -> None:
    keys = [key for *_, key in to_networkx(rich_map).edges(keys=True)]
    assert len(keys) == len(set(keys))


def test_entities_set_against_each_other_are_joined(rich_map: MapData) -> None:
    graph = to_networkx(rich_map)
    edges = graph.get_edge_data("entity:rust", "entity:go")
    (data,) = edges.values()
    assert (data["kind"], data["aspect"], data["preferred"]) == ("contrasts", "faster", "rust")


def test_edges_say_what_they_rest_on(rich_map: MapData) -> None:
    graph = to_networkx(rich_map)
    reasons = [data["evidence"] for *_, data in graph.edges(data=True) if "scope" in data]
    assert all(reasons)
    assert "connective “because”" in reasons


def test_attributes_are_plain_values(rich_map: MapData) -> None:
    graph = to_networkx(rich_map)
    values = [value for _, data in graph.nodes(data=True) for value in data.values()]
    values += [value for *_, data in graph.edges(data=True) for value in data.values()]
    assert {type(value) for value in values} <= {str, int, float, bool}
