"""Messages between the server and its workers: two lengths, a JSON header, a body of bytes."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any, Final

_LENGTHS: Final = struct.Struct("!IQ")
_TOGETHER: Final = 1 << 16  # bytes up to which copying a body is cheaper than a second system call
_LARGE: Final = 1 << 20  # bytes


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


class Message:
    """A message that comes bit by bit; nothing beyond it is taken from the channel."""

    def __init__(self) -> None:
        """Begin with its lengths."""
        self._body: int | None = None
        self._expect(_LENGTHS.size)

    @property
    def large(self) -> bool:
        """Whether it is known to be more than a moment's work to take it."""
        return len(self._taken) > _LARGE

    def take(self, channel: socket.socket, wait: Wait | None = None) -> None:
        """Take all of it. Raises EOFError if the other side is gone, and what `Wait.receive_into` raises."""
        while self._rest:
            self._received(wait.receive_into(channel, self._rest) if wait else channel.recv_into(self._rest))

    def take_what_is_there(self, channel: socket.socket) -> bool:
        """Take what a channel that does not block has of it; whether that is all. Raises EOFError or OSError."""
        try:
            while self._rest and not self.large:
                self._received(channel.recv_into(self._rest))
        except BlockingIOError:
            pass
        return not self._rest

    @property
    def parts(self) -> tuple[dict[str, Any], bytes]:
        """Its header and its body, once all of it is there."""
        assert self._body is not None  # noqa: S101 - as its lengths are there
        return json.loads(self._taken[: self._body]), bytes(memoryview(self._taken)[self._body :])

    def _expect(self, count: int) -> None:
        self._taken = bytearray(count)
        self._rest = memoryview(self._taken)

    def _received(self, count: int) -> None:
        if not count:
            raise EOFError
        self._rest = self._rest[count:]
        if not self._rest and self._body is None:
            self._body, body_length = _LENGTHS.unpack(self._taken)
            self._expect(self._body + body_length)


def receive(channel: socket.socket, wait: Wait | None = None) -> tuple[dict[str, Any], bytes]:
    """Take one message. Raises EOFError if the other side is gone, and what `Wait.receive_into` raises."""
    message = Message()
    message.take(channel, wait)
    return message.parts
