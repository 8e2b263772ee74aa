"""Who waits for what another one has asked for loses nothing by it, and keeps nobody from being served."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest
from running_server import ENDLESS, Server, received, running_server, until

SLOW = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d FILTER(STRLEN(STR(?a)) > STRLEN(STR(?c))) }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server(PLANGRAPH_DEADLINE="20", PLANGRAPH_CONNECTIONS="12") as running:
        assert running.ask("ASK {}").status == 200
        yield running


def asked(query: str, **parameters: object) -> bytes:
    return f"GET /sparql?{urlencode({'query': query, **parameters})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_each_waits_only_as_long_as_they_wish(server: Server) -> None:
    with ThreadPoolExecutor() as visitors:
        patient = visitors.submit(server.ask, ENDLESS, timeout="4")
        assert until(lambda: server.runs(1))
        begin = time.monotonic()
        for more in ({}, {"lang": "en"}):  # in the event loop, and in a thread
            hasty = server.ask(ENDLESS, timeout="0.3", **more)
            assert (hasty.status, "0.3" in hasty.text) == (503, True)
        assert time.monotonic() - begin < 3
        assert not patient.done()
        assert "4" in patient.result().text


def test_when_the_first_one_leaves_the_next_is_answered(server: Server) -> None:
    query = SLOW + " # left"
    with ThreadPoolExecutor() as visitors:
        with server.connection(asked(query)):
            assert until(lambda: server.runs(1))
            waiting = [visitors.submit(server.ask, query) for _ in range(4)]
            assert not until(lambda: any(each.done() for each in waiting), within=0.3)
        assert [each.result().status for each in waiting] == [200] * 4


def test_those_who_only_wait_make_room_when_all_connections_are_taken(server: Server) -> None:
    query = f"{ENDLESS} # room"
    with ExitStack() as opened:
        for _ in range(12):
            opened.enter_context(server.connection(asked(query, timeout=15)))
        begin = time.monotonic()
        assert server.ask("SELECT (1 AS ?n) {}", "text/csv").text == "n\r\n1\r\n"
        assert time.monotonic() - begin < 5
    assert until(lambda: re.search(r'workers\{state="busy"\} 0', server.get("/metrics").text), within=20)


def test_memory_does_not_grow_with_what_one_connection_has_been_sent(server: Server) -> None:
    query = 'SELECT * { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name FILTER(LANG(?name) = "ja") } LIMIT 800'
    size = len(server.ask(query).body)
    assert 60_000 < size < 500_000
    with server.connection() as connection:
        memory = []
        for _ in range(4):
            for _ in range(300):
                connection.sendall(asked(query))
                left = size
                while left > 0:
                    left -= len(connection.recv(1 << 20))
            memory.append(server.process.memory_info().rss)
        connection.sendall(asked(query).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert received(connection).endswith(b"]}}")
    assert memory[-1] - memory[0] < 300 * size


def test_long_headers_are_read_as_by_the_application(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": "SELECT (2 AS ?n) {}"})
    long = "a/b;q=0.1," * 2000 + "text/csv"
    for more in ({}, {"Connection": "close"}):
        assert server.get(path, long, **more).body == b"n\r\n2\r\n"
