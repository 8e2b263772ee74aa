"""Messages between the server and its workers: two lengths, a JSON header, a body of bytes."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")
_TOGETHER: Final = 1 << 16  # bytes up to which copying a body is cheaper than a second system call


def send(channel: socket.socket, header: dict[str, Any], body: bytes | bytearray = b"") -> None:
    """Send one message. Raises OSError if the other side is gone."""
    text = json.dumps(header).encode()
    start = _LENGTHS.pack(len(text), len(body)) + text
    if len(body) <= _TOGETHER:
        channel.sendall(start + body)
    else:
        channel.sendall(start)
        channel.sendall(body)


def receive(channel: socket.socket, until: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Take one message, waiting until the clock `time.monotonic` says `until`. Raises EOFError and TimeoutError."""
    header_length, body_length = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size, until))
    header = json.loads(_exactly(channel, header_length, until))
    return header, bytes(_exactly(channel, body_length, until))


def _exactly(channel: socket.socket, count: int, until: float | None) -> bytearray:
    taken = bytearray(count)
    rest = memoryview(taken)
    while rest:
        if until is not None:
            channel.settimeout(max(until - time.monotonic(), 0.001))
        received = channel.recv_into(rest)
        if not received:
            raise EOFError
        rest = rest[received:]
    return taken
