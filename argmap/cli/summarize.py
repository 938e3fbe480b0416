"""``argmap summarize``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import (
    bars,
    load_or_build,
    print_summary,
    say,
    source_options,
    write_out,
)

if TYPE_CHECKING:
    from argmap.write.digest import Length
    from argmap.write.several import Several

FORMS = {
    "md": "argmap.write.markdown:markdown_of",
    "text": "argmap.write.text:text_of",
    "html": "argmap.write.summary_html:html_of",
    "json": "argmap.write.summary_json:json_of",
}
EACH = 8
"""Points of each discussion where several are summarized and --max-points is not given."""


@click.command()
@click.argument("sources", metavar="SOURCE|DIR...", nargs=-1, required=True)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMS)),
    help="Default: for reading on a terminal, else by the suffix of FILE, else md.",
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
@click.option(
    "--llm",
    metavar="MODEL",
    help="Let this model of the llm library rewrite points; see docs/how-to/summaries.md.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: -")
@source_options
@click.pass_context
def summarize(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    reader: str | None,
    quiet: bool,
    max_points: int,
    llm: str | None,
    theme: str | None,
    author: str | None,
    entity: str | None,
    length: Length,
    **settings: Any,
) -> None:
    """Print the themed summary of a discussion, or of a map made before.

    Several of them give one digest: the points with most voices of each (8, or --max-points),
    and the names they share.

    \b
    argmap summarize out/thread --theme t1
    argmap summarize thread.json --format md --max-points 20 -o summary.md
    argmap summarize out/monday out/tuesday -o digest.html
    """
    from argmap.write.several import gather

    maps = [
        load_or_build(each, reader, quiet, max_points=max_points, **settings) for each in sources
    ]
    given = context.get_parameter_source("max_points") is click.core.ParameterSource.COMMANDLINE
    several = gather(
        maps,
        max_points=max_points if given or len(maps) == 1 else EACH,
        theme=theme,
        author=author,
        entity=entity,
        length=length,
    )
    if llm is not None:
        several = _rewritten(several, llm, _log_beside(sources, output), quiet)
    if format_name is None and output is None:
        print_summary(several, _form("md"))
        return
    suffix = output.suffix.lstrip(".") if output else ""
    name = format_name or {"txt": "text"}.get(suffix, suffix if suffix in FORMS else "md")
    write_out(_form(name)(several), output)


def _form(name: str) -> Any:
    module, _, function = FORMS[name].partition(":")
    return getattr(import_module(module), function)


def _rewritten(several: Several, model: str, log: Path, quiet: bool) -> Several:
    """Ask the model for every point that is shown, and say what became of them."""
    from argmap.rewrite import rewrite
    from argmap.rewrite.models import ask_model

    ask, name = ask_model(model)
    digests = []
    for digest in several.digests:
        points = [point for section in digest.sections for point in section.points]
        with bars(quiet) as progress:
            rewriting = rewrite(digest.map, points, ask, model=name, log=log, progress=progress)
        digests.append(replace(digest, rewriting=rewriting))
        if not quiet:
            say(f"{digest.map.thread.id}: {rewriting.line()}; log: {log}")
    return replace(several, digests=tuple(digests))


def _log_beside(sources: Sequence[str], output: Path | None) -> Path:
    """Choose the folder of the first map for the log, else that of the output."""
    from argmap.rewrite import LOG_FILE

    for source in map(Path, sources):
        if source.is_dir():
            return source / LOG_FILE
        if source.name == "map.json":
            return source.with_name(LOG_FILE)
    if output is not None and str(output) != "-":
        return output.with_name(LOG_FILE)
    return Path(LOG_FILE)
