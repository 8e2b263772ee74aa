"""What requests the fast lane takes: those that the application would read in the same way, and nothing unusual."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from werkzeug.http import parse_etags

from plangraph.errors import PlangraphError
from plangraph_web.parsing import HOST
from plangraph_web.protocol import Asked, Sent
from plangraph_web.protocol import read as read_sent

if TYPE_CHECKING:
    from plangraph.settings import Settings
    from plangraph_web.channel import Channel
    from plangraph_web.parsing import Parser

LONGEST: Final = 1 << 14
"""Bytes of an address or a body: reading them takes less than a millisecond."""
LONGEST_TO_GUARD: Final = 1 << 10
"""Characters of a query that has to be read word by word."""
_LONGEST_VALUE: Final = {"ACCEPT": 200, "ACCEPT_ENCODING": 200, "CONTENT_TYPE": 200, "IF_NONE_MATCH": 1000}
_ADDRESSES: Final = re.compile(r"[0-9A-Fa-f.:, ]{0,1000}")
_UNUSUAL_NAME: Final = re.compile(r"(?:^|&)(?:lang|[^=&]*[%+])(?:[=&]|$)")  # lang sets a cookie
_SLOW: Final = ("UPGRADE", "EXPECT", "RANGE")


@dataclass(frozen=True, slots=True)
class FastRequest:
    """A request for the lane."""

    method: str
    asked: Asked
    accept: str
    encodings: str
    known: str
    """What If-None-Match says."""
    forwarded: str
    """What X-Forwarded-For says."""
    address: str
    """That of the visitor."""

    def has(self, etag: str) -> bool:
        """Whether the visitor has the answer with this tag already."""
        return bool(self.known) and parse_etags(self.known).contains_weak(etag)


def read(request: Parser, channel: Channel, settings: Settings) -> FastRequest | None:
    """Read a request; None for one that is not for the lane, or wrong, which the application can tell."""
    headers: dict[str, str] = request.headers  # type: ignore[assignment] # the stub has it more general
    if not _usual(request, headers):
        return None
    sent = Sent(
        request.command,
        request.query.encode("latin-1"),
        headers.get("CONTENT_TYPE", ""),
        headers.get("CONTENT_ENCODING", ""),
        lambda: _body(request),
        settings.query_length,
    )
    try:
        asked = read_sent(sent)
    except PlangraphError:
        return None
    if len(asked.query) > LONGEST_TO_GUARD and any(word in asked.query.lower() for word in ("from", "service")):
        return None
    return FastRequest(
        request.command,
        asked,
        headers.get("ACCEPT", ""),
        headers.get("ACCEPT_ENCODING", ""),
        headers.get("IF_NONE_MATCH", "") if request.command == "GET" else "",
        forwarded := headers.get("X_FORWARDED_FOR", ""),
        address_of(channel.addr[0], forwarded, settings.proxies),
    )


def _usual(request: Parser, headers: dict[str, str]) -> bool:
    return (
        not request.error
        and request.path == "/sparql"
        and request.command in ("GET", "POST")
        and request.version == "1.1"
        and len(request.query) <= LONGEST
        and (request.content_length or 0) <= LONGEST
        and not request.chunked
        and headers.get("CONNECTION", "keep-alive").lower() == "keep-alive"
        and HOST.fullmatch(headers.get("HOST", "")) is not None
        and not any(name in headers for name in _SLOW)
        and all(len(headers.get(name, "")) <= most for name, most in _LONGEST_VALUE.items())
        and _ADDRESSES.fullmatch(headers.get("X_FORWARDED_FOR", "")) is not None
        and not _UNUSUAL_NAME.search(request.query)
    )


def _body(request: Any) -> bytes:  # noqa: ANN401 - what waitress calls a file
    stream = request.get_body_stream()
    body: bytes = stream.read()
    stream.seek(0)  # the application may have to read it again
    return body


def address_of(peer: str, forwarded: str, proxies: int) -> str:
    """The address of the visitor, as seen by the first of so many proxies that are believed."""
    seen = [each.strip() for each in forwarded.split(",") if each.strip()]
    return seen[-proxies] if proxies and len(seen) >= proxies else peer
