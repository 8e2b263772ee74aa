"""The log: one line for each answer, nothing of the visitor at level 1, and nobody waits for who reads it."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import select
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn
from urllib.parse import urlencode

import pytest
from asking import WHOLE
from flask import Flask, Response, request
from running_server import ENDLESS, Server, received, running_server, until
from waitress.wasyncore import close_all

from plangraph.errors import AnswerCut
from plangraph.settings import Settings
from plangraph_web import entries, replies, writer
from plangraph_web.connections import Connections
from plangraph_web.journal import Entry, Journal

MARK = "VISITORSMARK"
TO_FILE = ("sh", "-c", 'exec "$@" 2> "$LOG"', "sh")
ANSWERED = Entry("GET", "/sparql", 200, 0.25, 17, "computed", None, "192.0.2.7", "ASK {}")


@contextmanager
def logging_server(log: Path, level: int = 1, **environment: str) -> Iterator[Server]:
    """A server whose standard error goes into this file."""
    with running_server(under=TO_FILE, LOG=str(log), PLANGRAPH_ACCESS_LOG=str(level), **environment) as server:
        yield server


def lines(log: Path) -> list[dict[str, Any]]:
    """What was logged, each line being an object of JSON."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def answers(log: Path) -> list[dict[str, Any]]:
    """What was logged of answers."""
    return [each for each in lines(log) if "method" in each]


def test_every_answer_is_one_line_that_says_what_became_of_it(tmp_path: Path) -> None:
    log, query = tmp_path / "log", "SELECT (7 AS ?x) {}"
    with logging_server(log) as server:
        etag = server.ask(query, "text/csv").headers["ETag"]
        assert server.ask(query, "text/csv").status == 200
        assert server.get("/sparql?" + urlencode({"query": query}), "text/csv", **{"If-None-Match": etag}).status == 304
        assert server.ask("DROP ALL").status == 400
        assert server.ask(ENDLESS, timeout="0.1").status == 503
        assert server.get("/sparql?" + urlencode({"query": "ASK {}"}), method="HEAD").status == 200
        assert server.get("/query?" + urlencode({"query": "ASK {}"})).status == 200
        assert server.get("/id/ichinoseki", "text/html").status == 200
        assert server.get("/id/nowhere").status == 404
        assert server.get("/nowhere").status == 404
        assert server.get("/plans/", method="BREW").status == 405
        size = len(server.get("/static/icon.svg").body)
        with server.connection(b"hello\r\n\r\n") as connection:
            assert received(connection)
    found = answers(log)
    assert Counter(
        (each["method"], each["route"], each["status"], each.get("outcome"), each.get("problem")) for each in found
    ) == Counter(
        [
            ("GET", "/sparql", 200, "computed", None),
            ("GET", "/sparql", 200, "cached", None),
            ("GET", "/sparql", 304, "unchanged", None),
            ("GET", "/sparql", 400, "refused", "update-refused"),
            ("GET", "/sparql", 503, "stopped", "deadline-passed"),
            ("HEAD", "/sparql", 200, "computed", None),
            ("GET", "/query", 200, "computed", None),
            ("GET", "/id/<path:path>", 200, None, None),
            ("GET", "/id/<path:path>", 404, None, "not-found"),
            ("GET", "other", 404, None, "page-missing"),
            ("other", "other", 405, None, "method-wrong"),
            ("GET", "/static/<path:filename>", 200, None, None),
            ("GET", "unreadable", 400, None, "request-wrong"),
        ]
    )
    assert all(datetime.fromisoformat(each["time"]).tzinfo and each["seconds"] >= 0 for each in found)
    assert [each["bytes"] for each in found if each["route"].startswith("/static")] == [size]
    assert [each["bytes"] for each in found if each["status"] == 304 or each["method"] == "HEAD"] == [0, 0]
    assert all(0.1 <= each["seconds"] < 5 for each in found if each.get("outcome") == "stopped")


def test_an_answer_that_breaks_off_says_why(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_server(log, PLANGRAPH_MEGABYTES="10") as server:
        asked = f"GET /sparql?{urlencode({'query': WHOLE, 'format': 'csv'})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        with server.connection(asked) as reader:
            assert not received(reader).endswith(b"0\r\n\r\n")
        gone = f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        with server.connection(gone):
            assert until(server.runs)
        assert until(lambda: len(answers(log)) == 2)
    first, second = answers(log)
    assert (first["status"], first["outcome"]) == (200, "stopped")
    assert first["bytes"] > 1_000_000
    assert (second["status"], second["outcome"], second["problem"]) == (499, "gone", "client-gone")


def visit(server: Server) -> None:
    """Leave the mark wherever a visitor can."""
    told = {"X-Forwarded-For": MARK, "User-Agent": MARK, "Referer": f"https://{MARK}/", "Cookie": f"{MARK}={MARK}"}
    for path in (f"/id/{MARK}", f"/{MARK}", f"/plans/?{MARK}=1", f"/graph?focus={MARK}", f"/query?query={MARK}"):
        assert server.get(path, **told).status in (200, 400, 404)
    for query in (f"ASK {{}} # {MARK}", f"{MARK}", f'SELECT ("{MARK}" AS ?x) {{}}'):
        assert server.ask(query, timeout=MARK).status == 400
        assert server.ask(query).status in (200, 400)
        assert server.send("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"}).status
        assert server.send("POST", "/sparql", query.encode(), {"Content-Type": MARK}).status == 415
    assert server.send(MARK, f"/id/{MARK}", headers=told).status == 405
    for sent in (MARK.encode(), f"GET /{MARK} HTTP/1.1\r\nHost: {MARK} x\r\nConnection: close".encode()):
        with server.connection(sent + b"\r\n\r\n") as connection:
            assert received(connection)
    gone = f"GET /sparql?{urlencode({'query': f'{ENDLESS} # {MARK}'})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with server.connection(gone):
        assert until(server.runs)


def test_at_level_1_nothing_that_a_visitor_sent_is_logged_or_counted_by(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_server(log) as server:
        visit(server)
        assert until(lambda: "499" in log.read_text(encoding="utf-8"))
        metrics = server.get("/metrics").text
    assert len(answers(log)) > 20
    text = log.read_text(encoding="utf-8")
    assert MARK not in text
    assert "127.0.0.1" not in text
    assert MARK not in metrics


def test_at_level_2_address_and_query_are_logged_and_no_query_ends_a_line_or_moves_a_cursor(tmp_path: Path) -> None:
    log = tmp_path / "log"
    bad = 'ASK {} # \n{"forged": 1}\r\n\x1b[2J\x7f\x85\x9b2J\u2028\u2029\u202e\u3042'
    with logging_server(log, level=2) as server:
        assert server.ask(bad).status == 400
        assert server.ask("ASK {} #" + "x" * 9000).status == 200
        assert server.get("/").status == 200
    first, long, page = answers(log)
    assert first["query"] == bad
    assert (first["address"], page["address"]) == ("127.0.0.1", "127.0.0.1")
    assert "query" not in page
    assert len(long["query"]) == 2000
    assert not set("\x1b\x7f\x85\x9b\u2028\u2029\u202e") & set(log.read_text(encoding="utf-8"))
    assert "あ" in log.read_text(encoding="utf-8")


def test_at_level_0_only_the_program_itself_is_heard(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_server(log, level=0) as server:
        assert server.get("/").status == 200
        for each in server.process.children():
            each.kill()
        for each in server.workers():
            each.kill()
        assert until(lambda: server.ask("ASK {} # again").status == 200)
    assert not answers(log)
    assert "warning" in [each["level"] for each in lines(log)]


def test_behind_a_proxy_the_address_is_that_of_the_visitor(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_server(log, level=2, PLANGRAPH_PROXIES="1") as server:
        for path in ("/", *["/sparql?query=ASK%7B%7D"] * 3):
            assert server.get(path, **{"X-Forwarded-For": "192.0.2.9"}).status == 200
    assert [each["address"] for each in answers(log)] == ["192.0.2.9"] * 4


@pytest.fixture
def unread(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A pipe that takes little and that nobody reads."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    yield path, reader
    os.close(reader)


def full(pipe: Path) -> bool:
    """Whether it takes nothing more."""
    out = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    try:
        return not select.select([], [out], [], 0)[1]
    finally:
        os.close(out)


def taken(reader: int, before: bytearray) -> bytearray:
    """What was read before from a pipe, with what it holds now."""
    with suppress(BlockingIOError):
        while part := os.read(reader, 1 << 16):
            before += part
    return before


def test_nobody_waits_for_a_log_that_is_not_read(unread: tuple[Path, int]) -> None:
    pipe, reader = unread
    with logging_server(pipe, level=2) as server:
        for index in range(50):
            assert server.ask(f"ASK {{}} # {index}" + "x" * 1000).status == 200
            assert server.get("/plans/").status == 200
        assert until(lambda: full(pipe))
        for each in server.workers():
            each.kill()  # about which the program has something to say
        assert until(lambda: server.ask("ASK {} # at last").status == 200)
        text = bytearray()
        assert until(lambda: b"at last" in taken(reader, text))
    assert text.count(b'"route": "/plans/"') == 50


def test_the_server_ends_although_nobody_reads_its_log(unread: tuple[Path, int]) -> None:
    pipe, _ = unread
    with logging_server(pipe, level=2) as server:
        for index in range(30):
            assert server.ask(f"ASK {{}} # {index}" + "x" * 1000).status == 200
        assert until(lambda: full(pipe))


def test_the_server_goes_on_and_ends_when_the_reader_of_its_log_has_gone(unread: tuple[Path, int]) -> None:
    pipe, reader = unread
    with logging_server(pipe) as server:
        other = os.open(os.devnull, os.O_RDONLY)
        os.dup2(other, reader)
        os.close(other)
        assert [server.get("/plans/").status for _ in range(5)] == [200] * 5
        assert until(lambda: "plangraph_log_lines_lost_total 0.0" not in server.get("/metrics").text)


def test_lines_that_cannot_be_written_are_counted_and_told_later(tmp_path: Path) -> None:
    log = tmp_path / "log"
    out = os.open("/dev/full", os.O_WRONLY)
    with Journal(1, out=out) as journal:
        for _ in range(3):
            journal.note(ANSWERED)
        assert until(lambda: journal.tallies.counts.lines_lost == 3)
        there = os.open(log, os.O_WRONLY | os.O_CREAT)
        os.dup2(there, out)
        journal.note(ANSWERED)
    assert [each.get("lost", each.get("route")) for each in lines(log)] == ["/sparql", 3]
    os.close(there)
    os.close(out)


def test_what_waits_is_bounded_and_the_rest_is_counted() -> None:
    reader, out = os.pipe()
    with Journal(1, out=out) as journal:
        for _ in range(4 * writer.MOST_WAITING):
            journal.note(ANSWERED)
        lost = journal.tallies.counts.lines_lost
        assert lost >= writer.MOST_WAITING
        found: list[bytes] = []
        reading = Thread(target=lambda: found.extend(iter(lambda: os.read(reader, 1 << 16), b"")))
        reading.start()
    os.close(out)
    reading.join()
    os.close(reader)
    written = [json.loads(line) for line in b"".join(found).splitlines()]
    assert sum(each.get("lost", 1) for each in written) == 4 * writer.MOST_WAITING
    assert sum(each.get("lost", 0) for each in written) == lost


@pytest.mark.parametrize(("level", "shown"), [(1, False), (2, True)])
def test_what_the_program_says_is_a_line_with_its_trace_without_what_a_visitor_sent(
    tmp_path: Path, level: int, shown: bool
) -> None:
    log = tmp_path / "log"
    speaker = logging.getLogger("plangraph_web.test")
    with log.open("wb") as file, Journal(level, out=file.fileno()):
        speaker.debug("nobody has to hear this")
        try:
            fail()
        except ZeroDivisionError as error:
            speaker.error("A fault\nof %s.", "ours", exc_info=error)
            speaker.error("A fault over a request.", exc_info=error, extra={"path": f"/{MARK}"})
    ours, over_a_request = lines(log)
    assert (ours["level"], ours["message"]) == ("error", "A fault\nof ours.")
    assert f"ZeroDivisionError: {MARK}" in ours["trace"]
    assert "in fail" in over_a_request["trace"]
    assert (MARK in over_a_request["trace"], over_a_request.get("path") == f"/{MARK}") == (shown, shown)


def fail() -> NoReturn:
    raise ZeroDivisionError(MARK)


@contextmanager
def noted(app: Flask) -> Iterator[tuple[Connections, list[Entry]]]:
    """The application behind our connections, and what is noted of its answers."""
    app.config["MAX_CONTENT_LENGTH"] = 1000
    for part in (entries, replies):
        part.init_app(app)
    journal = Journal()
    found: list[Entry] = []
    journal.note = found.append  # type: ignore[method-assign, assignment]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        front = Connections(app, listener, Settings(), journal)
        running = Thread(target=front.run)
        running.start()
        yield front, found
        front.trigger.pull_trigger(partial(close_all, front._map))  # type: ignore[attr-defined]
        running.join()
        front.task_dispatcher.shutdown()


def broken(error: Exception) -> Response:
    """An answer to a query that breaks off so."""

    def parts() -> Iterator[bytes]:
        yield b"x" * 100
        raise error

    entries.tell("computed")
    return Response(parts())


def test_a_fault_is_noted_once_wherever_it_strikes(caplog: pytest.LogCaptureFixture) -> None:
    app = Flask(__name__)
    app.add_url_rule("/cut", view_func=partial(broken, AnswerCut(rows=7)), endpoint="cut")
    app.add_url_rule("/fault", view_func=partial(broken, ZeroDivisionError("ours")), endpoint="fault")
    app.teardown_request(lambda _: fail() if request.path == f"/{MARK}" else None)
    with noted(app) as (front, found), ExitStack() as opened:
        there = Server(f"http://127.0.0.1:{front.sockinfo[3][1]}", 0)
        for path in ("cut", "fault", MARK):
            asked = f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            assert received(opened.enter_context(there.connection(asked)))
        assert until(lambda: len(found) == 3)
    assert [(each.route, each.status, each.outcome, each.problem) for each in found[:2]] == [
        ("/cut", 200, "stopped", "answer-cut"),
        ("/fault", 200, "failed", "unexpected"),
    ]
    assert found[2].status == 500
    assert [each.bytes for each in found[:2]] == [100, 100]
    said = [each.getMessage() for each in caplog.records if each.name == "waitress"]
    assert said == ["Exception while serving /fault", "Exception while serving other"]
