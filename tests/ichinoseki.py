"""What the clients of the endpoint ask for: the names of 一関市, and the graph in which its office stands."""

from __future__ import annotations

from typing import Final

from pyoxigraph import RdfFormat, Triple, parse

from plangraph import catalog
from plangraph.namespaces import GRAPH, ONTOLOGY

CITY: Final = "https://w3id.org/plangraph/id/ichinoseki"
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
NAMES: Final = {"一関市", "いちのせきし", "Ichinoseki City"}
QUERY: Final = f"SELECT ?name {{ <{CITY}> <{LABEL}> ?name }}"
BY_NAME: Final = f'SELECT ?city {{ ?city <{LABEL}> "一関市"@ja ; a <{ONTOLOGY}Municipality> }}'

REGISTER: Final = GRAPH + "ichinoseki/municipality"
"""A graph of the catalogue that has the Japanese name of the city and neither of the others."""


def triples(graph: str) -> set[Triple]:
    """What the file of a graph says."""
    path = catalog.root() / "data/ttl" / f"{graph.removeprefix(GRAPH)}.ttl"
    return {quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)}
