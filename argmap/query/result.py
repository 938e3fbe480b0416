"""What a query gives back, and the formats it can be written in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from argmap.errors import UnknownName
from argmap.vocab import PREFIXES

Plain = str | int | float | bool | None

_XSD = PREFIXES["xsd"]
_NUMBERS: dict[str, Callable[[str], Plain]] = {
    _XSD + "integer": int,
    _XSD + "decimal": float,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term in a row."""

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    """IRI; None for plain strings."""
    language: str | None = None

    @property
    def plain(self) -> Plain:
        """The value as Python has it: numbers and booleans as such, all else as text."""
        convert = _NUMBERS.get(self.datatype or "")
        try:
            return convert(self.value) if convert else self.value
        except ValueError:
            return self.value

    def short(self, prefixes: dict[str, str] = PREFIXES) -> str:
        """Return the text for a table: ``argmap:Claim`` rather than the whole IRI."""
        if self.kind == "bnode":
            return f"_:{self.value}"
        if self.kind == "uri":
            for prefix, space in prefixes.items():
                if self.value.startswith(space) and len(self.value) > len(space):
                    return f"{prefix}:{self.value[len(space) :]}"
        return self.value

    def as_json(self) -> dict[str, str]:
        """Return the term in the SPARQL 1.1 JSON results format."""
        out: dict[str, str] = {"type": self.kind, "value": self.value}
        if self.language:
            out["xml:lang"] = self.language
        elif self.datatype:
            out["datatype"] = self.datatype
        return out


@dataclass(frozen=True)
class QueryResult:
    """Rows of a SELECT, the answer of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

    kind: Literal["select", "ask", "construct"]
    variables: tuple[str, ...] = ()
    """Without question marks. For triples: subject, predicate, object."""
    rows: tuple[tuple[Cell | None, ...], ...] = field(default=(), repr=False)
    """One cell per variable; None where unbound."""
    answer: bool | None = None
    """Of an ASK."""
    truncated: bool = False
    """True where ``limit`` cut rows off."""

    def plain(self) -> list[dict[str, Plain]]:
        """Return one dict per row in Python types, without unbound variables."""
        if self.answer is not None:
            return [{"answer": self.answer}]
        return [
            {
                name: cell.plain
                for name, cell in zip(self.variables, row, strict=True)
                if cell is not None
            }
            for row in self.rows
        ]

    def table(self, prefixes: dict[str, str] = PREFIXES) -> list[list[str]]:
        """Return rows of short texts for a table; unbound cells are empty.

        The texts are those of the discussion: escape them for where they are shown.
        """
        if self.answer is not None:
            return [["yes" if self.answer else "no"]]
        return [[cell.short(prefixes) if cell else "" for cell in row] for row in self.rows]

    def to(self, form: str) -> str:
        """Write as csv, tsv, json or xml (SPARQL 1.1 results) or as turtle or ntriples.

        Raises:
            UnknownName: No such format, or not one for this kind of result.
        """
        known = FORMATS[self.kind]
        if form not in known:
            mend = f"A {self.kind.upper()} query gives {', '.join(sorted(known))}."
            raise UnknownName("result format", form, known, mend)
        return known[form](self)

    def to_json(self) -> str:
        """Write as SPARQL 1.1 Query Results JSON."""
        head: dict[str, Any] = {"vars": list(self.variables)} if self.kind == "select" else {}
        if self.answer is not None:
            return json.dumps({"head": head, "boolean": self.answer}) + "\n"
        bindings = [
            {
                name: cell.as_json()
                for name, cell in zip(self.variables, row, strict=True)
                if cell is not None
            }
            for row in self.rows
        ]
        document = {"head": head, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _oxigraph(form: str) -> Callable[[QueryResult], str]:
    """Csv, tsv and xml, written by pyoxigraph from the JSON results."""

    def write(result: QueryResult) -> str:
        import pyoxigraph

        forms = pyoxigraph.QueryResultsFormat
        # A head without the list of variables is read as that of an ASK.
        parsed = pyoxigraph.parse_query_results(result.to_json(), format=forms.JSON)
        written = parsed.serialize(format=getattr(forms, form))
        return (written or b"").decode("utf-8").replace("\r\n", "\n").rstrip("\n") + "\n"

    return write


def _triples(form: str) -> Callable[[QueryResult], str]:
    def write(result: QueryResult) -> str:
        from rdflib import BNode, Graph, URIRef
        from rdflib import Literal as RdfLiteral

        def node(cell: Cell) -> URIRef | BNode | RdfLiteral:
            if cell.kind == "uri":
                return URIRef(cell.value)
            if cell.kind == "bnode":
                return BNode(cell.value)
            datatype = URIRef(cell.datatype) if cell.datatype else None
            return RdfLiteral(cell.value, lang=cell.language, datatype=datatype, normalize=False)

        graph = Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        for row in result.rows:
            subject, predicate, value = (node(cell) for cell in row if cell)
            graph.add((subject, predicate, value))
        text: str = graph.serialize(format=form)
        if form == "nt":
            return "".join(sorted(text.splitlines(keepends=True)))
        return text

    return write


_ROWS: dict[str, Callable[[QueryResult], str]] = {
    "csv": _oxigraph("CSV"),
    "json": QueryResult.to_json,
    "tsv": _oxigraph("TSV"),
    "xml": _oxigraph("XML"),
}
FORMATS: dict[str, dict[str, Callable[[QueryResult], str]]] = {
    "select": _ROWS,
    "ask": {"json": QueryResult.to_json, "xml": _oxigraph("XML"), "csv": _oxigraph("CSV")},
    "construct": {"ntriples": _triples("nt"), "turtle": _triples("turtle")},
}
"""Formats of each kind of result, by name."""
