"""A file of RDF, in any form that names its suffix, back to the map it was written from."""

from __future__ import annotations

from pathlib import Path

from argmap.errors import MapError
from argmap.model import MapData

SUFFIXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".jsonld": "JSON_LD",
}
"""Suffix -> name of the form in pyoxigraph."""


def is_rdf(file: Path) -> bool:
    """True for the suffix of a form of RDF."""
    return file.suffix.lower() in SUFFIXES


def from_text(text: str, file: Path) -> MapData:
    """Read the one map that a file holds.

    Raises:
        MapError: Not RDF of that form; no map, or several, in it.
    """
    from pyoxigraph import RdfFormat, parse

    from argmap.write.rdf_read import from_triples

    form = getattr(RdfFormat, SUFFIXES[file.suffix.lower()])
    try:
        quads = list(parse(text.encode("utf-8", "replace"), format=form))
    except (SyntaxError, ValueError) as error:
        why = " ".join(str(error).split())
        raise MapError(
            f"{file.name}: not {form.name} ({why}). Write it again with argmap export."
        ) from error
    return from_triples(quads, None, file.name)
