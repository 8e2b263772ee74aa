"""How an answer leaves: whole with its length, or in parts that break off where a limit strikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from plangraph_web.entries import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.query import Answer


def respond(answer: Callable[[], Answer], etag: str | None = None) -> Response:
    """The response that sends an answer, which is not asked for where the visitor has it (RFC 9110, section 13.1.2).

    Closing it, as the server does whatever happens, frees the worker. What stops a query in mid-answer comes out of
    the iteration, and the server closes the connection without the mark of an end.
    """
    if etag and request.method in ("GET", "HEAD") and request.if_none_match.contains_weak(etag):
        return _unchanged(etag)
    found = answer()
    tell("cached" if found.shared else "computed")
    response = Response(found if found.size is None else found.body, headers=headers_of(found, etag))
    response.vary.add("Accept")
    return response


def _unchanged(etag: str) -> Response:
    tell("unchanged")
    response = Response(status=304, headers=tagged(etag))
    del response.headers["Content-Type"]
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def headers_of(answer: Answer, etag: str | None) -> dict[str, str]:
    """The headers that depend on the answer; it may be kept by others, who then have to ask whether it still holds."""
    headers = {"Content-Type": answer.format.media_type}
    if etag:
        headers |= tagged(etag)
    if answer.truncated is not None:
        headers["X-Result-Truncated"] = f"rows={answer.truncated}"
    return headers


def tagged(etag: str) -> dict[str, str]:
    """The headers of what may be kept; weak, as the next worker may give other names to blank nodes."""
    return {"Cache-Control": "no-cache", "ETag": f'W/"{etag}"'}
