"""The terms of ``ontologies/`` as closed namespaces: a misspelt term fails at once."""

# ruff: noqa: N815 -- RDF properties are spelt in camelCase.

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import ClassVar

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, DefinedNamespace

from argmap.errors import MissingPart


class ARGMAP(DefinedNamespace):
    """Terms of ``ontologies/argmap.ttl``; a test holds the two together."""

    _fail = True
    _NS = Namespace("https://w3id.org/argmap#")

    # Classes
    Discussion: URIRef
    Map: URIRef
    Post: URIRef
    Author: URIRef
    Claim: URIRef
    Assertion: URIRef
    EvidenceClaim: URIRef
    Question: URIRef
    Proposal: URIRef
    Entity: URIRef
    Span: URIRef
    Mention: URIRef
    Hyperlink: URIRef
    QuotedPassage: URIRef
    CodeBlock: URIRef
    Quote: URIRef
    Evidence: URIRef
    Relation: URIRef
    Support: URIRef
    Contrast: URIRef
    Rephrase: URIRef
    Stance: URIRef
    Comparison: URIRef
    Theme: URIRef
    Camp: URIRef
    Step: URIRef
    Summary: URIRef
    Lead: URIRef
    Section: URIRef
    Point: URIRef
    Note: URIRef

    # Relations between things
    author: URIRef
    discussion: URIRef
    describes: URIRef
    replyTo: URIRef
    post: URIRef
    supports: URIRef
    contrasts: URIRef
    rephrases: URIRef
    preferredOver: URIRef
    mentions: URIRef
    mention: URIRef
    entity: URIRef
    source: URIRef
    target: URIRef
    evidence: URIRef
    stance: URIRef
    firstEntity: URIRef
    secondEntity: URIRef
    preferred: URIRef
    claim: URIRef
    theme: URIRef
    camp: URIRef
    about: URIRef
    partOf: URIRef
    step: URIRef
    reachedFrom: URIRef
    summary: URIRef
    lead: URIRef
    section: URIRef
    headline: URIRef
    point: URIRef
    quote: URIRef
    cites: URIRef
    opposedBy: URIRef
    undecided: URIRef
    dissent: URIRef
    runsOver: URIRef
    notCovered: URIRef
    note: URIRef
    link: URIRef
    quotedPassage: URIRef
    codeBlock: URIRef
    url: URIRef
    sameAs: URIRef

    # Values
    id: URIRef
    title: URIRef
    kind: URIRef
    address: URIRef
    readFrom: URIRef
    handle: URIRef
    name: URIRef
    alias: URIRef
    text: URIRef
    created: URIRef
    createdAs: URIRef
    score: URIRef
    heading: URIRef
    state: URIRef
    replyInferred: URIRef
    confidence: URIRef
    polarity: URIRef
    scope: URIRef
    value: URIRef
    aspect: URIRef
    cue: URIRef
    keyword: URIRef
    via: URIRef
    position: URIRef
    frame: URIRef
    role: URIRef
    voices: URIRef
    supportVoices: URIRef
    contrastVoices: URIRef
    coveredPosts: URIRef
    coveredAuthors: URIRef
    coveredClaims: URIRef
    totalPosts: URIRef
    totalAuthors: URIRef
    totalClaims: URIRef
    count: URIRef
    where: URIRef
    formatVersion: URIRef
    version: URIRef
    order: URIRef


class AIF(DefinedNamespace):
    """The terms of the Argument Interchange Format that argmap is aligned with."""

    _fail = True
    _NS = Namespace("http://www.arg.dundee.ac.uk/aif#")
    _extras: ClassVar[list[str]] = ["I-node", "L-node", "S-node", "RA-node", "CA-node", "MA-node"]


class SIOC(DefinedNamespace):
    """The terms of SIOC (online communities) that argmap writes."""

    _fail = True
    _NS = Namespace("http://rdfs.org/sioc/ns#")

    Thread: URIRef
    Post: URIRef
    UserAccount: URIRef


class OA(DefinedNamespace):
    """The terms of Web Annotation that argmap writes."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef


PREFIXES: dict[str, str] = {
    "argmap": str(ARGMAP),
    "aif": str(AIF),
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": "https://schema.org/",
    "sioc": str(SIOC),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
"""Bound in every graph argmap writes and declared for every query."""

_CLOSED: dict[str, type[DefinedNamespace]] = {
    "argmap": ARGMAP,
    "aif": AIF,
    "oa": OA,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sioc": SIOC,
    "skos": SKOS,
    "xsd": XSD,
}


@cache
def term(name: str) -> URIRef:
    """Return the IRI of ``supports`` (of this vocabulary) or ``skos:prefLabel`` (of another).

    Raises:
        AttributeError: The namespace has no such term.
    """
    prefix, _, local = name.rpartition(":")
    return _CLOSED[prefix or "argmap"][local]


def ontology_file(name: str = "argmap.ttl") -> Path:
    """Return the path of ``argmap.ttl`` or ``shapes.ttl``, in a checkout or installed.

    Raises:
        MissingPart: The package was installed without its ontologies.
    """
    package = Path(__file__).parent
    for folder in (package / "ontologies", package.parent / "ontologies"):
        if (folder / name).is_file():
            return folder / name
    raise MissingPart(f"The file ontologies/{name}", "Install argmap again: pip install argmap")
