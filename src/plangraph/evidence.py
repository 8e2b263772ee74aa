"""What a thing rests on: places in documents, and reasons for links that no document states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store

_PLACES: Final = """SELECT ?thing ?place ?document ?first ?last {
  ?thing pg:statedAt ?place .
  ?place pg:inDocument ?document ; pg:firstLine ?first ; pg:lastLine ?last .
}"""
_LINKS: Final = """SELECT DISTINCT ?thing ?link ?source ?predicate ?target ?basis ?confidence {
  { ?link rdf:subject ?thing } UNION { ?link rdf:object ?thing }
  ?link a pg:QualifiedLink ; rdf:subject ?source ; rdf:predicate ?predicate ; rdf:object ?target ;
    pg:basis ?basis ; pg:confidence ?confidence .
}"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document says it; lines are counted from 1, sections are headings from the top."""

    ref: Ref
    document: Ref
    first_line: int
    last_line: int
    section: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why a link that no document states is believed, and how sure it is (0 to 1)."""

    source: Ref
    predicate: Ref
    target: Ref
    basis: str
    rationale: str
    confidence: float


def places(store: Store, iri: str, language: Language) -> tuple[Place, ...]:
    """The places that state the thing, by document and line."""
    found = [_place(store, row, language) for row in store.select(_PLACES, thing=NamedNode(iri))]
    return tuple(sorted(found, key=lambda each: (each.document.iri, each.first_line, each.last_line)))


def links(store: Store, iri: str, language: Language) -> tuple[Link, ...]:
    """The links from and to the thing that are not stated, those from it first."""
    found = [_link(store, row, language) for row in store.select(_LINKS, thing=NamedNode(iri))]
    return tuple(
        sorted(found, key=lambda link: (link.source.iri != iri, natural_key(link.source.iri), link.target.iri))
    )


def _place(store: Store, row: Row, language: Language) -> Place:
    return Place(
        ref=ref(store, row["place"].value, language),
        document=ref(store, row["document"].value, language),
        first_line=int(row["first"].value),
        last_line=int(row["last"].value),
        section=text(store, row["place"].value, ONTOLOGY + "section", language),
    )


def _link(store: Store, row: Row, language: Language) -> Link:
    source, predicate, target = (ref(store, row[end].value, language) for end in ("source", "predicate", "target"))
    return Link(
        source,
        predicate,
        target,
        basis=row["basis"].value.removeprefix(ONTOLOGY),
        rationale=text(store, row["link"].value, ONTOLOGY + "rationale", language),
        confidence=float(row["confidence"].value),
    )
