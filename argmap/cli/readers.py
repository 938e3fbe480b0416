"""``argmap readers`` and ``argmap --list-readers``."""

from __future__ import annotations

import click


def list_readers(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the names and stop: the callback of ``--list-readers``."""
    if wanted and not ctx.resilient_parsing:
        _print()
        ctx.exit()


@click.command()
def readers() -> None:
    """List the names that --from takes.

    The kind of a source is recognised by its content; the first reader that recognises it reads.
    """
    _print()


def _print() -> None:
    from argmap.formats import names as formats
    from argmap.read import readers as names

    for name in (*formats(), *names()):
        click.echo(name)
