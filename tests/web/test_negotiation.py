"""One address for a thing: a page for people, RDF for programs, by Accept or by suffix."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from pyoxigraph import RdfFormat, parse
from running_server import Server

from plangraph.sparql.formats import FORMATS
from plangraph_web.negotiation import preferred

GOAL = "/id/ichinoseki/plan/2026/goal/20"
IRI = "https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
FORMS = {
    "text/turtle": ("ttl", RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", RdfFormat.JSON_LD),
    "application/n-triples": ("nt", RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", RdfFormat.RDF_XML),
}


@pytest.mark.parametrize("media_type", FORMS)
def test_accept_chooses_the_form(server: Server, media_type: str) -> None:
    answer = server.get(GOAL, media_type)
    suffix, rdf_format = FORMS[media_type]
    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] == media_type
    assert answer.headers["Content-Location"].endswith(f"{GOAL}.{suffix}")
    assert "Accept" in answer.headers["Vary"]
    assert any(triple.subject.value == IRI for triple in parse(answer.body, format=rdf_format))


@pytest.mark.parametrize(("media_type", "suffix"), [(each, FORMS[each][0]) for each in FORMS])
def test_suffix_gives_the_same_document(server: Server, media_type: str, suffix: str) -> None:
    assert server.get(f"{GOAL}.{suffix}", BROWSER).body == server.get(GOAL, media_type).body


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/html"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html;q=0.2, application/n-triples", "application/n-triples"),
        ("application/rdf+xml, */*;q=0.1", "application/rdf+xml"),
        ("application/*", "application/n-triples"),
    ],
)
def test_q_values_count(server: Server, accept: str, expected: str) -> None:
    assert server.get(GOAL, accept).headers["Content-Type"].split(";")[0] == expected


def test_page_and_html_suffix_are_the_same(server: Server) -> None:
    assert "工業の振興" in server.get(GOAL, BROWSER).text
    assert server.get(f"{GOAL}.html").status == 200


def test_wrong_accept_lists_what_there_is(server: Server) -> None:
    answer = server.get(GOAL, "image/png")
    problem = json.loads(answer.body)
    assert answer.status == problem["status"] == 406
    assert problem["type"] == "https://w3id.org/plangraph/problem#format-unknown"
    assert all(media_type in problem["hint"] for media_type in ["text/html", *FORMS])


@pytest.mark.parametrize("ending", [".pdf", ".", ".bar.ttl", ".html.html"])
def test_an_unknown_suffix_names_nothing(server: Server, ending: str) -> None:
    assert server.get(GOAL + ending).status == 404


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("text/html;level=1", "text/html"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
    ],
)
def test_parameters_are_not_looked_at(server: Server, accept: str, expected: str) -> None:
    answer = server.get(GOAL, accept)
    assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (200, expected)


def test_a_long_path_is_cut(server: Server) -> None:
    answer = server.get("/id/" + "x" * 2_000, "application/json")
    assert answer.status == 404
    assert len(answer.text) < 1_000


def test_unknown_id_names_the_nearest(server: Server) -> None:
    answer = server.get("/id/ichinoseki/plan/2026/goal/200", "application/json")
    problem = json.loads(answer.body)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert IRI in [each["id"] for each in problem["nearest"]]


def test_unknown_id_is_a_page_for_a_browser(server: Server) -> None:
    answer = server.get("/id/ichinoseki/plan/2026/goal/200", BROWSER)
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert 'href="/id/ichinoseki/plan/2026/goal/20"' in answer.text


def test_data_is_open_to_other_origins(server: Server) -> None:
    for path in (GOAL, "/id/nothing"):
        answer = server.get(path, "text/turtle")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_head_has_no_body(server: Server) -> None:
    answer = server.get(GOAL, "text/turtle", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"


def chosen(accept: str | None, kind: str) -> str | None:
    offered = {each.essence: each for each in FORMATS if each.kind == kind}
    headers = {} if accept is None else {"Accept": accept}
    with Flask(__name__).test_request_context(headers=headers):
        found = preferred({name: each.aliases for name, each in offered.items()})
    return offered[found].name if found else None


@pytest.mark.parametrize(
    ("accept", "kind", "expected"),
    [
        (None, "rows", "json"),
        ("", "graph", "turtle"),
        ("*/*", "rows", "json"),
        ("text/*", "rows", "csv"),
        ("text/csv", "rows", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "rows", "xml"),
        ("application/json", "rows", "json"),
        ("application/json", "graph", "jsonld"),
        ("TEXT/TURTLE; charset=utf-8", "graph", "turtle"),
        ('application/ld+json;profile="a,b";q=0.9, text/turtle;q=0.8', "graph", "jsonld"),
        ("text/turtle;q=0.1, application/n-triples; q=0.2, */*;q=0.05", "graph", "ntriples"),
        ("application/sparql-results+json;q=0, */*", "rows", "xml"),
        ("text/html, application/rdf+xml;q=0.9", "graph", "rdfxml"),
        ("image/png", "rows", None),
        ("text/csv;q=0", "rows", None),
        ("text/csv;q=much", "rows", None),
        ("text/turtle", "rows", None),
    ],
)
def test_the_form_that_the_client_likes_best(accept: str | None, kind: str, expected: str | None) -> None:
    assert chosen(accept, kind) == expected
