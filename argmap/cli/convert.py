"""``argmap convert``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import bars, report_notes, say, write_out
from argmap.cli.export import report_losses, write_map

if TYPE_CHECKING:
    from argmap.model import ArgumentGraph, MapData


@click.command()
@click.argument("source", metavar="IN")
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "reader", metavar="NAME", help="How to read IN; see argmap readers.")
@click.option(
    "--to", "format_name", metavar="FORMAT", help="Default: the suffix of OUT; see export --list."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors on stderr.")
def convert(
    source: str, output: Path, reader: str | None, format_name: str | None, quiet: bool
) -> None:
    """Turn one argument format into another, as directly as the two allow.

    IN is a file of an argument format, a map folder, a map.json or a map's RDF; OUT a file, or -
    for standard output. What was not understood in IN, and what OUT cannot carry, is counted on
    stderr.

    \b
    argmap convert nodeset.json debate.argdown
    argmap convert debate.argdown debate.json --to xaif
    argmap convert out/thread thread.aif.json
    """
    from argmap.formats import registry
    from argmap.write import formats

    name = format_name or formats.by_suffix(output)
    formats.find(name)
    graph, argument_map = _read(source, reader)
    if graph is not None and name in registry.WRITERS:
        from argmap.formats.losses import of_graph

        write_out(registry.dump(name, graph), output)
        if not quiet:
            for what, number, where in graph.unread:
                say(f"note: {number} × {what}" + (f" (first: {where})" if where else ""))
            report_losses(name, of_graph(graph, name))
        return
    if argument_map is None:
        from argmap import api

        assert graph is not None
        with bars(quiet) as progress:
            argument_map = api.build(graph, progress=progress)
        report_notes(argument_map.thread, quiet)
    write_map(argument_map, name, output)


def _read(source: str, reader: str | None) -> tuple[ArgumentGraph | None, MapData | None]:
    """Return an argument graph, or a map made before."""
    from argmap import api
    from argmap.errors import BadSource
    from argmap.model import ArgumentGraph
    from argmap.write.rdf_file import is_rdf

    path = Path(source)
    if reader is None and (path.name == api.MAP_FILE or (path / api.MAP_FILE).is_file()):
        return None, api.load(path)
    if reader is None and is_rdf(path):
        return None, api.load(path)
    found = api.read_any(source, reader=reader)
    if isinstance(found, ArgumentGraph):
        return found, None
    mend = "Make a map of it first: argmap map SOURCE -o DIR, then argmap convert DIR OUT."
    raise BadSource(found.source or source, "", "it is a discussion, no argument format", mend)
