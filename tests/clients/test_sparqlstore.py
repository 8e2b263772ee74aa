"""rdflib's SPARQLStore works unchanged: a graph or dataset of rdflib whose triples stay in the server."""

from __future__ import annotations

from typing import Literal as OneOf
from typing import TypeAlias
from urllib.error import HTTPError

import pytest
from ichinoseki import BY_NAME, CITY, LABEL, NAMES, QUERY, REGISTER, triples
from rdflib import RDFS, Dataset, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from running_server import Server

from plangraph.store import Store

Method: TypeAlias = OneOf["GET", "POST", "POST_FORM"]
METHODS: list[Method] = ["GET", "POST", "POST_FORM"]
ICHINOSEKI = URIRef(CITY)


def remote(server: Server, form: str = "xml", method: Method = "GET") -> SPARQLStore:
    return SPARQLStore(f"{server.url}/sparql", returnFormat=form, method=method)


@pytest.fixture
def graph(server: Server) -> Graph:
    """All that the server holds, as one graph."""
    return Graph(remote(server))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_select_in_every_format(server: Server, form: str, method: Method) -> None:
    rows = Graph(remote(server, form, method)).query(QUERY)
    assert {str(name) for (name,) in rows} == NAMES  # type: ignore[misc]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("form", ["xml", "json"])
def test_ask(server: Server, form: str, method: Method) -> None:
    graph = Graph(remote(server, form, method))
    assert graph.query(f"ASK {{ <{CITY}> rdfs:label ?name }}").askAnswer is True
    assert graph.query(f"ASK {{ <{CITY}> rdfs:label 2026 }}").askAnswer is False


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("query", [f"CONSTRUCT WHERE {{ <{CITY}> rdfs:label ?name }}", f"DESCRIBE <{CITY}>"])
def test_construct_and_describe(server: Server, query: str, method: Method) -> None:
    answer = Graph(remote(server, method=method)).query(query).graph
    assert answer is not None
    assert {str(name) for name in answer.objects(ICHINOSEKI, RDFS.label)} == NAMES


def test_bindings_and_prefixes_are_passed_on(graph: Graph) -> None:
    graph.bind("city", CITY)
    assert len(graph.query("SELECT ?name { ?city rdfs:label ?name }", initBindings={"city": ICHINOSEKI})) == 3
    assert len(graph.query("SELECT ?name { city: rdfs:label ?name }")) == 3


def test_triples_are_found_by_pattern(graph: Graph) -> None:
    assert {str(name) for _, _, name in graph.triples((ICHINOSEKI, RDFS.label, None))} == NAMES
    assert (ICHINOSEKI, RDFS.label, Literal("一関市", lang="ja")) in graph
    assert (ICHINOSEKI, RDFS.label, Literal("一関市", lang="en")) not in graph


def test_japanese_comes_back_as_it_was_sent(graph: Graph) -> None:
    for name in graph.objects(ICHINOSEKI, RDFS.label):
        assert ICHINOSEKI in graph.subjects(RDFS.label, name)


def test_a_graph_is_as_large_as_the_server_counts(server: Server, graph: Graph) -> None:
    counted = server.ask("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }", "text/csv").text.split()[1]
    assert len(graph) == int(counted) > 0


def test_a_dataset_has_the_graphs_of_the_catalogue(server: Server, store: Store) -> None:
    assert {str(name) for name in remote(server).contexts()} >= set(store.files)


def test_a_named_graph_holds_what_its_file_says(server: Server) -> None:
    dataset = Dataset(remote(server))
    named = dataset.get_context(REGISTER)
    assert len(named) == len(triples(REGISTER)) < len(dataset)
    assert list(named.objects(ICHINOSEKI, URIRef(LABEL))) == [Literal("一関市", lang="ja")]


@pytest.mark.parametrize("method", ["POST", "POST_FORM"])
def test_a_long_query_goes_by_post(server: Server, method: Method) -> None:
    values = " ".join(f"<{CITY}/plan/2026/goal/{number}>" for number in range(1_500))
    rows = Graph(remote(server, method=method)).query(f"SELECT ?goal {{ VALUES ?goal {{ {values} }} ?goal a ?class }}")
    assert f"{CITY}/plan/2026/goal/20" in {str(row[0]) for row in rows}  # type: ignore[index]


def test_a_query_by_japanese_goes_by_every_method(server: Server) -> None:
    for method in METHODS:
        rows = Graph(remote(server, method=method)).query(BY_NAME)
        assert {row[0] for row in rows} == {ICHINOSEKI}  # type: ignore[index]


def test_a_mistake_is_an_error(graph: Graph) -> None:
    with pytest.raises(ValueError, match="your SPARQL query") as raised:
        graph.query("SELECT ?name {")
    refused = raised.value.__context__
    assert isinstance(refused, HTTPError)
    with refused:
        assert refused.code == 400


def test_an_update_is_refused(server: Server) -> None:
    address = f"{server.url}/sparql"
    with pytest.raises(HTTPError) as raised:
        Graph(SPARQLUpdateStore(address, address, context_aware=False)).update("DROP ALL")
    with raised.value as refused:
        assert refused.code == 400
