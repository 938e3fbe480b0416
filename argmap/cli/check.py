"""``argmap check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import map_folder, say

if TYPE_CHECKING:
    from argmap.api import ArgumentMap


@click.command()
@map_folder
@click.option("--source", metavar="SOURCE", help="Read the discussion again and compare the texts.")
@click.option("--from", "reader", metavar="NAME", help="How to read SOURCE; see argmap readers.")
@click.option("--shacl", is_flag=True, help="Validate the RDF against ontologies/shapes.ttl too.")
def check(folder: Path, source: str | None, reader: str | None, shacl: bool) -> None:
    """Verify every quote, edge and count of a map; exit 1 where one does not hold.

    \b
    argmap check out/thread --source thread.json
    """
    from argmap import api

    argument_map = api.load(folder)
    thread = None if source is None else api.read_thread(source, reader=reader)
    problems = argument_map.check(thread)
    if shacl:
        from argmap.shapes import shape_problems

        problems += shape_problems(argument_map.rdf())
    for problem in problems:
        click.echo(problem)
    if problems:
        say(f"argmap: error: {argument_map.thread.id}: {len(problems)} problem(s)")
        raise SystemExit(1)
    say(verified(argument_map, against_source=thread is not None))


def verified(argument_map: ArgumentMap, *, against_source: bool) -> str:
    """Say what was verified, in numbers."""
    summary = argument_map.summary
    points = [*summary.headlines, *(p for section in summary.sections for p in section.points)]
    quotes = sum(len(point.quotes) for point in points) + len(summary.leads)
    source = ", the texts against the source" if against_source else ""
    return (
        f"{argument_map.thread.id}: all holds: {len(argument_map.claims)} claims and "
        f"{quotes} quotes verbatim, "
        f"{len(argument_map.relations)} edges with their reasons, "
        f"{len(points)} points and their counts{source}"
    )
