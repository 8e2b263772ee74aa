"""Reading what a server sends, strictly as RFC 9112 has it: one answer after the other, each whole or broken off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9]) [\t\x20-\x7e\x80-\xff]*")
_HEADER: Final = re.compile(
    rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*((?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?)[ \t]*"
)
_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,15})")


class Malformed(Exception):
    """The bytes are no HTTP."""


@dataclass(frozen=True)
class Answer:
    """One answer; `whole` tells whether its body came to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool

    @property
    def last(self) -> bool:
        """Whether the server says that it will close the connection."""
        return self.headers.get("connection", "").lower() == "close"

    @property
    def media_type(self) -> str:
        """What the body claims to be, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass
class Reading:
    """What came so far: `answers` to requests of these `methods`, in order, and the bytes after them."""

    methods: Sequence[str]
    answers: list[Answer] = field(default_factory=list)
    rest: bytes = b""

    def feed(self, more: bytes, closed: bool = False) -> None:
        """Take more bytes, or the end of the connection. Raises Malformed."""
        self.rest += more
        while self.rest and self._one(closed):
            pass

    def _one(self, closed: bool) -> bool:
        head, end, _ = self.rest.partition(b"\r\n\r\n")
        if not end:
            if closed:
                raise Malformed("the heading does not end")
            return False
        status, headers = _heading(head)
        body, size, whole = self._body(status, headers, len(head) + 4, closed)
        if not whole and not closed:
            return False
        if status >= 200:
            self.answers.append(Answer(status, headers, body, whole))
        self.rest = self.rest[size:]
        return True

    def _body(self, status: int, headers: Mapping[str, str], start: int, closed: bool) -> tuple[bytes, int, bool]:
        """The body that begins at `start`, where it ends in the bytes so far, and whether it is whole."""
        coding, length = headers.get("transfer-encoding"), headers.get("content-length")
        if coding is not None and length is not None:
            raise Malformed("both Transfer-Encoding and Content-Length")
        if status < 200 or status in (204, 304) or self._method == "HEAD":
            return b"", start, True
        if coding is not None:
            if coding.lower() != "chunked":
                raise Malformed(f"Transfer-Encoding: {coding}")
            return _chunks(self.rest, start)
        if length is None:
            return self.rest[start:], len(self.rest), closed
        if not length.isdecimal():
            raise Malformed(f"Content-Length: {length}")
        end = start + int(length)
        return self.rest[start:end], min(end, len(self.rest)), len(self.rest) >= end

    @property
    def _method(self) -> str:
        return self.methods[len(self.answers)] if len(self.answers) < len(self.methods) else "GET"


def _heading(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.split(b"\r\n")
    status = _STATUS.fullmatch(first)
    if not status:
        raise Malformed(f"the status line is {first[:80]!r}")
    headers: dict[str, str] = {}
    for line in lines:
        match = _HEADER.fullmatch(line)
        if not match:
            raise Malformed(f"a header is {line[:80]!r}")
        name, value = match[1].decode("ascii").lower(), match[2].decode("ascii")
        if name in headers and name in ("content-length", "transfer-encoding", "content-type"):
            raise Malformed(f"{name} comes twice")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return int(status[1]), headers


def _chunks(data: bytes, start: int) -> tuple[bytes, int, bool]:
    parts: list[bytes] = []
    while True:
        line, end, _ = data[start : start + 64].partition(b"\r\n")
        if not end:
            return b"".join(parts), len(data), False
        size = _SIZE.fullmatch(line)
        if not size:
            raise Malformed(f"a chunk begins with {line[:40]!r}")
        count, start = int(size[1], 16), start + len(line) + 2
        parts.append(data[start : start + count])
        start += count
        if len(data) < start + 2:
            return b"".join(parts), len(data), False
        if data[start : start + 2] != b"\r\n":
            raise Malformed("a chunk does not end where it says")
        start += 2
        if count == 0:
            return b"".join(parts), start, True
