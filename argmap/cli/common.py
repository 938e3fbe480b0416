"""What several commands share: options, bars, and where output goes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from argmap.api import ArgumentMap
    from argmap.model import Progress, Thread
    from argmap.write.several import Several

Command = TypeVar("Command", bound=Callable[..., Any])

STAGES = {
    "parse": "Reading sentences",
    "reading": "Reading posts",
    "encode": "Finding claims",
    "replies": "Reading replies",
    "stance": "Relating claims",
    "cluster": "Finding themes",
    "rewrite": "Rewriting points",
    "plan": "Reading sources",
    "map": "Mapping",
    "tables": "Writing tables",
    "store": "Filling the store",
}


def map_folder(command: Command) -> Command:
    """Add the argument DIR: a folder made by ``argmap map``, or a map.json."""
    return click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))(command)


def source_options(command: Command) -> Command:
    """Add the options that say how a discussion is read and mapped."""
    decorated: Any = command
    for add in reversed(_SOURCE_OPTIONS):
        decorated = add(decorated)
    return cast(Command, decorated)


_SOURCE_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--from", "reader", metavar="NAME", help="How to read SOURCE; see argmap readers."
    ),
    click.option("--model", "spacy_model", metavar="NAME", help="An installed spaCy pipeline."),
    click.option(
        "--entities",
        "entity_patterns",
        metavar="FILE",
        type=click.Path(dir_okay=False),
        help="More names to find: JSON lines of spaCy EntityRuler patterns with ids.",
    ),
    click.option(
        "--themes",
        type=click.IntRange(1),
        metavar="N",
        help="Number of themes; default: as many as the discussion has.",
    ),
    click.option(
        "--resolution",
        type=click.FloatRange(0, min_open=True),
        default=1.0,
        show_default=True,
        help="Above 1.0: more and smaller themes.",
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="Raise the bar of every kind of relation, and of stances, to this.",
    ),
    click.option(
        "--max-points",
        type=click.IntRange(1),
        default=50,
        show_default=True,
        help="Most points of the summary.",
    ),
    click.option("--fast", is_flag=True, help="Rules alone: no encoder, no learned parts."),
    click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same map."),
    click.option(
        "--no-cache", is_flag=True, help="Do everything anew, and keep nothing for next time."
    ),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors on stderr."),
)


def read_and_build(
    source: str, reader: str | None, quiet: bool, *, no_cache: bool = False, **settings: Any
) -> ArgumentMap:
    """Read a discussion or an argument format and map it, with bars on a terminal."""
    from argmap import api
    from argmap.cache import NO_CACHE, open_cache

    thread = api.read_any(source, reader=reader)
    cache = NO_CACHE if no_cache else open_cache(tell=_unheard if quiet else _noted)
    with bars(quiet) as progress:
        return api.build(thread, progress=progress, cache=cache, **settings)


def _noted(what: str) -> None:
    say(f"note: {what}")


def _unheard(what: str) -> None:
    """Say nothing: the user asked for errors alone."""


def load_or_build(source: str, reader: str | None, quiet: bool, **settings: Any) -> ArgumentMap:
    """Load a map made before, or map a discussion now."""
    from argmap import api

    path = Path(source)
    if api.is_map(path):
        return api.load(path)
    argument_map = read_and_build(source, reader, quiet, **settings)
    report_notes(argument_map.thread, quiet)
    return argument_map


@contextmanager
def bars(quiet: bool) -> Iterator[Progress]:
    """Give a progress function: a bar per stage on stderr where that is a terminal."""
    from argmap.model import no_progress

    if quiet or not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(STAGES.get(stage, stage.capitalize()), total=total)
            shown.update(tasks[stage], completed=done, total=total)

        yield progress


def report_notes(thread: Thread, quiet: bool) -> None:
    """Say what a reader skipped or mended."""
    for note in () if quiet else thread.notes:
        where = f" (first: {note.where})" if note.where else ""
        say(f"note: {note.count} × {note.what}{where}")


def say(line: str) -> None:
    """Write one line to stderr; foreign names in it lose what is not printable."""
    click.echo("".join(char if char.isprintable() else " " for char in line), err=True)


def write_out(content: str | bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all; None and ``-`` are standard output."""
    if output is not None and str(output) != "-":
        from argmap.write.files import write_atomically

        write_atomically(output, content)
        return
    data = content.encode("utf-8") if isinstance(content, str) else content
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_summary(several: Several, piped: Callable[[Several], str]) -> None:
    """Print summaries set for reading on a terminal, or what ``piped`` makes of them."""
    if sys.stdout.isatty():
        from rich.console import Console

        from argmap.write.terminal import terminal_of

        Console().print(terminal_of(several))
    else:
        write_out(piped(several), None)
