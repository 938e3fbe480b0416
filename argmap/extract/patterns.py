"""The user's own names: spaCy EntityRuler patterns with ids, one JSON object a line.

``{"label": "PRODUCT", "pattern": [{"LOWER": "acme"}, {"LOWER": "db"}], "id": "AcmeDB"}``:
what matches is the entity ``id``, of the kind that ``label`` says. They win over everything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from argmap.errors import BadSource
from argmap.extract.names import Candidate

if TYPE_CHECKING:
    from spacy.pipeline import SpanRuler
    from spacy.tokens import Doc

KINDS = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "WORK_OF_ART": "work",
    "LANGUAGE": "language",
}
OWN_KINDS = ("product", "language", "format", "organisation", "person", "work", "place", "concept")
SHAPE = 'Each line is like {"label": "PRODUCT", "pattern": "Acme DB", "id": "AcmeDB"}.'


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of the user's."""

    label: str
    pattern: str | list[dict[str, Any]]
    id: str
    line: int


def read_patterns(path: str) -> list[Pattern]:
    """Read a file of patterns.

    Raises:
        BadSource: The file cannot be read, or a line is no pattern; says which.
    """
    name = Path(path).name
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise BadSource(name, "", why, "Check the path given with --entities.") from error
    except UnicodeDecodeError as error:
        raise BadSource(name, f"byte {error.start}", "it is not UTF-8 text", SHAPE) from error
    lines = enumerate(text.splitlines(), start=1)
    return [read_line(name, number, line) for number, line in lines if line.strip()]


def read_line(name: str, number: int, line: str) -> Pattern:
    """Read one line, or say what is wrong with it."""
    where = f"line {number}"
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadSource(name, where, f"not JSON ({error})", SHAPE) from error
    if not isinstance(row, dict):
        raise BadSource(name, where, "not a JSON object", SHAPE)
    label, pattern, ident = row.get("label"), row.get("pattern"), row.get("id")
    if not isinstance(label, str) or not label:
        raise BadSource(name, where, "no 'label'", SHAPE)
    if not pattern or not isinstance(pattern, (str, list)):
        raise BadSource(name, where, "no 'pattern' (a text or a list of tokens)", SHAPE)
    if not isinstance(ident, str) or not ident.strip():
        raise BadSource(name, where, "no 'id'", SHAPE)
    return Pattern(label, pattern, ident.strip(), number)


def build_ruler(path: str, docs: Sequence[Doc]) -> SpanRuler:
    """Compile a file of patterns.

    Raises:
        BadSource: spaCy does not take a pattern; says which line.
    """
    from spacy.lang.en import English
    from spacy.pipeline import SpanRuler

    patterns = read_patterns(path)
    ruler = SpanRuler(English(vocab=docs[0].vocab), spans_key=None, validate=True)
    for one in patterns:
        try:
            ruler.add_patterns([{"label": one.label, "pattern": one.pattern, "id": one.id}])
        except (ValueError, TypeError, KeyError) as error:
            why = " ".join(str(error).split())[:200]
            what = f"spaCy does not take the pattern ({why})"
            raise BadSource(Path(path).name, f"line {one.line}", what, SHAPE) from error
    return ruler


def kind_of_label(label: str) -> str:
    """Return the kind that a label of the user's stands for."""
    lowered = label.lower()
    return KINDS.get(label.upper(), lowered if lowered in OWN_KINDS else "other")


def match_patterns(path: str, docs: Sequence[Doc]) -> Iterator[Candidate]:
    """Yield what the user's patterns match, the longest where matches overlap."""
    from spacy.util import filter_spans

    if not docs:
        read_patterns(path)
        return
    ruler = build_ruler(path, docs)
    for row, doc in enumerate(docs):
        for found in filter_spans(sorted(ruler.match(doc))):
            yield Candidate(
                row,
                found.start_char,
                found.end_char,
                found.text,
                found.id_.casefold(),
                own=(found.id_, kind_of_label(found.label_)),
                score=1.0,
            )
