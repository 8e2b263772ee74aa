"""How the server comes and goes, what it can do while its workers cannot, and what it says to what is no request."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psutil
import pytest
from running_server import ENDLESS, Answer, Server, received, running_server, until


def refused(*options: str) -> str:
    command = [sys.executable, "-m", "plangraph", "serve", *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def test_a_port_in_use_is_one_sentence(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    assert port in refused("--port", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b"])
def test_an_address_that_is_not_ours_is_one_sentence(host: str) -> None:
    assert host in refused("--host", host, "--port", "0")


@contextmanager
def all_workers_busy(server: Server) -> Iterator[list[Future[Answer]]]:
    """Endless queries, one for each worker, all of them running."""
    with ThreadPoolExecutor() as visitors:
        asked = [visitors.submit(server.ask, f"{ENDLESS} # {number}") for number in range(2)]
        assert until(lambda: server.runs(2))
        yield asked


@pytest.mark.parametrize(("number", "drain"), [(signal.SIGTERM, "0"), (signal.SIGINT, "20")])
def test_when_the_server_is_to_end_at_once_who_waits_is_told_so_and_its_processes_end(number: int, drain: str) -> None:
    with running_server("--drain", drain) as server, all_workers_busy(server) as asked:
        processes = server.process.children(recursive=True)
        begin = time.monotonic()
        os.kill(server.pid, number)
        assert until(lambda: not server.listens())
        os.kill(server.pid, number)
        answers = [each.result() for each in asked]
        assert time.monotonic() - begin < 4  # the queries would run for 10 s, an idle connection for 5
    assert [each.status for each in answers] == [503, 503]
    assert all(int(each.headers["Retry-After"]) > 0 and "detail" in each.text for each in answers)
    assert len(processes) == 3
    assert not [each for each in processes if each.is_running()]


def test_the_first_page_needs_no_worker() -> None:
    with running_server() as server, all_workers_busy(server) as asked:
        text = server.get("/").text
        assert text.count('<article class="card">') == 6
        assert not any(each.done() for each in asked)
        for _ in range(2):
            os.kill(server.pid, signal.SIGTERM)
            until(lambda: not server.listens())


def test_when_the_processes_that_run_queries_die_others_take_their_place() -> None:
    with running_server(PLANGRAPH_WARM="0") as server:
        assert server.ask("ASK {}").status == 200
        before = server.process.children(recursive=True)
        for each in before:
            each.kill()
        assert until(lambda: not any(alive(each) for each in before))
        assert server.ask("ASK {}").status == 200


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


UNREADABLE = {
    "no request": (b"hello\r\n\r\n", 400),
    "no header": (b"GET /sparql HTTP/1.1\r\n: x\r\n\r\n", 400),
    "no length": (b"POST /sparql HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400),
    "no chunk": (b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n", 400),
    "body too large": (b"POST /sparql HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n" + b"x" * 5_000_000, 413),
    "headers too large": (b"GET /sparql HTTP/1.1\r\nAccept: " + b"x" * 300_000 + b"\r\n\r\n", 431),
    "strange encoding": (b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400),
    "no address": (b"GET http://[::1/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "no host": (b"GET /sparql?query=ASK{} HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "empty host": (b"GET /sparql HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 400),
    "two words for a host": (b"GET /sparql HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
    "a path for a host": (b"GET /sparql HTTP/1.0\r\nHost: a/../b\r\n\r\n", 400),
    "a host too long": (b"GET /sparql HTTP/1.0\r\nHost: " + b"x" * 64 + b"\r\n\r\n", 400),
}


@pytest.mark.parametrize(("sent", "status"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_request_is_a_problem_like_any_other(server: Server, sent: bytes, status: int) -> None:
    with server.connection(sent) as connection:
        headers, _, body = received(connection).partition(b"\r\n\r\n")
    assert headers.split()[1] == str(status).encode()
    assert b"\r\nContent-Type: application/problem+json\r\n" in headers
    assert b"\r\nAccess-Control-Allow-Origin: *\r\n" in headers
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem.keys() >= {"type", "title", "detail", "hint"}
    assert b"waitress" not in headers.lower() + body.lower()


@pytest.mark.parametrize("path", [b"/nowhere", b"//nowhere", b"//evil.invalid/plans"])
def test_an_address_with_bytes_that_are_no_text_is_wrong_wherever_it_leads(server: Server, path: bytes) -> None:
    with server.connection(b"GET " + path + b"?\x81=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") as connection:
        headers, _, body = received(connection).partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["status"] == 400


def test_what_is_no_request_is_answered_in_the_language_of_its_reader_and_without_a_body_for_head(
    server: Server,
) -> None:
    too_large = b"POST /sparql HTTP/1.1\r\nAccept-Language: en\r\nContent-Length: 5000000\r\n\r\n"
    with server.connection(too_large) as connection:
        assert b"The request is too large (at most 1,200,000 bytes)." in received(connection)
    long = b"HEAD / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 300_000 + b"\r\n\r\n"
    for head in (too_large.replace(b"POST", b"HEAD"), b"HEAD / HTTP/1.1\r\nHost: x\r\nX: a\x01b\r\n\r\n", long):
        with server.connection(head) as connection:
            assert received(connection).endswith(b"\r\n\r\n")


def test_a_page_is_shown_whatever_the_host_is_called(server: Server) -> None:
    page = server.get("/sparql", "text/html", Host="x" * 64)
    assert (page.status, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_no_answer_leads_to_another_host(server: Server) -> None:
    moved = server.get("/plans?lang=en", Host="evil.invalid")
    assert (moved.status, moved.headers["Location"]) == (308, "/plans/?lang=en")


def test_without_a_host_we_call_ourselves_as_we_were_reached(server: Server) -> None:
    with server.connection(b"GET /sparql HTTP/1.0\r\nAccept: application/n-triples\r\n\r\n") as connection:
        assert f"<{server.url}/sparql>".encode() in received(connection)


def test_close_may_stand_among_other_options(server: Server) -> None:
    with server.connection(b"GET /favicon.ico HTTP/1.1\r\nHost: x\r\nConnection: TE, Close\r\n\r\n") as connection:
        assert b"\r\nConnection: close\r\n" in received(connection)


def test_a_request_with_two_lengths_is_the_last_on_its_connection(server: Server) -> None:
    sent = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 60\r\n"
    chunked = b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with server.connection(sent + chunked) as connection:
        assert received(connection).count(b"HTTP/1.1 ") == 1
