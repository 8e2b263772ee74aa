"""How the data use each term: how often, of which things, with which values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pyoxigraph import NamedNode

from plangraph.namespaces import ONTOLOGY, RDF_TYPE, RDFS_LABEL
from plangraph.store import Store

Counts: TypeAlias = dict[str, int]

_THINGS: Final = "SELECT ?term (COUNT(DISTINCT ?s) AS ?n) { ?s a/rdfs:subClassOf* ?term } GROUP BY ?term"
_STATEMENTS: Final = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_SUBJECTS: Final = "SELECT ?term ?kind (COUNT(*) AS ?n) { ?s ?term ?o ; a ?kind } GROUP BY ?term ?kind"
_OBJECTS: Final = "SELECT ?term ?kind (COUNT(*) AS ?n) { ?s ?term ?o . ?o a ?kind } GROUP BY ?term ?kind"
_LITERALS: Final = """SELECT ?term ?kind (COUNT(*) AS ?n) {
  ?s ?term ?o FILTER ( ISLITERAL(?o) ) BIND ( DATATYPE(?o) AS ?kind )
} GROUP BY ?term ?kind"""
_FIRST: Final = "SELECT ?term (MIN(STR(?s)) AS ?first) { ?s ?term ?o } GROUP BY ?term"
_MEMBERS: Final = "SELECT DISTINCT ?kind ?s { ?s a ?kind } ORDER BY STRLEN(STR(?s)) STR(?s) LIMIT 12"
_EVERYTHING_HAS: Final = (RDF_TYPE.value, RDFS_LABEL.value)


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts by the IRI of a class or property."""

    things: Counts
    """Things of each class, those of its sub-classes included."""
    statements: Counts
    """Statements with each property."""
    subjects: dict[str, Counts] = field(default_factory=dict)
    """Of each property the classes of its subjects, the commonest first; ours only, where they have one."""
    values: dict[str, Counts] = field(default_factory=dict)
    """Of each property the classes and datatypes of its values, likewise."""
    first: dict[str, str] = field(default_factory=dict)
    """Of each property the IRI of the first subject."""

    def of_class(self, iri: str) -> Counts:
        """The properties that things of this class have besides class and name, the commonest first."""
        found = {name: kinds[iri] for name, kinds in self.subjects.items() if iri in kinds}
        return _ranked((name, count) for name, count in found.items() if name not in _EVERYTHING_HAS)


def usage(store: Store) -> Usage:
    """How the data use their terms, counted once."""
    return store.once(_counted)


def members(store: Store, iri: str) -> list[str]:
    """The IRIs of some things of this very class, a dozen at most, short ones first."""
    return [row["s"].value for row in store.select(_MEMBERS, kind=NamedNode(iri))]


def _counted(store: Store) -> Usage:
    return Usage(
        things=_counts(store, _THINGS),
        statements=_counts(store, _STATEMENTS),
        subjects={name: _telling(kinds) for name, kinds in _by_kind(store, _SUBJECTS).items()},
        values={name: _telling(kinds) for name, kinds in _by_kind(store, _OBJECTS, _LITERALS).items()},
        first={row["term"].value: row["first"].value for row in store.select(_FIRST)},
    )


def _counts(store: Store, sparql: str) -> Counts:
    return {row["term"].value: int(row["n"].value) for row in store.select(sparql)}


def _by_kind(store: Store, *queries: str) -> dict[str, Counts]:
    found: dict[str, Counts] = defaultdict(dict)
    for row in (row for sparql in queries for row in store.select(sparql)):
        found[row["term"].value][row["kind"].value] = int(row["n"].value)
    return found


def _telling(kinds: Mapping[str, int]) -> Counts:
    """Without the classes of others that things have besides ours; datatypes stay."""
    ours = {kind: count for kind, count in kinds.items() if kind.startswith(ONTOLOGY)}
    return _ranked((ours or kinds).items())


def _ranked(counts: Iterable[tuple[str, int]]) -> Counts:
    return dict(sorted(counts, key=lambda each: (-each[1], each[0])))
