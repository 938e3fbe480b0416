"""``argmap trends``: what changes over time in a corpus."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from argmap.cli.common import say, write_out
from argmap.cli.query import print_table

if TYPE_CHECKING:
    from argmap.corpus.sql import Rows
    from argmap.corpus.trends import Trend

PICTURES = ("svg", "html")
FORMATS = ("table", "csv", "tsv", "json", *PICTURES)


@click.command()
@click.argument("folder", metavar="CORPUS", type=click.Path(path_type=Path))
@click.option("--entity", metavar="NAME", help="This entity over time; default: the top risers.")
@click.option(
    "--arguments", is_flag=True, help="The arguments that return in most discussions instead."
)
@click.option(
    "--by",
    type=click.Choice(["week", "month", "year"]),
    default="month",
    show_default=True,
    help="Length of a period.",
)
@click.option(
    "--recent",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="Periods in which an entity rises, against all before.",
)
@click.option(
    "--top",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="N",
    help="Most risers or arguments.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the suffix of FILE, else table; svg and html draw --entity.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Default: -",
)
def trends(
    folder: Path,
    entity: str | None,
    arguments: bool,
    by: Literal["week", "month", "year"],
    recent: int,
    top: int,
    form: str | None,
    output: Path | None,
) -> None:
    """Show what a corpus says of an entity over time, what rises, and what returns.

    Claims that name the entity are counted, those for it and those against it. Without --entity,
    entities are listed whose share of all claims rose most in the recent periods.

    \b
    argmap trends out/forum --entity PyTorch --by week
    argmap trends out/forum --entity PyTorch -o pytorch.svg
    argmap trends out/forum --recent 1 --top 10
    """
    from argmap.corpus import load

    if entity is not None and arguments:
        raise click.UsageError("--entity and --arguments are two questions: ask one.")
    form = form or (output.suffix[1:].lower() if output is not None else "") or "table"
    if form not in FORMATS:
        raise click.UsageError(f"FILE ends in none of {', '.join(FORMATS[1:])}: name a --format.")
    if form in PICTURES and entity is None:
        raise click.UsageError(f"{form} draws one entity: name it with --entity.")
    corpus = load(folder)
    if entity is not None:
        _entity(corpus.trend(entity, by), form, output)
    elif arguments:
        _write(corpus.arguments(top), form, output)
    else:
        from argmap.corpus.trends import riser_rows, risers

        found, start, _ = risers(corpus.tables, by=by, recent=recent, top=top)
        _write(riser_rows(found), form, output)
        say(f"recent: from {start} on, {recent} {by}{'' if recent == 1 else 's'}")


def _entity(trend: Trend, form: str, output: Path | None) -> None:
    from argmap.corpus.chart import to_html, to_svg

    if form in PICTURES:
        write_out((to_svg if form == "svg" else to_html)(trend), output)
    elif form == "table" and output is None and sys.stdout.isatty():
        _draw(trend)
    else:
        _write(trend.rows(), form, output)
    if trend.undated:
        say(f"{trend.undated} more claims stand in posts without a time")


def _write(rows: Rows, form: str, output: Path | None) -> None:
    if form == "table" and output is None:
        print_table(rows.columns, rows.table())
    else:
        write_out(rows.to("tsv" if form == "table" else form), output)


def _draw(trend: Trend) -> None:
    """Draw the trend on a terminal: against to the left of the line, for to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from argmap.corpus.chart import bar

    most = max(max(p.negative, p.positive + p.neutral) for p in trend.periods)
    table = Table(title=Text(trend.name), box=None, pad_edge=False)
    table.add_column(trend.by)
    table.add_column("against", justify="right")
    table.add_column("│ for, neither")
    for name in ("claims", "voices"):
        table.add_column(name, justify="right")
    for period in trend.periods:
        against, pro = bar(period, most)
        row = (str(period.start), f"{period.negative} {against}", f"│ {pro} {period.positive}")
        table.add_row(*map(Text, (*row, str(period.claims), str(period.voices))))
    Console().print(table)
