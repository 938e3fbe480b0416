"""What a format cannot carry, counted: nothing is left out in silence."""

from __future__ import annotations

from argmap.model import MapData, Post
from argmap.write.graphs import unwritable
from argmap.write.tables import disarmed


def graph(argument_map: MapData) -> dict[str, int]:
    """Count what the graph of :mod:`argmap.graph` leaves out."""
    summary = argument_map.summary
    evidence = [e for relation in argument_map.relations for e in relation.evidence]
    evidence += [e for stance in argument_map.stances.values() for e in stance.evidence]
    posts = argument_map.thread.posts
    return _counted(
        {
            "summary points": sum(len(section.points) for section in summary.sections),
            "headlines": len(summary.headlines),
            "leads": len(summary.leads),
            "offsets of cues": sum(each.start is not None for each in evidence),
            "scores of evidence": sum(each.score is not None for each in evidence),
            "quoted passages, code blocks and links": sum(map(_spans, posts)),
            "stances of posts at the top level": sum(
                post.parent is None and post.id in argument_map.stances for post in posts
            ),
            "steps of walks": sum(len(theme.walk) for theme in argument_map.themes),
            "notes of the reader": len(argument_map.thread.notes),
        }
    )


def xml_graph(argument_map: MapData) -> dict[str, int]:
    """Count what GraphML and GEXF leave out."""
    return {**graph(argument_map), **unwritable(argument_map)}


def tables(argument_map: MapData) -> dict[str, int]:
    """Count what the CSV tables leave out."""
    return {**graph(argument_map), **disarmed(argument_map)}


def dot(argument_map: MapData) -> dict[str, int]:
    """Count what the drawing leaves out."""
    return _counted(
        {
            "posts": len(argument_map.thread.posts),
            "entities": len(argument_map.entities),
            "comparisons": len(argument_map.comparisons),
            "parts of themes": sum(theme.parent is not None for theme in argument_map.themes),
            "confidences": len(argument_map.claims) + len(argument_map.relations),
            "reasons of relations": sum(len(r.evidence) for r in argument_map.relations),
            "summary points": sum(len(s.points) for s in argument_map.summary.sections),
            "leads": len(argument_map.summary.leads),
        }
    )


def vault(argument_map: MapData) -> dict[str, int]:
    """Count what the notes of a vault leave out."""
    claimed = {claim.post for claim in argument_map.claims}
    return _counted(
        {
            "posts without a claim": sum(p.id not in claimed for p in argument_map.thread.posts),
            "reply links": sum(post.parent is not None for post in argument_map.thread.posts),
            "comparisons": len(argument_map.comparisons),
            "parts of themes": sum(theme.parent is not None for theme in argument_map.themes),
            "confidences of relations": len(argument_map.relations),
            "reasons of relations": sum(len(r.evidence) for r in argument_map.relations),
            "mentions outside claims": sum(map(len, argument_map.loose_mentions.values())),
        }
    )


def summary(argument_map: MapData) -> dict[str, int]:
    """Count what the summary leaves out."""
    stated = argument_map.summary.coverage
    return _counted(
        {
            "claims that no point cites": stated.claims_total - stated.claims,
            "posts that no point cites": len(stated.not_covered),
            "relations": len(argument_map.relations),
            "entities": len(argument_map.entities),
            "comparisons": len(argument_map.comparisons),
        }
    )


def _spans(post: Post) -> int:
    return len(post.quotes) + len(post.code) + len(post.links)


def _counted(numbers: dict[str, int]) -> dict[str, int]:
    return {what: number for what, number in numbers.items() if number}
