"""Clients that send slowly, read slowly, stop in the middle or leave: each costs a buffer, and nobody else notices."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from threading import Thread
from urllib.parse import urlencode

import psutil
import pytest
from asking import WHOLE
from flask import Flask
from running_server import ENDLESS, Server, received, running_server, until
from waitress.wasyncore import close_all

from plangraph.settings import Settings
from plangraph_web.connections import Connections

PATIENCE = 1.0
"""Seconds in which a request has to arrive."""
CONNECTIONS = 60


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server(
        PLANGRAPH_ARRIVAL=str(PATIENCE),
        PLANGRAPH_CONNECTIONS=str(CONNECTIONS),
        PLANGRAPH_WORKERS="1",
        PLANGRAPH_PAGES="1",
        PLANGRAPH_QUERIES="2",
        PLANGRAPH_DEADLINE="20",
        PLANGRAPH_WARM="0",
    ) as running:
        yield running


def get(path: str = "/plans/", **query: str) -> bytes:
    return f"GET {path}?{urlencode(query)} HTTP/1.1\r\nHost: x\r\n".encode()


END = b"\r\n"
LAST = b"\r\n0\r\n\r\n"
HALF = {
    "nothing": b"",
    "half a line": b"GET /pla",
    "half of the headers": get() + b"Accept: te",
    "half of a body": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery=ASK",
    "half of a chunk": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nquery",
    "empty lines": b"\r\n\r\n\r\n",
}


def answered(server: Server) -> bool:
    """Whether a page and a query are answered, both at once."""
    begin = time.monotonic()
    statuses = server.get("/plans/").status, server.ask("ASK {}").status
    return statuses == (200, 200) and time.monotonic() - begin < 3


@pytest.mark.parametrize("sent", HALF.values(), ids=HALF.keys())
def test_what_has_not_arrived_in_time_is_closed_and_holds_up_nobody(server: Server, sent: bytes) -> None:
    before = server.process.cpu_times().user
    with ExitStack() as opened:
        begin = time.monotonic()
        slow = [opened.enter_context(server.connection(sent)) for _ in range(CONNECTIONS - 10)]
        assert answered(server)
        assert [each.recv(1) for each in slow] == [b""] * len(slow)
        assert PATIENCE < time.monotonic() - begin < PATIENCE + 2.5
    assert server.process.cpu_times().user - before < 1


@pytest.mark.parametrize("drop", [b"x", b"\r\n"])
def test_however_slowly_a_request_drips_it_has_to_arrive_in_time(server: Server, drop: bytes) -> None:
    with server.connection(drop) as dripping:
        begin = time.monotonic()
        while not select.select([dripping], [], [], 0.1)[0]:
            dripping.sendall(drop)
        assert PATIENCE < time.monotonic() - begin < PATIENCE + 2.5


def test_when_all_connections_are_taken_those_that_do_nothing_make_room(server: Server) -> None:
    with ExitStack() as opened:
        begin = time.monotonic()
        idle = [opened.enter_context(server.connection(each)) for each in [b"", b"GET"] * CONNECTIONS]
        assert answered(server)
        assert time.monotonic() - begin < PATIENCE
        assert idle[0].recv(1) == b""
        assert time.monotonic() - begin < PATIENCE


def test_where_the_system_gives_no_more_descriptors_those_that_do_nothing_make_room(server: Server) -> None:
    soft, hard = server.process.rlimit(psutil.RLIMIT_NOFILE)
    assert soft >= min(3 * CONNECTIONS, hard)
    assert server.get("/plans/").status == server.ask("ASK {}").status == 200  # so that all they need is open already
    server.process.rlimit(psutil.RLIMIT_NOFILE, (server.process.num_fds() + 5, hard))
    try:
        with ExitStack() as opened:
            for _ in range(CONNECTIONS // 2):
                opened.enter_context(server.connection())
            assert answered(server)
    finally:
        server.process.rlimit(psutil.RLIMIT_NOFILE, (soft, hard))


def test_a_reader_that_stops_holds_neither_a_worker_nor_the_rest_of_the_answer(server: Server) -> None:
    with server.connection(get("/sparql", query=WHOLE, format="csv") + END, received_at_once=10_000) as reader:
        begun = reader.recv(1000)
        assert begun.startswith(b"HTTP/1.1 200")
        assert answered(server)
        whole = received(reader)
        assert whole.endswith(LAST)
        assert len(whole) > 18_000_000


def test_a_reader_that_takes_nothing_for_long_is_closed(server: Server) -> None:
    with server.connection(get("/sparql", query=WHOLE, format="csv") + END, received_at_once=10_000) as reader:
        assert reader.recv(1000)
        there = reader.getsockname()

        def closed() -> bool:
            assert answered(server)
            return there not in [each.raddr for each in server.process.net_connections()]

        assert until(closed)
        assert not received(reader).endswith(LAST)


def test_where_too_much_waits_to_be_read_those_that_have_waited_longest_are_closed() -> None:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    app.add_url_rule("/plans/", view_func=lambda: "x" * 20_000_000)
    with connections(app, Settings(queries=1, megabytes=20)) as front, ExitStack() as opened:
        there = Server(f"http://127.0.0.1:{front.sockinfo[3][1]}", 0)
        asked = get() + b"Connection: close\r\n\r\n"
        readers = [opened.enter_context(there.connection(asked, received_at_once=10_000)) for _ in range(3)]
        assert all(each.recv(100) for each in readers)
        assert until(lambda: len(front.active_channels) == 1)
        lengths = sorted(len(received(each)) for each in readers)
        assert lengths[1] < 20_000_000 < lengths[2]


def small() -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    app.add_url_rule("/plans/", view_func=lambda: "short")
    return app


def opened_from(front: Connections, address: str) -> socket.socket:
    """A connection from one of the addresses that mean this machine."""
    return socket.create_connection(front.sockinfo[3][:2], 10, (address, 0))


def answers(connection: socket.socket, asked: bytes = get() + END) -> bool:
    """Whether a short answer comes on a connection that is left open."""
    connection.sendall(asked)
    answer = b""
    while not answer.endswith(b"short") and (part := connection.recv(1000)):
        answer += part
    return answer.startswith(b"HTTP/1.1 200")


def test_nobody_has_to_go_while_nobody_waits() -> None:
    with connections(small(), Settings(connections=3)) as front, ExitStack() as opened:
        three = [opened.enter_context(opened_from(front, "127.0.0.1")) for _ in range(3)]
        assert [answers(each) for each in three * 3] == [True] * 9


def test_who_takes_all_connections_loses_their_own_before_others_do() -> None:
    with connections(small(), Settings(connections=4)) as front, ExitStack() as opened:
        slow = opened.enter_context(opened_from(front, "127.0.0.1"))
        slow.sendall(get())
        flood = [opened.enter_context(opened_from(front, "127.0.0.2")) for _ in range(8)]
        assert [each.recv(1) for each in flood[:5]] == [b""] * 5
        assert answers(slow, END)
        assert answers(flood[-1])


@contextmanager
def connections(app: Flask, settings: Settings) -> Iterator[Connections]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        front = Connections(app, listener, settings)
        running = Thread(target=front.run)
        running.start()
        yield front
        front.trigger.pull_trigger(partial(close_all, front._map))  # type: ignore[attr-defined]
        running.join()
        front.task_dispatcher.shutdown()


def test_closing_the_connection_stops_the_query(server: Server) -> None:
    with server.connection(get("/sparql", query=ENDLESS) + END):
        assert until(server.runs)
    begin = time.monotonic()
    assert server.ask("ASK {}").status == 200
    assert time.monotonic() - begin < 3


def test_who_sends_no_more_may_still_read(server: Server) -> None:
    with server.connection(get() + END) as reader:
        reader.shutdown(socket.SHUT_WR)
        answer = received(reader)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"</html>")


def test_requests_sent_together_are_answered_in_turn(server: Server) -> None:
    asked = [get("/sparql", query=f"SELECT ({each} AS ?x) {{}}", format="csv") for each in range(100)]
    with server.connection(END.join(asked) + b"Connection: close\r\n\r\n") as reader:
        answer = received(reader)
    assert [int(each.split(b"\r\n")[0]) for each in answer.split(b"\r\n\r\nx\r\n")[1:]] == list(range(100))


def test_who_sends_much_while_waiting_keeps_nobody_busy(server: Server) -> None:
    before = server.process.cpu_times().user
    with server.connection(get("/sparql", query=ENDLESS, timeout="1.5") + END) as eager:
        eager.setblocking(False)
        with suppress(BlockingIOError):
            eager.sendall((get() + END) * 1_000_000)
        eager.settimeout(30)
        assert eager.recv(1 << 16).startswith(b"HTTP/1.1 503")
    assert server.process.cpu_times().user - before < 0.6


def test_who_is_told_to_continue_sends_the_rest(server: Server) -> None:
    start = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nContent-Type: application/sparql-query\r\n"
    with server.connection(start + b"Expect: 100-continue\r\n\r\n") as sender:
        assert sender.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sender.sendall(b"ASK {}")
        assert sender.recv(100).startswith(b"HTTP/1.1 200")
    with server.connection(get() + b"Expect: 100-continue\r\n\r\n") as sender:
        assert sender.recv(100).startswith(b"HTTP/1.1 200")
