"""The ontology as a document: the address of each term in it, and what it says, as RDF."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Triple

from plangraph.errors import NotFound
from plangraph.namespaces import BASE, GRAPH, ONTOLOGY
from plangraph.store import Store

DOCUMENT: Final = BASE + "ontology"
"""The IRI of the ontology itself; those of its concepts begin with it and a slash."""
GRAPHS: Final = GRAPH + "ontology/"
"""What the IRIs of its graphs begin with."""


def anchor(iri: str) -> str:
    """`Goal` for `…/ontology#Goal`, `/event-kind/vote` for `…/ontology/event-kind/vote`, else ""."""
    within = iri.removeprefix(DOCUMENT) if iri.startswith((ONTOLOGY, DOCUMENT + "/")) else ""
    return within.removeprefix("#")  # a property and a scheme may have one name


def description(store: Store, path: str = "") -> list[Triple]:
    """What the ontology says, or with a path only of the concept or scheme `…/ontology/` + path. Raises NotFound."""
    graphs = [graph for graph in store.graphs() if graph.startswith(GRAPHS)]
    quads = (quad for graph in graphs for quad in store.engine.quads_for_pattern(None, None, None, NamedNode(graph)))
    about = f"{DOCUMENT}/{path}"
    subjects = ((each.triple, each.subject.value) for each in quads if isinstance(each.subject, NamedNode))
    found = [triple for triple, subject in subjects if not path or f"{subject}/".startswith(f"{about}/")]
    if not found:
        raise NotFound(name=about, among=DOCUMENT)
    return sorted(found, key=str)
