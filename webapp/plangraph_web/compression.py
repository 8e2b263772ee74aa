"""Texts are sent compressed to whoever likes that (RFC 9110, section 12.5.3); what comes in parts stays in parts."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from flask import Flask, Response

SMALL: Final = 500
"""Bytes below which compressing gains nothing."""

GZIP: Final = zlib.MAX_WBITS + 16
"""How zlib is told to write gzip."""

_TEXTS: Final = ("json", "xml", "javascript", "n-triples", "n-quads", "trig")
_NOT_WHOLE: Final = (204, 206, 304)


def init_app(app: Flask) -> None:
    """Compress every answer that is text. Call it before what else changes answers: it has to come last there."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    kind = response.mimetype or ""
    if not kind.startswith("text/") and not kind.endswith(_TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    compressed, plain = accepted(request.headers.get("Accept-Encoding", ""))
    if not compressed or response.headers.get("Content-Encoding"):
        return response
    length = response.calculate_content_length() if response.is_sequence else response.content_length
    if length is not None and length < SMALL and plain:
        return response
    _weaken(response)
    if response.status_code not in _NOT_WHOLE:
        _replace(response, whole=length is not None)
    return response


def accepted(encodings: str) -> tuple[bool, bool]:
    """Whether to use gzip for who accepts these `encodings`, and whether an answer may stay as it is."""
    liked = {name.lower(): quality for name, quality in parse_accept_header(encodings)}
    plain = liked.get("identity", liked.get("*"))
    quality = liked.get("gzip", liked.get("*", 0))
    return quality > 0 and quality >= (plain or 0), plain != 0


def _weaken(response: Response) -> None:
    """Both forms have one ETag, which therefore promises the same content, not the same bytes (section 8.8.1)."""
    etag, weak = response.get_etag()
    if etag and not weak:
        response.set_etag(etag, weak=True)
    response.headers.pop("Accept-Ranges", None)


def _replace(response: Response, *, whole: bool) -> None:
    response.direct_passthrough = False
    if close := getattr(response.response, "close", None):
        response.call_on_close(close)
    parts = _gzip(response.iter_encoded())
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Content-Length", None)
    if whole:
        response.set_data(b"".join(parts))
    else:
        response.response = parts


def _gzip(parts: Iterable[bytes]) -> Iterator[bytes]:
    press = zlib.compressobj(wbits=GZIP)
    for part in parts:
        if pressed := press.compress(part):
            yield pressed
    yield press.flush()
