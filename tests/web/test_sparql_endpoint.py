"""The SPARQL service beyond the protocol: its limits, its pages for browsers, its description."""

from __future__ import annotations

import html
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

from asking import DIRECT, ROWS, media_type, post, problem
from running_server import ENDLESS, Server, running_server

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAIRS = "SELECT (1 AS ?x) { ?s ?p ?o . ?a ?b ?c }"


def test_a_query_that_is_too_long_is_refused(server: Server) -> None:
    problem(post(server, b"#" + b"x" * 200_000, DIRECT), 413, "query-too-long")


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(server: Server) -> None:
    announced = {"Content-Type": DIRECT, "Content-Length": "60000000"}
    assert server.send("POST", "/sparql", None, announced).status == 413


def test_a_page_stays_small_however_long_the_texts_are(server: Server) -> None:
    long = f"SELECT (REPLACE(STR(?s), '[a-z]', '{'x' * 2000}') AS ?text) {{ ?s ?p ?o }} LIMIT 1000"
    page = server.get("/query?" + urlencode({"query": long, "lang": "en"}), BROWSER)
    assert page.status == 200
    assert "This page shows the first" in page.text
    assert "x" * 2000 in page.text
    assert "x" * 2001 not in page.text
    assert len(page.body) < 1_000_000


def test_a_page_stays_small_however_many_columns_there_are(server: Server) -> None:
    wide = f"SELECT {' '.join(f'?v{number}' for number in range(5000))} {{ ?v0 ?v1 ?v2 }} LIMIT 1000"
    page = server.get("/query?" + urlencode({"query": wide, "lang": "en"}), BROWSER)
    assert "This page shows the first 50 columns of 5,000." in page.text
    assert len(page.body) < 4_000_000


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
    mended = server.ask("SELECT ?s { ?s ?p ?o };", BROWSER).text
    link = html.unescape(mended.split('data-fix href="')[1].split('"')[0])
    assert parse_qs(urlsplit(link).query)["query"] == ["SELECT ?s { ?s ?p ?o }"]


def test_a_browser_that_asks_nothing_is_led_to_the_form(server: Server) -> None:
    led = server.get("/sparql", BROWSER)
    assert (led.status, led.headers["Location"]) == (303, "/query")
    assert "Accept" in led.headers["Vary"].split(", ")


def test_a_program_that_asks_nothing_is_told_what_the_service_is(server: Server) -> None:
    for accept, expected in (("*/*", "text/turtle"), ("application/ld+json", "application/ld+json")):
        told = server.get("/sparql", accept)
        assert (told.status, media_type(told)) == (200, expected)
        assert "http://www.w3.org/ns/sparql-service-description#" in told.text
        assert "Accept" in told.headers["Vary"].split(", ")


def test_truncation_is_told(server: Server) -> None:
    cut = server.ask(PAIRS, "text/csv")
    assert cut.headers["X-Result-Truncated"] == "rows=10000"
    assert cut.text.count("\n") == 10_001
    assert "X-Result-Truncated" not in server.ask(ROWS).headers


def test_who_comes_while_all_are_busy_is_told_when_to_come_again() -> None:
    with (
        running_server(PLANGRAPH_DEADLINE="2", PLANGRAPH_WORKERS="1", PLANGRAPH_WARM="0") as busy,
        ThreadPoolExecutor() as others,
    ):
        first = others.submit(busy.ask, ENDLESS)
        second = others.submit(busy.ask, ENDLESS + " # another one: the same would share the first one's fate")
        answers = {first.result().status, second.result().status}
        waited = [each.result() for each in (first, second) if "Retry-After" in each.result().headers]
    assert answers == {503}
    assert [each.headers["Retry-After"] for each in waited] == ["1"]
