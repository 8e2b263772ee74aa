"""Replies of the fast lane, made without the framework: the same, header for header, as those that it makes."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from wsgiref.handlers import format_date_time

from plangraph_web.compression import GZIP, SMALL, accepted
from plangraph_web.headers import OPEN_DATA, SECURITY
from plangraph_web.streaming import headers_of, tagged

if TYPE_CHECKING:
    from plangraph.query import Answer
    from plangraph_web.fast_requests import FastRequest

LARGEST: Final = 1 << 20
"""Bytes of an answer that is copied to where it waits to be sent while all others wait."""
COMPRESSED_AT_ONCE: Final = 1 << 14
"""Bytes up to which an answer is compressed in the event loop, which takes less than a millisecond."""
LONGEST_REMEMBERED: Final = 1 << 12
"""Bytes of a request that is remembered."""

_LAST: Final = b"Connection: close\r\n\r\n"
_ALWAYS: Final = "".join(
    f"{name}: {value}\r\n"
    for name, value in {**SECURITY, **OPEN_DATA, "Vary": "Accept, Accept-Encoding", "Server": "plangraph"}.items()
)


@dataclass(frozen=True, slots=True)
class FastReply:
    """A whole reply but for its date, so that it can be sent again."""

    status: int
    head: bytes
    body: bytes

    def bytes(self, now: float, *, last: bool) -> bytes:
        """What is sent at this time, in seconds since 1970, perhaps as the last reply on a connection."""
        return self.head + _date(int(now)) + (_LAST if last else b"\r\n") + self.body


def of_answer(answer: Answer, etag: str | None, encodings: str) -> FastReply | None:
    """The reply with a whole answer to who accepts these `encodings`; None if it takes too long to be made here."""
    body, headers = answer.body, headers_of(answer, etag)
    if len(body) > LARGEST:
        return None
    compressed, plain = accepted(encodings)
    if compressed and (len(body) >= SMALL or not plain):
        if len(body) > COMPRESSED_AT_ONCE:
            return None
        press = zlib.compressobj(wbits=GZIP)
        body = press.compress(body) + press.flush()
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return FastReply(200, _head("200 OK", headers), body)


def unchanged(etag: str) -> FastReply:
    """The reply to who has the answer already (RFC 9110, section 15.4.5)."""
    return FastReply(304, _head("304 NOT MODIFIED", tagged(etag)), b"")


def _head(status: str, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name.title()}: {value}\r\n" for name, value in headers.items())  # as waitress writes them
    return f"HTTP/1.1 {status}\r\n{_ALWAYS}{lines}Date: ".encode("latin-1")


class Remembered:
    """What has been replied to which bytes, as long as the data stay the same: the same bytes get the same reply."""

    def __init__(self, most: int) -> None:
        """Remember at most so many bytes."""
        self._most = most
        self._bytes = 0
        self._known: OrderedDict[bytes, tuple[FastReply, FastRequest]] = OrderedDict()
        self._version = ""

    def get(self, version: str, sent: bytes) -> tuple[FastReply, FastRequest] | None:
        """The reply of this version of the data to the request that was `sent`, and the request as it was read."""
        if version != self._version:
            self._known.clear()
            self._bytes, self._version = 0, version
        found = self._known.get(sent)
        if found:
            self._known.move_to_end(sent)
        return found

    def put(self, version: str, sent: bytes, reply: FastReply, read: FastRequest) -> None:
        """Remember the reply to a request."""
        size = _size(sent, reply)
        if self.get(version, sent) or len(sent) > LONGEST_REMEMBERED or size > self._most // 8:
            return
        self._known[sent] = reply, read
        self._bytes += size
        while self._bytes > self._most:
            oldest, (dropped, _) = self._known.popitem(last=False)
            self._bytes -= _size(oldest, dropped)


def _size(sent: bytes, reply: FastReply) -> int:
    return 2 * len(sent) + len(reply.head) + len(reply.body) + 500


@lru_cache(maxsize=2)
def _date(second: int) -> bytes:
    return format_date_time(second).encode() + b"\r\n"
