"""SPARQL 1.1 Protocol, sections 2.1.5 to 2.1.7: formats, what comes of success and of failure; and other origins."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from asking import (
    DIRECT,
    GRAPHS,
    JAPANESE,
    ROWS,
    WAYS,
    Way,
    media_type,
    post,
    problem,
    values,
)
from pyoxigraph import RdfFormat, parse
from running_server import Server

from plangraph.namespaces import BASE

# 2.1.5 accepted response formats


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv;q=0.3, application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/html;q=0.9, text/tab-separated-values", "text/tab-separated-values"),
        (ROWS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (GRAPHS, "*/*", "text/turtle"),
        (GRAPHS, "text/turtle;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        (GRAPHS, "text/turtle;charset=utf-8", "text/turtle"),
        (GRAPHS, 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        (GRAPHS, "application/sparql-results+xml, application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_2_1_5_the_accept_header_chooses(server: Server, query: str, accept: str, expected: str) -> None:
    for answer in (server.ask(query, accept), post(server, query.encode(), DIRECT, accept=accept)):
        assert (answer.status, media_type(answer)) == (200, expected)
        assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize(
    ("query", "names", "expected"),
    [
        (ROWS, ["json", "application/sparql-results+json", "application/json"], "application/sparql-results+json"),
        (ROWS, ["xml", "XML", "text/xml"], "application/sparql-results+xml"),
        (ROWS, ["csv", "text/csv"], "text/csv"),
        (ROWS, ["tsv"], "text/tab-separated-values"),
        (GRAPHS, ["turtle", "ttl", "n3", "text/turtle"], "text/turtle"),
        (GRAPHS, ["ntriples", "nt", "n-triples"], "application/n-triples"),
        (GRAPHS, ["jsonld", "json-ld", "json"], "application/ld+json"),
        (GRAPHS, ["rdfxml", "rdf", "rdf+xml", "xml"], "application/rdf+xml"),
    ],
)
def test_2_1_5_the_parameter_format_goes_before_it(server: Server, query: str, names: list[str], expected: str) -> None:
    for name in names:
        assert media_type(server.ask(query, "text/html", format=name)) == expected


def test_2_1_5_what_is_not_there_is_answered_with_what_there_is(server: Server) -> None:
    for answer in (server.ask(ROWS, "image/png"), server.ask(ROWS, "text/turtle")):
        hint = str(problem(answer, 406, "format-unknown")["hint"])
        assert "application/sparql-results+json" in hint
        assert "text/tab-separated-values" in hint
    assert "text/turtle" in problem(server.ask(GRAPHS, "text/csv"), 406, "format-unknown")["hint"]
    for name in ("pdf", "turtle"):
        assert "json, xml, csv, tsv" in problem(server.ask(ROWS, format=name), 406, "format-unknown")["hint"]


# 2.1.6 success responses


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_2_1_6_select_and_ask_are_answered_as_sparql_results(server: Server, accept: str) -> None:
    for query in (ROWS, "ASK { ?s ?p ?o }"):
        answer = server.ask(query, accept)
        assert (answer.status, media_type(answer)) == (200, accept)
        read = json.loads if accept.endswith("json") else ElementTree.fromstring
        assert read(answer.body)


def test_2_1_6_select_is_answered_as_csv_and_tsv_in_utf_8(server: Server) -> None:
    comma = server.ask(JAPANESE, "text/csv")
    assert comma.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert list(csv.DictReader(io.StringIO(comma.text))) == [{"x": "総合計画 + 100%"}]
    tab = server.ask(JAPANESE, "text/tab-separated-values")
    assert tab.headers["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    assert tab.text == '?x\n"総合計画 + 100%"\n'


@pytest.mark.parametrize("query", [GRAPHS, "DESCRIBE <https://w3id.org/plangraph/graph/indicators>"])
@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_2_1_6_construct_and_describe_are_answered_as_rdf(
    server: Server, query: str, accept: str, syntax: RdfFormat
) -> None:
    answer = server.ask(query, accept)
    assert (answer.status, media_type(answer)) == (200, accept)
    assert ("charset=utf-8" in answer.headers["Content-Type"]) == accept.startswith("text/")
    assert len(list(parse(answer.body, format=syntax))) >= 3


# 2.1.7 failure responses


@WAYS
def test_2_1_7_a_query_that_cannot_be_read_is_answered_with_400_and_its_place(server: Server, way: Way) -> None:
    found = problem(way(server, "SELECT ?s\nWHERE { ?s ?p }", []), 400, "query-syntax")
    assert (found["line"], found["text"]) == (2, "WHERE { ?s ?p }")
    problem(way(server, "", []), 400, "query-syntax")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "graph-not-in-catalogue"),
    ],
)
def test_2_1_7_a_query_that_is_refused_is_not_evaluated(server: Server, query: str, code: str) -> None:
    problem(server.ask(query), 400, code)


# Base IRI, and pages of other origins


def test_a_relative_iri_is_resolved_against_the_base_of_the_data(server: Server) -> None:
    assert values(server.ask("SELECT (STR(<id/a>) AS ?x) (STR(<>) AS ?y) { }")) == [BASE + "id/a", BASE]
    assert values(server.ask("BASE <http://x.example/y/> SELECT (STR(<id/a>) AS ?x) { }")) == [
        "http://x.example/y/id/a"
    ]


OPEN = ["/sparql?query=ASK%7B%7D", "/graph-store?default", "/graph/indicators", "/id/ichinoseki", "/.well-known/void"]


@pytest.mark.parametrize("path", [*OPEN, "/sparql?query=x", "/sparql?query=%FF", "/graph/nowhere", "/id/nothing"])
def test_a_page_of_any_origin_may_read_every_answer_but_as_nobody(server: Server, path: str) -> None:
    answer = server.get(path, "text/turtle, application/json;q=0.5", Origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Result-Truncated" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", OPEN)
def test_a_browser_that_asks_beforehand_is_told_that_it_may(server: Server, path: str) -> None:
    asking = {"Origin": "https://example.org", "Access-Control-Request-Headers": "content-type"}
    answer = server.send("OPTIONS", path, headers=asking)
    assert (answer.status, answer.body) == (200, b"")
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))
    assert {"Accept", "Content-Type"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert int(answer.headers["Access-Control-Max-Age"]) > 0
