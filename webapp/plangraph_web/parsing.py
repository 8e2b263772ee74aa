"""Reading a request, and what can be made of one that cannot be read."""

from __future__ import annotations

import re
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_from_bytes

from waitress.parser import HTTPRequestParser, ParsingError

if TYPE_CHECKING:
    from plangraph_web.begun import Begun

from plangraph_web.spool import Spool

HOST: Final = re.compile(r"(?:[\w-]{1,63}(?:\.[\w-]{1,63})*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
ASCII: Final = bytes(range(128))
HEAD: Final = b"HEAD "
HEARD: Final = ("ACCEPT", "ACCEPT_LANGUAGE", "COOKIE")
UNREAD: Final = {"command": "GET", "path": "/sparql", "query": "", "request_uri": "/sparql", "url_scheme": "http"}
"""What is taken for granted of a request that could not be read. Anybody may read what /sparql says."""


class Parser(HTTPRequestParser):
    """Reads a request. What it cannot read is an error of the request, never one of the server."""

    command: str  # type: ignore[assignment] # the stub takes it for bytes
    path: str
    query: str
    begun: Begun | None = None
    """What the fast lane has begun of it."""
    sent: bytes | None = None
    """All its bytes, if they have come together and nothing with them."""
    beginning = b""
    """The first bytes, which tell what kind of answer is expected even where all of it is too long to be read."""

    def received(self, data: bytes) -> int:
        """Take what has come; how many bytes of it are of this request."""
        if len(self.beginning) < len(HEAD):
            self.beginning = (self.beginning + data.lstrip(b"\r\n"))[: len(HEAD)]
        return super().received(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Read all before the body. Raises ParsingError, also where urllib, which waitress asks, knows no way."""
        first, *rest = header_plus.split(b"\r\n", 1)
        try:
            super().parse_header(b"\r\n".join((_encoded(first), *rest)))
        except ValueError as error:
            raise ParsingError(str(error)) from error
        if self.body_rcv is not None:  # empty ones are false
            self.body_rcv.buf = Spool(self.adj.inbuf_overflow)
        if not self.query.isascii():  # waitress looks at no query after a path that begins with two slashes
            self.query = ""
            raise ParsingError("Bad URI")
        two_lengths = self.chunked and b"content-length" in header_plus.lower()  # nothing after it can be trusted
        options = self.headers.get("CONNECTION", "").lower().replace(",", " ").split()
        if two_lengths or "close" in options:
            self.headers["CONNECTION"] = "close"  # type: ignore[index] # it is a dict


def _encoded(first: bytes) -> bytes:
    """The first line with all of its address in ASCII, as browsers send it; others send 医療 as it was typed, in UTF-8.

    What is no UTF-8 is left as it is, and refused.
    """
    match first.split(b" "):
        case [method, target, version] if _is_text(target):
            return b" ".join((method, quote_from_bytes(target, safe=ASCII).encode(), version))
    return first


def _is_text(target: bytes) -> bool:
    try:
        return bool(target.decode())
    except UnicodeDecodeError:
        return False


def understood(request: Parser) -> Any:  # noqa: ANN401 - what a task reads of a parser
    """As much of a request that could not be read as an answer needs."""
    error: Any = request.error
    known = UNREAD if error.code == 431 else {name: getattr(request, name, UNREAD[name]) for name in UNREAD}
    command = "HEAD" if request.beginning == HEAD else "GET"
    headers = {name: request.headers[name] for name in HEARD if name in request.headers}
    return SimpleNamespace(
        **known | {"command": command},
        headers=headers,
        version=request.version,
        error=error,
        get_body_stream=BytesIO,
    )
