"""How large answers leave: in parts, and broken off where a limit strikes: nobody takes a part for the whole."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlencode, urlsplit

import pytest
from asking import LONG, PAIRS, ROWS, WHOLE, by_form
from running_server import Server


def raw(server: Server, query: str, version: str, method: str = "GET") -> bytes:
    """All bytes that come back until the server closes the connection."""
    path = "/sparql?" + urlencode({"query": query, "format": "csv"})
    with opened(server, f"{method} {path} HTTP/{version}\r\nHost: x\r\nConnection: close\r\n\r\n") as connection:
        return b"".join(iter(lambda: connection.recv(1 << 20), b""))


def opened(server: Server, request: str) -> socket.socket:
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname, address.port), timeout=30)
    connection.sendall(request.encode())
    return connection


def test_a_large_answer_comes_in_parts_and_whole(server: Server) -> None:
    answer = by_form(server, WHOLE, [("format", "csv")])
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in answer.headers
    assert answer.body == b"x\r\n" + f"{LONG}\r\n".encode() * 9_000


def test_a_small_answer_comes_with_its_length(server: Server) -> None:
    answer = server.ask(ROWS)
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert "Transfer-Encoding" not in answer.headers


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_an_answer_that_meets_a_limit_on_its_way_is_broken_off(server: Server, form: str) -> None:
    with pytest.raises(http.client.IncompleteRead):
        by_form(server, PAIRS, [("format", form)])
    assert server.ask(ROWS).status == 200


def test_what_is_broken_off_has_no_mark_of_an_end(server: Server) -> None:
    end = b"\r\n0\r\n\r\n"
    assert raw(server, WHOLE, "1.1").endswith(end)
    assert not raw(server, PAIRS, "1.1").endswith(end)


def test_a_client_of_http_1_0_gets_a_whole_which_says_where_it_was_cut(server: Server) -> None:
    headers, _, body = raw(server, WHOLE, "1.0").partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in headers
    assert body.count(b"\n") == 9_001
    headers, _, body = raw(server, PAIRS, "1.0").partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in headers
    assert b"X-Result-Truncated: rows=10000" in headers
    assert body.count(b"\n") == 10_001


def test_head_stops_the_work(server: Server) -> None:
    for _ in range(5):
        headers, _, body = raw(server, WHOLE, "1.1", "HEAD").partition(b"\r\n\r\n")
        assert b" 200 " in headers.splitlines()[0]
        assert body == b""
    assert server.ask(ROWS).status == 200


def test_who_goes_away_stops_the_work(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": WHOLE})
    for _ in range(5):
        with opened(server, f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n") as connection:
            assert connection.recv(12) == b"HTTP/1.1 200"
    assert server.ask(ROWS).status == 200


def test_a_format_of_which_only_the_whole_can_be_checked_comes_with_its_length(server: Server) -> None:
    answer = by_form(server, WHOLE, [("format", "xml")])
    assert int(answer.headers["Content-Length"]) == len(answer.body)
