"""SPARQL 1.1 Protocol, section 2.1.4: the dataset that a request names beside its query."""

from __future__ import annotations

from functools import cache

import pytest
from asking import (
    ROWS,
    WAYS,
    Parameters,
    Way,
    by_form,
    by_get,
    problem,
    values,
)
from pyoxigraph import RdfFormat, parse
from running_server import Server

from plangraph import catalog
from plangraph.namespaces import GRAPH

FIRST, SECOND, THIRD = (GRAPH + name for name in ("indicators", "neighbours", "fiscal-years"))
SEEN = """SELECT (COUNT(?default) AS ?d) (COUNT(?named) AS ?n) {from_}
{{ {{ ?s ?p ?default }} UNION {{ GRAPH ?g {{ ?s ?p ?named }} }} }}"""


@cache
def size(graph: str) -> int:
    """The triples of a graph, counted in its file."""
    path = catalog.root() / "data/ttl" / (graph.removeprefix(GRAPH) + ".ttl")
    return len(set(parse(path=path, format=RdfFormat.TURTLE)))


def seen(way: Way, server: Server, beside: Parameters, from_: str = "") -> tuple[int, int]:
    """How many triples a query finds in the default graph, and how many in named graphs."""
    default, named = values(way(server, SEEN.format(from_=from_), beside))
    return int(default), int(named)


def default(*graphs: str) -> Parameters:
    return [("default-graph-uri", each) for each in graphs]


def named(*graphs: str) -> Parameters:
    return [("named-graph-uri", each) for each in graphs]


@WAYS
def test_2_1_4_a_default_graph_alone_hides_all_named_graphs(server: Server, way: Way) -> None:
    assert seen(way, server, default(FIRST)) == (size(FIRST), 0)


@WAYS
def test_2_1_4_several_default_graphs_are_merged(server: Server, way: Way) -> None:
    assert seen(way, server, default(FIRST, SECOND, FIRST)) == (size(FIRST) + size(SECOND), 0)


@WAYS
def test_2_1_4_named_graphs_alone_leave_the_default_graph_empty(server: Server, way: Way) -> None:
    assert seen(way, server, named(FIRST, SECOND)) == (0, size(FIRST) + size(SECOND))


@WAYS
def test_2_1_4_default_and_named_graphs_are_kept_apart(server: Server, way: Way) -> None:
    assert seen(way, server, default(FIRST) + named(SECOND, THIRD)) == (size(FIRST), size(SECOND) + size(THIRD))


@WAYS
@pytest.mark.parametrize("from_", [f"FROM <{THIRD}>", f"FROM NAMED <{THIRD}>", "FROM <u:nowhere> FROM NAMED <u:no>"])
def test_2_1_4_the_dataset_of_the_request_replaces_that_of_the_query(server: Server, way: Way, from_: str) -> None:
    assert seen(way, server, default(FIRST), from_) == (size(FIRST), 0)
    assert seen(way, server, named(SECOND), from_) == (0, size(SECOND))


def test_2_1_4_without_a_dataset_the_query_decides(server: Server) -> None:
    assert seen(by_get, server, [], f"FROM <{FIRST}> FROM NAMED <{SECOND}>") == (size(FIRST), size(SECOND))
    union, all_named = seen(by_get, server, [])
    assert union == all_named > size(FIRST) + size(SECOND) + size(THIRD)


def test_2_1_4_an_empty_value_as_forms_send_it_names_no_graph(server: Server) -> None:
    assert seen(by_form, server, default("") + named("")) == seen(by_get, server, [])
    assert seen(by_form, server, default("") + named(SECOND)) == (0, size(SECOND))


@WAYS
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "graph", ["file:///etc/passwd", "http://127.0.0.1:9/", FIRST + "x", GRAPH + "../graph/indicators"]
)
def test_2_1_4_a_graph_outside_the_catalogue_is_refused(server: Server, way: Way, name: str, graph: str) -> None:
    detail = problem(way(server, ROWS, [(name, FIRST), (name, graph)]), 400, "dataset-refused")["detail"]
    assert graph in detail
    assert name in detail


@WAYS
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "value", ["graph/indicators", "indicators", "#", f"<{FIRST}>", f"{FIRST} ", "1:2", "u:", "u:a\nb"]
)
def test_2_1_4_a_relative_or_malformed_iri_is_refused(server: Server, way: Way, name: str, value: str) -> None:
    detail = problem(way(server, ROWS, [(name, value)]), 400, "parameter-wrong")["detail"]
    assert name in detail


def test_2_1_4_a_dataset_lets_no_service_through(server: Server) -> None:
    calling = "SELECT * FROM <u:x> { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    problem(by_get(server, calling, default(FIRST)), 400, "service-refused")
