"""What the data are mostly about as tables for a spreadsheet: plans, what follows what, what supports what, doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from plangraph import tables
from plangraph.errors import Language
from plangraph.shown import Heading, Kind, Reader
from plangraph.spreadsheets import Sheet, Value
from plangraph.store import Store

_ELEMENTS: Final = """
SELECT ?plan ?kind ?level ?number ?element ?serves ?basis ?place (STR(?element) AS ?iri) ?language WHERE {
  ?element pg:inPlan ?plan ; a ?kind . ?kind rdfs:subClassOf* pg:PlanElement.
  OPTIONAL { GRAPH ?graph { ?element pg:contributesTo ?serves } ?graph pg:basis ?basis }
  OPTIONAL { ?element pg:atLevel ?level }
  OPTIONAL { ?element pg:number ?number }
  OPTIONAL { SELECT ?element (MIN(?at) AS ?place) { ?element pg:statedAt ?at } GROUP BY ?element }
} ORDER BY ?plan ?kind ?element ?serves"""
_SUCCESSION: Final = """
SELECT ?plan ?later ?kind ?earlier ?before ?confidence ?why (STR(?link) AS ?iri) ?language WHERE {
  ?link rdf:predicate pg:succeeds ; rdf:subject ?later ; rdf:object ?earlier ;
    pg:confidence ?confidence ; pg:rationale ?why .
  OPTIONAL { ?later pg:inPlan ?plan }
  OPTIONAL { ?earlier pg:inPlan ?before }
  OPTIONAL { ?link pg:successionKind ?kind }
  FILTER ( LANG(?why) = ?language )
} ORDER BY ?plan ?later ?earlier"""
_SUPPORT: Final = """
SELECT ?plan ?from ?to ?of ?basis ?confidence ?why (STR(?link) AS ?iri) ?language WHERE {
  ?link rdf:predicate pg:supports ; rdf:subject ?from ; rdf:object ?to ;
    pg:basis ?basis ; pg:confidence ?confidence ; pg:rationale ?why .
  OPTIONAL { ?from pg:inPlan ?plan }
  OPTIONAL { ?to pg:inPlan ?of }
  FILTER ( LANG(?why) = ?language )
} ORDER BY ?plan ?from ?to"""
_DOUBTS: Final = """
SELECT ?kind ?doubt ?why ?place (STR(?doubt) AS ?iri) ?language WHERE {
  ?doubt a pg:Doubt ; dqv:inDimension ?kind ; pg:rationale ?why .
  OPTIONAL { SELECT ?doubt (MIN(?at) AS ?place) { ?doubt pg:statedAt ?at } GROUP BY ?doubt }
  FILTER ( LANG(?why) = ?language )
} ORDER BY ?kind ?doubt"""


@dataclass(frozen=True, slots=True)
class _Table:
    """A query, its name and its columns in both languages."""

    sparql: str
    names: dict[Language, str]
    columns: tuple[tuple[str, str, str], ...]
    """Variable, Japanese, English; the last column is the identifier."""


_KINDS: Final[dict[str, Kind]] = {"place": "place", "basis": "basis", "confidence": "confidence"}
_IDENTIFIER: Final = ("iri", "識別子", "Identifier")
_WHY: Final = (("confidence", "確からしさ", "Confidence"), ("why", "理由", "Reason"))
_TABLES: Final = (
    _Table(
        _ELEMENTS,
        {"ja": "計画の要素", "en": "Plan elements"},
        (
            *(("plan", "計画", "Plan"), ("kind", "種類", "Kind"), ("level", "階層", "Level")),
            *(("number", "番号", "Number"), ("element", "名前", "Name"), ("serves", "実現に向かう先", "Serves")),
            *(("basis", "つながりの根拠", "Basis of the link"), ("place", "出典", "Place"), _IDENTIFIER),
        ),
    ),
    _Table(
        _SUCCESSION,
        {"ja": "引き継ぎ", "en": "Succession"},
        (
            *(("plan", "計画", "Plan"), ("later", "名前", "Name"), ("kind", "引き継ぎ方", "Kind of succession")),
            *(("earlier", "前の計画の名前", "Name in the earlier plan"), ("before", "前の計画", "Earlier plan")),
            *(*_WHY, _IDENTIFIER),
        ),
    ),
    _Table(
        _SUPPORT,
        {"ja": "後押し", "en": "Support"},
        (
            *(("plan", "計画", "Plan"), ("from", "名前", "Name"), ("to", "後押しする相手", "What it supports")),
            *(("of", "相手の計画", "In plan"), ("basis", "根拠", "Basis"), *_WHY, _IDENTIFIER),
        ),
    ),
    _Table(
        _DOUBTS,
        {"ja": "疑義", "en": "Doubts"},
        (
            *(("kind", "種類", "Kind"), ("doubt", "疑義", "Doubt"), ("why", "理由", "Reason")),
            *(("place", "出典", "Place"), _IDENTIFIER),
        ),
    ),
)


def main_tables(store: Store, language: Language) -> tuple[Sheet, ...]:
    """A sheet for each of the tables, names and headings in the language."""
    return tuple(_sheet(store, each, language) for each in _TABLES)


def _sheet(store: Store, wanted: _Table, language: Language) -> Sheet:
    heads = tuple(_heading(each, language) for each in wanted.columns)
    return Sheet(wanted.names[language], tuple(each.label for each in heads), _rows(store, wanted, heads, language))


def _heading(column: tuple[str, str, str], language: Language) -> Heading:
    variable, ja, en = column
    return Heading(variable, ja if language == "ja" else en, _KINDS.get(variable, ""))


def _rows(store: Store, wanted: _Table, heads: tuple[Heading, ...], language: Language) -> Iterator[list[Value]]:
    variables = [each.variable for each in heads]
    found = tables.of_selected(store.select(wanted.sparql, language=Literal(language)), variables)
    reader = Reader(store, language, variables, heads)
    return ([cell.value for cell in reader.row(row)] for row in found.rows)
