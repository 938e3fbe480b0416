"""The user's own patterns: read, matched, and refused with the line that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from argmap.errors import BadSource
from argmap.extract.patterns import match_patterns, read_patterns


def write(path: Path, *lines: object) -> str:
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    return str(path)


def test_patterns_match_texts_and_token_patterns(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.jsonl",
        {"label": "PRODUCT", "pattern": "Acme DB", "id": "AcmeDB"},
        "",
        {"label": "ORG", "pattern": [{"LOWER": "brix"}], "id": "Brix Ltd"},
    )
    docs = [spacy.blank("en")("We run Acme DB at BRIX.")]
    found = [(one.surface, one.own) for one in match_patterns(path, docs)]
    assert found == [("Acme DB", ("AcmeDB", "product")), ("BRIX", ("Brix Ltd", "organisation"))]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{nonsense", "not JSON"),
        ("[1, 2]", "not a JSON object"),
        ({"pattern": "x", "id": "x"}, "no 'label'"),
        ({"label": "ORG", "id": "x"}, "no 'pattern'"),
        ({"label": "ORG", "pattern": "x"}, "no 'id'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, what: str) -> None:
    good = {"label": "ORG", "pattern": "Acme", "id": "Acme"}
    path = write(tmp_path / "own.jsonl", good, line)
    with pytest.raises(BadSource, match=r"own\.jsonl, line 2: ") as caught:
        read_patterns(path)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pattern_that_spacy_refuses_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "own.jsonl", {"label": "ORG", "pattern": [{"NOPE": 1}], "id": "Acme"})
    with pytest.raises(BadSource, match=r"own\.jsonl, line 1: "):
        list(match_patterns(path, [spacy.blank("en")("Acme")]))


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="--entities"):
        read_patterns(str(tmp_path / "nowhere.jsonl"))
