"""Everything by which a thing can be found: its names, codes and numbers, and what is written of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from plangraph.namespaces import ID, ONTOLOGY, PG_NUMBER, PREFIXES, RDF_TYPE, RDFS_LABEL
from plangraph.search.folding import folded

if TYPE_CHECKING:
    from plangraph.store import Store

Field: TypeAlias = Literal["label", "reading", "name", "code", "number", "summary"]
"""What of a thing may fit a word."""

FIELDS: Final[tuple[Field, ...]] = ("label", "reading", "name", "code", "number", "summary")
"""In the order in which they count where they fit as well."""
_READING: Final = "ja-hrkt"
_MUNICIPALITY_CODE: Final = ONTOLOGY + "municipalityCode"
_PREDICATES: Final[dict[Field, tuple[str, ...]]] = {
    "label": (RDFS_LABEL.value, PREFIXES["skos"] + "prefLabel"),
    "name": (PREFIXES["skos"] + "altLabel", ONTOLOGY + "subtitle"),
    "code": (
        _MUNICIPALITY_CODE,
        *(ONTOLOGY + name for name in ("corporateNumber", "standardAreaCode", "historicalRegionId")),
        *(PREFIXES["skos"] + "notation", PREFIXES["dcterms"] + "identifier"),
    ),
    "number": (PG_NUMBER.value,),
    "summary": (
        *(PREFIXES["dcterms"] + "description", PREFIXES["skos"] + "definition"),
        *(ONTOLOGY + name for name in ("purpose", "scope", "task", "composition", "position", "rationale")),
        *(ONTOLOGY + name for name in ("surveyedPopulation", "samplingMethod")),
    ),
}
_NUMBER: Final = re.compile(r"\(?0*(\d+(?:-\d+)*)[).]?")


_MUNICIPALITY: Final = NamedNode(ONTOLOGY + "Municipality")
_NAMELIKE: Final = re.compile("[^\\Wぁ-ゖ]")
"""How a name goes on that can stand without what is before it: neither with a particle nor with a space."""


class Entry(NamedTuple):
    """One text by which a thing is found; `folded` is what is compared."""

    iri: str
    field: Field
    folded: str
    text: str


def entries(store: Store) -> Iterator[Entry]:
    """All of them, of whatever is in the store. What is equal, as many names are, stands in memory once."""
    owners = _owners(store)
    for field, predicates in _PREDICATES.items():
        for predicate in predicates:
            for each in store.engine.quads_for_pattern(None, NamedNode(predicate), None, None):
                if isinstance(each.subject, NamedNode) and isinstance(each.object, RdfLiteral | NamedNode):
                    for entry in _entries(intern(each.subject.value), field, predicate, each.object):
                        yield entry
                        yield from _without_owner(entry, owners)


def number(words: str) -> str:
    """A number without leading zeros and brackets, so that 04, (4) and ④ are one; "" where it is none."""
    found = _NUMBER.fullmatch(folded(words))
    return found[1] if found else ""


def _entries(iri: str, field: Field, predicate: str, said: RdfLiteral | NamedNode) -> Iterator[Entry]:
    text = said.value if isinstance(said, RdfLiteral) else re.split("[/#]", said.value)[-1]
    plain = intern((number(text) if field == "number" else "") or folded(text))
    if isinstance(said, RdfLiteral) and (said.language or "").lower() == _READING:
        field = "reading"
    yield Entry(iri, field, plain, intern(text))
    if predicate == _MUNICIPALITY_CODE:
        yield Entry(iri, field, plain[:-1], text)  # without its check digit, as it is often written


def _owners(store: Store) -> dict[str, list[str]]:
    """The folded names of the municipalities, by the first part of the paths of what is theirs."""
    return {
        each.subject.value: [folded(name.object.value) for name in store.match(each.subject, RDFS_LABEL)]
        for each in store.match(None, RDF_TYPE, _MUNICIPALITY)
        if isinstance(each.subject, NamedNode)
    }


def _without_owner(entry: Entry, owners: dict[str, list[str]]) -> Iterator[Entry]:
    """The label of what is a municipality's without its name before it, as people there call it: 総合計画."""
    if entry.field == "label":
        for name in owners.get(ID + entry.iri.removeprefix(ID).split("/")[0], ()):
            rest = entry.folded.removeprefix(name)
            if _NAMELIKE.match(rest) and rest != entry.folded:
                yield entry._replace(folded=rest)
