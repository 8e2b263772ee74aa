"""Visits that keep to no rule: mutated requests, several at once, byte by byte, or no HTTP at all."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from fuzz.addresses import asked
from fuzz.killers import KILLERS, killer
from fuzz.requests import requests, single
from fuzz.visits import Ending, Visit
from fuzz.words import weighted

FIRST_LINES: Final = [
    *(b"GET", b"GET /", b"GET  / HTTP/1.1", b"GET / HTTP/1.1 x", b"GET / HTTP/9.9", b"GET / HTTP/2.0"),
    b"GET / http/1.1",
    *(b"GET / HTTP/1.\xd9\xa1", b"GET / HTTP/01.1", b"\r\n\r\n\r\nGET / HTTP/1.1", b"GET\t/\tHTTP/1.1"),
    b"GET\x00/ HTTP/1.1",
    *(b"GET sparql HTTP/1.1", b"GET http://evil.invalid/sparql HTTP/1.1", b"GET ?query=x HTTP/1.1", b"GET * HTTP/1.1"),
    *(b"OPTIONS * HTTP/1.1", b"CONNECT evil.invalid:443 HTTP/1.1", b"GET http://[::1/ HTTP/1.1"),
    b"GET /\xe5\xb7\xa5 HTTP/1.1",
    *(b"PRI * HTTP/2.0", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x80\x2e\x01\x00\x02", b"SSH-2.0-x"),
    b"*1\r\n$4\r\nPING",
    *(b"G" * 70_000 + b" / HTTP/1.1", b"GET /" + b"a" * 300_000 + b" HTTP/1.1"),
    b"GET /" + b"\xff" * 500 + b" HTTP/1.1",
    *(b"GET / HTTP/1.0", b"HTTP/1.1 200 OK", b"\x00" * 5000, b"GET /sparql?query=a b HTTP/1.1", b"GET #x HTTP/1.1"),
    b"",
]
PIECES: Final = [
    *(b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"\x00", b" ", b"\t", b":", b"\xff\xfe", b"0\r\n\r\n"),
    b"ffffffffffffffff\r\n",
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n", b"Host: evil.invalid\r\n", b"GET / HTTP/1.1\r\n"),
    *(b"%", b"a" * 70_000),
]
HEADING: Final = b"\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n"
Visits = SearchStrategy[Visit]
_endings: SearchStrategy[Ending] = st.sampled_from(["half-close"] * 9 + ["leave", "read"])


def _rubbish(pieces: tuple[bytes, ...], ending: Ending, pause: float = 0.0) -> Visit:
    """A visit of which nothing is known; without HEAD, so that every answer has its body."""
    return Visit(tuple(piece.replace(b"HEAD", b"HERD") for piece in pieces), ("GET",), "", ending, pause)


@st.composite
def mutated(draw: DrawFn) -> Visit:
    """A request with a few bytes replaced, most of them in its heading."""
    sent = draw(requests).sent
    for _ in range(draw(st.integers(1, 4))):
        near = draw(st.sampled_from([200, 600, len(sent)]))
        start = draw(st.integers(0, min(near, len(sent))))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)))
        sent = sent[:start] + piece + sent[start + draw(st.sampled_from([0, 0, 1, 2, 30])) :]
    return _rubbish((sent,), draw(_endings))


@st.composite
def raw(draw: DrawFn) -> Visit:
    """Something that begins no request, or one that nobody understands."""
    first = draw(st.one_of(st.sampled_from(FIRST_LINES), st.binary(max_size=300)))
    return _rubbish(
        (first + draw(st.sampled_from([HEADING, HEADING, b"\r\n\r\n", b"\n\n", b"\r\n", b""])),), draw(_endings)
    )


@st.composite
def pipelined(draw: DrawFn) -> Visit:
    """Several requests before the first answer; all must be answered, in their order, if all are as they should be."""
    many = draw(st.lists(requests, min_size=2, max_size=5))
    honest = all(each.honest for each in many) and not any(b"Connection: " in each.sent for each in many)
    sent = b"".join(each.sent for each in many)
    if not honest:
        return _rubbish((sent,), draw(_endings))
    return Visit(
        (sent,), tuple(each.method for each in many), "/", draw(st.sampled_from(["read", "read", "stop reading"]))
    )


@st.composite
def slow(draw: DrawFn) -> Visit:
    """A request that arrives in pieces, or never quite."""
    sent = b"GET /sparql?" + draw(asked)[0].encode()[:2000] + b" HTTP/1.1" + HEADING
    if draw(st.booleans()):
        cuts = sorted(draw(st.lists(st.integers(0, len(sent)), min_size=1, max_size=4)))
        pieces = tuple(sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True))
        return Visit(pieces, ("GET",), "/sparql", "read", 0.05)
    never = sent[: draw(st.integers(0, len(sent) - 1))]
    return _rubbish(
        (never[:10], never[10:]), draw(st.sampled_from(["read", "leave", "half-close", "stop reading"])), 0.1
    )


@st.composite
def deadly(draw: DrawFn) -> Visit:
    """A query that never ends, of somebody who may not wait for it."""
    visit = killer(draw(st.sampled_from(list(KILLERS.values()))), Random(draw(st.integers(0, 10**6))))
    ending: Ending = draw(st.sampled_from(["read", "leave", "half-close", "stop reading"]))
    return replace(visit, ending=ending)


def visits() -> Visits:
    """What a server on the open net has to live with."""
    return weighted((28, single), (4, mutated()), (2, raw()), (2, pipelined()), (1, slow()), (1, deadly()))
