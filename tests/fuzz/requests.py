"""Requests as visitors send them: headers and bodies, each of which may be odd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from fuzz import headers
from fuzz.addresses import methods, parameters, paths
from fuzz.texts import texts
from fuzz.visits import Ending, Visit

_READ: Final[Ending] = "read"
_ENDINGS: Final[list[Ending]] = ["half-close", "leave", "stop reading", *[_READ] * 16]
_FRAMES: Final = ["length"] * 12 + ["chunked"] * 4 + ["lie", "lie", "coding", "chunks"]
_LIES: Final = ["3", "-1", "1_0", "\xb2", "0x4", "9" * 30, "", "4, 4", "+3", "1e3"]
_CODINGS: Final = ["gzip, chunked", "chunked, gzip", "xchunked", "chunked, chunked", "identity", "", "Chunked "]
_BROKEN_CHUNKS: Final = [
    *((b"0\r\n\r\n", b""), (b"\r\n", b"\n"), (b"\r\n", b""), (b"0\r\n", b"-1\r\n"), (b"0\r\n", b"f" * 40)),
]
_CHARSETS: Final = ["utf-8"] * 6 + ["utf-16", "shift_jis", "latin-1", "utf-8-sig", "cp037"]
_ODD_BODIES: Final = [b"", b"\xff\xfe\x00", b"query=", b"ASK {} #" + b" " * 300_000, b"&" * 2000, b"\x1f\x8b\x08\x00"]
_LARGEST: Final = 60_000
"""Characters; a larger heading may be cut off."""


@dataclass(frozen=True)
class Request:
    """The bytes of a request, and whether they are as they should be."""

    method: str
    path: str
    sent: bytes
    honest: bool


@st.composite
def _framed(draw: DrawFn, body: bytes) -> tuple[list[headers.Line], bytes, bool]:
    """The lines that frame a body, the body as it is sent, and whether both are honest."""
    kind = draw(st.sampled_from(_FRAMES))
    if kind == "length":
        return [("Content-Length", str(len(body)))], body, True
    if kind == "lie":
        return [("Content-Length", draw(st.sampled_from([str(len(body) + 9), *_LIES])))], body, False
    size = draw(st.integers(1, 4000))
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"
    if kind == "coding":
        length = draw(st.sampled_from([[], [("Content-Length", "4")]]))
        return [("Transfer-Encoding", draw(st.sampled_from(_CODINGS))), *length], chunks, False
    if kind == "chunks":
        chunks = chunks.replace(*draw(st.sampled_from(_BROKEN_CHUNKS)), 1)
    return [("Transfer-Encoding", "chunked")], chunks, kind == "chunked"


@st.composite
def _posted(draw: DrawFn) -> tuple[list[headers.Line], bytes, bool]:
    """The lines and the bytes of a body, and whether they are honest."""
    direct = draw(st.booleans())
    text = draw(texts) if direct else "&".join(draw(parameters))
    charset = draw(st.sampled_from(_CHARSETS))
    body = text.encode(charset, "surrogatepass" if charset.startswith("utf") else "replace")
    if draw(st.integers(0, 30)) == 30:
        body = draw(st.sampled_from(_ODD_BODIES))
    usual = headers.CONTENT_TYPES[0 if direct else 1]
    content_type = draw(st.sampled_from([usual] * 30 + headers.CONTENT_TYPES))
    framing, body, honest = draw(_framed(body))
    return [("Content-Type", content_type), *framing], body, honest


@st.composite
def _requests(draw: DrawFn) -> Request:
    method, path = draw(methods), draw(paths)
    pairs = [] if method == "POST" and draw(st.booleans()) else draw(parameters)
    framing, body, honest = draw(_posted()) if method == "POST" else ([], b"", True)
    host = draw(headers.hosts)
    lines = [("Host", host), *draw(headers.lines), *framing]
    target = path + ("&" if "?" in path else "?" if pairs else "") + "&".join(pairs)
    head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines)
    clean = len(head) < _LARGEST and all(" " <= each <= "~" for line in lines for each in "".join(line))
    honest = honest and clean and host == "localhost" and method != "CONNECT"
    return Request(method, path, head.encode("latin-1") + b"\r\n" + body, honest)


@st.composite
def _single(draw: DrawFn) -> Visit:
    request, ending = draw(requests), draw(st.sampled_from(_ENDINGS))
    if not request.honest and ending == "read":
        ending = draw(st.sampled_from(["half-close"] * 9 + ["read"]))
    promised = request.path if request.honest and ending == "read" else ""
    return Visit((request.sent,), (request.method,), promised, ending)


requests: Final = _requests()
single: Final = _single()
"""One request, sent at once."""
