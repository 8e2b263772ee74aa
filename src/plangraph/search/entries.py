"""Everything by which a thing can be found: its names, codes and numbers, and what is written of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from plangraph.namespaces import ONTOLOGY, PG_NUMBER, PREFIXES, RDFS_LABEL
from plangraph.search.folding import folded
from plangraph.search.shortened import Shortened
from plangraph.search.years import periods, years

if TYPE_CHECKING:
    from plangraph.store import Store

Field: TypeAlias = Literal["label", "reading", "name", "code", "number", "period", "summary"]
"""What of a thing may fit a word."""

FIELDS: Final[tuple[Field, ...]] = ("label", "reading", "name", "code", "number", "period", "summary")
"""In the order in which they count where they fit as well."""
_NAMED: Final = ("label", "name")
"""What may be shortened, readings among them."""
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
_NUMBER: Final = re.compile(r"\(?(?:0++(?=\d))?(\d++(?>(?:-\d++)*))[).]?")


class Entry(NamedTuple):
    """One text by which a thing is found; `folded` is what is compared."""

    iri: str
    field: Field
    folded: str
    text: str


def entries(store: Store) -> Iterator[Entry]:
    """All of them, of whatever is in the store. What is equal, as many names are, stands in memory once."""
    shortened = Shortened(store)
    for field, predicates in _PREDICATES.items():
        for predicate in predicates:
            for each in store.engine.quads_for_pattern(None, NamedNode(predicate), None, None):
                if isinstance(each.subject, NamedNode) and isinstance(each.object, RdfLiteral | NamedNode):
                    entry = _entry(intern(each.subject.value), field, each.object)
                    yield entry
                    if predicate == _MUNICIPALITY_CODE:
                        yield entry._replace(folded=entry.folded[:-1])  # without its check digit, as often written
                    if field in _NAMED:
                        yield from (entry._replace(folded=name) for name in shortened.names(entry.iri, entry.folded))
    yield from (Entry(iri, "label", written, intern(name)) for iri, written, name in years(store))
    yield from (Entry(iri, "period", written, intern(both)) for iri, written, both in periods(store))


def number(words: str) -> str:
    """A number without leading zeros and brackets, so that 04, (4) and ④ are one; "" where it is none."""
    found = _NUMBER.fullmatch(folded(words))
    return found[1] if found else ""


def _entry(iri: str, field: Field, said: RdfLiteral | NamedNode) -> Entry:
    text = said.value if isinstance(said, RdfLiteral) else re.split("[/#]", said.value)[-1]
    plain = intern((number(text) if field == "number" else "") or folded(text))
    if isinstance(said, RdfLiteral) and (said.language or "").lower() == _READING:
        field = "reading"
    return Entry(iri, field, plain, intern(text))
