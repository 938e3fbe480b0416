"""The graph for other tools: GraphML and GEXF, through networkx."""

from __future__ import annotations

import re

import networkx as nx

from argmap.graph import to_networkx
from argmap.model import MapData

# XML 1.0, production [2]: what no document can hold, however it is escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_NAME = re.compile(r'(<graph [^<>]*?) name="[^"]*"')


def to_graphml(argument_map: MapData) -> str:
    """Write GraphML 1.0; nodes, edges and attributes as :mod:`argmap.graph` lists them.

    Source: Brandes et al. 2002, doi:10.1007/3-540-45848-4_59.
    """
    lines = nx.generate_graphml(_legal(to_networkx(argument_map)))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def to_gexf(argument_map: MapData) -> str:
    """Write GEXF 1.2, for Gephi; the graph's own title and id stay behind."""
    graph = _legal(to_networkx(argument_map))
    for source, target, key, data in graph.edges(keys=True, data=True):
        graph.edges[source, target, key]["id"] = key
        graph.edges[source, target, key]["label"] = data["kind"]
    text = "\n".join(nx.generate_gexf(graph, version="1.2draft"))
    # networkx writes today's date; the same map must give the same bytes tomorrow. The name it
    # gives the graph is not in the schema (https://gexf.net/1.2/data.xsd).
    text = _NAME.sub(r"\1", _TODAY.sub("", text, count=1), count=1)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def unwritable(argument_map: MapData) -> dict[str, int]:
    """Count the characters XML cannot hold; they are written as U+FFFD."""
    graph = to_networkx(argument_map)
    values = [value for _, data in graph.nodes(data=True) for value in data.values()]
    values += [value for *_, data in graph.edges(data=True) for value in data.values()]
    number = sum(len(_ILLEGAL.findall(value)) for value in values if isinstance(value, str))
    return {"characters that XML does not allow": number} if number else {}


def _legal(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Copy a graph, its texts and ids fit for XML."""
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found.graph.update({key: _value(value) for key, value in graph.graph.items()})
    for name, data in graph.nodes(data=True):
        found.add_node(_fit(name), **{key: _value(value) for key, value in data.items()})
    for source, target, key, data in graph.edges(keys=True, data=True):
        values = {name: _value(value) for name, value in data.items()}
        found.add_edge(_fit(source), _fit(target), key=_fit(key), **values)
    return found


def _fit(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _value(value: object) -> object:
    return _fit(value) if isinstance(value, str) else value
