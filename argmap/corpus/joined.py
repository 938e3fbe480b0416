"""What is made from all discussions together: entities across them, arguments that return."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.corpus import compact
from argmap.corpus.recurring import arguments
from argmap.corpus.rows import table
from argmap.store.joins import Found, alike, most_usual

if TYPE_CHECKING:
    import pyarrow as pa


def write_joined(
    tables: Path, skipped: Sequence[compact.Skipped], tick: Callable[[int], None]
) -> None:
    """Write the tables made from all discussions beside those the discussions fill themselves."""
    rows = ((s.source, s.fingerprint, s.kind, s.why) for s in skipped)
    compact.write_table(tables / "skipped", table("skipped", rows))
    hubs, links = _hubs(tables)
    compact.write_table(tables / "hubs", table("hubs", iter(hubs)))
    compact.write_table(tables / "entity_hubs", table("entity_hubs", iter(links)))
    tick(1)
    found, points = arguments(read(tables, "points"))
    compact.write_table(tables / "arguments", found)
    compact.write_table(tables / "argument_points", points)
    tick(1)


def read(tables: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a table, or some of its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = compact.files(tables, name)
    chosen = None if columns is None else list(columns)
    return pa.concat_tables([pq.read_table(path, columns=chosen) for path in paths])


def _hubs(tables: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Join entities as a store does; one that stands in a single discussion has a hub, too."""
    found: dict[str, Found] = {}
    kinds: dict[str, str] = {}
    for row in read(tables, "entities").to_pylist():
        node = f"{row['discussion']}\0{row['entity']}"
        found[node] = Found(
            row["discussion"],
            row["entity"],
            row["name"],
            set(row["aliases"]),
            set(row["same_as"]),
        )
        kinds[node] = row["kind"]
    named = Counter(_named(tables))
    hubs, links = [], []
    for group in alike({node: found[node] for node in sorted(found)}):
        hub = most_usual(entity.id for _, entity in group)
        entities = [entity for _, entity in group]
        hubs.append(
            (
                hub,
                most_usual(entity.name for entity in entities),
                most_usual(kinds[node] for node, _ in group),
                sorted({name for e in entities for name in (e.name, *e.aliases)}),
                sorted({address for entity in entities for address in entity.same_as}),
                len({entity.graph for entity in entities}),
                sum(named[node] for node, _ in group),
            )
        )
        links += [(entity.graph, entity.id, hub) for entity in entities]
    return sorted(hubs), sorted(links)


def _named(tables: Path) -> Iterator[str]:
    columns = read(tables, "mentions", ["discussion", "entity"])
    for batch in columns.to_batches():
        for row in batch.to_pylist():
            yield f"{row['discussion']}\0{row['entity']}"


def hubs_by_name(hubs: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the hubs that a name, an alias or an id may mean, the most usual first."""
    meant: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in hubs:
        own = {row["hub"].casefold(), row["name"].casefold()}
        for name in own | {each.casefold() for each in row["names"]}:
            # Its own name counts for more than an alias.
            meant[name].append((name not in own, -row["mentions"], row["hub"]))
    return {name: [hub for *_, hub in sorted(found)] for name, found in meant.items()}
