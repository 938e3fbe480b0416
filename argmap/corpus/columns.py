"""The tables of a corpus: their columns, types and what each means.

``docs/reference/corpus-tables.md`` is held to this list by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from argmap.errors import MissingPart

if TYPE_CHECKING:
    import pyarrow as pa

INSTALL = "Install it: python -m pip install 'argmap[corpus]'"


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    type: str
    """text, time, int, real, flag, texts (a list of text), bytes, vector (384 × float32)."""
    meaning: str


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


_DISCUSSION = ("discussion", "text", "id of the discussion: hn:39232976")

OWN: Mapping[str, tuple[Column, ...]] = {
    "discussions": _columns(
        _DISCUSSION,
        ("title", "text", "its title"),
        ("url", "text", "where it lives"),
        ("source", "text", "the file, line or address it was read from"),
        ("kind", "text", "thread, digest, document or map"),
        ("posts", "int", "posts, deleted ones included"),
        ("authors", "int", "distinct authors"),
        ("claims", "int", "claims"),
        ("relations", "int", "relations"),
        ("themes", "int", "whole themes"),
        ("first", "time", "time of the first post that has one"),
        ("last", "time", "time of the last post that has one"),
        ("notes", "int", "places that were skipped or mended in reading"),
        ("fingerprint", "text", "of content, name, settings and version: what is not done twice"),
    ),
    "posts": _columns(
        _DISCUSSION,
        ("post", "text", "the source's own id"),
        ("position", "int", "place in reading order, from 0"),
        ("parent", "text", "the post it answers"),
        ("author", "text", "the handle"),
        ("created", "time", "when it was written"),
        ("url", "text", "where it stands"),
        ("score", "int", "votes"),
        ("state", "text", "ok, deleted or flagged"),
        ("text", "text", "clean text, to which all offsets refer"),
        ("stance", "text", "supports, contrasts or none, towards the parent"),
        ("stance_confidence", "real", "calibrated probability of the stance"),
        ("stance_target", "text", "the claim of the parent that is addressed"),
    ),
    "claims": _columns(
        _DISCUSSION,
        ("claim", "text", "id: post, start and end"),
        ("post", "text", "the post it stands in"),
        ("position", "int", "place in reading order, from 0"),
        ("start", "int", "first character in the post's text"),
        ("end", "int", "behind the last character"),
        ("text", "text", "verbatim"),
        ("kind", "text", "claim, evidence, question or proposal"),
        ("confidence", "real", "calibrated probability that this is a claim"),
        ("theme", "text", "the whole theme it belongs to"),
        ("author", "text", "of its post"),
        ("created", "time", "of its post"),
    ),
    "entities": _columns(
        _DISCUSSION,
        ("entity", "text", "id inside the discussion: pytorch"),
        ("name", "text", "canonical name"),
        ("kind", "text", "product, language, format, organisation, person, work, place …"),
        ("aliases", "texts", "other forms seen"),
        ("same_as", "texts", "addresses of the same thing elsewhere"),
    ),
    "mentions": _columns(
        _DISCUSSION,
        ("entity", "text", "id inside the discussion"),
        ("post", "text", "where it is named"),
        ("claim", "text", "the claim that names it; null outside claims"),
        ("start", "int", "first character in the post's text"),
        ("end", "int", "behind the last character"),
        ("polarity", "text", "positive, negative or neutral"),
        ("author", "text", "of the post"),
        ("created", "time", "of the post"),
    ),
    "relations": _columns(
        _DISCUSSION,
        ("source", "text", "claim id"),
        ("target", "text", "claim id"),
        ("kind", "text", "supports, contrasts or rephrases"),
        ("scope", "text", "within, reply or thread"),
        ("confidence", "real", "calibrated probability"),
        ("evidence", "texts", "what it rests on, each as kind: words"),
    ),
    "comparisons": _columns(
        _DISCUSSION,
        ("a", "text", "entity id"),
        ("b", "text", "entity id"),
        ("aspect", "text", "what they are compared in, verbatim"),
        ("preferred", "text", "entity id of the better side"),
        ("claim", "text", "the claim that compares"),
    ),
    "themes": _columns(
        _DISCUSSION,
        ("theme", "text", "t1 is the largest"),
        ("parent", "text", "the theme it is part of"),
        ("heading", "text", "its heading"),
        ("keywords", "texts", "key terms"),
        ("claims", "texts", "claim ids, in reading order"),
        ("entities", "texts", "entity ids, most mentioned first"),
    ),
    "points": _columns(
        _DISCUSSION,
        ("point", "int", "place in the summary, from 0"),
        ("theme", "text", "the section it stands in"),
        ("text", "text", "the line of the summary"),
        ("quote", "text", "the words it quotes first, verbatim"),
        ("claim", "text", "the claim quoted first"),
        ("claims", "texts", "all claims that speak to it"),
        ("opposing", "texts", "those on the other side"),
        ("voices", "int", "distinct authors"),
        ("supports", "int", "authors who say it"),
        ("contrasts", "int", "authors against it"),
        ("created", "time", "of the first claim's post"),
        ("encoding", "vector", "of the quote, unit length"),
    ),
    "maps": _columns(
        _DISCUSSION,
        ("map", "text", "the whole map, as in map.json"),
    ),
}
"""Tables of which each discussion fills its own rows."""

GLOBAL: Mapping[str, tuple[Column, ...]] = {
    "hubs": _columns(
        ("hub", "text", "id of an entity across the corpus"),
        ("name", "text", "its most usual name"),
        ("kind", "text", "its most usual kind"),
        ("names", "texts", "all names and aliases"),
        ("same_as", "texts", "addresses of the same thing elsewhere"),
        ("discussions", "int", "discussions that name it"),
        ("mentions", "int", "times it is named"),
    ),
    "entity_hubs": _columns(
        _DISCUSSION,
        ("entity", "text", "id inside the discussion"),
        ("hub", "text", "id across the corpus"),
    ),
    "arguments": _columns(
        ("argument", "int", "place in the list, from 0; returning in most discussions first"),
        ("text", "text", "its most central quote, verbatim"),
        ("discussions", "int", "discussions in which it is a point of the summary"),
        ("points", "int", "points"),
        ("voices", "int", "voices of those points, summed"),
        ("supports", "int", "voices that say it, summed"),
        ("contrasts", "int", "voices against it, summed"),
        ("first", "time", "when it was said first"),
        ("last", "time", "when it was said last"),
    ),
    "argument_points": _columns(
        ("argument", "int", "place in the list of arguments"),
        _DISCUSSION,
        ("point", "int", "place in that discussion's summary"),
        ("similarity", "real", "to the most central quote"),
    ),
    "skipped": _columns(
        ("source", "text", "the file, line or address"),
        ("fingerprint", "text", "of content, name, settings and version"),
        ("kind", "text", "failed, killed (it ended its process) or repeated"),
        ("why", "text", "one line"),
    ),
}
"""Tables made from all discussions together."""

TABLES: Mapping[str, tuple[Column, ...]] = {**OWN, **GLOBAL}

QUADS = "quads"
PARTS: Mapping[str, tuple[Column, ...]] = {
    **OWN,
    QUADS: _columns(
        ("graph", "text", "IRI of the discussion's graph"),
        ("id", "text", "id of the discussion"),
        ("title", "text", "its title"),
        ("posts", "int", "posts"),
        ("claims", "int", "claims"),
        ("triples", "int", "triples in its graph"),
        (QUADS, "bytes", "N-Quads; null where they are too many, or no store is wanted"),
    ),
}
"""Tables of a part: the last is what a store loads."""


def arrow() -> None:
    """Say what to install where pyarrow is absent.

    Raises:
        MissingPart: It is.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingPart("pyarrow", INSTALL) from error


@cache
def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "time": pa.timestamp("ms", "UTC"),
        "int": pa.int64(),
        "real": pa.float64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "bytes": pa.large_binary(),
        "vector": pa.list_(pa.float32(), 384),
    }
    return pa.schema([pa.field(each.name, types[each.type]) for each in {**PARTS, **GLOBAL}[table]])
