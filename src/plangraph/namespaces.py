"""The IRIs that plangraph mints and the prefixes it writes."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/plangraph/"
ONTOLOGY: Final = BASE + "ontology#"
SHAPES: Final = BASE + "shapes#"
PROBLEM: Final = BASE + "problem#"
ID: Final = BASE + "id/"
GRAPH: Final = BASE + "graph/"
DESCRIPTION: Final = GRAPH + "description"
"""The graph that is made of the others (see `plangraph.descriptions`) and has no file."""

PREFIXES: Final[dict[str, str]] = {
    "pg": ONTOLOGY,
    "pgs": SHAPES,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "cd-dimension": "http://data.e-stat.go.jp/lod/ontology/crossDomain/dimension/",
    "estat-measure": "http://data.e-stat.go.jp/lod/ontology/measure/",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "http://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}

RDF_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
RDF_SUBJECT: Final = NamedNode(PREFIXES["rdf"] + "subject")
RDF_OBJECT: Final = NamedNode(PREFIXES["rdf"] + "object")
RDFS_LABEL: Final = NamedNode(PREFIXES["rdfs"] + "label")
PG_PLAN: Final = NamedNode(ONTOLOGY + "Plan")
PG_IN_PLAN: Final = NamedNode(ONTOLOGY + "inPlan")
PG_ORDER: Final = NamedNode(ONTOLOGY + "order")
PG_NUMBER: Final = NamedNode(ONTOLOGY + "number")
PG_AT_LEVEL: Final = NamedNode(ONTOLOGY + "atLevel")


def id_path(iri: str) -> str | None:
    """The part of a thing's IRI after `…/id/`, or None for an IRI that is not ours."""
    return iri.removeprefix(ID) if iri.startswith(ID) else None


def shorten(iri: str) -> str:
    """`pg:Goal` for an IRI below a known prefix, else `<iri>`."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return f"<{iri}>"
