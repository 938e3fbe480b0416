import networkx as nx
import pytest
from discussions import contrasts, extraction_of, no_relations, quarrel, thread_of

from argmap.cluster import find_themes
from argmap.cluster.communities import absorb_small, merge, ordered
from argmap.cluster.themes import posts_wanted, themes_wanted
from argmap.model import Relation, Settings


@pytest.fixture(scope="module")
def found():
    thread = thread_of(quarrel())
    extraction = extraction_of(thread)
    stances = {"y2": contrasts(), "y4": contrasts(), "n2": contrasts()}
    themes = find_themes(thread, extraction, stances, no_relations(), Settings(themes=2))
    return thread, extraction, themes


def test_two_subjects_give_two_themes_with_opponents_in_the_same_one(found):
    _, _, themes = found
    whole = [theme for theme in themes if theme.parent is None]
    subjects = [{claim[0] for claim in theme.claims} for theme in whole]
    assert sorted(map(sorted, subjects)) == [["n"], ["y"]]


def test_every_claim_is_in_one_whole_theme_and_one_part(found):
    _, extraction, themes = found
    whole = [claim for theme in themes if theme.parent is None for claim in theme.claims]
    parts = [claim for theme in themes if theme.parent for claim in theme.claims]
    everything = sorted(claim.id for claim in extraction.claims)
    assert sorted(whole) == everything
    assert sorted(parts) == everything


def test_parts_hold_only_claims_of_their_theme(found):
    _, _, themes = found
    held = {theme.id: set(theme.claims) for theme in themes}
    for theme in themes:
        if theme.parent:
            assert set(theme.claims) <= held[theme.parent]


def test_camps_are_told_by_the_signs_of_replies(found):
    _, _, themes = found
    yaml = next(theme for theme in themes if theme.parent is None and theme.claims[0][0] == "y")
    camps = [{claim.split("#")[0] for claim in camp.claims} for camp in yaml.camps]
    assert {"y2"} in camps
    assert any({"y1", "y4"} <= camp for camp in camps)


def test_headings_name_what_sets_a_theme_apart(found):
    _, _, themes = found
    headings = {theme.claims[0][0]: theme.heading.lower() for theme in themes if not theme.parent}
    assert "indentation" in headings["y"] or "deployment" in headings["y"]
    assert "plugins" in headings["n"] or "compiler" in headings["n"] or "syntax" in headings["n"]


def test_the_same_thread_gives_the_same_themes(found):
    thread, extraction, themes = found
    stances = {"y2": contrasts(), "y4": contrasts(), "n2": contrasts()}
    assert find_themes(thread, extraction, stances, no_relations(), Settings(themes=2)) == themes


def test_a_digest_keeps_its_own_headings():
    thread = thread_of([("1", None, "x", "Rust is fast.")], kind="digest", heading="On speed")
    themes = find_themes(thread, extraction_of(thread), {}, no_relations(), Settings())
    assert [theme.heading for theme in themes if theme.parent is None] == ["On speed"]


def test_no_claims_give_no_themes():
    thread = thread_of([("1", None, "x", "")])
    assert find_themes(thread, extraction_of(thread), {}, no_relations(), Settings()) == ()


def test_a_relation_across_the_thread_draws_its_posts_together():
    lines = [
        (str(n), None, "x", f"{word} {word}ish {word}ness.") for n, word in enumerate("abcdef")
    ]
    thread = thread_of(lines)
    extraction = extraction_of(thread)
    ids = [claim.id for claim in extraction.claims]
    joined = tuple(
        Relation(ids[a], ids[b], "contrasts", "thread", 0.9, ()) for a, b in [(0, 1), (1, 2)]
    )
    themes = find_themes(thread, extraction, {}, joined, Settings())
    together = [set(theme.claims) for theme in themes if theme.parent is None]
    assert any({ids[0], ids[1], ids[2]} <= theme for theme in together)


def two_cliques() -> nx.Graph:
    graph = nx.Graph()
    for nodes in ((0, 1, 2, 3), (4, 5, 6, 7)):
        graph.add_weighted_edges_from((a, b, 1.0) for a in nodes for b in nodes if a < b)
    graph.add_edge(3, 4, weight=0.1)
    return graph


def test_merging_stops_at_the_number_wanted_and_keeps_cliques_whole():
    merged = merge([[n] for n in range(8)], two_cliques(), 2, relative=False)
    assert merged == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_merging_never_joins_what_nothing_links():
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 1.0), (2, 3, 1.0)])
    assert merge([[0, 1], [2, 3]], graph, 1, relative=False) == [[0, 1], [2, 3]]


def test_small_groups_go_to_the_neighbour_they_are_most_linked_to():
    graph = two_cliques()
    graph.add_edge(8, 7, weight=0.5)
    graph.add_edge(8, 0, weight=0.2)
    assert absorb_small([[0, 1, 2, 3], [4, 5, 6, 7], [8]], graph) == [[4, 5, 6, 7, 8], [0, 1, 2, 3]]


def test_groups_are_ordered_by_size_then_first_member():
    assert ordered([{5}, {3, 2}, {9, 8}]) == [[2, 3], [8, 9], [5]]


@pytest.mark.parametrize(("posts", "themes"), [(5, 3), (66, 6), (150, 7), (566, 10), (10_000, 12)])
def test_the_number_of_themes_follows_the_thread(posts, themes):
    assert themes_wanted(posts) == themes


def test_the_number_of_points_has_a_ceiling():
    assert posts_wanted(10_000, 50) == 55
    assert posts_wanted(4, 50) == 4
