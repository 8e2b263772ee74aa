"""A large answer in a temporary file is read back as the same table, row by row, as often as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from pools import ENDLESS
from pyoxigraph import Literal, NamedNode, Quad

from plangraph.errors import DeadlinePassed, QuerySyntax
from plangraph.query import QueryService
from plangraph.settings import Settings
from plangraph.spooled import Spooled, fetched
from plangraph.store import Store
from plangraph.tables import Cell

GRAPH = "https://w3id.org/plangraph/graph/a"
ROWS = 3000
LONG = "長\t\n\r\"'" * 600
EVERY = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
VALUES = r"""SELECT * { VALUES (?x ?y) {
  ( "" UNDEF ) ( UNDEF "a\tb\nc\rd\"e\\" ) ( "子"@ja "x"^^<u:type> ) ( 01 1.50 ) ( 1e3 true )
  ( <http://e/é> "5 "^^xsd:integer ) ( "\u0001" "NaN"^^xsd:double ) ( UNDEF UNDEF )
} }""".replace("SELECT", "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT")


@pytest.fixture(scope="module")
def service() -> Iterator[QueryService]:
    engine = pyoxigraph.Store()
    engine.extend(
        Quad(NamedNode(f"http://s/{at:04}"), NamedNode("http://p"), Literal(f"{at}{LONG}"), NamedNode(GRAPH))
        for at in range(ROWS)
    )
    store = Store(engine, {GRAPH: Path("a.ttl")}, "test")
    with QueryService(store, Settings(rows=2000, workers=1, deadline=2, megabytes=64)) as asked:
        yield asked


def spool(service: QueryService, query: str) -> Spooled:
    return fetched(service, service.check(query))


def values(rows: Iterable[list[Cell | None]]) -> list[list[Cell | None]]:
    return [[cell and replace(cell, datatype=datatype(cell)) for cell in row] for row in rows]


def datatype(cell: Cell) -> str | None:
    """RDF 1.1 knows two ways to say that a literal is a string."""
    return None if cell.datatype == "http://www.w3.org/2001/XMLSchema#string" else cell.datatype


@pytest.mark.parametrize(
    "query",
    [
        *(VALUES, f"{EVERY} LIMIT 7", f"{EVERY} LIMIT 0", "SELECT * {}", "SELECT ?x { VALUES ?x { UNDEF 1 UNDEF } }"),
        *("ASK {}", "ASK { ?s <http://q> ?o }", "CONSTRUCT WHERE { <http://s/0007> ?p ?o }", "DESCRIBE <http://s/no>"),
    ],
)
def test_it_has_the_rows_of_the_table_each_time(service: QueryService, query: str) -> None:
    table = service.table(query)
    with spool(service, query) as rows:
        assert (list(rows.columns), rows.truncated, rows.small) == (table.columns, None, True)
        assert values(rows) == values(table.rows) == values(rows)


def test_a_large_answer_is_kept_whole(service: QueryService) -> None:
    with spool(service, f"{EVERY} LIMIT 2000") as rows:
        assert (rows.truncated, rows.small) == (None, False)
        assert [numbered(row) for row in rows] == list(range(2000))


@pytest.mark.parametrize("query", [EVERY, "CONSTRUCT WHERE { ?s <http://p> ?o }"])
def test_one_that_is_cut_on_its_way_has_exactly_as_many_rows_as_it_may(service: QueryService, query: str) -> None:
    with spool(service, query) as rows:
        assert (rows.truncated, rows.small) == (2000, False)
        assert len({numbered(row) for row in rows}) == 2000


def test_one_that_meets_the_limit_of_bytes_ends_with_a_whole_row(service: QueryService) -> None:
    query = "SELECT ?o ?x { ?s ?p ?o BIND ( CONCAT(?o, ?o, ?o, ?o, ?o, ?o, ?o, ?o) AS ?x ) } ORDER BY ?s"
    with spool(service, query) as rows:
        assert rows.truncated
        assert [len(row) for row in rows] == [2] * rows.truncated
        assert 0 < rows.truncated < 2000


def numbered(row: list[Cell | None]) -> int:
    """The number with which the text in the last column of a row begins, which is whole."""
    text = row[-1].value if row[-1] else ""
    assert text.endswith(LONG)
    return int(text.removesuffix(LONG))


def test_what_ends_the_query_is_raised_and_the_worker_goes_on(service: QueryService) -> None:
    with pytest.raises(QuerySyntax):
        spool(service, "SELECT")
    with pytest.raises(DeadlinePassed):
        spool(service, ENDLESS)
    with spool(service, "ASK {}") as rows:
        assert len(list(rows)) == 1
