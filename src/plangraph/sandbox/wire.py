"""Messages between the server and its workers: two lengths, a JSON header, a body of bytes."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable, Collection
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")
_TOGETHER: Final = 1 << 16  # bytes up to which copying a body is cheaper than a second system call
_SMALL: Final = _TOGETHER + (1 << 12)  # bytes of a message that are looked at before they are taken


def send(channel: socket.socket, header: dict[str, Any], body: bytes | bytearray = b"") -> None:
    """Send one message. Raises OSError if the other side is gone."""
    text = json.dumps(header).encode()
    start = _LENGTHS.pack(len(text), len(body)) + text
    if len(body) <= _TOGETHER:
        channel.sendall(start + body)
    else:
        channel.sendall(start)
        channel.sendall(body)


class Wait:
    """How long to wait for a message, and what to look at meanwhile."""

    def __init__(self, seconds: float, turn: float, watch: Callable[[], None]) -> None:
        """Wait `seconds` from now; call `watch`, which may raise, whenever `turn` seconds have passed."""
        now = time.monotonic()
        self._until, self._next = now + seconds, now + turn
        self._turn = turn
        self._watch = watch

    def receive_into(self, channel: socket.socket, buffer: memoryview) -> int:
        """As `socket.recv_into`. Raises TimeoutError when the time is over, and what `watch` raises."""
        while (now := time.monotonic()) < self._until:
            if now >= self._next:
                self._watch()
                self._next = now + self._turn
            channel.settimeout(min(self._until, self._next) - now)
            try:
                return channel.recv_into(buffer)
            except TimeoutError:
                pass
        raise TimeoutError


def receive(channel: socket.socket, wait: Wait | None = None) -> tuple[dict[str, Any], bytes]:
    """Take one message. Raises EOFError if the other side is gone, and what `Wait.receive_into` raises."""
    header_length, body_length = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size, wait))
    both = _exactly(channel, header_length + body_length, wait)
    return json.loads(both[:header_length]), bytes(memoryview(both)[header_length:])


def arrived(channel: socket.socket, unless: Collection[str]) -> tuple[dict[str, Any], bytes] | None:
    """Take the message that lies in a channel that can be read, if it is small and whole. Raises OSError.

    One whose header has any of the names in `unless` stays there.
    """
    there = channel.recv(_SMALL, socket.MSG_PEEK)
    if len(there) < _LENGTHS.size:
        return None
    header_length, body_length = _LENGTHS.unpack_from(there)
    body = _LENGTHS.size + header_length
    end = body + body_length
    if len(there) < end:
        return None
    header: dict[str, Any] = json.loads(there[_LENGTHS.size : body])
    if any(name in header for name in unless):
        return None
    channel.recv(end)
    return header, there[body:end]


def _exactly(channel: socket.socket, count: int, wait: Wait | None) -> bytearray:
    taken = bytearray(count)
    rest = memoryview(taken)
    while rest:
        received = wait.receive_into(channel, rest) if wait else channel.recv_into(rest)
        if not received:
            raise EOFError
        rest = rest[received:]
    return taken
