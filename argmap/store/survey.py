"""What discussions a database holds, found out by asking it."""

from __future__ import annotations

from typing import cast

from pyoxigraph import QuerySolutions, Store

from argmap.store.generations import Entry
from argmap.vocab import PREFIXES

_DISCUSSIONS = """
SELECT ?graph ?id (SAMPLE(?named) AS ?title) WHERE {
  GRAPH ?graph {
    ?graph a argmap:Discussion ; argmap:id ?id .
    OPTIONAL { ?graph argmap:title ?named }
  }
} GROUP BY ?graph ?id
"""
_COUNTS = """
SELECT (COUNT(*) AS ?triples) (SUM(IF(?o = argmap:Post, 1, 0)) AS ?posts)
       (SUM(IF(?o = argmap:Claim, 1, 0)) AS ?claims)
WHERE { GRAPH <%s> { ?s ?p ?o } }
"""


def select(store: Store, sparql: str) -> QuerySolutions:
    """Run a SELECT query of our own, with the usual prefixes."""
    return cast(QuerySolutions, store.query(sparql, prefixes=PREFIXES))


def survey(store: Store) -> dict[str, Entry]:
    """Return the discussions of a database by the IRI of their graph."""
    found = {}
    for row in select(store, _DISCUSSIONS):
        graph = row["graph"].value
        title = row["title"].value if row["title"] is not None else ""
        (counts,) = select(store, _COUNTS % graph)
        posts, claims, triples = (
            int(counts[name].value) for name in ("posts", "claims", "triples")
        )
        found[graph] = Entry(graph, row["id"].value, title, posts, claims, triples)
    return {graph: found[graph] for graph in sorted(found)}
