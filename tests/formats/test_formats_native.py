"""Any document of a format, written again by argmap in that format, is the document it was."""

from __future__ import annotations

import json
from typing import Any

import graphs
import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from argmap.formats import registry
from argmap.formats.to_map import given
from argmap.read.assemble import as_id

TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["Ann : cars out", "Rep: Ann : cars out", "", "Default Inference", "RA", " x "]
)
PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | TEXT
IDS = st.integers(0, 40) | st.integers(0, 40).map(str) | st.sampled_from(["12_abc", "n", "é"])
STAMPS = st.sampled_from(["2021-03-01 10:00:00", "", "yesterday", "2021-03-01 10:00:61"])
KINDS = st.sampled_from(["I", "L", "RA", "CA", "MA", "PA", "YA", "TA", "", "ZZ"])


def optional(required: dict[str, Any], **maybe: Any) -> Any:
    return st.fixed_dictionaries(required, optional=maybe)


def unique(rows: Any, key: str) -> Any:
    return st.lists(rows, max_size=8, unique_by=lambda row: as_id(row[key]))


NODES = unique(
    optional({"nodeID": IDS, "text": TEXT, "type": KINDS}, timestamp=STAMPS | st.none(),
             scheme=TEXT, schemeID=IDS, visible=st.booleans()),
    "nodeID",
)  # fmt: skip
EDGES = unique(
    optional({"edgeID": IDS, "fromID": IDS, "toID": IDS, "formEdgeID": st.none() | IDS}), "edgeID"
)
LOCUTIONS = st.lists(
    optional({"nodeID": IDS, "personID": IDS}, start=STAMPS, end=st.none(), source=PLAIN),
    max_size=6,
)
AIF = optional({"nodes": NODES, "edges": EDGES, "locutions": LOCUTIONS}, origin=PLAIN)
PEOPLE = unique(
    optional({"participantID": IDS}, firstname=TEXT, surname=TEXT, age=PLAIN), "participantID"
)
INNER = optional(
    {"nodes": NODES, "edges": EDGES, "locutions": LOCUTIONS, "participants": PEOPLE},
    schemefulfillments=st.none() | st.just([]),
    descriptorfulfillments=st.none(),
)
XAIF = optional({"AIF": INNER}, text=TEXT | st.just({"txt": "<p>"}), dialog=PLAIN, ova=st.just([]))
ATOMS = optional(
    {"id": IDS.map(str), "type": st.just("atom"), "text": TEXT, "sources": st.just([]),
     "metadata": optional({}, speaker=TEXT, created=STAMPS, url=TEXT)},
    note=PLAIN,
)  # fmt: skip
SCHEMES = optional(
    {"id": IDS.map(str), "type": st.just("scheme"), "metadata": st.just({}),
     "name": st.sampled_from(["support", "conflict", "Argument From Analogy", "rephrase"])},
)  # fmt: skip
SADFACE = optional(
    {
        "nodes": unique(ATOMS | SCHEMES, "id"),
        "edges": unique(optional({"id": IDS, "source_id": IDS, "target_id": IDS}, x=PLAIN), "id"),
        "metadata": st.just({"core": {"title": "t"}}),
    },
    resources=st.just([]),
)
MOMENT = st.fixed_dictionaries({}, optional={"created": st.just("2021-03-01T10:00:00Z")})
SCHEME = st.sampled_from(
    [{"support": "SUPPORT_DEFAULT"}, {"attack": "ATTACK_DEFAULT"}, {"preference": "X"}, {}]
)
NAMES = IDS.map(str)
ARGUEBUF = optional(
    {
        "schemaVersion": st.just(1),
        "nodes": st.dictionaries(
            NAMES,
            optional({"atom": optional({"text": TEXT}, participant=NAMES, reference=st.just({}))},
                     metadata=MOMENT)
            | optional({"scheme": SCHEME}, metadata=MOMENT, userdata=st.just({})),
            max_size=6,
        ),
        "edges": st.dictionaries(
            NAMES, optional({"source": NAMES, "target": NAMES}, metadata=MOMENT), max_size=6
        ),
        "participants": st.dictionaries(NAMES, optional({}, name=TEXT, email=TEXT), min_size=1,
                                        max_size=3),
    },
    majorClaim=NAMES,
)  # fmt: skip
FORMATS = {"aif": AIF, "xaif": XAIF, "sadface": SADFACE, "arguebuf": ARGUEBUF}


@pytest.mark.parametrize("name", sorted(FORMATS))
@settings(max_examples=150, deadline=None)
@each(data=st.data())
def test_a_document_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    document = data.draw(FORMATS[name])
    graph = graphs.read(document, "x.json", name)
    given(graph)
    assert json.loads(registry.dump(name, graph)) == document
