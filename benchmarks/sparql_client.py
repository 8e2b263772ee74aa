"""A client that costs far less than a server: raw sockets that stay open, requests that are made beforehand."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Sequence
from itertools import cycle
from typing import Self
from urllib.parse import urlencode, urlsplit

_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Connection:
    """One connection to a server of HTTP/1.1, on which one request is under way at a time."""

    def __init__(self, url: str) -> None:
        """Connect to the server of this address. Raises OSError."""
        address = urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._body = 0
        self._length: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def send(self, request: bytes) -> None:
        """Begin a request."""
        self._received, self._body, self._length = b"", 0, None
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take in what has come, waiting for something; whether the answer is whole. Raises ConnectionError."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError(f"the server closed the connection after {self._received[:200]!r}")
        self._received += part
        if not self._body and not self._read_head():
            return False
        if self._length is None:
            return self._received.endswith(_LAST_CHUNK)
        return len(self._received) >= self._body + self._length

    def ask(self, request: bytes) -> bytes:
        """The body of the answer. Raises ConnectionError, also if the answer is not 200."""
        self.send(request)
        while not self.receive():
            pass
        body = self._received[self._body :]
        return body if self._length is not None else _joined(body)

    def _read_head(self) -> bool:
        end = self._received.find(_HEAD_END)
        if end < 0:
            return False
        if not self._received.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(self._received[:1000].decode(errors="replace"))
        self._body = end + len(_HEAD_END)
        length = _LENGTH.search(self._received, 0, end)
        self._length = int(length[1]) if length else None
        return True


def request(url: str, query: str, accept: str) -> bytes:
    """A request by GET, to be sent as often as wanted."""
    address = urlsplit(url)
    target = f"{address.path}?{urlencode({'query': query})}"
    return f"GET {target} HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: {accept}\r\n\r\n".encode()


def latencies(url: str, requests: Sequence[bytes], seconds: float) -> list[float]:
    """The milliseconds that each request takes, one after the other on one connection, for about so many seconds."""
    times: list[float] = []
    with Connection(url) as connection:
        end = time.perf_counter() + seconds
        for each in cycle(requests):
            begin = time.perf_counter()
            if times and begin > end:
                break
            connection.send(each)
            while not connection.receive():
                pass
            times.append((time.perf_counter() - begin) * 1000)
    return times


def rate(url: str, requests: Sequence[bytes], connections: int, seconds: float) -> float:
    """The answers in a second on so many connections; each asks again at once, for about so many seconds."""
    opened = {each.socket.fileno(): each for each in (Connection(url) for _ in range(connections))}
    poll = select.poll()
    turns = cycle(requests)
    begin = time.perf_counter()
    for number, connection in opened.items():
        poll.register(number, select.POLLIN)
        connection.send(next(turns))
    answered, under_way = 0, connections
    while under_way:
        for number, _ in poll.poll():
            if opened[number].receive():
                answered += 1
                if time.perf_counter() - begin < seconds:
                    opened[number].send(next(turns))
                else:
                    under_way -= 1
    taken = time.perf_counter() - begin
    for connection in opened.values():
        connection.socket.close()
    return answered / taken


def _joined(chunks: bytes) -> bytes:
    """The body that was sent in chunks (RFC 9112, section 7.1)."""
    body = b""
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        body, chunks = body + rest[:length], rest[length + 2 :]
    return body
