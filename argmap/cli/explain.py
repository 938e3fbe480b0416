"""``argmap explain``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import map_folder
from argmap.errors import UnknownName

if TYPE_CHECKING:
    from argmap.model import Claim, Evidence, MapData, Relation


@click.command()
@map_folder
@click.argument("ids", metavar="ID [ID]", nargs=-1, required=True)
def explain(folder: Path, ids: tuple[str, ...]) -> None:
    """Say what edges rest on: cue words, reply links, features, scores, what else was likely.

    One ID, of a claim (39247151#0-66) or a post (39247151): its words and all its edges. Two IDs
    of claims: the edges between them.

    \b
    argmap explain out/thread 39247151#0-66
    argmap explain out/thread 39247151#0-66 39246890#12-80
    """
    from argmap import api

    if len(ids) > 2:
        raise click.UsageError("Give one ID, or two.")
    lines = explained(api.load(folder), ids)
    click.echo("\n".join(lines))


def explained(argument_map: MapData, ids: tuple[str, ...]) -> list[str]:
    """Return the lines for one claim or post, or for the edges between two claims.

    Raises:
        UnknownName: The map has no claim or post of that id, or no edge between the two.
    """
    if len(ids) == 2:
        return list(_between(argument_map, *(_claim(argument_map, each) for each in ids)))
    if ids[0] in argument_map.thread.by_id:
        return list(_of_post(argument_map, ids[0]))
    return list(_of_claim(argument_map, _claim(argument_map, ids[0])))


def _claim(argument_map: MapData, identifier: str) -> Claim:
    if identifier not in argument_map.claim:
        post = identifier.partition("#")[0]
        near = [claim.id for claim in argument_map.claims if claim.post == post]
        first = near or [claim.id for claim in argument_map.claims[:5]]
        raise UnknownName("claim or post", identifier, first)
    return argument_map.claim[identifier]


def _of_post(argument_map: MapData, identifier: str) -> Iterator[str]:
    post = argument_map.thread.by_id[identifier]
    yield f"{post.id} by {_printed(post.author or 'unknown')}, {post.url or 'no address'}"
    stance = argument_map.stances.get(post.id)
    if stance is not None:
        towards = f"post {post.parent}" if post.parent else "the subject"
        yield f"stance towards {towards}: {stance.kind}, confidence {stance.confidence:.2f}"
        if stance.target is not None:
            yield f"  addresses {_shown(argument_map.claim[stance.target])}"
        yield from _reasons(stance.evidence)
    for claim in argument_map.claims:
        if claim.post == post.id:
            yield from ("", *_of_claim(argument_map, claim))


def _of_claim(argument_map: MapData, claim: Claim) -> Iterator[str]:
    post = argument_map.thread.by_id[claim.post]
    yield _shown(claim)
    author = _printed(post.author or "unknown")
    yield f"  {claim.kind}, confidence {claim.confidence:.2f}, by {author}"
    for theme in argument_map.themes:
        if claim.id in theme.claims:
            camp = next((camp.id for camp in theme.camps if claim.id in camp.claims), None)
            side = f", camp {camp}" if camp else ""
            yield f"  in theme {theme.id} ({_printed(theme.heading)}){side}"
    for mention in claim.mentions:
        words = post.text[mention.start : mention.end]
        yield f"  names {mention.entity} (“{_printed(words)}”), {mention.polarity}"
    for relation in argument_map.relations:
        if claim.id in (relation.source, relation.target):
            yield from _edge(argument_map, relation)


def _between(argument_map: MapData, one: Claim, other: Claim) -> Iterator[str]:
    found = [
        relation
        for relation in argument_map.relations
        if {relation.source, relation.target} == {one.id, other.id}
    ]
    if not found:
        partners = [
            relation.target if relation.source == one.id else relation.source
            for relation in argument_map.relations
            if one.id in (relation.source, relation.target)
        ]
        raise UnknownName(f"edge between {one.id} and", other.id, partners or ["none"])
    for relation in found:
        yield from _edge(argument_map, relation)


def _edge(argument_map: MapData, relation: Relation) -> Iterator[str]:
    source, target = argument_map.claim[relation.source], argument_map.claim[relation.target]
    yield f"  {_shown(source)}"
    yield f"    {relation.kind} ({relation.scope}, confidence {relation.confidence:.2f})"
    yield f"    {_shown(target)}"
    yield from (f"  {line}" for line in _reasons(relation.evidence))


def _reasons(evidence: Iterable[Evidence]) -> Iterator[str]:
    for each in evidence:
        words = f" “{_printed(each.text)}”" if each.text else ""
        place = f" at {each.post}#{each.start}-{each.end}" if each.post is not None else ""
        score = f", {each.score:.2f}" if each.score is not None else ""
        if each.kind == "alternative":
            yield f"    or else: {_printed(each.text)}{score}"
        else:
            yield f"    because: {each.kind}{words}{place}{score}"


def _shown(claim: Claim) -> str:
    return f"{claim.id} “{_printed(claim.text)}”"


def _printed(text: str) -> str:
    from argmap.write.digest import one_line

    return one_line(text)
