"""Composes the commands, and turns whatever argmap refuses into one line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from argmap import __version__
from argmap.cli.cache import cache
from argmap.cli.check import check
from argmap.cli.convert import convert
from argmap.cli.corpus import corpus
from argmap.cli.diff import diff
from argmap.cli.evaluate import evaluate
from argmap.cli.explain import explain
from argmap.cli.export import export
from argmap.cli.fetch import fetch
from argmap.cli.map import map_command
from argmap.cli.query import query
from argmap.cli.readers import list_readers, readers
from argmap.cli.serve import serve
from argmap.cli.store import store
from argmap.cli.summarize import summarize
from argmap.cli.trends import trends
from argmap.cli.visualize import visualize
from argmap.errors import ArgmapError

REFUSED = 1
INTERRUPTED = 130
"""128 + SIGINT, as a shell reports it."""


class InOrder(click.Group):
    """Lists commands in the order a user needs them, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were added."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="argmap")
@click.option(
    "--list-readers",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=list_readers,
    help="List what --from takes, and exit.",
)
def app() -> None:
    """Read a discussion; get its argument map, a verified summary, a page and a graph to ask.

    \b
    argmap map thread.json -o out/thread
    argmap query out/thread --named contested
    """


for command in (
    map_command,
    fetch,
    summarize,
    visualize,
    query,
    export,
    convert,
    check,
    diff,
    explain,
    evaluate,
    store,
    corpus,
    trends,
    serve,
    readers,
    cache,
):
    app.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    0 done, 1 refused, 2 wrong usage, 3 done but for discussions passed over, 130 interrupted.
    """
    _speak_utf8()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = app(arguments, prog_name="argmap", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except (ArgmapError, OSError) as error:
        click.echo(f"argmap: error: {_one_line(error)}", err=True)
        return REFUSED
    return code if isinstance(code, int) else 0


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        text = f"{where}{error.strerror}"
    else:
        text = str(error)
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: texts of a discussion are in every script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
