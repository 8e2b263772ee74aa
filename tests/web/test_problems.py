"""Where something cannot be answered: one problem for programs, one page for people, in the language of the reader."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from running_server import ENDLESS, Answer, Server

from plangraph.errors import Language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
UNDECLARED = "SELECT ?n {\n  ?s pg:number ?n }"
TERMS = "https://w3id.org/plangraph/ontology#"
MEMBERS = {"type", "title", "status", "detail", "hint"}
JAPANESE = re.compile("[ぁ-ん]")


def problem(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """The members of a problem (RFC 9457, section 3.1), which must be one of this kind."""
    found: dict[str, Any] = json.loads(answer.body)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status, found["status"]) == (status, status)
    assert found["type"] == f"https://w3id.org/plangraph/problem#{code}"
    return found


def post(server: Server, body: bytes, content_type: str) -> Answer:
    return server.send("POST", "/sparql", body, {"Content-Type": content_type, "Accept": "*/*"})


def test_a_problem_says_what_is_wrong_where_and_how_to_mend_it(server: Server) -> None:
    found = problem(server.ask(UNDECLARED, lang="en"), 400, "query-syntax")
    assert found == {
        "type": "https://w3id.org/plangraph/problem#query-syntax",
        "title": "This cannot be answered as it stands",
        "status": 400,
        "detail": "The query cannot be read from line 2, column 6. The prefix “pg:” is not declared.",
        "hint": f"Add at the top: PREFIX pg: <{TERMS}>",
        "line": 2,
        "column": 6,
        "start": 17,
        "end": 26,
        "text": "  ?s pg:number ?n }",
        "fixes": [{"label": "Add PREFIX pg:", "edits": [{"start": 0, "end": 0, "text": f"PREFIX pg: <{TERMS}>\n"}]}],
    }


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/sparql?" + urlencode({"query": UNDECLARED}), 400, "query-syntax"),
        ("/sparql?" + urlencode({"query": "LOAD <file:///etc/passwd>"}), 400, "load-refused"),
        ("/sparql?" + urlencode({"query": "CLEAR ALL"}), 400, "update-refused"),
        ("/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "http://nowhere/"}), 400, "dataset-refused"),
        ("/sparql?" + urlencode({"query": "ASK {}", "named-graph-uri": "nowhere"}), 400, "parameter-wrong"),
        ("/sparql?" + urlencode({"query": "ASK {}", "timeout": "soon"}), 400, "timeout-wrong"),
        ("/sparql?" + urlencode({"query": "ASK {}", "format": "pdf"}), 406, "format-unknown"),
        ("/sparql?" + urlencode([("query", "ASK {}"), ("query", "ASK {}")]), 400, "query-repeated"),
        ("/sparql?timeout=2", 400, "query-missing"),
        ("/sparql?query=%E8%A8", 400, "query-not-unicode"),
        ("/sparql?" + urlencode({"query": ENDLESS, "timeout": "0.1"}), 503, "deadline-passed"),
        ("/sparql/elsewhere", 404, "page-missing"),
        ("/id/ichinoseki/plan/2026/goal/kogyo", 404, "not-found"),
        ("/nowhere", 404, "page-missing"),
    ],
)
def test_what_is_wrong_has_a_code_and_is_said_in_both_languages(
    server: Server, path: str, status: int, code: str, language: Language
) -> None:
    asked = path + ("&" if "?" in path else "?") + f"lang={language}"
    answer = server.get(asked, "application/sparql-results+json, application/json;q=0.5")
    found = problem(answer, status, code)
    assert found.keys() >= MEMBERS
    for member in ("title", "detail", "hint"):
        assert bool(JAPANESE.search(found[member])) == (language == "ja"), found[member]
    assert found["hint"] not in found["detail"]
    assert answer.headers["Content-Language"] == language


def test_a_problem_is_told_in_the_language_that_a_program_accepts(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": UNDECLARED})
    for accepted, told in (("en-GB,en;q=0.9", "en"), ("en;q=0.4, ja", "ja"), ("fr", "ja"), ("", "ja")):
        answer = server.get(path, **{"Accept-Language": accepted})
        assert answer.headers["Content-Language"] == told
        assert bool(JAPANESE.search(problem(answer, 400, "query-syntax")["title"])) == (told == "ja")
        assert {"Accept", "Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_what_was_chosen_goes_before_what_is_accepted(server: Server) -> None:
    english = {"Accept-Language": "en"}
    assert server.get("/nowhere?lang=ja", **english).headers["Content-Language"] == "ja"
    assert server.get("/nowhere", Cookie="plangraph-language=ja", **english).headers["Content-Language"] == "ja"
    assert server.get("/nowhere", BROWSER, **english).headers["Content-Language"] == "ja"


def test_the_nearest_names_stand_in_the_problem(server: Server) -> None:
    found = problem(server.get("/id/ichinoseki/plan/2026/goal/kogyo"), 404, "not-found")
    assert found["nearest"]
    assert all(each.keys() == {"id", "label"} for each in found["nearest"])


@pytest.mark.parametrize(
    ("method", "path", "content_type", "status", "code"),
    [
        ("GET", "/sparql/elsewhere", None, 404, "page-missing"),
        ("DELETE", "/sparql", None, 405, "method-wrong"),
        ("POST", "/sparql", "application/sparql-query; charset=shift_jis", 400, "query-not-unicode"),
        ("POST", "/sparql", "text/plain", 415, "media-type-unknown"),
        ("GET", "/sparql?timeout=2", None, 400, "query-missing"),
        ("PUT", "/id/ichinoseki", None, 405, "method-wrong"),
    ],
)
def test_a_page_of_any_origin_may_read_every_problem_of_the_data(
    server: Server, method: str, path: str, content_type: str | None, status: int, code: str
) -> None:
    headers = {"Origin": "https://example.org"} | ({"Content-Type": content_type} if content_type else {})
    answer = server.send(method, path, b"ASK {}" if content_type else None, headers)
    problem(answer, status, code)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_a_query_that_is_too_long_is_a_problem_that_any_origin_may_read(server: Server) -> None:
    answer = post(server, b"#" * 200_000, "application/sparql-query")
    problem(answer, 413, "query-too-long")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_method_that_is_not_known_is_told_those_that_are(server: Server) -> None:
    answer = server.send("DELETE", "/sparql?lang=en", headers={})
    found = problem(answer, 405, "method-wrong")
    assert "DELETE" in found["detail"]
    assert set(answer.headers["Allow"].split(", ")) == set(found["hint"].rpartition(": ")[2].split(", "))


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_a_person_reads_what_is_wrong_then_how_to_mend_it_then_sees_the_place(
    server: Server, path: str, language: Language
) -> None:
    answer = server.get(f"{path}?" + urlencode({"query": UNDECLARED, "lang": language}), BROWSER)
    assert answer.status == 400
    assert answer.headers["Content-Type"].startswith("text/html")
    what, hint = (
        ("「pg:」が宣言されていません。", "直し方") if language == "ja" else ("is not declared.", "How to mend it")
    )
    shown = answer.text[answer.text.index("<main") :].partition("<aside")[0]
    places = [shown.rindex(each) for each in (what, hint, f"PREFIX pg: &lt;{TERMS}&gt;", "<mark>pg:number</mark>")]
    assert places == sorted(places)


def test_a_person_is_told_how_to_go_on_from_an_address_that_is_not_there(server: Server) -> None:
    text = server.get("/nowhere?lang=en", BROWSER).text
    assert "There is no page at this address." in text
    assert "Check the address" in text
