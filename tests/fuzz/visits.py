"""One visit to the server: the bytes that are sent, how they are sent, and what happens to the connection."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Final, Literal

from fuzz.answers import Malformed, Reading

PATIENCE: Final = 15.0
"""Seconds after which nobody waits any longer for an answer."""

Ending = Literal["read", "half-close", "leave", "stop reading"]


@dataclass(frozen=True)
class Visit:
    """What a visitor does. Where `path` is given the requests are as they should be, so that each must be answered."""

    pieces: tuple[bytes, ...]
    methods: tuple[str, ...] = ("GET",)
    path: str = ""
    ending: Ending = "read"
    pause: float = 0.0

    @property
    def sent(self) -> bytes:
        """All that is sent."""
        return b"".join(self.pieces)

    def __repr__(self) -> str:
        sent = repr(self.sent if len(self.sent) < 4000 else self.sent[:4000] + b"...")
        return f"{self.ending}, {len(self.pieces)} pieces, pause {self.pause}: {sent}"


@dataclass
class Outcome:
    """What became of a visit: the answers, whether the server closed, what was wrong with the bytes; in seconds."""

    reading: Reading
    connection: socket.socket
    closed: bool = False
    malformed: str = ""
    seconds: float = field(default=0.0)


def pay(visit: Visit, address: tuple[str, int]) -> Outcome:
    """Do what the visit says. A connection whose reader stops stays open until the caller closes it."""
    begin = time.monotonic()
    connection = socket.create_connection(address, timeout=PATIENCE)
    outcome = Outcome(Reading(visit.methods), connection)
    if visit.ending == "stop reading":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with contextlib.suppress(OSError):  # the server may have heard enough
        _send(visit, connection)
    if visit.ending in ("read", "half-close"):
        _read(visit, outcome, begin + PATIENCE)
    if visit.ending == "leave":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if visit.ending != "stop reading":
        connection.close()
    outcome.seconds = time.monotonic() - begin
    return outcome


def _send(visit: Visit, connection: socket.socket) -> None:
    if visit.ending == "stop reading":
        connection.settimeout(0.5)  # the server may stop reading too
    for number, piece in enumerate(visit.pieces):
        if number and visit.pause and select.select([connection], [], [], visit.pause)[0]:
            break  # the server does not wait for the rest
        connection.sendall(piece)
    if visit.ending == "half-close":
        connection.shutdown(socket.SHUT_WR)


def _read(visit: Visit, outcome: Outcome, until: float) -> None:
    try:
        while not outcome.closed and not _complete(visit, outcome.reading):
            outcome.connection.settimeout(max(until - time.monotonic(), 0.001))
            outcome.closed = not (more := _received(outcome.connection))
            outcome.reading.feed(more, outcome.closed)
    except Malformed as wrong:
        outcome.malformed = str(wrong)
    except TimeoutError:
        pass


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1 << 20)
    except ConnectionError:
        return b""


def _complete(visit: Visit, reading: Reading) -> bool:
    """Whether nothing more is to come: all requests are answered, and the server does not want to close."""
    if not visit.path or (reading.answers and reading.answers[-1].last):
        return False
    return len(reading.answers) == len(visit.methods)
