"""``argmap query``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import map_folder


@click.command()
@map_folder
@click.argument("sparql", required=False)
def query(folder: Path, sparql: str | None) -> None:
    """Ask a map in SPARQL 1.1."""
