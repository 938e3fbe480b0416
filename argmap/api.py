"""The map with its methods, and the calls that make one: what every command is made of."""

from __future__ import annotations

import dataclasses
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from argmap.errors import MapError, UnknownName
from argmap.model import ArgumentGraph, DiffData, MapData, Progress, Settings, Thread, no_progress

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from argmap.cache import Cache
    from argmap.kept import Kept
    from argmap.query.named import Value
    from argmap.query.result import Plain
    from argmap.write.digest import Rewriting

MAP_FILE = "map.json"
SAVED = {MAP_FILE: "json", "summary.md": "md", "map.html": "html", "map.ttl": "turtle"}
"""Files of a map folder, and the format of each."""


class ArgumentMap(MapData):
    """Claims and entities, joined by supports and contrasts, in themes, with a summary.

    Frozen data (see :class:`argmap.model.MapData`) and what can be made of it.
    """

    _kept: ClassVar[Kept | None] = None
    """Files of this very map from an earlier run (set by ``build``; no field, so that a changed
    copy has none)."""

    @classmethod
    def of(cls, data: MapData, kept: Kept | None = None) -> Self:
        """Give plain map data the methods of this class."""
        found = cls(**{each.name: getattr(data, each.name) for each in dataclasses.fields(data)})
        found.__dict__["_kept"] = kept
        return found

    def graph(self) -> networkx.MultiDiGraph[str]:
        """Return the typed graph; node and edge attributes: :mod:`argmap.graph`."""
        from argmap.graph import to_networkx

        return to_networkx(self)

    def rdf(self) -> rdflib.Graph:
        """Return the map in RDF, in the terms of ``ontologies/argmap.ttl``."""
        from argmap.write.rdf import to_rdf

        return to_rdf(self)

    def query(
        self, sparql: str | None = None, *, named: str | None = None, **parameters: Value
    ) -> list[dict[str, Plain]]:
        """Ask in SPARQL, or by the name of a query that travels with argmap.

        Args:
            sparql: A SELECT or ASK query; the usual prefixes are declared.
            named: Name of a shipped query (``argmap query --list``).
            parameters: Values for a named query.

        Returns:
            One dict per row, by variable name, values in Python types; unbound ones are absent.

        Raises:
            QueryError: The query cannot be parsed or run.
            UnknownName: No query of that name.
        """
        from argmap.query import ask

        return ask(self._store, sparql, named=named, parameters=parameters)

    @cached_property
    def _store(self) -> pyoxigraph.Store:
        """What queries run on; made once."""
        from argmap.write.rdf import to_store

        return to_store(self)

    def markdown(self, **choices: Any) -> str:
        """Return the summary as Markdown, each point with a footnote to its comments.

        ``choices`` are those of :func:`argmap.write.markdown.to_markdown`.
        """
        from argmap.write.markdown import to_markdown

        return to_markdown(self, **choices)

    def rewrite(self, model: str, *, log: str | Path | None = None) -> Rewriting:
        """Let a model of the llm library rewrite the points; pass the result to ``markdown``.

        Args:
            model: Its name or alias, as ``llm models`` lists them.
            log: A file to which prompts, answers and verdicts are added.

        Raises:
            MissingPart: The llm library is not installed.
            UnknownName: It knows no such model.
            ModelFailed: The model gives no answer.
        """
        from argmap.rewrite import rewrite
        from argmap.rewrite.models import ask_model

        ask, name = ask_model(model)
        points = [point for section in self.summary.sections for point in section.points]
        path = None if log is None else Path(log)
        return rewrite(self, points, ask, model=name, log=path)

    def html(self, **choices: Any) -> str:
        """Return the self-contained page; ``choices``: :func:`argmap.write.html.to_html`."""
        from argmap.write.html import to_html

        return to_html(self, **choices)

    def check(self, source: Thread | None = None) -> list[str]:
        """Verify every quote, edge and count; return the problems found, one line each."""
        from argmap.verify import check

        return check(self, source)

    def save(self, folder: str | Path) -> tuple[Path, ...]:
        """Write ``map.json``, ``summary.md``, ``map.html`` and ``map.ttl``; return their paths.

        All are made before the first is written, and each is written whole or not at all.

        Raises:
            VerificationFailed: The map does not agree with itself.
            OSError: The folder cannot be written.
        """
        from argmap.errors import VerificationFailed
        from argmap.write.files import as_bytes, write_atomically
        from argmap.write.formats import render

        problems = self.check()
        if problems:
            raise VerificationFailed(self.thread.id, problems)
        kept = self._kept
        contents = {name: None if kept is None else kept.content(name) for name in SAVED}
        new = {
            name: as_bytes(render(self, SAVED[name]))
            for name, content in contents.items()
            if content is None
        }
        paths = []
        for name, content in contents.items():
            paths.append(Path(folder) / name)
            write_atomically(paths[-1], new[name] if content is None else content)
        if kept is not None and new:
            kept.keep(new)
        return tuple(paths)


class MapDiff(DiffData):
    """What changed between two maps of one discussion.

    Frozen data (see :class:`argmap.model.DiffData`) and what can be made of it.
    """

    def text(self, *, limit: int | None = 10) -> str:
        """Return it as plain text; ``limit``: most lines of each part, None for all."""
        from argmap.write.changes_forms import changes_text

        return changes_text(self, limit=limit)

    def markdown(self, *, limit: int | None = 10) -> str:
        """Return it as Markdown; ``limit``: most lines of each part, None for all."""
        from argmap.write.changes_forms import changes_markdown

        return changes_markdown(self, limit=limit)

    def json(self) -> str:
        """Return all of it as JSON."""
        from argmap.write.changes_forms import changes_json

        return changes_json(self)

    def html(self) -> str:
        """Return the page of the new map, with what changed marked in it and listed."""
        from argmap.write.html import to_html

        return to_html(self.new, changes=self)


def diff(
    old: MapData | str | Path, new: MapData | str | Path, *, allow_unrelated: bool = False
) -> MapDiff:
    """Find what changed between two maps of one discussion.

    Args:
        old: A map, its folder, or its ``map.json``.
        new: Likewise.
        allow_unrelated: Compare maps of two discussions, too.

    Raises:
        MapError: Not there, not a map, or maps of two discussions.
    """
    from argmap.changes import compare, same_discussion

    before = old if isinstance(old, MapData) else load(old)
    after = new if isinstance(new, MapData) else load(new)
    if not allow_unrelated and not same_discussion(before, after):
        raise MapError(
            f"{before.thread.id} (“{before.thread.title}”) and {after.thread.id} "
            f"(“{after.thread.title}”) are two discussions. Give two maps of one, "
            "or compare them all the same with --allow-unrelated."
        )
    found = compare(before, after)
    return MapDiff(**{each.name: getattr(found, each.name) for each in dataclasses.fields(found)})


def read_any(source: str | Path, *, reader: str | None = None) -> Thread | ArgumentGraph:
    """Read a discussion, or a file of an argument format; ``build`` takes either.

    Args:
        source: As for :func:`argmap.read`.
        reader: Name of a reader or an argument format; None recognises it by the content.

    Raises:
        SourceError: It cannot be read; as :func:`argmap.read`.
        UnknownName: No reader or argument format of that name.
    """
    from argmap import formats
    from argmap.errors import BadSource
    from argmap.read import open_source, read, readers
    from argmap.write import rdf_file

    if reader is not None and reader not in (*readers(), *formats.names()):
        known = (*readers(), *formats.names())
        raise UnknownName("reader", reader, known, "Choose one with --from.")
    opened = open_source(source)
    # Argument formats first: each recognises itself alone, where readers of tables and texts
    # take what comes.
    graph = formats.read(opened, reader)
    if graph is None and reader is None and rdf_file.is_rdf(Path(opened.name)):
        mend = "The RDF of a map goes to summarize, query, visualize or convert as it is."
        raise BadSource(opened.name, "", "RDF, and no discussion", mend)
    return read(opened, reader=reader) if graph is None else graph


def read_thread(source: str | Path, *, reader: str | None = None) -> Thread:
    """Read anything :func:`read_any` reads, as posts: those of its map."""
    from argmap.formats.to_map import given

    found = read_any(source, reader=reader)
    return given(found).thread if isinstance(found, ArgumentGraph) else found


def build(
    thread: Thread | ArgumentGraph,
    *,
    progress: Progress = no_progress,
    cache: bool | Cache = True,
    **settings: Any,
) -> ArgumentMap:
    """Turn a discussion, or what an argument format gives, into an argument map.

    Args:
        thread: What :func:`argmap.read` or :func:`read_any` returns.
        progress: Called as ``progress(stage, done, total)``.
        cache: False looks up nothing in the cache and keeps nothing there; the map is the same.
        settings: Fields of :class:`argmap.model.Settings`, by name.

    Raises:
        UnknownName: A setting that does not exist.
        MissingPart: The spaCy pipeline asked for is not installed.
    """
    from argmap.cache import NO_CACHE, open_cache
    from argmap.kept import Kept

    known = [each.name for each in dataclasses.fields(Settings)]
    for name in settings:
        if name not in known:
            raise UnknownName("setting", name, known)
    chosen = Settings(**settings)
    if isinstance(cache, bool):
        cache = open_cache() if cache else NO_CACHE
    if isinstance(thread, ArgumentGraph):
        from argmap.pipeline import map_from_argument_graph

        return ArgumentMap.of(map_from_argument_graph(thread, chosen, progress, cache))
    kept = Kept(cache, thread, chosen)
    found = kept.map(MAP_FILE)
    if found is None:
        from argmap.pipeline import build_map  # a map that is kept needs nothing of it

        found = build_map(thread, chosen, progress, cache)
    return ArgumentMap.of(found, kept)


def is_map(path: Path) -> bool:
    """True for a map folder, a ``map.json``, or such a file under another name."""
    if path.name == MAP_FILE or (path / MAP_FILE).is_file():
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return re.match(rb'\s*\{\s*"format":\s*"argmap",', file.read(80)) is not None


def load(path: str | Path) -> ArgumentMap:
    """Read a map back from its folder, from a ``map.json``, or from its RDF in any form.

    Raises:
        MapError: Not there, or not a map.
    """
    from argmap.write import rdf_file
    from argmap.write.map_json import from_json

    file = Path(path)
    if file.is_dir():
        file = file / MAP_FILE
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MapError(
            f"{path}: no {MAP_FILE} there. Make it with argmap map SOURCE -o DIR."
        ) from error
    except UnicodeDecodeError as error:
        raise MapError(
            f"{file}: not UTF-8 ({error.reason}). Make it again with argmap map."
        ) from error
    if rdf_file.is_rdf(file):
        return ArgumentMap.of(rdf_file.from_text(text, file))
    return ArgumentMap.of(from_json(text, str(file)))
