"""A client of few lines on a plain socket, so that it takes little of the machine, with the habits of many clients."""

from __future__ import annotations

import gzip
import select
import socket
import time
import zlib
from dataclasses import dataclass
from typing import Final

from fuzz.answers import Answer, Malformed, Reading
from load_requests import Request

_PART: Final = 1 << 17
_PAUSE: Final = 0.02


class Lost(Exception):
    """There was no whole answer; `untouched` tells that not a byte of one came."""

    def __init__(self, why: str, untouched: bool) -> None:
        super().__init__(why)
        self.untouched = untouched


@dataclass(frozen=True)
class Habit:
    """How a client goes about it."""

    name: str
    keeps: bool = True
    """Whether it sends its next request on the same connection."""
    gzip: bool = False
    remembers: bool = False
    """Whether it keeps answers with an ETag and asks whether they still hold."""
    heads: bool = False
    """Whether it only wants the heading now and then."""
    pieces: int = 1
    """In how many parts it sends."""
    together: int = 1
    """How many requests it sends at once."""
    sips: bool = False
    """Whether it reads slowly."""


@dataclass(frozen=True)
class Exchange:
    """A request, as it was sent, and its answer; times are of the monotonic clock in seconds."""

    request: Request
    method: str
    answer: Answer
    body: bytes
    """Unpacked; where the server said that nothing has changed, that of the answer before."""
    before: Answer | None
    """The answer that was asked whether it still holds, if it does."""
    asked: float
    answered: float
    again: bool
    """Whether it was sent a second time, as the connection had been closed before a byte of an answer came."""


class Client:
    """One client, at an address of its own where the system gives each program as many of loopback as it likes."""

    def __init__(self, address: tuple[str, int], source: str | None, habit: Habit, patience: float) -> None:
        """`patience` is how many seconds later an answer is taken for lost."""
        self.habit = habit
        self._patience = patience
        self._address = address
        self._source = source
        self._open: socket.socket | None = None
        self._kept: dict[Request, tuple[str, Answer, bytes]] = {}

    def ask(self, wanted: list[tuple[Request, str]]) -> list[Exchange]:
        """Send these requests at once, each with a method, and wait for all answers. Raises Lost."""
        sent = [self._dressed(*each) for each in wanted]
        begin = time.monotonic()
        answers, again = self._answers(sent, [method for _, method in wanted])
        end = time.monotonic()
        return [
            Exchange(request, method, answer, *self._told(request, method, answer), begin, end, again)
            for (request, method), answer in zip(wanted, answers, strict=True)
        ]

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._open:
            self._open.close()
        self._open = None

    def _dressed(self, request: Request, method: str) -> bytes:
        more = {}
        if self.habit.gzip:
            more["Accept_Encoding"] = "gzip"
        if not self.habit.keeps:
            more["Connection"] = "close"
        if method == "GET" and request in self._kept:
            more["If_None_Match"] = self._kept[request][0]
        sent = request.sent(**more)
        return b"HEAD" + sent[3:] if method == "HEAD" else sent

    def _told(self, request: Request, method: str, answer: Answer) -> tuple[bytes, Answer | None]:
        """The body, unpacked, and the answer that it comes from, if that still holds."""
        if answer.status == 304 and request in self._kept:
            _, before, body = self._kept[request]
            return body, before
        body = _unpacked(answer)
        if self.habit.remembers and method == "GET" and answer.status == 200 and "etag" in answer.headers:
            self._kept[request] = answer.headers["etag"], answer, body
        return body, None

    def _answers(self, sent: list[bytes], methods: list[str]) -> tuple[list[Answer], bool]:
        """All answers, and whether anything was sent again.

        A server may close at any time a connection on which it has begun no answer, and after any answer that says so.
        """
        found: list[Answer] = []
        again = False
        while len(found) < len(sent):
            reused = self._open is not None
            try:
                found += self._some(b"".join(sent[len(found) :]), methods[len(found) :])
            except Lost as lost:
                if again or not (reused and lost.untouched):
                    raise
                again = True
            again = again or len(found) < len(sent)
        return found, again

    def _some(self, sent: bytes, methods: list[str]) -> list[Answer]:
        """One answer or more, up to one that is the last on its connection."""
        reading = Reading(methods)
        try:
            connection = self._open = self._open or self._connected()
            self._send(connection, sent)
            self._read(connection, reading)
        except (OSError, Malformed) as error:
            self.close()
            raise Lost(f"{type(error).__name__}: {error}", not (reading.answers or reading.rest)) from error
        latest = reading.answers[-1]
        if latest.last or not self.habit.keeps or not latest.whole:
            self.close()
        return reading.answers

    def _connected(self) -> socket.socket:
        source = (self._source, 0) if self._source else None
        made = socket.socket()
        if self.habit.sips:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _PART)
        made.settimeout(self._patience)
        try:
            if source:
                made.bind(source)
            made.connect(self._address)
        except OSError:
            made.close()
            raise
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _send(self, connection: socket.socket, sent: bytes) -> None:
        size = -(-len(sent) // self.habit.pieces)
        for start in range(0, len(sent), size):
            if start and select.select([connection], [], [], 5 * _PAUSE)[0]:
                return  # the server has heard enough
            connection.sendall(sent[start : start + size])

    def _read(self, connection: socket.socket, reading: Reading) -> None:
        until = time.monotonic() + self._patience
        while not _complete(reading):
            connection.settimeout(max(until - time.monotonic(), 0.001))
            more = connection.recv(_PART if self.habit.sips else 1 << 20)
            reading.feed(more, closed=not more)
            if not more and not _complete(reading):
                raise ConnectionError("closed without a whole answer")
            if self.habit.sips and more:
                select.select([], [], [], _PAUSE)
        if reading.rest and not reading.answers[-1].last:
            raise Malformed(f"bytes after the end of an answer: {reading.rest[:80]!r}")


def _complete(reading: Reading) -> bool:
    answers = reading.answers
    return len(answers) == len(reading.methods) or bool(answers and (answers[-1].last or not answers[-1].whole))


def _unpacked(answer: Answer) -> bytes:
    packed = answer.headers.get("content-encoding") == "gzip" and answer.body and answer.whole
    try:
        return gzip.decompress(answer.body) if packed else answer.body
    except (OSError, EOFError, zlib.error) as error:
        raise Lost(f"it cannot be unpacked: {error}", untouched=False) from error
