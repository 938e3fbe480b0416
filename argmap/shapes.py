"""Check RDF against ``ontologies/shapes.ttl`` (SHACL) and name what is wrong, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmap.errors import MissingPart
from argmap.vocab import PREFIXES, ontology_file

if TYPE_CHECKING:
    from rdflib import Graph

_SH = "http://www.w3.org/ns/shacl#"


def shape_problems(graph: Graph) -> list[str]:
    """Return what the shapes find wrong: the node, the property, the value, what is asked for.

    Args:
        graph: One map or several, as ``argmap.write.rdf.to_rdf`` makes them.

    Returns:
        Sorted lines; none where all holds.

    Raises:
        MissingPart: pyshacl is not installed.

    Source: Shapes Constraint Language (SHACL), W3C Recommendation, 2017.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise MissingPart("pyshacl", "Install it: python -m pip install pyshacl") from error
    from rdflib import RDF, Graph, Namespace

    sh = Namespace(_SH)
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    holds, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    if holds:
        return []
    lines = set()
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus, path, value, message = (
            report.value(result, predicate)
            for predicate in (sh.focusNode, sh.resultPath, sh.value, sh.resultMessage)
        )
        about, path_name = _short(focus), f" {_short(path)}" if path is not None else ""
        if path is None and value is not None:
            # Checks over the whole map: the value is the node that is wrong.
            about, value = _short(value), None
        found = "" if value is None else f" (found {_short(value)[:80]!r})"
        lines.add(f"{about}{path_name}: {message}{found}")
    return sorted(lines)


def _short(node: object) -> str:
    text = str(node)
    for prefix in ("argmap", "oa"):
        if text.startswith(PREFIXES[prefix]):
            return f"{prefix}:{text[len(PREFIXES[prefix]) :]}"
    return text
