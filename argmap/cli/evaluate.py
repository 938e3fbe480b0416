"""``argmap evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from argmap.cli.common import bars, source_options, write_out

if TYPE_CHECKING:
    from argmap.evaluate import Annotated
    from argmap.model import MapData


@click.command()
@click.argument(
    "gold", metavar="[GOLD]...", nargs=-1, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option(
    "--map", "folder", metavar="DIR", type=click.Path(path_type=Path), help="A map made before."
)
@click.option("--thread", "source", metavar="FILE", help="The discussion; it is mapped now.")
@click.option(
    "--reference",
    "references",
    metavar="FILE",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A reference summary to score ours against; may be given again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@source_options
def evaluate(
    gold: tuple[Path, ...],
    folder: Path | None,
    source: str | None,
    references: tuple[Path, ...],
    as_json: bool,
    **settings: Any,
) -> None:
    """Score a map against somebody's annotations or summaries.

    GOLD are files of annotations, one post a line. Without --map or --thread the annotations
    must bring the text of each post along.

    \b
    argmap evaluate gold.jsonl --thread thread.json
    argmap evaluate gold.jsonl --map out/thread --json
    argmap evaluate --map out/thread --reference editor.json
    """
    if not gold and not references:
        raise click.UsageError("Give annotations (GOLD), or --reference FILE.")
    if folder is not None and source is not None:
        raise click.UsageError("Give --map or --thread, not both.")
    from argmap import evaluate as room
    from argmap.encode import load_encoder

    rows = room.read_annotations(gold) if gold else ()
    wanted = [room.read_reference(path) for path in references]
    argument_map = _map(rows, gold, folder, source, settings)
    scores = room.score_extraction(argument_map, rows) if rows else None
    summaries = [room.score_summary(argument_map, each, load_encoder()) for each in wanted]
    if as_json:
        document = room.as_document(scores, summaries)
        write_out(json.dumps(document, indent=1, ensure_ascii=False) + "\n", None)
    else:
        write_out(room.as_text(scores, summaries), None)


def _map(
    rows: tuple[Annotated, ...],
    gold: tuple[Path, ...],
    folder: Path | None,
    source: str | None,
    settings: dict[str, Any],
) -> MapData:
    """Load the map, or make one of the discussion or of the texts among the annotations."""
    from argmap import api
    from argmap.cli.common import read_and_build
    from argmap.evaluate import thread_of

    if folder is not None:
        return api.load(folder)
    if source is not None:
        return read_and_build(source, **settings)
    thread = thread_of(rows, gold[0].name) if gold else None
    if thread is None:
        raise click.UsageError("The annotations bring no texts: give --map DIR or --thread FILE.")
    settings.pop("reader")
    cache = not settings.pop("no_cache")
    with bars(settings.pop("quiet")) as progress:
        return api.build(thread, progress=progress, cache=cache, **settings)
