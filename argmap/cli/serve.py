"""``argmap serve``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.common import say
from argmap.errors import MapError, StoreError

if TYPE_CHECKING:
    from argmap.store import MapStore

TOKEN = "ARGMAP_TOKEN"


@click.command()
@click.argument("place", metavar="DIR|STORE", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0: any free one.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query after so long.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Queries at once.",
)
@click.option(
    "--writable",
    is_flag=True,
    help=f"Take SPARQL updates of a store with a token, from {TOKEN} or made up and printed.",
)
@click.option("--cors", "origin", metavar="ORIGIN", help="Let one web page elsewhere ask.")
def serve(
    place: Path,
    host: str,
    port: int,
    timeout: float,
    workers: int | None,
    writable: bool,
    origin: str | None,
) -> None:
    """Serve the pages of maps, a query editor and a SPARQL endpoint on this machine.

    DIR is the folder of a map, or a folder of such folders. Stop it with Ctrl-C.

    \b
    argmap serve out/thread
    argmap serve kb --port 8080
    """
    from argmap.serve import Options, require

    require()
    token = (os.environ.get(TOKEN) or _made_up()) if writable else None
    options = Options(
        host=host,
        port=port,
        token=token,
        origin=origin,
        timeout=timeout,
        workers=workers or max(2, os.cpu_count() or 2),
    )
    with _store(place, writable) as store:
        from argmap.serve.run import run

        if token is not None:
            say(f"updates need the token: Authorization: Bearer {token}")
        run(store, options, lambda address: say(f"serving {place} at {address} (Ctrl-C stops it)"))


def _made_up() -> str:
    import secrets

    return secrets.token_urlsafe(24)


@contextmanager
def _store(place: Path, writable: bool) -> Iterator[MapStore]:
    """Give the store, or one in a temporary folder with the maps of a folder."""
    from argmap import api
    from argmap.store import MapStore, is_store

    if is_store(place):
        yield MapStore(place)
        return
    if writable:
        raise StoreError(f"{place}: only a store is writable. Make one with argmap store add.")
    folders = [place] if (place / api.MAP_FILE).is_file() or place.is_file() else _below(place)
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        store = MapStore(folder)
        store.add(api.load(each) for each in folders)
        yield store


def _below(place: Path) -> list[Path]:
    from argmap.api import MAP_FILE

    found = sorted(file.parent for file in place.glob(f"*/{MAP_FILE}")) if place.is_dir() else []
    if not found:
        raise MapError(f"{place}: no map or store there. Make one with argmap map SOURCE -o DIR.")
    return found
