"""SPARQL over a map: free queries and named ones, on Oxigraph, within a time limit.

The public object is an rdflib graph (or an Oxigraph store); the engine is pyoxigraph, because
rdflib's own takes up to 500 times as long and cannot be stopped (``docs/how-to/query.md``).
"""

from argmap.query.named import NamedQuery, Parameter, load_named, named_queries
from argmap.query.result import Cell, QueryResult
from argmap.query.run import ask, run_query

__all__ = [
    "Cell",
    "NamedQuery",
    "Parameter",
    "QueryResult",
    "ask",
    "load_named",
    "named_queries",
    "run_query",
]
