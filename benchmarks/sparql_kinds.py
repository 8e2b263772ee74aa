"""The eight kinds of queries that are measured, and whether two answers are the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat, parse
from sparql_client import Connection, request

from plangraph.namespaces import PREFIXES

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"

_HEADER = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n"
    for prefix in ("pg", "rdfs", "sdmx-dimension", "cd-dimension", "estat-measure")
)
_GOALS = "SELECT ?this { ?this a pg:Goal }"
_VISIONS = "SELECT ?this { ?this a pg:Vision }"
_PLANS = "SELECT ?this { ?this a pg:Plan }"
_WORDS = ("医療", "教育", "道路", "観光", "農業", "防災", "福祉", "水道", "子育て", "文化", "商業", "交通")
_VARIANTS = 50
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True)
class Kind:
    """One kind of query: its text, in which THIS stands for each thing that the other query finds, or for a word."""

    text: str
    things: str = ""
    words: tuple[str, ...] = ()
    accept: str = ROWS
    first: int = 0
    """So many rows of all that there are, whichever."""

    def queries(self, url: str) -> list[str]:
        """The queries of this kind over the data behind an endpoint, some fifty where they are about things."""
        text = self.text + (f" LIMIT {self.first}" if self.first else "")
        return [_HEADER + text.replace("THIS", this) for this in self.words or self._found(url) or ("",)]

    def _found(self, url: str) -> tuple[str, ...]:
        if not self.things:
            return ()
        sparql = f"{_HEADER}{self.things} ORDER BY SHA1(STR(?this)) LIMIT {_VARIANTS}"
        with Connection(url) as connection:
            rows = json.loads(connection.ask(request(url, sparql, ROWS)))["results"]["bindings"]
        return tuple(f"<{row['this']['value']}>" for row in rows)


KINDS: Final = {
    "point": Kind(
        'SELECT ?order ?name { THIS pg:order ?order ; rdfs:label ?name FILTER ( LANG(?name) = "ja" ) }', _GOALS
    ),
    "hierarchy": Kind(
        'SELECT ?thing ?name { ?thing pg:contributesTo+ THIS ; rdfs:label ?name FILTER ( LANG(?name) = "ja" ) }',
        _VISIONS,
    ),
    "join": Kind(
        "SELECT ?field ?place (COUNT(?measure) AS ?measures) { ?goal pg:succeeds ?before ; pg:policyField ?field ; "
        "pg:inPlan ?plan . ?before pg:inPlan ?earlier ; pg:policyField ?field . ?plan pg:succeeds ?earlier ; "
        "pg:madeBy/pg:prefecture ?place . ?measure pg:contributesTo ?goal } GROUP BY ?field ?place"
    ),
    "aggregate": Kind(
        "SELECT ?place ?year (SUM(?people) AS ?total) { ?figure sdmx-dimension:refArea ?area ; "
        "cd-dimension:age <https://w3id.org/plangraph/ontology/age/all> ; cd-dimension:timePeriod ?year ; "
        "estat-measure:population ?people . ?area pg:prefecture ?place } GROUP BY ?place ?year"
    ),
    "search": Kind(
        'SELECT ?thing ?name { ?thing rdfs:label ?name FILTER ( LANG(?name) = "ja" && CONTAINS(?name, "THIS") ) }',
        words=_WORDS,
        first=50,
    ),
    "describe": Kind("DESCRIBE THIS", _GOALS, accept=TRIPLES),
    "construct": Kind(
        "CONSTRUCT { ?thing ?property ?value } WHERE { ?thing pg:inPlan THIS ; ?property ?value }",
        _PLANS,
        accept=TRIPLES,
    ),
    "count": Kind("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"),
}


_CHOICE = "What DESCRIBE tells of a thing is each server's choice (SPARQL 1.1 Query, section 16.4);"
DIFFERENT: Final = {
    (
        "rdflib-endpoint",
        "describe",
    ): f"{_CHOICE} rdflib-endpoint also tells the explained statements on it, as RDF/XML.",
    ("virtuoso", "describe"): f"{_CHOICE} Virtuoso also tells what links to it, and leaves out some names.",
    ("virtuoso", "count"): "Virtuoso also counts the triples of its own graphs, some 2,500.",
}
"""Where a peer cannot give the same answer, and why."""


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers, however it writes it: each row or triple with how often it occurs; and its bytes."""

    rows: Counter[Hashable]
    bytes: int


def answer(url: str, query: str, accept: str) -> Answer:
    """Ask once. Raises ConnectionError."""
    with Connection(url) as connection:
        body = connection.ask(request(url, query, accept))
    if accept == TRIPLES:
        return Answer(Counter(set(parse(body, RdfFormat.N_TRIPLES))), len(body))
    rows = json.loads(body)["results"]["bindings"]
    return Answer(Counter(tuple(sorted((name, *_term(cell)) for name, cell in row.items())) for row in rows), len(body))


def same(kind: Kind, query: str, answers: Sequence[Answer], url: str) -> bool:
    """Whether the answers agree; of the first rows of many any will do, and `url` tells which there are."""
    ours, theirs = (each.rows for each in answers)
    if not kind.first:
        return ours == theirs
    whole = answer(url, query.rpartition(" LIMIT ")[0], kind.accept).rows
    return ours.total() == theirs.total() and ours <= whole and theirs <= whole


def _term(cell: dict[str, str]) -> tuple[str, str, str]:
    kind = cell.get("datatype", "") or cell.get("xml:lang", "").lower()
    return cell["type"].removeprefix("typed-"), cell["value"], "" if kind == _XSD_STRING else kind
