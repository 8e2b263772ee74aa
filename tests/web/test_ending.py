"""How the server ends when it is asked to: what is on its way is answered first, and nobody else keeps it."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from asking import WHOLE
from running_server import ENDLESS, Server, received, running_server, until

PAGE = b"GET /favicon.ico HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server(PLANGRAPH_LANG="en") as running:
        yield running


def stop(server: Server, number: int = signal.SIGTERM) -> None:
    """Ask it to end, and see that it takes no more connections."""
    server.process.send_signal(number)
    assert until(lambda: not server.listens())


@contextmanager
def ends_within(server: Server, seconds: float) -> Iterator[None]:
    process, begin = server.process, time.monotonic()
    yield
    assert until(lambda: not process.is_running() or process.status() == "zombie")
    assert time.monotonic() - begin < seconds


def answered(connection: socket.socket) -> bytes:
    """The head of an answer whose body is read, too."""
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(1)
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    while length:
        length -= len(connection.recv(length))
    return head


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_has_been_answered_does_not_keep_it(server: Server, number: int) -> None:
    with server.connection(PAGE) as connection:
        assert b"Connection" not in answered(connection)
        with ends_within(server, 1.5):
            stop(server, number)
            assert received(connection) == b""


def test_what_has_begun_to_come_is_answered_and_who_has_just_come_may_begin(server: Server) -> None:
    with server.connection(PAGE[:20]) as begun, server.connection(PAGE) as answered_once:
        answered(answered_once)
        with server.connection() as new:
            stop(server)
            begun.sendall(PAGE[20:])
            new.sendall(PAGE)
            for each in (begun, new):
                assert b"\r\nConnection: close\r\n" in received(each)


def test_a_query_goes_on_to_its_own_end(server: Server) -> None:
    with ThreadPoolExecutor() as visitors:
        asked = visitors.submit(server.ask, ENDLESS, timeout="3")
        assert until(server.runs)
        stop(server)
        answer = asked.result()
    assert "deadline-passed" in answer.text
    assert answer.headers["Connection"] == "close"
    assert server.printed
    assert server.printed.readline().startswith("Connections that wait for an answer: 1.")


def test_who_reads_slowly_gets_the_rest(server: Server) -> None:
    request = b"POST /sparql?format=csv HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    sent = request + f"Content-Length: {len(WHOLE)}\r\n\r\n{WHOLE}".encode()
    with server.connection(sent, received_at_once=1 << 16) as connection:
        first = connection.recv(1000)
        stop(server)
        assert first.startswith(b"HTTP/1.1 200 ")
        assert received(connection).endswith(b"\r\n0\r\n\r\n")


def test_requests_that_have_been_read_are_all_answered(server: Server) -> None:
    busy = f"GET /sparql?timeout=1&query={ENDLESS.replace(' ', '+')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with server.connection(busy + PAGE * 2) as connection:
        assert until(server.runs)
        stop(server)
        assert received(connection).count(b"HTTP/1.1 ") == 3


@pytest.mark.parametrize("again", [True, False])
def test_what_takes_too_long_is_cut_off_and_told_so(again: bool) -> None:
    with running_server("--drain", "20" if again else "1") as server, ThreadPoolExecutor() as visitors:
        asked = visitors.submit(server.ask, ENDLESS)
        silent = server.connection(PAGE[:20])
        assert until(server.runs)
        with ends_within(server, 5):
            stop(server)
            if again:
                server.process.send_signal(signal.SIGTERM)
            answer = asked.result()
        assert "server-stopping" in answer.text
        assert answer.headers["Retry-After"]
        silent.close()


def test_the_log_says_that_and_why_it_ends(capfd: pytest.CaptureFixture[str]) -> None:
    with running_server():
        pass
    assert "SIGTERM" in capfd.readouterr().err
