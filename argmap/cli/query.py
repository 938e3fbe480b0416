"""``argmap query``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import say, write_out
from argmap.errors import QueryError

if TYPE_CHECKING:
    from argmap.query import QueryResult

FORMATS = {
    "table": "",
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "xml": "xml",
    "ttl": "turtle",
    "nt": "ntriples",
}


def _list(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from argmap.query import named_queries

    for name, found in named_queries().items():
        click.echo(f"{name:<22} {found.description}")
        for each in found.parameters:
            click.echo(f"{'':<22}   -p {each.name}={each.default}: {each.description}")
    ctx.exit()


@click.command()
@click.argument("target", metavar="DIR|STORE|CORPUS|URL")
@click.argument("sparql", metavar="[SELECT…|@FILE|-]", required=False)
@click.option("--named", metavar="NAME", help="A query that travels with argmap; see --list.")
@click.option(
    "--sql",
    metavar="SELECT…|@FILE|-",
    help="Ask the tables of a corpus in SQL instead.",
)
@click.option(
    "-p",
    "--param",
    "parameters",
    metavar="KEY=VALUE",
    multiple=True,
    help="A parameter of the named query.",
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the named queries and their parameters, and exit.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="Default: table, and ttl for CONSTRUCT.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Most rows.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop the query after so long.",
)
def query(
    target: str,
    sparql: str | None,
    named: str | None,
    sql: str | None,
    parameters: tuple[str, ...],
    format_name: str | None,
    limit: int | None,
    timeout: float,
) -> None:
    """Ask a map, a store, a corpus or an endpoint in SPARQL 1.1; usual prefixes are declared.

    The query is given as it is, in a file (@contested.rq), on standard input (-), or by name.
    The tables of a corpus are asked in SQL, too; nothing can be changed by it.

    \b
    argmap query out/thread --named contested -p limit=5
    argmap query out/thread 'SELECT ?text { ?c a argmap:Question; argmap:text ?text }'
    argmap query https://example.org/sparql @my.rq --format csv
    argmap query out/forum --sql 'SELECT kind, count(*) FROM claims GROUP BY kind ORDER BY 2'
    """
    from argmap.query import load_named

    if sum(each is not None for each in (sparql, named, sql)) != 1:
        raise click.UsageError(
            "Give a query, @FILE, -, --named NAME or --sql; --list shows the names."
        )
    if sql is not None:
        _sql(target, _text(sql), format_name, limit, timeout)
        return
    given = dict(map(_pair, parameters))
    text = load_named(named, **given) if named is not None else _text(sparql or "")
    result = _ask(target, text, limit, timeout)
    if format_name is None and result.kind == "construct":
        format_name = "ttl"
    if format_name in (None, "table"):
        if result.answer is not None:
            click.echo("yes" if result.answer else "no")
        else:
            print_table(result.variables, result.table())
    else:
        write_out(result.to(FORMATS[format_name or ""]), None)
    if result.truncated:
        say(f"more than {limit} rows; raise --limit to see them")


def _sql(target: str, sql: str, form: str | None, limit: int | None, timeout: float) -> None:
    from argmap.corpus import load
    from argmap.corpus.sql import FORMATS as ROWS

    if form not in (None, "table", *ROWS):
        raise click.UsageError(f"--sql gives {', '.join(('table', *ROWS))}, not {form}.")
    found = load(target).sql(sql, limit=limit, timeout=timeout)
    if form in (None, "table"):
        print_table(found.columns, found.table())
    else:
        write_out(found.to(form or ""), None)
    if found.truncated:
        say(f"more than {limit} rows; raise --limit to see them")


def _ask(target: str, text: str, limit: int | None, timeout: float) -> QueryResult:
    from argmap import api
    from argmap.query import run_query
    from argmap.store import MapStore, is_store
    from argmap.write.rdf import to_store

    if target.lower().startswith(("http://", "https://")):
        from argmap.query.endpoint import query_endpoint

        return query_endpoint(target, text, limit=limit, timeout=timeout)
    if is_store(Path(target) / "store"):
        target = str(Path(target) / "store")
    if is_store(target):
        return MapStore(target).query(text, limit=limit, timeout=timeout)
    return run_query(to_store(api.load(target)), text, limit=limit, timeout=timeout)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="-p")
    return key, value


def _text(sparql: str) -> str:
    if sparql == "-":
        data, origin = sys.stdin.buffer.read(), "stdin"
    elif sparql.startswith("@"):
        data, origin = Path(sparql[1:]).read_bytes(), sparql[1:]
    else:
        return sparql
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{origin}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from error


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows for reading, and how many they are on stderr."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from argmap.write.digest import one_line

    # A pipe has no width to fit in: nothing is folded there.
    console = Console() if sys.stdout.isatty() else Console(width=100_000)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        # Text, not str: words of a comment are no console markup.
        table.add_row(*(Text(one_line(each)) for each in row))
    console.print(table)
    say(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
