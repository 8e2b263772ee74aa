"""SPARQL 1.1 Protocol, the ways to ask: each test is named after the section whose rule it keeps.

The cases of the W3C's own protocol tests that concern queries are here and in the two files beside this one.
"""

from __future__ import annotations

import gzip
from urllib.parse import quote, urlencode

import pytest
from asking import (
    DIRECT,
    FORM,
    JAPANESE,
    ROWS,
    WAYS,
    Way,
    directly,
    media_type,
    post,
    problem,
    values,
)
from running_server import Server

# 2.1 query operation


@WAYS
def test_2_1_all_ways_to_ask_give_the_same_answer(server: Server, way: Way) -> None:
    assert way(server, ROWS, []).body == server.ask(ROWS).body


def test_2_1_a_request_holds_exactly_one_query(server: Server) -> None:
    twice = urlencode([("query", ROWS), ("query", ROWS)])
    once = "/sparql?" + urlencode({"query": ROWS})
    for answer in (
        server.get(f"/sparql?{twice}"),
        post(server, twice.encode(), FORM),
        post(server, ROWS.encode(), DIRECT, once),
        post(server, urlencode({"query": ROWS}).encode(), FORM, once),
    ):
        problem(answer, 400, "query-repeated")


def test_2_1_a_request_without_a_query_is_told_how_to_send_one(server: Server) -> None:
    for answer in (server.get("/sparql?timeout=2"), post(server, b"timeout=2", FORM), post(server, b"", FORM)):
        problem(answer, 400, "query-missing")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_2_1_other_methods_are_refused_and_those_there_are_named(server: Server, method: str) -> None:
    answer = server.send(method, "/sparql?" + urlencode({"query": ROWS}), headers={})
    problem(answer, 405, "method-wrong")
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer.headers["Allow"].split(", "))


@WAYS
def test_2_1_parameters_that_nobody_knows_are_ignored(server: Server, way: Way) -> None:
    assert way(server, ROWS, [("should-sponge", "soft"), ("debug", "on")]).body == server.ask(ROWS).body


@WAYS
@pytest.mark.parametrize(
    ("update", "code"),
    [("INSERT DATA { <a:a> <a:b> <a:c> }", "update-refused"), ("PREFIX : <a:> LOAD :b", "load-refused")],
)
def test_2_1_an_update_is_no_query(server: Server, way: Way, update: str, code: str) -> None:
    problem(way(server, update, []), 400, code)


def test_2_1_the_update_operation_is_refused(server: Server) -> None:
    update = "CLEAR ALL"
    problem(server.get("/sparql?" + urlencode({"update": update})), 400, "update-refused")
    problem(post(server, urlencode({"update": update}).encode(), FORM), 400, "update-refused")
    problem(post(server, b"update=LOAD+%3Ca:b%3E&query=ASK%7B%7D", FORM), 400, "load-refused")
    problem(post(server, update.encode(), "application/sparql-update"), 400, "update-refused")
    long = f"{update} SELECT ?a<?a {'<…service' * 60_000}"
    problem(post(server, urlencode({"update": long[:110_000]}).encode(), FORM), 413, "query-too-long")


def test_2_1_an_empty_update_beside_a_query_says_nothing(server: Server) -> None:
    assert server.ask("ASK {}", update="").status == 200


def test_2_1_a_byte_order_mark_is_no_part_of_the_query(server: Server) -> None:
    assert post(server, b"\xef\xbb\xbf" + ROWS.encode(), "application/sparql-query").body == server.ask(ROWS).body


def test_2_1_a_body_that_is_packed_is_refused(server: Server) -> None:
    sent = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    problem(server.send("POST", "/sparql", gzip.compress(b"ASK {}"), sent), 415, "media-type-unknown")


@WAYS
def test_2_1_a_visitor_may_lower_the_deadline(server: Server, way: Way) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert "0.1" in problem(way(server, endless, [("timeout", "0.1")]), 503, "deadline-passed")["detail"]


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "nan", "inf", "", "1_0", "１", " 1"])
def test_2_1_a_deadline_is_a_number_of_seconds(server: Server, seconds: str) -> None:
    problem(server.ask(ROWS, timeout=seconds), 400, "timeout-wrong")


def test_2_1_parameters_without_number_are_refused(server: Server) -> None:
    problem(server.get("/sparql?query=ASK%7B%7D" + "&" * 5_000), 400, "too-many-parameters")


# 2.1.1 query via GET


def test_2_1_1_a_query_may_come_by_get(server: Server) -> None:
    assert values(server.ask(JAPANESE)) == ["総合計画 + 100%"]


def test_2_1_1_its_letters_may_stand_in_the_address_as_they_are(server: Server) -> None:
    path = ("/sparql?query=" + quote(JAPANESE, safe="総合計画")).encode().decode("latin-1")
    assert values(server.get(path)) == ["総合計画 + 100%"]


def test_2_1_1_a_query_by_head_has_the_headers_of_get_and_no_body(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": ROWS})
    got, head = server.get(path), server.get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers[name] for name in head.headers if name != "Date"} == {
        name: got.headers[name] for name in got.headers if name != "Date"
    }


@pytest.mark.parametrize("query", ["ASK%7B+BIND('%8Cv'+AS+?x)+%7D", "ASK%7B%7D%20%23%FF", "%00%FE"])
def test_2_1_1_an_address_in_another_encoding_is_refused_and_not_guessed(server: Server, query: str) -> None:
    problem(server.get(f"/sparql?query={query}"), 400, "query-not-unicode")


# 2.1.2 query via URL-encoded POST


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=utf-8", f'{FORM};charset="UTF-8"'])
def test_2_1_2_a_query_may_come_as_a_form(server: Server, content_type: str) -> None:
    answer = post(server, urlencode({"query": JAPANESE}).encode(), content_type)
    assert values(answer) == ["総合計画 + 100%"]


def test_2_1_2_its_parameters_come_in_the_body(server: Server) -> None:
    answer = post(server, urlencode({"format": "csv", "query": ROWS}).encode(), FORM)
    assert media_type(answer) == "text/csv"


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/json", "multipart/form-data; boundary=x"])
def test_2_1_2_a_form_says_that_it_is_one(server: Server, content_type: str | None) -> None:
    problem(post(server, urlencode({"query": ROWS}).encode(), content_type), 415, "media-type-unknown")


@pytest.mark.parametrize("text", ["'計画'".encode("shift_jis"), b"'%8Cv%89%E6'", "'計画'".encode("utf-16")])
def test_2_1_2_a_form_in_another_encoding_is_refused_and_not_guessed(server: Server, text: bytes) -> None:
    problem(post(server, b"query=ASK+%7B+BIND(" + text + b"+AS+?x)+%7D", FORM), 400, "query-not-unicode")


# 2.1.3 query via POST directly


@pytest.mark.parametrize("content_type", [DIRECT, f"{DIRECT}; charset=utf-8", "Application/SPARQL-query;charset=UTF-8"])
def test_2_1_3_a_query_may_be_the_body(server: Server, content_type: str) -> None:
    assert values(post(server, JAPANESE.encode(), content_type)) == ["総合計画 + 100%"]


def test_2_1_3_its_parameters_come_in_the_address(server: Server) -> None:
    assert media_type(directly(server, ROWS, [("format", "tsv")])) == "text/tab-separated-values"


@pytest.mark.parametrize("content_type", [None, "text/plain", "text/turtle", "application/sparql-results+json"])
def test_2_1_3_a_query_says_that_it_is_one(server: Server, content_type: str | None) -> None:
    problem(post(server, ROWS.encode(), content_type), 415, "media-type-unknown")


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-16"])
def test_2_1_3_a_query_in_another_encoding_is_refused(server: Server, encoding: str) -> None:
    body = JAPANESE.encode(encoding)
    problem(post(server, body, DIRECT), 400, "query-not-unicode")
    problem(post(server, body, f"{DIRECT}; charset={encoding}"), 400, "query-not-unicode")
