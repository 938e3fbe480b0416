"""``argmap fetch``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import say, write_out


@click.command()
@click.argument("address", metavar="ADDRESS")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: -")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors on stderr.")
def fetch(address: str, output: Path | None, quiet: bool) -> None:
    """Fetch a discussion and keep the raw answer, for argmap map to read offline.

    ADDRESS is hn:ID, reddit:ID, gh:OWNER/REPO#N, the address of such a page, or any URL.
    Servers are asked at most once a second, and again only for what has changed.

    \b
    argmap fetch hn:8863 -o dropbox.json
    argmap fetch gh:python/cpython#100000 -o issue.json
    """
    from argmap.errors import BadSource
    from argmap.read.fetch import fetch as fetched
    from argmap.read.fetch import is_address

    if not is_address(address):
        mend = "Give a URL, hn:ID, reddit:ID or gh:OWNER/REPO#N."
        raise BadSource(address, "", "not an address", mend)
    source = fetched(address)
    write_out(source.data, output)
    if not quiet and output is not None and str(output) != "-":
        say(f"{len(source.data)} bytes of {source.address or address}")
