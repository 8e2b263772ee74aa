"""What a thing rests on: places in documents, and reasons for links that no document states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref, text
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_OBJECT, RDF_SUBJECT
from plangraph.store import Row, Store, decimal, integer

_PLACES: Final = """SELECT ?thing ?place ?document ?first ?last {
  ?thing pg:statedAt ?place .
  ?place pg:inDocument ?document ; pg:firstLine ?first ; pg:lastLine ?last .
}"""
_RDF: Final = PREFIXES["rdf"]
_NEEDED: Final = {_RDF + "subject", _RDF + "predicate", _RDF + "object", ONTOLOGY + "basis", ONTOLOGY + "confidence"}


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
    """The links from and to the thing that are not stated, those from it first; none that lacks its confidence."""
    ends = [each for end in (RDF_SUBJECT, RDF_OBJECT) for each in store.match(None, end, NamedNode(iri))]
    nodes = {each.subject for each in ends if isinstance(each.subject, NamedNode)}
    said = {node.value: {each.predicate.value: each.object.value for each in store.match(node)} for node in nodes}
    found = [_link(store, node, words, language) for node, words in said.items() if words.keys() >= _NEEDED]
    return tuple(
        sorted(found, key=lambda link: (link.source.iri != iri, natural_key(link.source.iri), link.target.iri))
    )


def _place(store: Store, row: Row, language: Language) -> Place:
    return Place(
        ref=ref(store, row["place"].value, language),
        document=ref(store, row["document"].value, language),
        first_line=integer(row["first"].value, 0),
        last_line=integer(row["last"].value, 0),
        section=text(store, row["place"].value, ONTOLOGY + "section", language),
    )


def _link(store: Store, iri: str, said: dict[str, str], language: Language) -> Link:
    source, predicate, target = (ref(store, said[_RDF + end], language) for end in ("subject", "predicate", "object"))
    return Link(
        source,
        predicate,
        target,
        basis=said[ONTOLOGY + "basis"].removeprefix(ONTOLOGY),
        rationale=text(store, iri, ONTOLOGY + "rationale", language),
        confidence=decimal(said[ONTOLOGY + "confidence"]) or 0.0,
    )
