"""Which graphs there are, what each rests on and draws on, and whom to name when the data are passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import GRAPH, ONTOLOGY, PREFIXES, RDF_TYPE
from plangraph.store import Store

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""That of the data and the ontology."""
_SIZES: Final = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_SOURCE: Final = NamedNode(PREFIXES["dcterms"] + "source")
_PUBLISHER: Final = NamedNode(PREFIXES["dcterms"] + "publisher")
_DOCUMENT: Final = NamedNode(ONTOLOGY + "Document")


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph, its basis, its number of triples, and what its catalogue entry says that it draws on."""

    ref: Ref
    basis: str
    triples: int
    sources: tuple[Ref, ...]
    """Documents and pages; a source that has no IRI has its name for one."""

    @property
    def folder(self) -> str:
        """The folder of its file, such as `ichinoseki`; "" for what all have in common."""
        first, slash, _ = self.ref.iri.removeprefix(GRAPH).partition("/")
        return first if slash else ""


@dataclass(frozen=True, slots=True)
class Credit:
    """A source document with those who published it."""

    document: Ref
    publishers: tuple[Ref, ...]


def inventory(store: Store, language: Language) -> tuple[Graph, ...]:
    """Every graph of the catalogue, by folder and name."""
    return store.once(_inventory, language)


def credits_of(store: Store, language: Language) -> tuple[Credit, ...]:
    """The source documents of the data, by name."""
    documents = {each.subject.value for each in store.match(None, RDF_TYPE, _DOCUMENT)}
    found = [Credit(ref(store, iri, language), _refs(store, iri, _PUBLISHER, language)) for iri in documents]
    return tuple(sorted(found, key=lambda each: natural_key(each.document.iri)))


def external(store: Store, language: Language) -> tuple[Ref, ...]:
    """The registers, laws and other sources outside the documents."""
    graphs = (each for each in inventory(store, language) if each.basis == "external")
    return tuple(dict.fromkeys(source for each in graphs for source in each.sources))


def _inventory(store: Store, language: Language) -> tuple[Graph, ...]:
    sizes = {row["graph"].value: int(row["triples"].value) for row in store.select(_SIZES)}
    found = [
        Graph(ref(store, iri, language), store.bases[iri], sizes[iri], _refs(store, iri, _SOURCE, language))
        for iri in store.graphs()
    ]
    return tuple(sorted(found, key=lambda each: (each.folder, natural_key(each.ref.iri))))


def _refs(store: Store, iri: str, predicate: NamedNode, language: Language) -> tuple[Ref, ...]:
    values = [each.object for each in store.match(NamedNode(iri), predicate)]
    named = (Ref(v.value, v.value) if isinstance(v, Literal) else ref(store, v.value, language) for v in values)
    return tuple(sorted(named, key=lambda each: natural_key(each.iri)))
