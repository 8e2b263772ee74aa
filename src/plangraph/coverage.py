"""How much of what the graph says can be looked up: by basis, and by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store

BASES: Final = ("stated", "inferred", "interpreted", "external", "editorial")
"""From what stands in a document to what the editors add."""

_BY_BASIS: Final = """SELECT ?basis
  (COUNT(DISTINCT ?graph) AS ?graphs) (COUNT(*) AS ?statements) (COUNT(DISTINCT ?s) AS ?things) {
  ?graph pg:basis ?basis . GRAPH ?graph { ?s ?p ?o }
} GROUP BY ?basis"""
_PLACED: Final = """SELECT ?basis (COUNT(*) AS ?statements) {
  ?graph pg:basis ?basis . GRAPH ?graph { ?s ?p ?o } FILTER EXISTS { ?s pg:statedAt ?place }
} GROUP BY ?basis"""
_REASONED: Final = """SELECT ?basis (COUNT(*) AS ?statements) {
  ?graph pg:basis ?basis . GRAPH ?graph { ?s ?p ?o }
  FILTER ( EXISTS { ?s pg:rationale ?why }
    || EXISTS { ?because rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pg:rationale ?reason } )
} GROUP BY ?basis"""
_BY_DOCUMENT: Final = """SELECT ?document ?basis (COUNT(*) AS ?statements) {
  { SELECT DISTINCT ?document ?s { ?s pg:statedAt/pg:inDocument ?document } }
  ?graph pg:basis ?basis . GRAPH ?graph { ?s ?p ?o }
} GROUP BY ?document ?basis"""
_CITED: Final = """SELECT ?document (COUNT(DISTINCT ?place) AS ?places) (COUNT(DISTINCT ?thing) AS ?things) {
  ?place pg:inDocument ?document . OPTIONAL { ?thing pg:statedAt ?place }
} GROUP BY ?document"""


@dataclass(frozen=True, slots=True)
class OfBasis:
    """What the graphs of one basis hold, and how many of their statements lead on to a place or a reason."""

    basis: str
    graphs: int
    things: int
    statements: int
    placed: int
    """Statements of things that name the place in a document where they stand."""
    reasoned: int
    """Statements that have a rationale of their own, or are about something that has one."""


@dataclass(frozen=True, slots=True)
class OfDocument:
    """What the graph takes from one document: places, the things that stand there, statements of these by basis."""

    document: Ref
    places: int
    things: int
    by_basis: tuple[tuple[str, int], ...]

    @property
    def statements(self) -> int:
        """How many statements the graph makes of the things that stand in the document."""
        return sum(count for _, count in self.by_basis)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the graph can be looked up."""

    bases: tuple[OfBasis, ...]
    documents: tuple[OfDocument, ...]

    @property
    def statements(self) -> int:
        """How many statements all graphs hold."""
        return sum(each.statements for each in self.bases)

    @property
    def placed(self) -> int:
        """How many of them are of things that name their place."""
        return sum(each.placed for each in self.bases)


def coverage(store: Store, language: Language) -> Coverage:
    """Count, once, what can be looked up."""
    return store.once(_counted, language)


def _counted(store: Store, language: Language) -> Coverage:
    return Coverage(tuple(_bases(store)), tuple(_documents(store, language)))


def _bases(store: Store) -> Iterable[OfBasis]:
    rows = {_basis(row): row for row in store.select(_BY_BASIS)}
    placed, reasoned = (_counts(store.select(query)) for query in (_PLACED, _REASONED))
    for basis in (each for each in BASES if each in rows):
        graphs, things, statements = (int(rows[basis][name].value) for name in ("graphs", "things", "statements"))
        yield OfBasis(basis, graphs, things, statements, placed[basis], reasoned[basis])


def _documents(store: Store, language: Language) -> Iterable[OfDocument]:
    about = store.select(_BY_DOCUMENT)
    for row in sorted(store.select(_CITED), key=lambda each: natural_key(each["document"].value)):
        counts = _counts(each for each in about if each["document"] == row["document"])
        yield OfDocument(
            document=ref(store, row["document"].value, language),
            places=int(row["places"].value),
            things=int(row["things"].value),
            by_basis=tuple((basis, counts[basis]) for basis in BASES if counts[basis]),
        )


def _counts(rows: Iterable[Row]) -> Counter[str]:
    return Counter({_basis(row): int(row["statements"].value) for row in rows})


def _basis(row: Row) -> str:
    return row["basis"].value.removeprefix(ONTOLOGY)
