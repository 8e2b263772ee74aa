"""Checking a query without running it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from running_server import ENDLESS

from plangraph.namespaces import PREFIXES
from plangraph.proofreading import Remark, proofread
from plangraph.query import QueryService
from plangraph.settings import Settings
from plangraph.sparql.fixes import mended
from plangraph.store import Store

PG = f"PREFIX pg: <{PREFIXES['pg']}>\n"
MOST = 100_000


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.load(None)


@pytest.fixture(scope="module")
def service(store: Store) -> Iterator[QueryService]:
    with QueryService(store, Settings(workers=1, query_length=MOST)) as asked:
        yield asked


def only(found: list[Remark]) -> Remark:
    (remark,) = found
    return remark


def test_nothing_is_said_about_a_good_query(store: Store, service: QueryService) -> None:
    assert proofread(store, service, PG + "SELECT ?goal { ?goal a pg:Goal }", "ja") == []


def test_a_mistake_is_an_error_at_its_place(store: Store, service: QueryService) -> None:
    text = PG + "SELECT ?goal { ?goal a pg:Goal"
    said = only(proofread(store, service, text, "en"))
    assert (said.severity, said.line, said.column) == ("error", 2, 14)
    assert text[said.start : said.end] == "{"
    assert said.what == "The { that opens here is not closed."
    assert mended(text, said.fixes[0]) == text + " }"


@pytest.mark.parametrize(
    ("text", "marked", "said"),
    [
        ("DELETE WHERE { ?s ?p ?o }", "DELETE", "更新の命令"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE", "外のサーバーに問い合わせません"),
        ("SELECT * FROM <u:x> {}", "<u:x>", "ここにありません"),
        ("ASK {" + " " * MOST + "}", None, "クエリが長すぎます"),
    ],
)
def test_what_is_refused_is_an_error(
    store: Store, service: QueryService, text: str, marked: str | None, said: str
) -> None:
    found = only(proofread(store, service, text, "ja"))
    assert text[found.start : found.end] == (text if marked is None else marked)
    assert found.severity == "error"
    assert said in found.what


@pytest.mark.parametrize(("wrong", "right"), [("a pg:Gaol", "pg:Goal"), ("pg:atLevle ?level", "pg:atLevel")])
def test_a_term_that_the_data_do_not_know_is_a_warning(
    store: Store, service: QueryService, wrong: str, right: str
) -> None:
    text = PG + f"SELECT * {{ ?thing {wrong} }}"
    found = only(proofread(store, service, text, "en"))
    assert found.severity == "warning"
    assert text[found.start : found.end] in wrong
    assert service.table(text).rows == []
    assert right in mended(text, found.fixes[0])
    assert service.table(mended(text, found.fixes[0])).rows


def test_a_comma_that_became_part_of_a_variable_is_a_warning(store: Store, service: QueryService) -> None:
    text = PG + "SELECT ?goal、?level { ?goal a pg:Goal ; pg:atLevel ?level }"
    assert service.table(text).columns == ["goal、", "level"]
    found = only(proofread(store, service, text, "ja"))
    assert (found.severity, text[found.start : found.end]) == ("warning", "、")
    assert "?goal、" in found.what
    assert service.table(mended(text, found.fixes[0])).columns == ["goal", "level"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?name {"
        + " ".join(f"'{number}'" for number in range(2_900))
        + "} ?thing rdfs:label ?name }",
        "SELECT * { VALUES ?kind {" + " ".join(f"pg:C{number}" for number in range(2_900)) + "} ?thing a ?kind }",
        "SELECT * { ?thing " + "/".join(["rdfs:label*"] * 2_400) + " 'x' }",
        "SELECT * { ?thing " + "|".join(["pg:nope"] * 3_500) + " ?name }",
        "SELECT * {" + "".join(f"<https://w3id.org/plangraph/id/goool/{n}> ?p ?o . " for n in range(500)) + "}",
        "SELECT * { ?s ?p '" + "まちづくり" * 5_900 + "' }",
        "SELECT * { ?s ?p ?o FILTER(" + " || ".join(["EXISTS { ?s pg:nope ?o }"] * 900) + ") }",
    ],
    ids=lambda text: text[:30],
)
def test_terms_without_end_are_looked_up_in_part(store: Store, service: QueryService, text: str) -> None:
    asked = f"{PG}PREFIX rdfs: <{PREFIXES['rdfs']}>\n{text}"
    proofread(store, service, asked, "ja")
    start = time.process_time()
    found = proofread(store, service, asked, "ja")
    assert time.process_time() - start < 0.4
    assert 0 < len(found) <= 5
    assert all(len(each.what) < 500 for each in found)


def test_a_query_is_not_run(store: Store, service: QueryService) -> None:
    start = time.monotonic()
    assert proofread(store, service, ENDLESS, "ja") == []
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {" + "{" * 40_000 + "}" * 40_001,
        "SELECT * { FILTER(" + "(" * 40_000 + "1" + ")" * 40_001 + " }",
        "ASK { FILTER(" + "!" * 90_000 + "1) }",
        "SELECT * { ?s " + "(" * 40_000 + "<u:p>" + ")" * 40_000 + " ?o }",
        "SELECT ？s " * 9_000,
        "SELECT * { " + "?s ?p ?o ?x " * 8_000,
        "SELECT * { " + "(1 AS ?x) " * 9_000,
        "SELECT " * 14_000,
        "SELECT * { " + "FILTER(" * 12_000,
        "SELECT ?a { ?a ?b " + "'" * 99_001,
    ],
    ids=lambda text: text[:30],
)
def test_no_text_keeps_the_checking_busy(store: Store, service: QueryService, text: str) -> None:
    start = time.monotonic()
    assert only(proofread(store, service, text, "ja")).severity == "error"
    assert time.monotonic() - start < 5  # the deadline, and a new worker
    assert proofread(store, service, "ASK {}", "ja") == []
