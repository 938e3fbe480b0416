"""``argmap store``: many maps in one place on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from argmap.cli.common import read_and_build, report_notes, say, source_options

if TYPE_CHECKING:
    from argmap.model import MapData
    from argmap.store import Entry


@click.group()
def store() -> None:
    """Keep many maps in one place on disk, and ask them together.

    \b
    argmap store add kb out/thread hn:39232976
    argmap query kb --named contested
    """


store_folder = click.argument("place", metavar="STORE", type=click.Path(path_type=Path))


@store.command()
@store_folder
@click.argument("sources", metavar="DIR|SOURCE...", nargs=-1, required=True)
@source_options
def add(
    place: Path, sources: tuple[str, ...], reader: str | None, quiet: bool, **settings: Any
) -> None:
    """Add maps, or discussions to map first; a discussion that is there is replaced.

    All are added in one change: if one cannot be read, the store stays as it was.
    """
    from argmap.store import MapStore

    added = MapStore(place).add(_maps(sources, reader, quiet, settings))
    for entry in added:
        say(f"added {_line(entry)}")


def _maps(
    sources: tuple[str, ...], reader: str | None, quiet: bool, settings: dict[str, Any]
) -> Iterator[MapData]:
    from argmap import api

    for source in sources:
        path = Path(source)
        if (path / api.MAP_FILE).is_file() or (path.name == api.MAP_FILE and path.is_file()):
            yield api.load(path)
            continue
        built = read_and_build(source, reader, quiet, **settings)
        report_notes(built.thread, quiet)
        yield built


@store.command("list")
@store_folder
def list_command(place: Path) -> None:
    """List the discussions: id, posts, claims, triples, title."""
    from argmap.store import MapStore
    from argmap.write.digest import one_line

    entries = MapStore(place).entries()
    for each in entries:
        fields = (each.id, each.posts, each.claims, each.triples, one_line(each.title))
        click.echo("\t".join(map(str, fields)))
    say(f"{len(entries)} discussion{'' if len(entries) == 1 else 's'}")


@store.command()
@store_folder
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def remove(place: Path, ids: tuple[str, ...]) -> None:
    """Remove discussions by id; their texts leave the disk, too."""
    from argmap.store import MapStore

    for entry in MapStore(place).remove(ids):
        say(f"removed {_line(entry)}")


@store.command()
@store_folder
@click.option("--undo", is_flag=True, help="Take the joins away, and make none from now on.")
def join(place: Path, undo: bool) -> None:
    """Join entities across discussions by id, alias and address (the default)."""
    from argmap.store import MapStore

    MapStore(place).join(not undo)


def _line(entry: Entry) -> str:
    return f"{entry.id}: {entry.posts} posts, {entry.claims} claims, {entry.triples} triples"


@store.command()
@store_folder
@click.argument("address", metavar="URL")
@click.option(
    "--how",
    type=click.Choice(["update", "gsp"]),
    default="update",
    show_default=True,
    help="SPARQL Update, or the Graph Store Protocol.",
)
@click.option("--batch", type=click.IntRange(1), default=5_000, show_default=True, metavar="N")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
def push(
    place: Path, address: str, how: Literal["update", "gsp"], batch: int, dry_run: bool
) -> None:
    """Send the store to an endpoint elsewhere; what was sent before is not sent again.

    A push that is broken off goes on where it stopped. ARGMAP_TOKEN, where set, is shown as
    bearer token.
    """
    from argmap.store import MapStore
    from argmap.store.push import Target, plan
    from argmap.store.push import push as send

    store = MapStore(place)
    if dry_run:
        for part in plan(store):
            say(f"would send {part.graph}: {part.triples} triples")
        return
    target = Target(address, how, os.environ.get("ARGMAP_TOKEN"), batch)
    sent = send(store, target, lambda graph, done, of: say(f"{graph}: {done} of {of} triples"))
    say(f"sent {sent} triples to {address}")
