"""``argmap explain``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import map_folder


@click.command()
@map_folder
@click.argument("ids", metavar="ID [ID]", nargs=-1, required=True)
def explain(folder: Path, ids: tuple[str, ...]) -> None:
    """Say what the edges of a claim or a comment rest on.

    One ID, of a claim (39247151#0-66) or a comment: all its edges. Two IDs of claims: the edges
    between them.
    """
