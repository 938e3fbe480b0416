"""``argmap summarize``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import (
    print_summary,
    read_and_build,
    report_notes,
    source_options,
    write_out,
)

if TYPE_CHECKING:
    from argmap.api import ArgumentMap


@click.command()
@click.argument("source", metavar="SOURCE|DIR")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["md", "text", "html", "json"]),
    help="Default: for reading on a terminal, md into a file or pipe.",
)
@click.option("--theme", metavar="ID|HEADING", help="Only this theme.")
@click.option("--author", metavar="HANDLE", help="Only points that rest on this author's claims.")
@click.option("--entity", metavar="NAME", help="Only points that rest on claims naming it.")
@click.option(
    "--length",
    type=click.Choice(["short", "standard", "long"]),
    default="standard",
    show_default=True,
    help="The headlines; all sections; all sections with every claim cited.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: -")
@source_options
def summarize(
    source: str,
    format_name: str | None,
    output: Path | None,
    reader: str | None,
    quiet: bool,
    max_points: int,
    theme: str | None,
    author: str | None,
    entity: str | None,
    length: str,
    **settings: Any,
) -> None:
    """Print the themed summary of a discussion, or of a map made before.

    \b
    argmap summarize out/thread --theme t1
    argmap summarize thread.json --format md --max-points 20 -o summary.md
    """
    argument_map = _map_of(source, reader, quiet, max_points=max_points, **settings)
    choices: dict[str, Any] = {
        "max_points": max_points,
        "theme": theme,
        "author": author,
        "entity": entity,
        "length": length,
    }
    if format_name is None and output is None:
        from argmap.write.markdown import to_markdown

        print_summary(argument_map, to_markdown, **choices)
        return
    write_out(_written(argument_map, format_name or "md", choices), output)


def _map_of(source: str, reader: str | None, quiet: bool, **settings: Any) -> ArgumentMap:
    from argmap import api

    path = Path(source)
    if path.name == api.MAP_FILE or (path / api.MAP_FILE).is_file():
        return api.load(path)
    argument_map = read_and_build(source, reader, quiet, **settings)
    report_notes(argument_map.thread, quiet)
    return argument_map


def _written(argument_map: ArgumentMap, format_name: str, choices: dict[str, Any]) -> str:
    if format_name == "text":
        from argmap.write.text import to_text

        return to_text(argument_map, **choices)
    if format_name == "html":
        from argmap.write.summary_html import to_summary_html

        return to_summary_html(argument_map, **choices)
    if format_name == "json":
        from argmap.write.summary_json import to_summary_json

        return to_summary_json(argument_map, **choices)
    return argument_map.markdown(**choices)
