"""``argmap export``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import map_folder, say, write_out


def _list(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from argmap.write.formats import describe

        for name, what in describe():
            click.echo(f"{name:<9} {what}")
        ctx.exit()


@click.command()
@map_folder
@click.option(
    "-f",
    "--format",
    "format_name",
    metavar="FORMAT",
    help="See --list; default: the suffix of FILE.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Default: standard output. csv takes a folder, or a .zip.",
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the formats, and exit.",
)
def export(folder: Path, format_name: str | None, output: Path | None) -> None:
    """Write a map for another tool; what the format cannot carry is counted on stderr.

    \b
    argmap export out/thread -f graphml -o thread.graphml
    argmap export out/thread -f csv -o tables/
    """
    from argmap import api
    from argmap.write import formats

    name = format_name or formats.by_suffix(output)
    formats.find(name)
    argument_map = api.load(folder)
    if name == "csv" and output is not None and output.suffix != ".zip" and str(output) != "-":
        from argmap.write.tables import to_tables

        for file, content in to_tables(argument_map).items():
            write_out(content, output / file)
    else:
        write_out(formats.render(argument_map, name), output)
    for what, number in formats.losses(argument_map, name).items():
        say(f"{name} does not carry: {number} {what}")
