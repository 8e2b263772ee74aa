"""An answer read back as a table, for pages to show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from plangraph.sandbox.answers import Answer
from plangraph.store import Row

TRIPLE: Final = ("subject", "predicate", "object")
"""The columns of the triples of a graph."""
_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table; its type is uri, literal, bnode or triple, as in SPARQL 1.1 Query Results JSON."""

    type: str
    value: str
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to look at; an unbound cell is None, and `truncated` is the number of rows kept, if a cap struck."""

    columns: list[str]
    rows: list[list[Cell | None]]
    truncated: int | None
    left_out: int = 0
    """How many columns the answer has besides."""
    graph: bool = False
    """Whether the rows are the triples of a graph."""


def of_rows(answer: Answer, most: int | None) -> Table:
    """The table that an answer in JSON holds, with at most so many columns; ASK has one value."""
    document = json.loads(answer.body)
    if "boolean" in document:
        return Table(["ask"], [[Cell("literal", json.dumps(document["boolean"]), _BOOLEAN)]], None)
    every = document["head"]["vars"]
    columns = every[:most]
    rows = [[_cell(row.get(name)) for name in columns] for row in document["results"]["bindings"]]
    return Table(columns, rows, answer.truncated, len(every) - len(columns))


def _cell(term: dict[str, Any] | None) -> Cell | None:
    if term is None:
        return None
    value = term["value"]
    text = value if isinstance(value, str) else _triple(value)
    return Cell(term["type"], text, term.get("datatype"), term.get("xml:lang"))


def _triple(terms: dict[str, Any]) -> str:
    cells = [_cell(terms[name]) for name in ("subject", "predicate", "object")]
    return f"<<( {' '.join(cell.value for cell in cells if cell)} )>>"


def of_triples(answer: Answer) -> Table:
    """The triples of an answer in N-Triples, one a row; nodes without a name are numbered as they come."""
    numbers: dict[str, str] = {}

    def numbered(found: Cell) -> Cell:
        if found.type != "bnode":
            return found
        return replace(found, value=numbers.setdefault(found.value, f"b{len(numbers) + 1}"))

    rows: list[list[Cell | None]] = [
        [numbered(cell(each)) for each in (quad.subject, quad.predicate, quad.object)]
        for quad in pyoxigraph.parse(answer.body, RdfFormat.N_TRIPLES)
    ]
    return Table(list(TRIPLE), rows, answer.truncated, graph=True)


def of_selected(rows: Sequence[Row], columns: Sequence[str]) -> Table:
    """The table of a SELECT of our own."""
    return Table(list(columns), [[cell(row[name]) if name in row else None for name in columns] for row in rows], None)


def cell(term: NamedNode | BlankNode | Literal | Triple) -> Cell:
    """The cell that holds a term."""
    if isinstance(term, Literal):
        return Cell("literal", term.value, None if term.language else term.datatype.value, term.language)
    if isinstance(term, Triple):
        return Cell("triple", str(term))
    return Cell("uri" if isinstance(term, NamedNode) else "bnode", term.value)
