"""``argmap export``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import map_folder, say, write_out

if TYPE_CHECKING:
    from argmap.model import MapData


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
    help="Default: standard output. csv and obsidian take a folder, or a .zip.",
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
    write_map(argument_map, name, output)


def write_map(argument_map: MapData, name: str, output: Path | None) -> None:
    """Write a map in a format, and say on stderr what the format cannot carry."""
    from argmap.write import formats

    single = output is None or output.suffix == ".zip" or str(output) == "-"
    if name in formats.FOLDERS and output is not None and not single:
        for file, content in formats.render_files(argument_map, name).items():
            write_out(content, output / file)
    else:
        write_out(formats.render(argument_map, name), output)
    report_losses(name, formats.losses(argument_map, name))


def report_losses(name: str, lost: Mapping[str, int]) -> None:
    """Say what a format cannot carry, a line each."""
    for what, number in lost.items():
        say(f"{name} does not carry: {number} {what}")
