"""Small argument graphs of this project's own, in each format."""

from __future__ import annotations

import json
from typing import Any

from argmap import formats
from argmap.model import ArgumentGraph
from argmap.read.source import Source


def read(text: str | dict[str, Any], name: str = "debate.txt", format: str | None = None) -> Any:
    """Read a text or JSON document; the format is recognised unless named."""
    data = text if isinstance(text, str) else json.dumps(text)
    graph = formats.read(Source(name, data.encode("utf-8")), format)
    assert graph is None or isinstance(graph, ArgumentGraph)
    return graph


DAY = "2021-03-01 10:00:00"

NODESET: dict[str, Any] = {
    "nodes": [
        {"nodeID": "1", "text": "Buses should be free", "type": "I", "timestamp": DAY},
        {"nodeID": "2", "text": "free buses fill up", "type": "I", "timestamp": DAY},
        {"nodeID": "3", "text": "streets get emptier", "type": "I", "timestamp": DAY},
        {"nodeID": "4", "text": "Ann Lee : Buses should be free", "type": "L", "timestamp": ""},
        {"nodeID": "5", "text": "Bo : But free buses fill up", "type": "L"},
        {"nodeID": "6", "text": "Rapporteur: Cy : and streets get emptier", "type": "L"},
        {"nodeID": "7", "text": "Asserting", "type": "YA", "scheme": "Asserting", "schemeID": "74"},
        {"nodeID": "8", "text": "Asserting", "type": "YA", "scheme": "Asserting", "schemeID": "74"},
        {"nodeID": "9", "text": "Pure Questioning", "type": "YA", "scheme": "Pure Questioning"},
        {"nodeID": "10", "text": "CA", "type": "CA"},
        {"nodeID": "11", "text": "Default Inference", "type": "RA"},
        {"nodeID": "12", "text": "TA", "type": "TA"},
        {"nodeID": "13", "text": "RA", "type": "RA"},
        {"nodeID": "14", "text": "?", "type": "ZZ"},
    ],
    "edges": [
        {"edgeID": str(number), "fromID": start, "toID": end, "formEdgeID": None}
        for number, (start, end) in enumerate(
            [
                ("4", "7"), ("7", "1"), ("5", "8"), ("8", "2"), ("6", "9"), ("9", "3"),
                ("2", "10"), ("10", "1"), ("3", "11"), ("11", "1"), ("4", "12"), ("12", "5"),
                ("13", "1"), ("99", "1"),
            ],
            1,
        )
    ],
    "locutions": [
        {"nodeID": "4", "personID": "70", "timestamp": None, "start": "2021-03-01 09:00:00",
         "end": None, "source": None},
        {"nodeID": "98", "personID": "71"},
    ],
}  # fmt: skip

XAIF: dict[str, Any] = {
    "AIF": {
        "nodes": [
            {"nodeID": 1, "text": "Tea is better than coffee.", "type": "L"},
            {"nodeID": "2_a", "text": "Tea is better than coffee.", "type": "I"},
            {"nodeID": 3, "text": "Default Illocuting", "type": "YA"},
            {"nodeID": 4, "text": "it keeps me awake.", "type": "L"},
            {"nodeID": 5, "text": "it keeps me awake.", "type": "I"},
            {"nodeID": 6, "text": "Default Illocuting", "type": "YA"},
            {"nodeID": 7, "text": "Default Rephrase", "type": "MA"},
        ],
        "edges": [
            {"edgeID": 1, "fromID": 1, "toID": 3},
            {"edgeID": 2, "fromID": 3, "toID": "2_a"},
            {"edgeID": 3, "fromID": 4, "toID": 6},
            {"edgeID": 4, "fromID": 6, "toID": 5},
            {"edgeID": 5, "fromID": 5, "toID": 7},
            {"edgeID": 6, "fromID": 7, "toID": "2_a"},
        ],
        "locutions": [
            {"nodeID": 1, "personID": 0},
            {"nodeID": 4, "personID": 9},
            {"nodeID": 77, "personID": 0},
        ],
        "participants": [{"participantID": 0, "firstname": "Dee", "surname": "Ray"}],
        "schemefulfillments": None,
        "descriptorfulfillments": [],
    },
    "text": {"txt": 'Dee Ray <span class="highlighted" id="0">Tea is better.</span>'},
    "dialog": {},
    "ova": [],
}

ARGDOWN = """===
title: Cars in town
author: nobody
===

# Cars

// what it is about
[Ban]: Cars should be banned *from* the centre. {author: "Ann \\"A\\" Lee", url: "https://x.example/1"}
  + <Air>: The air gets
    better. #pro
    - Electric cars <!-- a comment
      over two lines --> are clean. #(con side)
    <_ <Measured>: Nobody measured it.
  - [Shops]: Shops \\[small ones\\] lose customers.
    ->  <Air>

## Shops

[Shops]
  +> [Ban]

<Linked>

(1) [Shops]
(2) Customers pay taxes.
--
Modus ponens {uses: [1, 2]}
--
(3) Towns lose taxes.
  -> [Ban]
"""

KIALO = (
    "Discussion Title: Should towns ban cars?\r\n\r\n"
    "1. Towns should ban cars.\r\n"
    "1.1. Pro: Air gets [better](https://x.example/air) \\(much\\).\r\n"
    "1.1.1. Con: Electric cars are clean.\r\n"
    "1.2. Con: Shops lose customers.\r\n"
    "They told me:\r\n"
    "1. prices rise\r\n"
    "1.2.1. Pro: -> See 1.1.1.\r\n"
)

SADFACE: dict[str, Any] = {
    "metadata": {"core": {"title": "Tea", "analyst_name": "Ann", "id": "x", "version": "0.2"}},
    "nodes": [
        {"id": "a", "type": "atom", "text": "Tea is better", "sources": [], "metadata": {}},
        {"id": "b", "type": "atom", "text": "It is warm", "metadata": {"speaker": "Bo"}},
        {"id": "s", "type": "scheme", "name": "support", "metadata": {}},
        {"id": "t", "type": "riddle", "metadata": {}},
    ],
    "edges": [
        {"id": "1", "source_id": "b", "target_id": "s"},
        {"id": "2", "source_id": "s", "target_id": "a"},
        {"id": "3", "source_id": "s"},
    ],
    "resources": [],
}

ARGUEBUF: dict[str, Any] = {
    "schemaVersion": 1,
    "nodes": {
        "n1": {"atom": {"text": "Tea is better", "participant": "p1"}, "metadata": {}},
        "n2": {"atom": {"text": "It is warm"}, "metadata": {"created": "2021-03-01T10:00:00Z"}},
        "s1": {"scheme": {"attack": "ATTACK_DEFAULT"}, "metadata": {}},
        "s2": {"scheme": {"support": "SUPPORT_POSITION_TO_KNOW"}},
        "odd": {"metadata": {}},
    },
    "edges": {
        "e1": {"source": "n2", "target": "s1"},
        "e2": {"source": "s1", "target": "n1"},
    },
    "participants": {"p1": {"name": "Ann Lee", "email": "ann@x.example"}},
}

MICROTEXT = """<?xml version='1.0' encoding='UTF-8'?>
<arggraph id="m1" topic_id="free_buses" stance="pro">
  <edu id="e1"><![CDATA[Buses should be free,]]></edu>
  <edu id="e2"><![CDATA[that is clear.]]></edu>
  <edu id="e3"><![CDATA[They cost a lot, though.]]></edu>
  <edu id="e4"><![CDATA[Taxes pay for roads too,]]></edu>
  <edu id="e5"><![CDATA[and roads cost more.]]></edu>
  <joint id="j1"/>
  <adu id="a1" type="pro"/><adu id="a2" type="opp"/><adu id="a3" type="pro"/>
  <adu id="a4" type="pro"/>
  <edge id="c1" src="e1" trg="j1" type="seg"/><edge id="c2" src="e2" trg="j1" type="seg"/>
  <edge id="c3" src="j1" trg="a1" type="seg"/><edge id="c4" src="e3" trg="a2" type="seg"/>
  <edge id="c5" src="e4" trg="a3" type="seg"/><edge id="c6" src="e5" trg="a4" type="seg"/>
  <edge id="c7" src="a2" trg="a1" type="reb"/>
  <edge id="c8" src="a3" trg="c7" type="und"/>
  <edge id="c9" src="a4" trg="c8" type="add"/>
</arggraph>
"""

ARGDOWN_JSON: dict[str, Any] = {
    "statements": {
        "Ban": {"members": [{"text": "Cars out. #x", "section": "s1",
                             "ranges": [{"type": "tag", "start": 10, "stop": 11, "tag": "x"}]}]},
        "Untitled 1": {"members": [{"text": "Air gets better.", "role": "relation-statement"}]},
    },
    "arguments": {"Shops": {"members": [{"text": "Shops lose."}], "pcs": []}},
    "relations": [
        {"relationType": "support", "from": "Untitled 1", "fromType": "equivalence-class",
         "to": "Ban", "toType": "equivalence-class"},
        {"relationType": "undercut", "from": "Ban", "fromType": "equivalence-class",
         "to": "Shops", "toType": "argument"},
        {"relationType": "gibberish", "from": "Ban", "to": "Shops"},
    ],
    "sections": [{"id": "s1", "level": 1, "title": "Cars", "children": []}],
    "tags": {},
}  # fmt: skip

ALL: dict[str, str | dict[str, Any]] = {
    "aif": NODESET,
    "xaif": XAIF,
    "argdown": ARGDOWN,
    "argdown-json": ARGDOWN_JSON,
    "kialo": KIALO,
    "sadface": SADFACE,
    "arguebuf": ARGUEBUF,
    "microtext": MICROTEXT,
}
