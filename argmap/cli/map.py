"""``argmap map``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import print_summary, read_and_build, report_notes, say, source_options

if TYPE_CHECKING:
    from argmap.api import ArgumentMap


@click.command("map")
@click.argument("source")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for map.json, summary.md, map.html and map.ttl; made if need be.",
)
@source_options
def map_command(
    source: str, folder: Path, reader: str | None, quiet: bool, **settings: Any
) -> None:
    """Read a discussion, write its map, and print the themed summary.

    SOURCE is a file, - for standard input, a folder, a URL, or an address such as hn:8863. Only
    a URL or an address touches the network.

    \b
    argmap map thread.json -o out/thread
    argmap map hn:8863 -o out/dropbox --max-points 20
    """
    from argmap.write.several import gather
    from argmap.write.text import text_of

    started = time.perf_counter()
    argument_map = read_and_build(source, reader, quiet, **settings)
    paths = argument_map.save(folder)
    print_summary(gather([argument_map]), text_of)
    if not quiet:
        report_notes(argument_map.thread, quiet)
        say(closing_line(argument_map, time.perf_counter() - started))
        say("wrote " + ", ".join(str(path) for path in paths))


def closing_line(argument_map: ArgumentMap, seconds: float) -> str:
    """Count what was found: posts, claims, entities, relations, themes, and the time it took."""
    thread = argument_map.thread
    counted = (
        (len(thread.posts), "post"),
        (len(argument_map.claims), "claim"),
        (len(argument_map.entities), "entity"),
        (len(argument_map.relations), "relation"),
        (sum(theme.parent is None for theme in argument_map.themes), "theme"),
    )
    parts = [f"{number} {_plural(word, number)}" for number, word in counted]
    mended = sum(note.count for note in thread.notes)
    parts.append(f"{mended} {_plural('note', mended)}")
    return f"{thread.id}: {', '.join(parts)}, {seconds:.1f} seconds"


def _plural(word: str, number: int) -> str:
    if number == 1:
        return word
    return word[:-1] + "ies" if word.endswith("y") else word + "s"
