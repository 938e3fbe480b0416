"""``argmap corpus``: many discussions at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import bars, say, source_options

if TYPE_CHECKING:
    from argmap.corpus.opened import Corpus

SOME_SKIPPED = 3
SHOWN = 10


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="CORPUS",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the corpus; made if need be.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes of this machine, of about 600 MiB each.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Use a Dask cluster: tcp://host:8786.")
@click.option("--lines", is_flag=True, help="Each line of a file is a discussion.")
@click.option(
    "--tries",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="Pass over a discussion that ended its process so often.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=1800.0,
    show_default=True,
    metavar="N",
    help="Most time for one discussion; more counts as ending its process.",
)
@click.option("--no-store", is_flag=True, help="Tables alone, no store for SPARQL.")
@source_options
@click.pass_context
def corpus(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    folder: Path,
    reader: str | None,
    quiet: bool,
    no_store: bool,
    no_cache: bool,
    **choices: Any,
) -> None:
    """Map many discussions: Parquet tables, a store, and what returns in all of them.

    SOURCE is a file, a folder (each file in it a discussion), an address, or @FILE, a list of
    sources. Started again after a crash or Ctrl-C, it goes on where it stopped; with more
    sources, it maps what is new or changed. A discussion that cannot be mapped is passed over
    and named, and the exit status is then 3.

    \b
    argmap corpus threads -o out/forum --workers 2
    argmap query out/forum --sql 'SELECT title, claims FROM discussions'
    """

    from argmap.corpus import corpus as make

    with bars(quiet) as progress:
        made = make(
            sources,
            folder,
            reader=reader,
            store=not no_store,
            cache=not no_cache,
            progress=progress,
            **choices,
        )
    _report(made, folder, quiet)
    if made.made is not None and made.made.skipped:
        ctx.exit(SOME_SKIPPED)


def _report(found: Corpus, folder: Path, quiet: bool) -> None:
    made = found.made
    if made is None:
        return
    for each in made.skipped[:SHOWN]:
        say(f"skipped ({each.kind}): {each.source}: {each.why}")
    if len(made.skipped) > SHOWN:
        say(f"and {len(made.skipped) - SHOWN} more: they are in the table skipped")
    if not quiet:
        say(f"{made.discussions} discussions in {folder}, {made.mapped} of them new or changed")
