"""The headers that keep a page to itself: nothing from elsewhere is loaded, nothing inline is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

HOST_IS_OURS: Final = {"Strict-Transport-Security": "max-age=31536000"}
"""By which browsers never again reach the host but by HTTPS: not said for a host that others have pages on, too."""

OPEN_DATA: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Retry-After, X-Result-Truncated",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


SHARED: Final = (
    "/sparql",
    "/search.json",
    "/graph-store",
    "/graph/",
    "/id/",
    "/ontology",
    "/download/",
    "/.well-known/void",
)


def init_app(app: Flask) -> None:
    """Put the security headers on every answer and open the data, errors included, to pages of any origin."""
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    response.headers.update(SECURITY)
    if response.location:  # the visitor knows better than the request by what name we were reached
        response.location = response.location.removeprefix(request.host_url.rstrip("/"))
    if request.path.startswith(SHARED):
        response.headers.update(OPEN_DATA)
    elif request.is_secure and not request.script_root:
        response.headers.update(HOST_IS_OURS)
    return response
