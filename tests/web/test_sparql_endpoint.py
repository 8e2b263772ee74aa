"""SPARQL 1.1 Protocol at /sparql: three ways to ask, every format, every refusal."""

from __future__ import annotations

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from running_server import ENDLESS, Answer, Server, running_server

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ROWS = "SELECT ?g WHERE { ?g <https://w3id.org/plangraph/ontology#number> ?n } ORDER BY ?g LIMIT 3"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s <https://w3id.org/plangraph/ontology#number> ?o ; ?p ?o } LIMIT 3"


def media_type(answer: Answer) -> str:
    return str(answer.headers["Content-Type"]).split(";")[0]


def post(server: Server, body: str, content_type: str, path: str = "/sparql", accept: str = "*/*") -> Answer:
    return server.send("POST", path, body.encode(), {"Content-Type": content_type, "Accept": accept})


def test_get_and_both_posts_give_the_same_answer(server: Server) -> None:
    got = server.ask(ROWS)
    form = post(server, urlencode({"query": ROWS}), "application/x-www-form-urlencoded")
    direct = post(server, ROWS, "application/sparql-query; charset=utf-8")
    assert got.status == form.status == direct.status == 200
    assert media_type(got) == "application/sparql-results+json"
    assert got.body == form.body == direct.body
    assert len(json.loads(got.body)["results"]["bindings"]) == 3


@pytest.mark.parametrize(
    ("accept", "short", "expected"),
    [
        ("application/sparql-results+json", "json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "xml", "application/sparql-results+xml"),
        ("text/csv", "csv", "text/csv"),
        ("text/tab-separated-values", "tsv", "text/tab-separated-values"),
    ],
)
def test_rows_in_every_format(server: Server, accept: str, short: str, expected: str) -> None:
    by_accept, by_parameter = server.ask(ROWS, accept), server.ask(ROWS, format=short)
    assert media_type(by_accept) == media_type(by_parameter) == expected
    assert by_accept.body == by_parameter.body
    if expected.startswith("text/"):
        assert "charset=utf-8" in by_accept.headers["Content-Type"]


@pytest.mark.parametrize(
    ("accept", "short", "rdf_format"),
    [
        ("text/turtle", "turtle", RdfFormat.TURTLE),
        ("application/n-triples", "ntriples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "jsonld", RdfFormat.JSON_LD),
        ("application/rdf+xml", "rdfxml", RdfFormat.RDF_XML),
    ],
)
def test_graphs_in_every_format(server: Server, accept: str, short: str, rdf_format: RdfFormat) -> None:
    by_accept, by_parameter = server.ask(GRAPH, accept), server.ask(GRAPH, format=short)
    assert media_type(by_accept) == media_type(by_parameter) == accept
    assert len(list(parse(by_accept.body, format=rdf_format))) == 3


def test_csv_and_xml_can_be_read_back(server: Server) -> None:
    rows = list(csv.DictReader(io.StringIO(server.ask(ROWS, "text/csv").text)))
    assert [list(row) for row in rows] == [["g"]] * 3
    assert ElementTree.fromstring(server.ask(ROWS, format="xml").body).tag.endswith("sparql")


def test_ask_is_answered(server: Server) -> None:
    assert json.loads(server.ask("ASK { ?s ?p ?o }").body)["boolean"] is True


@pytest.mark.parametrize(
    "accept", ["text/csv;q=0.3, application/sparql-results+xml", "text/html;q=0.9, application/sparql-results+xml"]
)
def test_q_values_count(server: Server, accept: str) -> None:
    assert media_type(server.ask(ROWS, accept)) == "application/sparql-results+xml"


def problem(answer: Answer, status: int, code: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(answer.body)
    assert answer.status == found["status"] == status
    assert media_type(answer) == "application/problem+json"
    assert found["type"] == f"https://w3id.org/plangraph/problem#{code}"
    assert found["title"]
    assert found["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Traceback" not in answer.text
    return found


def test_a_syntax_error_is_shown_where_it_is(server: Server) -> None:
    found = problem(server.ask("SELECT ?s\nWHERE { ?s ?p }"), 400, "query-syntax")
    assert found["line"] == 2
    assert isinstance(found["column"], int)
    assert found["text"] == "WHERE { ?s ?p }"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "service-refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "graph-not-in-catalogue"),
        ("LOAD <file:///etc/passwd>", "update-refused"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "update-refused"),
    ],
)
def test_what_is_not_a_reading_query_is_refused(server: Server, query: str, code: str) -> None:
    problem(server.ask(query), 400, code)


def test_wrong_formats(server: Server) -> None:
    for answer in (server.ask(ROWS, "image/png"), server.ask(ROWS, format="turtle"), server.ask(ROWS, format="pdf")):
        assert "csv" in str(problem(answer, 406, "format-unknown")["detail"])


def test_wrong_requests(server: Server) -> None:
    assert post(server, ROWS, "text/plain").status == 415
    assert post(server, "INSERT DATA {}", "application/sparql-update").status == 415
    assert server.get("/sparql", "application/json").status == 400
    assert server.get("/sparql?" + urlencode([("query", ROWS), ("query", ROWS)])).status == 400
    again = "/sparql?" + urlencode({"query": ROWS})
    assert post(server, ROWS, "application/sparql-query", again).status == 400
    assert post(server, urlencode({"query": ROWS}), "application/x-www-form-urlencoded", again).status == 400
    assert server.ask(ROWS, timeout="soon").status == 400
    assert post(server, "#" + "x" * 200_000, "application/sparql-query").status == 413
    refused = server.send("DELETE", "/sparql", headers={})
    assert refused.status == 405
    assert "GET" in refused.headers["Allow"]
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    announced = {"Content-Type": "application/sparql-query", "Content-Length": "60000000"}
    assert server.send("POST", "/sparql", None, announced).status == 413


def test_an_endless_query_is_stopped_and_the_next_one_answered(server: Server) -> None:
    begin = time.monotonic()
    stopped = server.ask(ENDLESS, timeout="0.3")
    assert time.monotonic() - begin < 2
    problem(stopped, 503, "deadline-passed")
    assert "Retry-After" not in stopped.headers
    assert server.ask(ROWS).status == 200


def test_a_visitor_cannot_raise_the_deadline(server: Server) -> None:
    problem(server.ask(ENDLESS, timeout="600"), 503, "deadline-passed")


def test_a_browser_gets_pages(server: Server) -> None:
    stopped = server.ask(ENDLESS, BROWSER, timeout="0.3")
    assert (stopped.status, media_type(stopped)) == (503, "text/html")
    wrong = server.ask("SELECT ?s\nWHERE { ?s ?p }", BROWSER)
    assert (wrong.status, media_type(wrong)) == (400, "text/html")
    assert 'class="guilty"' in wrong.text
    assert server.get("/sparql", BROWSER).headers["Location"] == "/query"


def test_truncation_is_told(server: Server) -> None:
    cut = server.ask("SELECT * { ?s ?p ?o . ?a ?b ?c }", "text/csv")
    assert cut.headers["X-Result-Truncated"] == "rows=10000"
    assert "X-Result-Truncated" not in server.ask(ROWS).headers


def test_preflight(server: Server) -> None:
    answer = server.send("OPTIONS", "/sparql", headers={"Origin": "https://example.org"})
    assert answer.status == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_beside_the_query_is_refused(server: Server, name: str) -> None:
    beside = "/sparql?" + urlencode({name: "https://w3id.org/plangraph/graph/ontology/terms"})
    for answer in (
        post(server, ROWS, "application/sparql-query", beside),
        post(server, urlencode({"query": ROWS}), "application/x-www-form-urlencoded", beside),
        server.ask(ROWS, **{name: "x"}),
    ):
        assert "FROM" in str(problem(answer, 400, "bad-request")["detail"])


def test_a_query_in_another_encoding_is_refused(server: Server) -> None:
    body = "SELECT ('計画' AS ?x) {}".encode("shift_jis")
    answer = server.send("POST", "/sparql", body, {"Content-Type": "application/sparql-query"})
    assert "UTF-8" in str(problem(answer, 400, "bad-request")["detail"])


@pytest.mark.parametrize("accept", ["text/turtle;charset=utf-8", 'text/turtle;profile="x"'])
def test_parameters_of_accept_are_not_looked_at(server: Server, accept: str) -> None:
    assert media_type(server.ask(GRAPH, accept)) == "text/turtle"


def test_who_comes_while_all_are_busy_is_told_when_to_come_again() -> None:
    with running_server(PLANGRAPH_DEADLINE="2", PLANGRAPH_WORKERS="1") as busy, ThreadPoolExecutor() as others:
        first = others.submit(busy.ask, ENDLESS)
        second = others.submit(busy.ask, ENDLESS)
        answers = {first.result().status, second.result().status}
        waited = [each.result() for each in (first, second) if "Retry-After" in each.result().headers]
    assert answers == {503}
    assert [each.headers["Retry-After"] for each in waited] == ["1"]
