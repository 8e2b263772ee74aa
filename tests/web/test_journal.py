"""The log: one line for each answer, nothing of the visitor at level 1, and nobody waits for who reads it."""

from __future__ import annotations

import logging
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path
from threading import Thread
from typing import NoReturn
from urllib.parse import urlencode

import pytest
from asking import WHOLE
from flask import Flask, Response, request
from logs import answers, lines, logging_server
from running_server import ENDLESS, Server, received, until
from waitress.wasyncore import close_all

from plangraph.errors import AnswerCut
from plangraph.settings import Settings
from plangraph_web import entries, replies
from plangraph_web.connections import Connections
from plangraph_web.journal import Entry, Journal

MARK = "VISITORSMARK"
ANSWERED = [
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
"""Of each answer of the first test: method, route, status, outcome of the query, problem."""


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
    ) == Counter(ANSWERED)
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
    first, second = sorted(answers(log), key=itemgetter("status"))
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
    found = {(each["route"], each["status"]): each for each in answers(log)}
    first, long, page = found["/sparql", 400], found["/sparql", 200], found["/", 200]
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
    found.sort(key=attrgetter("route"))
    assert [(each.route, each.status, each.outcome, each.problem) for each in found[:2]] == [
        ("/cut", 200, "stopped", "answer-cut"),
        ("/fault", 200, "failed", "unexpected"),
    ]
    assert found[2].status == 500
    assert [each.bytes for each in found[:2]] == [100, 100]
    said = [each.getMessage() for each in caplog.records if each.name == "waitress"]
    assert said == ["Exception while serving /fault", "Exception while serving other"]
