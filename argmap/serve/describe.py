"""What the endpoint says of itself: service description and VoID, in Turtle.

Sources: SPARQL 1.1 Service Description, W3C Recommendation, 2013; Describing Linked Datasets
with the VoID Vocabulary, W3C Interest Group Note, 2011.
"""

from __future__ import annotations

import json
from typing import Any

from argmap.store.generations import Manifest

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def describe(base: str, manifest: Manifest, writable: bool) -> str:
    """Return the description of the service at ``base`` (``http://127.0.0.1:8000``)."""
    languages = "sd:SPARQL11Query" + (", sd:SPARQL11Update" if writable else "")
    formats = ", ".join(f"<{_FORMATS}{name}>" for name in _RESULTS)
    graphs = "".join(
        f"""
    sd:namedGraph [
      a sd:NamedGraph ; sd:name <{each.graph}> ;
      sd:graph [
        a sd:Graph, void:Dataset ; dcterms:title {_text(each.title)} ;
        dcterms:identifier {_text(each.id)} ; void:triples {each.triples}
      ]
    ] ;"""
        for each in manifest.entries
    )
    return f"""@prefix sd: <{_SD}> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<{base}/sparql> a sd:Service ;
  sd:endpoint <{base}/sparql> ;
  sd:supportedLanguage {languages} ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat {formats} ;
  sd:defaultDataset <{base}/.well-known/void#dataset> .

<{base}/.well-known/void#dataset> a sd:Dataset, void:Dataset ;
  dcterms:title "Argument maps of {len(manifest.entries)} discussions" ;
  void:sparqlEndpoint <{base}/sparql> ;
  void:vocabulary <https://w3id.org/argmap> ;
  void:uriSpace "https://w3id.org/argmap/map/" ;
  void:triples {sum(each.triples for each in manifest.entries)} ;
  void:documents {len(manifest.entries)} ;
  sd:defaultGraph [ a sd:Graph ] ;{graphs}
  void:feature <{_FORMATS}Turtle> .
"""


def _text(text: str) -> str:
    # JSON's escapes are Turtle's; what is outside ASCII becomes \\uXXXX, pairs of which are not.
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(shown, ensure_ascii=False).replace("\x7f", "\\u007F")


def schema() -> dict[str, Any]:
    """Return what the editor completes: prefixes, classes, properties; and the named queries."""
    from rdflib import OWL, RDF, Graph, URIRef

    from argmap.query import named_queries
    from argmap.vocab import PREFIXES, ontology_file

    ontology = Graph().parse(ontology_file(), format="turtle")

    def named(*kinds: URIRef) -> list[str]:
        found = {s for kind in kinds for s in ontology.subjects(RDF.type, kind)}
        return sorted(str(each) for each in found if isinstance(each, URIRef))

    return {
        "prefixes": PREFIXES,
        "classes": named(OWL.Class),
        "properties": [
            *named(OWL.ObjectProperty, OWL.DatatypeProperty),
            *(PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"),
        ],
        "queries": [
            {"name": each.name, "title": each.title, "about": each.description, "text": each.text}
            for each in named_queries().values()
        ],
    }
