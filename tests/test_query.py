"""From a visitor's text to an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from plangraph.errors import DeadlinePassed, FormatUnknown, GraphNotInCatalogue, QuerySyntax, ServiceRefused
from plangraph.namespaces import GRAPH
from plangraph.query import Bounds, Cell, QueryService
from plangraph.settings import Settings
from plangraph.store import Store

STATED = GRAPH + "a/stated"
INFERRED = GRAPH + "a/inferred"
DATA = f"""
<http://s/1> <http://p> "工業"@ja <{STATED}> .
<http://s/1> <http://p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> <{STATED}> .
<http://s/1> <http://q> _:b <{INFERRED}> .
"""
COUNT = "SELECT (COUNT(*) AS ?n) {} {{ <http://s/1> ?p ?o }}"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


@pytest.fixture(scope="module")
def service() -> Iterator[QueryService]:
    engine = pyoxigraph.Store()
    engine.load(DATA.encode(), pyoxigraph.RdfFormat.N_QUADS)
    store = Store(engine, {STATED: Path("stated.ttl"), INFERRED: Path("inferred.ttl")}, "test")
    with QueryService(store, Settings(deadline=0.5, rows=2, workers=1)) as asked:
        yield asked


@pytest.mark.parametrize(
    ("dataset", "count"),
    [("", 3), (f"FROM <{STATED}>", 2), (f"FROM <{STATED}> FROM <{INFERRED}>", 3), (f"FROM NAMED <{STATED}>", 0)],
)
def test_the_default_graph_is_the_union_unless_the_query_says_otherwise(
    service: QueryService, dataset: str, count: int
) -> None:
    assert service.answer(COUNT.format(dataset), "csv").body == f"n\r\n{count}\r\n".encode()


def test_a_table_has_columns_and_typed_cells(service: QueryService) -> None:
    table = service.table("SELECT ?o ?none { <http://s/1> <http://p> ?o } ORDER BY ISNUMERIC(?o)")
    assert table.columns == ["o", "none"]
    assert table.rows == [
        [Cell("literal", "工業", None, "ja"), None],
        [Cell("literal", "5", INTEGER), None],
    ]
    assert table.truncated is None


def test_the_table_of_a_yes_or_no_question_has_one_cell(service: QueryService) -> None:
    table = service.table("ASK { ?s <http://q> ?o }")
    assert (table.columns, len(table.rows)) == (["ask"], 1)
    assert table.rows[0] == [Cell("literal", "true", "http://www.w3.org/2001/XMLSchema#boolean")]


def test_the_table_of_a_graph_has_its_triples(service: QueryService) -> None:
    table = service.table("CONSTRUCT { ?s <http://r> ?o } { ?s <http://q> ?o }")
    assert table.columns == ["subject", "predicate", "object"]
    ((subject, predicate, node),) = table.rows
    assert (subject, predicate) == (Cell("uri", "http://s/1"), Cell("uri", "http://r"))
    assert node is not None
    assert node.type == "bnode"


def test_triple_terms_can_be_read(service: QueryService) -> None:
    table = service.table("SELECT (<<( <u:s> <u:p> 'o' )>> AS ?t) {}")
    assert table.rows == [[Cell("triple", "<<( u:s u:p o )>>")]]


def test_a_cap_that_strikes_is_visible(service: QueryService) -> None:
    table = service.table("SELECT * { ?s ?p ?o }")
    assert (len(table.rows), table.truncated) == (2, 2)
    assert service.answer("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "ntriples").truncated == 2


def test_a_table_may_be_shorter_but_not_longer_than_the_settings_allow(service: QueryService) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        shorter, longer = service.table(query, Bounds(rows=1)), service.table(query, Bounds(rows=50))
        assert (len(shorter.rows), shorter.truncated) == (1, 1)
        assert (len(longer.rows), longer.truncated) == (2, 2)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_select_and_ask_have_every_format_of_rows(service: QueryService, name: str) -> None:
    assert service.answer("SELECT * { ?s <http://q> ?o }", name).body
    assert b"true" in service.answer("ASK {}", name).body


@pytest.mark.parametrize("name", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_construct_and_describe_have_every_format_of_graphs(service: QueryService, name: str) -> None:
    assert b"http://s/1" in service.answer("CONSTRUCT WHERE { ?s <http://p> ?o }", name).body
    assert b"http://s/1" in service.answer("DESCRIBE <http://s/1>", name).body


def test_a_format_that_does_not_fit_the_form_is_unknown(service: QueryService) -> None:
    with pytest.raises(FormatUnknown):
        service.answer("ASK {}", "turtle")
    with pytest.raises(FormatUnknown):
        service.answer("DESCRIBE <http://s/1>", "csv")


def test_a_query_may_be_checked_first_and_answered_later(service: QueryService) -> None:
    checked = service.check("DESCRIBE <http://s/1>")
    assert checked.kind == "graph"
    assert service.answer(checked, "turtle").format.name == "turtle"


def test_a_deadline_can_be_shortened_but_not_lengthened(service: QueryService) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(24)) + " }"
    with pytest.raises(DeadlinePassed) as shortened:
        service.answer(endless, "json", Bounds(deadline=0.1))
    with pytest.raises(DeadlinePassed) as lengthened:
        service.answer(endless, "json", Bounds(deadline=60))
    assert (shortened.value.fields["seconds"], lengthened.value.fields["seconds"]) == (0.1, 0.5)
    assert " 10 秒で" in DeadlinePassed(seconds=10.0).sentence("ja")


def test_the_guard_stands_before_the_worker(service: QueryService) -> None:
    with pytest.raises(ServiceRefused):
        service.answer("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "json")
    with pytest.raises(GraphNotInCatalogue):
        service.table("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    with pytest.raises(QuerySyntax):
        service.table("SELECT * { ?s ?p }")
