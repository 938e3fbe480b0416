"""``vocab.py`` and ``ontologies/argmap.ttl`` are one vocabulary, labelled, OWL 2 DL-clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.namespace import SH

from argmap.model import MapData
from argmap.vocab import ARGMAP, PREFIXES, ontology_file, term
from argmap.write.rdf import to_rdf

ROOT = Path(__file__).parent.parent
SPACE = str(ARGMAP)
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
# Built into OWL 2 and RDF(S): declared nowhere.
BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_file(), format="turtle")


@pytest.fixture(scope="module")
def declared(ontology: Graph) -> dict[URIRef, set[URIRef]]:
    found: dict[URIRef, set[URIRef]] = {}
    for subject, kind in ontology.subject_objects(RDF.type):
        if isinstance(subject, URIRef) and kind in KINDS:
            found.setdefault(subject, set()).add(kind)
    return found


def own(nodes: object) -> set[str]:
    return {str(node)[len(SPACE) :] for node in nodes if str(node).startswith(SPACE)}  # type: ignore[attr-defined]


def test_vocabulary_and_ontology_hold_the_same_terms(declared: dict[URIRef, set[URIRef]]) -> None:
    assert own(declared) == set(ARGMAP.__annotations__) - {"_fail", "_NS"}


def test_every_term_has_label_and_comment_in_english(
    ontology: Graph, declared: dict[URIRef, set[URIRef]]
) -> None:
    for name in declared:
        if name.startswith(SPACE):
            for annotation in (RDFS.label, RDFS.comment):
                values = list(ontology.objects(name, annotation))
                assert [value.language for value in values] == ["en"], (name, annotation)
            assert ontology.value(name, RDFS.isDefinedBy) == URIRef(SPACE.rstrip("#"))


def test_ontology_has_a_version_and_imports_nothing(ontology: Graph) -> None:
    (iri,) = ontology.subjects(RDF.type, OWL.Ontology)
    assert str(iri) == SPACE.rstrip("#")
    assert str(ontology.value(iri, OWL.versionIRI)).startswith(str(iri) + "/")
    assert ontology.value(iri, OWL.imports) is None


def test_no_term_is_of_two_kinds(declared: dict[URIRef, set[URIRef]]) -> None:
    assert {name: kinds for name, kinds in declared.items() if len(kinds) > 1} == {}


def test_every_term_used_is_declared(ontology: Graph, declared: dict[URIRef, set[URIRef]]) -> None:
    known = set(declared)
    for subject, predicate, value in ontology:
        assert predicate in known or str(predicate).startswith(BUILT_IN), predicate
        if predicate in (RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionIRI) or (
            isinstance(subject, URIRef) and (subject, RDF.type, OWL.Ontology) in ontology
        ):
            continue
        for node in (subject, value):
            if isinstance(node, URIRef):
                assert node in known or str(node).startswith(BUILT_IN), node


def test_hierarchies_stay_within_their_kind(
    ontology: Graph, declared: dict[URIRef, set[URIRef]]
) -> None:
    for below, above in ontology.subject_objects(RDFS.subPropertyOf):
        assert declared[below] == declared[above], (below, above)
    for below, above in ontology.subject_objects(RDFS.subClassOf):
        assert declared[below] == declared[above] == {OWL.Class}


def test_domains_are_classes_and_ranges_fit(
    ontology: Graph, declared: dict[URIRef, set[URIRef]]
) -> None:
    for name, domain in ontology.subject_objects(RDFS.domain):
        assert isinstance(domain, BNode) or declared[domain] == {OWL.Class}, name
    for name, value in ontology.subject_objects(RDFS.range):
        if declared[name] == {OWL.DatatypeProperty}:
            assert isinstance(value, BNode) or str(value).startswith(PREFIXES["xsd"]), name
        else:
            assert isinstance(value, BNode) or declared[value] == {OWL.Class}, name


def test_ontology_uses_annotations_owl_knows(
    ontology: Graph, declared: dict[URIRef, set[URIRef]]
) -> None:
    (iri,) = ontology.subjects(RDF.type, OWL.Ontology)
    allowed = ANNOTATIONS | {RDF.type, OWL.versionIRI}
    allowed |= {name for name, kinds in declared.items() if kinds == {OWL.AnnotationProperty}}
    assert set(ontology.predicates(iri)) <= allowed


def test_map_uses_declared_terms_as_declared(
    rich_map: MapData, declared: dict[URIRef, set[URIRef]]
) -> None:
    for _, predicate, value in to_rdf(rich_map):
        if predicate == RDF.type:
            assert declared[value] == {OWL.Class}
        elif predicate != RDFS.label:
            (kind,) = declared[predicate]
            assert isinstance(value, URIRef) == (kind == OWL.ObjectProperty), predicate


def test_map_uses_each_class_and_property_at_least_once(rich_map: MapData) -> None:
    graph = to_rdf(rich_map)
    used = own(set(graph.predicates()) | set(graph.objects(None, RDF.type)))
    # Written only where addresses are unsafe, dates unusual; Span is the class of its subclasses.
    rare = {"address", "createdAs", "Span"}
    assert set(ARGMAP.__annotations__) - used - {"_fail", "_NS"} == rare


def test_values_stand_in_the_domain_and_range_declared(rich_map: MapData, ontology: Graph) -> None:
    graph = to_rdf(rich_map)
    above = {
        kind: set(ontology.transitive_objects(kind, RDFS.subClassOf))
        for kind in ontology.subjects(RDF.type, OWL.Class)
    }

    def classes(node: object) -> set[object]:
        return {upper for kind in graph.objects(node, RDF.type) for upper in above[kind]}  # type: ignore[arg-type]

    def allowed(name: object, side: URIRef) -> set[object] | None:
        value = ontology.value(name, side)  # type: ignore[arg-type]
        if value is None or str(value).startswith(PREFIXES["xsd"]):
            return None
        union = ontology.value(value, OWL.unionOf)
        return set(ontology.items(union)) if union else {value}

    for subject, predicate, value in graph:
        if not str(predicate).startswith(SPACE):
            continue
        domain = allowed(predicate, RDFS.domain)
        assert domain is None or classes(subject) & domain, (subject, predicate)
        if isinstance(value, URIRef) and (wanted := allowed(predicate, RDFS.range)):
            assert classes(value) & wanted, (predicate, value)


def test_shapes_speak_of_terms_that_exist() -> None:
    shapes = Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    terms = own(node for triple in shapes for node in triple if isinstance(node, URIRef))
    assert terms <= set(ARGMAP.__annotations__)
    for text in shapes.objects(None, SH.select):
        assert set(re.findall(r"argmap:(\w+)", str(text))) <= set(ARGMAP.__annotations__)


def test_queries_speak_of_terms_that_exist() -> None:
    for file in (ROOT / "argmap" / "data" / "queries").glob("*.rq"):
        body = re.sub(r"^#.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(re.findall(r"argmap:(\w+)", body)) <= set(ARGMAP.__annotations__), file.name


def test_misspelt_term_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="suports"):
        term("suports")
    with pytest.raises(AttributeError):
        term("oa:strat")
    assert term("aif:RA-node") == URIRef("http://www.arg.dundee.ac.uk/aif#RA-node")


def test_reference_lists_every_term() -> None:
    page = (ROOT / "docs" / "reference" / "ontology.md").read_text(encoding="utf-8")
    missing = [
        name
        for name in ARGMAP.__annotations__
        if not name.startswith("_") and f"`{name}`" not in page
    ]
    assert missing == []
