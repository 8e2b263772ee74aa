"""SPARQL 1.1 Graph Store HTTP Protocol, for reading: each test is named after the section whose rule it keeps."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from asking import problem
from pyoxigraph import RdfFormat, Triple, parse
from running_server import Answer, Server

from plangraph import catalog
from plangraph.namespaces import GRAPH

IRI = GRAPH + "ichinoseki/plan/2026/stated"
PATH = "/graph/ichinoseki/plan/2026/stated"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SYNTAXES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def of(**parameters: str) -> str:
    return "/graph-store?" + urlencode(parameters)


def triples(answer: Answer, media_type: str) -> set[Triple]:
    assert answer.status == 200
    assert answer.headers["Content-Type"].partition(";")[0] == media_type
    return {each.triple for each in parse(answer.body, format=SYNTAXES[media_type])}


@pytest.fixture(scope="module")
def printed() -> set[Triple]:
    """What stands in the file of the graph."""
    path = catalog.root() / "data/ttl/ichinoseki/plan/2026/stated.ttl"
    return {each.triple for each in parse(path=path, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_4_1_the_iri_of_a_graph_answers_with_the_graph(server: Server, printed: set[Triple], media_type: str) -> None:
    assert triples(server.get(PATH, media_type), media_type) == printed


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_4_2_a_graph_may_be_named_in_a_parameter(server: Server, printed: set[Triple], media_type: str) -> None:
    assert triples(server.get(of(graph=IRI), media_type), media_type) == printed


def test_4_2_the_default_graph_is_the_union_of_all(server: Server, printed: set[Triple]) -> None:
    for path in ("/graph-store?default", of(default="")):
        union = triples(server.get(path, "application/n-triples"), "application/n-triples")
        assert printed < union
        assert len(union) > 20_000


@pytest.mark.parametrize(
    "path",
    ["/graph-store", of(format="ttl"), of(graph=IRI, default=""), f"{of(graph=IRI)}&{urlencode({'graph': IRI})}"],
)
def test_4_2_a_request_names_exactly_one_graph(server: Server, path: str) -> None:
    assert "default" in problem(server.get(path), 400, "graph-missing")["hint"]


@pytest.mark.parametrize("iri", ["", "ichinoseki", "/graph/catalog", f"<{IRI}>"])
def test_4_2_a_graph_is_named_by_an_absolute_iri(server: Server, iri: str) -> None:
    assert "graph" in problem(server.get(of(graph=iri)), 400, "parameter-wrong")["detail"]


def test_4_2_a_name_that_is_not_utf_8_is_refused(server: Server) -> None:
    problem(server.get("/graph-store?graph=u:%FF"), 400, "query-not-unicode")


@pytest.mark.parametrize("path", [of(graph=IRI + "x"), of(graph="file:///etc/passwd"), "/graph/nowhere", f"{PATH}/"])
def test_5_2_a_graph_that_is_not_there_is_not_found(server: Server, path: str) -> None:
    problem(server.get(path), 404, "not-found")
    assert server.get(path, BROWSER).status == 404


@pytest.mark.parametrize("path", [of(graph=f"{IRI}x"), f"{PATH}x", of(graph="file:///etc/passwd"), "/graph/nope"])
def test_5_2_only_graphs_are_offered_instead_of_one_that_is_not_there(server: Server, path: str) -> None:
    offered = [each["id"] for each in problem(server.get(path), 404, "not-found")["nearest"]]
    assert (IRI in offered) == path.endswith("statedx")
    assert all(each.startswith(GRAPH) for each in offered)


def test_5_2_the_format_is_negotiated(server: Server) -> None:
    for path in (of(graph=IRI), PATH):
        joined = "&" if "?" in path else "?"
        assert (
            server.get(path, "text/turtle;q=0.1, application/ld+json").headers["Content-Type"] == "application/ld+json"
        )
        assert server.get(f"{path}{joined}format=nt").headers["Content-Type"] == "application/n-triples"
        assert server.get(path, "*/*").headers["Content-Type"] == "text/turtle; charset=utf-8"
        assert "Accept" in server.get(path).headers["Vary"].split(", ")
        for wrong in (server.get(path, "image/png"), server.get(f"{path}{joined}format=csv")):
            assert "turtle" in problem(wrong, 406, "format-unknown")["hint"]


@pytest.mark.parametrize("path", ["/graph-store?default", of(graph=IRI), PATH])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_5_3_to_5_7_nothing_can_be_written(server: Server, path: str, method: str) -> None:
    answer = server.send(method, path, b"<a:a> <a:b> <a:c> .", {"Content-Type": "text/turtle"})
    assert problem(answer, 405, "method-wrong")["detail"]
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", ["/graph-store?default", of(graph=IRI), PATH])
def test_5_6_head_has_the_headers_of_get_and_no_body(server: Server, path: str) -> None:
    got, head = server.get(path), server.get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Vary"):
        assert head.headers[name] == got.headers[name]
    assert server.get(of(graph=IRI + "x"), method="HEAD").status == 404


def test_a_person_at_the_iri_of_a_graph_is_shown_what_stands_in_it(server: Server) -> None:
    led = server.get(PATH, BROWSER)
    assert led.status == 303
    assert "Accept" in led.headers["Vary"].split(", ")
    target = urlsplit(led.headers["Location"])
    assert target.path == "/query"
    (query,) = parse_qs(target.query)["query"]
    assert f"FROM <{IRI}>" in query
    page = server.get(led.headers["Location"], BROWSER)
    assert page.status == 200
    assert "<table" in page.text


def test_who_has_a_graph_is_told_that_it_is_the_same(server: Server) -> None:
    turtle = "text/turtle"
    known = {"If-None-Match": server.get(of(graph=IRI), turtle).headers["ETag"]}
    same = server.get(of(graph=IRI), turtle, **known)
    assert (same.status, same.body) == (304, b"")
    assert server.get(of(graph=IRI), "application/n-triples", **known).status == 200
    assert server.get("/graph-store?default", turtle, **known).status == 200
