"""SPARQLWrapper works unchanged, however it asks: https://sparqlwrapper.readthedocs.io/."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from xml.dom.minidom import Document

import pytest
from ichinoseki import BY_NAME, CITY, LABEL, NAMES, QUERY, REGISTER
from rdflib import RDFS, Graph, URIRef
from running_server import ENDLESS, Server
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Client
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

GRAPH_QUERIES = {
    "construct": f"CONSTRUCT {{ <{CITY}> <{LABEL}> ?name }} WHERE {{ <{CITY}> <{LABEL}> ?name }}",
    "describe": f"DESCRIBE <{CITY}>",
}


@pytest.fixture(params=[(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)], ids=" ".join)
def client(request: pytest.FixtureRequest, server: Server) -> Client:
    """A client that asks by GET, by POST of a form, by POST of the query itself."""
    method, encoding = request.param
    client = Client(f"{server.url}/sparql")
    client.setMethod(method)
    client.setRequestMethod(encoding)
    client.setTimeout(20)
    return client


def ask(client: Client, query: str, form: str) -> Any:
    client.setQuery(query)
    client.setReturnFormat(form)
    return client.queryAndConvert()


def names_in_json(answer: dict[str, Any]) -> set[str]:
    return {row["name"]["value"] for row in answer["results"]["bindings"]}


def names_in_xml(answer: Document) -> set[str]:
    return {each.firstChild.data for each in answer.getElementsByTagName("literal")}  # type: ignore[union-attr]


def names_in_csv(answer: bytes) -> set[str]:
    head, *rows = answer.decode().splitlines()
    assert head == "name"
    return set(rows)


def names_in_tsv(answer: bytes) -> set[str]:
    head, *rows = answer.decode().splitlines()
    assert head == "?name"
    return {row.split('"')[1] for row in rows}


@pytest.mark.parametrize("only_accept", [False, True], ids=["by parameters", "by Accept alone"])
@pytest.mark.parametrize(
    ("form", "names"), [(JSON, names_in_json), (XML, names_in_xml), (CSV, names_in_csv), (TSV, names_in_tsv)]
)
def test_rows_come_in_every_format(
    client: Client, form: str, names: Callable[[Any], set[str]], only_accept: bool
) -> None:
    client.setOnlyConneg(only_accept)
    assert names(ask(client, QUERY, form)) == NAMES


@pytest.mark.parametrize(("name", "truth"), [("一関市", True), ("平泉市", False)])
def test_a_yes_or_no_comes_in_every_format(client: Client, name: str, truth: bool) -> None:
    question = f'ASK {{ <{CITY}> <{LABEL}> "{name}"@ja }}'
    word = str(truth).lower()
    assert ask(client, question, JSON)["boolean"] is truth
    assert ask(client, question, XML).getElementsByTagName("boolean")[0].firstChild.data == word
    assert ask(client, question, CSV).decode().strip() == word
    assert ask(client, question, TSV).decode().strip() == word


@pytest.mark.parametrize("only_accept", [False, True], ids=["by parameters", "by Accept alone"])
@pytest.mark.parametrize("query", GRAPH_QUERIES.values(), ids=GRAPH_QUERIES)
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_a_graph_comes_in_every_format(client: Client, form: str, query: str, only_accept: bool) -> None:
    client.setOnlyConneg(only_accept)
    answer = ask(client, query, form)
    graph = Graph().parse(data=answer, format="turtle") if isinstance(answer, bytes) else answer
    assert {str(name) for name in graph.objects(URIRef(CITY), RDFS.label)} == NAMES


def test_japanese_in_a_query_is_understood(client: Client) -> None:
    rows = ask(client, BY_NAME, JSON)["results"]["bindings"]
    assert {row["city"]["value"] for row in rows} == {CITY}


def test_the_default_graph_can_be_chosen_beside_the_query(client: Client) -> None:
    client.addDefaultGraph(REGISTER)
    assert names_in_json(ask(client, QUERY, JSON)) == {"一関市"}


def test_named_graphs_can_be_chosen_beside_the_query(client: Client) -> None:
    client.addNamedGraph(REGISTER)
    assert names_in_json(ask(client, f"SELECT ?name {{ GRAPH ?g {{ <{CITY}> <{LABEL}> ?name }} }}", JSON)) == {"一関市"}


def test_a_foreign_graph_is_refused_as_a_bad_query(client: Client) -> None:
    client.addDefaultGraph("https://example.org/graph")
    with pytest.raises(QueryBadFormed, match=r"https://example\.org/graph"):
        ask(client, QUERY, JSON)


def test_a_query_with_a_mistake_is_refused_as_a_bad_query(client: Client) -> None:
    with pytest.raises(QueryBadFormed, match=r'"line": 2'):
        ask(client, "SELECT ?name {\n?city ?name }", JSON)


def test_an_update_is_refused(server: Server) -> None:
    client = Client(f"{server.url}/sparql")
    client.setMethod(POST)
    client.setQuery("DROP ALL")
    with pytest.raises(QueryBadFormed, match="update-refused"):
        client.query()
    client.setRequestMethod(POSTDIRECTLY)
    with pytest.raises(QueryBadFormed, match="update-refused"):
        client.query()


def test_a_query_ends_at_the_deadline_that_was_asked_for(client: Client) -> None:
    client.addParameter("timeout", "0.1")
    with pytest.raises(HTTPError) as struck:
        ask(client, ENDLESS, JSON)
    with struck.value as answer:
        assert answer.code == 503
        assert json.load(answer)["type"].endswith("#deadline-passed")
