"""SQL over the tables of a corpus, by DuckDB: read-only, and nothing but these tables."""

from __future__ import annotations

import csv
import io
import json
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.corpus import compact
from argmap.corpus.columns import INSTALL, TABLES
from argmap.errors import MissingPart, QueryError, UnknownName

if TYPE_CHECKING:
    import duckdb

FORMATS = ("csv", "json", "tsv")


@dataclass(frozen=True)
class Rows:
    """What a query gives: columns, and rows of Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = field(repr=False)
    truncated: bool = False
    """True where ``limit`` cut rows off."""

    def plain(self) -> list[dict[str, Any]]:
        """Return one dict per row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def table(self) -> list[list[str]]:
        """Return rows of texts; a null is empty, a list is written as JSON."""
        return [[_text(value) for value in row] for row in self.rows]

    def to(self, form: str) -> str:
        """Write as csv, tsv or json.

        Raises:
            UnknownName: No such format.
        """
        if form not in FORMATS:
            raise UnknownName("format of rows", form, FORMATS)
        if form == "json":
            return json.dumps(self.plain(), ensure_ascii=False, indent=1, default=_text) + "\n"
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.table())
        return out.getvalue()


def run_sql(
    tables: Path, sql: str, *, limit: int | None = None, timeout: float | None = None
) -> Rows:
    """Run one SELECT on the tables, each of which is a view of its name.

    Nothing can be written, no other file read and nothing fetched. Rows come in the order of
    the query; one thread works, so that two runs give the same.

    Args:
        tables: The folder ``tables`` of a corpus.
        sql: In DuckDB's SQL.
        limit: Most rows to return.
        timeout: Seconds, after which it is stopped.

    Raises:
        MissingPart: duckdb is not installed.
        QueryError: Not SQL, not a SELECT, failed, or out of time.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingPart("duckdb", INSTALL) from error
    _check(sql)
    with duckdb.connect() as connection:
        _open(connection, tables)
        late = threading.Timer(timeout, connection.interrupt) if timeout is not None else None
        if late is not None:
            late.start()
        try:
            answer = connection.execute(sql)
            columns = tuple(each[0] for each in answer.description)
            rows = answer.fetchmany(limit + 1) if limit is not None else answer.fetchall()
        except duckdb.InterruptException:
            raise QueryError(
                f"The query was stopped after {timeout:g} s. Give it longer with --timeout."
            ) from None
        except duckdb.Error as error:
            raise _explained(error) from error
        finally:
            if late is not None:
                late.cancel()
    cut = limit is not None and len(rows) > limit
    return Rows(columns, tuple(rows[:limit]), cut)


def _check(sql: str) -> None:
    """Let one SELECT (or its EXPLAIN) pass."""
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise _explained(error) from error
    kinds = [str(each.type).rpartition(".")[2] for each in statements]
    if len(kinds) != 1 or kinds[0] not in ("SELECT", "EXPLAIN"):
        found = ", ".join(kinds) or "nothing"
        raise QueryError(f"A corpus is asked with one SELECT; there is {found}.")


def _open(connection: duckdb.DuckDBPyConnection, tables: Path) -> None:
    """Make the views, then shut the door to all else."""
    for name in TABLES:
        paths = [str(path.absolute()) for path in compact.files(tables, name)]
        listed = ", ".join(map(_quoted, paths))
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])")
    settings = (
        "TimeZone = 'UTC'",
        "threads = 1",
        f"allowed_directories = [{_quoted(str(tables.absolute()))}]",
        "enable_external_access = false",
        "lock_configuration = true",
    )
    for each in settings:
        connection.execute(f"SET {each}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _explained(error: Exception) -> QueryError:
    text = " ".join(str(error).partition("\n\n")[0].split())
    mend = f" Tables: {', '.join(TABLES)}." if "Table with name" in text else ""
    return QueryError(f"The query failed: {text.rstrip('.')}.{mend}")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_text)
    return str(value)
