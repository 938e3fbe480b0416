"""The reference of the tables says what the code does."""

from __future__ import annotations

from pathlib import Path

from argmap.corpus.columns import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "corpus-tables.md"


def test_every_table_and_column_is_in_the_reference() -> None:
    sections = PAGE.read_text(encoding="utf-8").split("\n### ")[1:]
    shown = {section.partition("\n")[0]: section for section in sections}
    assert list(shown) == list(TABLES)
    for name, columns in TABLES.items():
        rows = [line for line in shown[name].splitlines() if line.startswith("| `")]
        assert rows == [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in columns]
