"""``argmap visualize``."""

from __future__ import annotations

from pathlib import Path

import click

from argmap.cli.common import map_folder, say, write_out


@click.command()
@map_folder
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Default: map.html in DIR (graph.html with --pyvis); - is standard output.",
)
@click.option("--theme", metavar="ID|HEADING", help="Only this theme.")
@click.option("--entity", metavar="NAME", help="Only claims that name it, and what they answer.")
@click.option("--pyvis", is_flag=True, help="The plain network view instead.")
@click.option("--open", "open_page", is_flag=True, help="Show it in the browser.")
def visualize(
    folder: Path,
    output: Path | None,
    theme: str | None,
    entity: str | None,
    pyvis: bool,
    open_page: bool,
) -> None:
    """Write the page of a map: one file that works offline.

    \b
    argmap visualize out/thread --open
    argmap visualize out/thread --entity Rust -o rust.html
    """
    from argmap import api
    from argmap.write.html import to_html, to_pyvis_html

    argument_map = api.load(folder)
    page = (to_pyvis_html if pyvis else to_html)(argument_map, theme=theme, entity=entity)
    place = folder if folder.is_dir() else folder.parent
    target = output or place / ("graph.html" if pyvis else "map.html")
    write_out(page, target)
    if str(target) == "-":
        return
    say(f"wrote {target}")
    if open_page:
        click.launch(target.resolve().as_uri())
