"""``argmap diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import load_or_build, source_options, write_out

if TYPE_CHECKING:
    from argmap.api import MapDiff

FORMS = ("text", "md", "json", "html")
CHANGED = 1


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMS),
    help="Default: for reading on a terminal, else by the suffix of FILE, else text.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    default=10,
    show_default=True,
    help="Most lines of each part of text and md; 0 for all.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something changed, as git does.")
@click.option("--allow-unrelated", is_flag=True, help="Compare maps of two discussions, too.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: -")
@source_options
def diff(
    old: str,
    new: str,
    format_name: str | None,
    limit: int,
    exit_code: bool,
    allow_unrelated: bool,
    output: Path | None,
    reader: str | None,
    quiet: bool,
    **settings: Any,
) -> None:
    """Tell what changed between two maps of one discussion.

    OLD and NEW are map folders, map.json files, or discussions, which are mapped first: claims,
    contested and settled points, stances, voices, themes and named things. html is the page of
    NEW, with all of that marked in it.

    \b
    argmap diff out/monday out/tuesday
    argmap diff out/monday thread.json -o changes.html
    """
    from argmap import api

    before = load_or_build(old, reader, quiet, **settings)
    after = load_or_build(new, reader, quiet, **settings)
    found = api.diff(before, after, allow_unrelated=allow_unrelated)
    suffix = output.suffix.lstrip(".") if output else ""
    name = format_name or {"txt": "text"}.get(suffix, suffix if suffix in FORMS else "text")
    if format_name is None and output is None and sys.stdout.isatty():
        _print(found, limit or None)
    else:
        write_out(_form(found, name, limit or None), output)
    if exit_code and not found.is_empty:
        raise SystemExit(CHANGED)


def _form(found: MapDiff, name: str, limit: int | None) -> str:
    if name == "json":
        return found.json()
    if name == "html":
        return found.html()
    return found.markdown(limit=limit) if name == "md" else found.text(limit=limit)


def _print(found: MapDiff, limit: int | None) -> None:
    from rich.console import Console

    from argmap.write.changes_forms import changes_terminal

    Console().print(changes_terminal(found, limit=limit))
