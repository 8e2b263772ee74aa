"""Texts are compressed for whoever likes that, and stay what they are."""

from __future__ import annotations

import gzip
import http.client
import zlib

import pytest
from asking import PAIRS, ROWS, WHOLE
from running_server import Server

ASKED = "/sparql?query=SELECT%20*%20%7B%20?s%20?p%20?o%20%7D%20LIMIT%20100"
ACCEPT = "text/html, */*;q=0.5"
TEXTS = ["/", "/id/ichinoseki", "/static/dist/site.css", ASKED, f"{ASKED}&format=xml", "/nowhere", "/population.csv"]


def vary(headers: http.client.HTTPMessage) -> list[str]:
    return [each.lower() for each in str(headers["Vary"]).split(", ")]


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_is_the_same_when_it_is_compressed(server: Server, path: str) -> None:
    plain, small = (server.get(path, ACCEPT, **{"Accept-Encoding": each}) for each in ("", "gzip"))
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.body) == plain.body
    assert int(small.headers["Content-Length"]) == len(small.body) < len(plain.body)
    assert (small.status, small.headers["Content-Type"]) == (plain.status, plain.headers["Content-Type"])
    for answer in (plain, small):
        assert vary(answer.headers).count("accept-encoding") == 1


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("GZip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip;q=0.001", True),
        ("*", True),
        ("identity;q=0.5, *", True),
        ("identity;q=0, gzip ; q=0.5", True),
        ("", False),
        ("identity", False),
        ("br, zstd", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0", False),
        ("identity;q=0", False),
        ("gzip;q=0.5, identity", False),
        ("gzip;q=much", False),
        (";;q=,,=", False),
    ],
)
def test_the_client_decides(server: Server, accepted: str, compressed: bool) -> None:
    answer = server.get(ASKED, **{"Accept-Encoding": accepted})
    assert answer.status == 200
    assert ("Content-Encoding" in answer.headers) == compressed


def test_a_small_answer_is_compressed_only_for_whoever_refuses_it_as_it_is(server: Server) -> None:
    path = "/sparql?query=ASK%7B%7D"
    answer = server.get(path, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert "accept-encoding" in vary(answer.headers)
    for accepted in ("gzip, identity;q=0", "gzip, *;q=0"):
        refused = server.get(path, **{"Accept-Encoding": accepted})
        assert gzip.decompress(refused.body) == answer.body


@pytest.mark.parametrize("path", [*TEXTS, "/graph-store?default"])
def test_head_has_the_headers_of_get(server: Server, path: str) -> None:
    got, head = (server.get(path, ACCEPT, method, **{"Accept-Encoding": "gzip"}) for method in ("GET", "HEAD"))
    assert head.body == b""
    assert got.headers["Content-Encoding"] == head.headers["Content-Encoding"] == "gzip"
    assert got.headers["Content-Length"] == head.headers["Content-Length"]


def form(server: Server, query: str) -> http.client.HTTPResponse:
    headers = {"Content-Type": "application/sparql-query", "Accept-Encoding": "gzip", "Accept": "text/csv"}
    connection = http.client.HTTPConnection(server.url.removeprefix("http://").rstrip("/"), timeout=30)
    connection.request("POST", "/sparql", query.encode(), headers)
    return connection.getresponse()


def test_an_answer_in_parts_is_compressed_in_parts(server: Server) -> None:
    with form(server, WHOLE) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Transfer-Encoding"] == "chunked"
        assert gzip.decompress(answer.read()).count(b"\n") == 9_001


def test_an_answer_that_is_broken_off_is_seen_to_be_so(server: Server) -> None:
    with form(server, PAIRS) as answer, pytest.raises(http.client.IncompleteRead) as caught:
        answer.read()
    assert not finished(caught.value.partial)
    assert server.ask(ROWS).status == 200


def finished(compressed: bytes) -> bool:
    press = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
    press.decompress(compressed)
    return press.eof


def test_a_file_keeps_its_tag_whether_compressed_or_not(server: Server) -> None:
    path = "/static/dist/site.css"
    plain, small = (server.get(path, **{"Accept-Encoding": each}) for each in ("", "gzip"))
    assert small.headers["ETag"] == f"W/{plain.headers['ETag']}"
    for tag in (plain.headers["ETag"], small.headers["ETag"]):
        for accepted in ("", "gzip"):
            again = server.get(path, **{"Accept-Encoding": accepted, "If-None-Match": tag})
            assert (again.status, again.body) == (304, b"")


def test_a_piece_of_a_file_is_not_compressed(server: Server) -> None:
    path = "/static/dist/site.css"
    piece = server.get(path, **{"Accept-Encoding": "gzip", "Range": "bytes=100-1999"})
    assert piece.status == 206
    assert "Content-Encoding" not in piece.headers
    assert piece.body == server.get(path).body[100:2000]


def test_what_is_compressed_already_is_left_alone(server: Server) -> None:
    answer = server.get("/population.xlsx", **{"Accept-Encoding": "gzip"})
    assert answer.body.startswith(b"PK")
    assert "Content-Encoding" not in answer.headers
    assert "accept-encoding" not in vary(answer.headers)
