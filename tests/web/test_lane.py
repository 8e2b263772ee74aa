"""SPARQL that is answered in the event loop is answered as by the application, which does what the loop cannot."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from running_server import ENDLESS, Answer, Server, received, running_server, until

CITY = "<https://w3id.org/plangraph/id/ichinoseki>"
LOOKUP = f"SELECT ?name {{ {CITY} <http://www.w3.org/2000/01/rdf-schema#label> ?name }}"
ALL = "SELECT * { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d FILTER(STRLEN(STR(?a)) > STRLEN(STR(?c))) }"
CLOSING = {"Connection": "close"}
"""What the fast lane leaves to the application."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server(PLANGRAPH_DEADLINE="10", PLANGRAPH_WORKERS="2") as running:
        assert running.ask("ASK {}").status == 200
        yield running


def counted(server: Server, name: str) -> int:
    found = re.search(rf"^{re.escape(name)} (\d+)", server.get("/metrics").text, re.MULTILINE)
    return int(found[1]) if found else 0


def told(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.status, {name: headers[name] for name in headers if name not in ("date", "connection")}, answer.body


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (LOOKUP, "*/*"),
        (LOOKUP, "text/csv"),
        (ALL, "application/sparql-results+xml"),
        ("ASK {}", "application/sparql-results+json"),
        (f"DESCRIBE {CITY}", "text/turtle"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples"),
        ("SELECT (RAND() * 0 AS ?zero) {}", "*/*"),
        ("SELECT nothing", "application/json"),
        ("DROP ALL", "*/*"),
        (LOOKUP, "image/png"),
        (f"{ENDLESS} #", "*/*"),
    ],
)
@pytest.mark.parametrize("coding", ["", "gzip", "gzip, identity;q=0"])
def test_both_lanes_say_the_same(server: Server, query: str, accept: str, coding: str) -> None:
    path = "/sparql?" + urlencode({"query": query, "timeout": 0.4 if ENDLESS in query else 9})
    plain = {"Accept-Encoding": coding} if coding else {}
    fast = [told(server.get(path, accept, **plain)) for _ in range(2)]
    slow = told(server.get(path, accept, **plain, **CLOSING))
    assert fast == [slow, slow]


def test_both_lanes_know_what_a_visitor_has(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": LOOKUP})
    etag = server.get(path).headers["ETag"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        fast = told(server.get(path, **{"If-None-Match": known}))
        assert (fast[0], fast[2]) == (304, b"")
        assert fast == told(server.get(path, **{"If-None-Match": known}, **CLOSING))
    assert server.get(path, **{"If-None-Match": '"other"'}).status == 200
    assert server.get(path, "text/csv", **{"If-None-Match": etag}).status == 200, "another format is another answer"
    form = {"Content-Type": "application/x-www-form-urlencoded", "If-None-Match": etag}
    for more in ({}, CLOSING):
        assert server.send("POST", "/sparql", path.partition("?")[2].encode(), form | more).status == 200


def test_forms_and_texts_are_read_in_the_same_way(server: Server) -> None:
    for kind, body in (
        ("application/x-www-form-urlencoded", urlencode({"query": LOOKUP})),
        ("application/sparql-query", LOOKUP),
        ("application/sparql-query; charset=x", LOOKUP),
        ("text/plain", LOOKUP),
    ):
        headers = {"Content-Type": kind, "Accept": "text/csv"}
        fast = [told(server.send("POST", "/sparql", body.encode(), headers)) for _ in range(2)]
        slow = told(server.send("POST", "/sparql", body.encode(), headers | CLOSING))
        assert fast == [slow, slow]


def asked(query: str, more: str = "") -> bytes:
    return f"GET /sparql?{urlencode({'query': query, 'format': 'csv'})} HTTP/1.1\r\nHost: x\r\n{more}\r\n".encode()


def test_requests_sent_together_are_answered_in_their_order(server: Server) -> None:
    numbers = [7, 7, 8, 9, 7, 8]
    sent = b"".join(asked(f"SELECT ({number} AS ?n) {{}}") for number in numbers)
    with server.connection(sent + asked("SELECT (1 AS ?n) {}", "Connection: close\r\n")) as connection:
        answers = re.findall(rb"\r\n\r\nn\r\n(\d)\r\n", received(connection))
    assert [int(each) for each in answers] == [*numbers, 1]


def test_a_request_that_comes_in_pieces_is_answered(server: Server) -> None:
    request = asked("SELECT (5 AS ?n) {}", "Connection: close\r\n")
    for cut in (1, 20, len(request) - 1):
        with server.connection(request[:cut]) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            assert server.ask("ASK {}").status == 200
            connection.sendall(request[cut:])
            assert received(connection).endswith(b"n\r\n5\r\n")


def test_of_many_who_ask_the_same_at_once_one_is_answered_by_a_worker() -> None:
    with running_server(PLANGRAPH_DEADLINE="60") as server, ThreadPoolExecutor(40) as visitors:
        answers = [each.result() for each in [visitors.submit(server.ask, SLOW) for _ in range(40)]]
        assert [each.status for each in answers] == [200] * 40
        assert len({each.body for each in answers}) == 1
        assert until(lambda: counted(server, 'plangraph_queries_total{outcome="computed"}') == 1)
        assert until(lambda: counted(server, 'plangraph_queries_total{outcome="cached"}') == 39)


def test_without_a_cache_everybody_is_answered_by_a_worker() -> None:
    with running_server(PLANGRAPH_CACHE="0") as server:
        assert len({server.ask(LOOKUP).body for _ in range(3)}) == 1
        assert until(lambda: counted(server, 'plangraph_queries_total{outcome="computed"}') == 3)


def test_a_worker_that_has_died_is_replaced_unnoticed(server: Server) -> None:
    for number in range(3):
        for worker in server.workers():
            os.kill(worker.pid, signal.SIGKILL)
        assert server.ask(f"SELECT ({number} AS ?n) {{}}", "text/csv").text == f"n\r\n{number}\r\n"


def test_who_leaves_before_the_answer_frees_the_worker(server: Server) -> None:
    for number in range(4):
        with server.connection(asked(f"{ENDLESS} # {number}")):
            assert until(lambda: busy(server))
        assert until(lambda: not busy(server), within=4)
    assert server.ask("ASK { }").status == 200


def busy(server: Server) -> int:
    return counted(server, 'plangraph_workers{state="busy"}')


def test_workers_that_are_started_anew_answer_in_both_lanes() -> None:
    with running_server(PLANGRAPH_SPAWN="1", PLANGRAPH_CACHE="0") as server:
        answers = [server.ask(LOOKUP, "text/csv").body for _ in range(4)]
        assert [*answers, server.get("/sparql?" + urlencode({"query": LOOKUP}), "text/csv", **CLOSING).body] == (
            [answers[0]] * 5
        )
