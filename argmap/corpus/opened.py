"""A corpus that is there, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.corpus import compact, joined
from argmap.corpus.columns import TABLES, arrow
from argmap.corpus.fill import maps_of
from argmap.corpus.manifest import read_manifest
from argmap.corpus.run import Made
from argmap.errors import CorpusError, UnknownName

if TYPE_CHECKING:
    import pyarrow as pa

    from argmap.api import ArgumentMap
    from argmap.corpus.compact import Skipped
    from argmap.corpus.sql import Rows
    from argmap.corpus.trends import By, Riser, Trend
    from argmap.query import QueryResult


class Corpus:
    """Tables of many discussions, with a store beside them."""

    def __init__(self, folder: str | Path, made: Made | None = None) -> None:
        """Open it.

        Raises:
            CorpusError: None there, or one that was never finished.
            MissingPart: pyarrow is not installed.
        """
        arrow()
        self.path = Path(folder)
        self.made = made
        """What the run that made it did, where it was made just now."""
        read_manifest(self.path)
        if not compact.files(self.tables, "discussions"):
            raise CorpusError(
                f"{self.path.name}: not finished. Run argmap corpus again with the same sources."
            )

    @property
    def tables(self) -> Path:
        """The folder of Parquet files: ``tables/claims/*.parquet`` …"""
        return self.path / "tables"

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Sources that gave nothing, with the reason."""
        rows = self.table("skipped").to_pylist()
        return tuple(compact.Skipped(**row) for row in rows)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return a table, or some of its columns.

        Raises:
            UnknownName: No table of that name.
        """
        if name not in TABLES:
            raise UnknownName("table", name, TABLES)
        return joined.read(self.tables, name, columns)

    def discussions(self) -> list[str]:
        """Return the ids of the discussions, sorted."""
        return compact.identifiers(self.tables)

    def map(self, discussion: str) -> ArgumentMap:
        """Return the whole map of a discussion.

        Raises:
            UnknownName: No such discussion.
        """
        from argmap.api import ArgumentMap

        for found in maps_of(self.tables, {discussion}):
            return ArgumentMap.of(found)
        raise UnknownName("discussion", discussion, self.discussions())

    def sql(self, sql: str, *, limit: int | None = None, timeout: float | None = None) -> Rows:
        """Ask in SQL (see :func:`argmap.corpus.sql.run_sql`).

        Raises:
            MissingPart: duckdb is not installed.
            QueryError: The query cannot be parsed or run, or is no SELECT.
        """
        from argmap.corpus.sql import run_sql

        return run_sql(self.tables, sql, limit=limit, timeout=timeout)

    def trend(self, entity: str, by: By = "month") -> Trend:
        """Count the claims that name an entity by time, for it and against it.

        Raises:
            UnknownName: No such entity; names those that look alike.
            CorpusError: No post that names it has a time.
        """
        from argmap.corpus.trends import trend

        return trend(self.tables, entity, by)

    def risers(self, *, by: By = "month", recent: int = 3, top: int = 20) -> list[Riser]:
        """Return the entities whose share of all claims rose most in the last periods.

        Raises:
            CorpusError: There is no time before.
        """
        from argmap.corpus.trends import risers

        return risers(self.tables, by=by, recent=recent, top=top)[0]

    def arguments(self, top: int = 20) -> Rows:
        """Return the arguments that return in most discussions."""
        from argmap.corpus.sql import Rows

        found = self.table("arguments").slice(0, top)
        rows = tuple(tuple(row.values()) for row in found.to_pylist())
        return Rows(tuple(found.column_names), rows)

    def query(
        self, sparql: str, *, limit: int | None = None, timeout: float | None = None
    ) -> QueryResult:
        """Ask in SPARQL (see :meth:`argmap.store.MapStore.query`).

        Raises:
            StoreError: It was made without a store.
            QueryError: The query cannot be parsed or run.
        """
        from argmap.store import MapStore

        return MapStore(self.path / "store").query(sparql, limit=limit, timeout=timeout)
